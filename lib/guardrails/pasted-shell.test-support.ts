import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What stands in for AWS: how it answers commands that begin like this. Whatever is not named succeeds and says nothing. */
export type Answers = Record<string, { says?: string; fails?: boolean }>;

/** A command that AWS was given, and with which access key. */
export type Call = { key: string; command: string };

/**
 * Pastes commands into an interactive bash, which goes on after errors as a person's shell does, with an `aws` that only
 * writes down what it is asked. An answer is looked up by the key first (`KEY sts get-caller-identity`), then without it.
 */
export async function paste(text: string, answers: Answers): Promise<{ calls: Call[]; stderr: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'straybytes-shell-'));
  try {
    const log = join(folder, 'calls');
    await writeFile(log, '');
    await writeFile(join(folder, 'aws'), stub(log, answers));
    await chmod(join(folder, 'aws'), 0o755);
    const stderr = await shell(text, folder);
    const lines = (await readFile(log, 'utf8')).split('\n').filter((line) => line !== '');
    return { calls: lines.map(callOf), stderr };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function callOf(line: string): Call {
  const [key = '', ...command] = line.split(' ');
  return { key, command: command.join(' ') };
}

function stub(log: string, answers: Answers): string {
  const cases = Object.entries(answers)
    .sort(([a], [b]) => b.length - a.length)
    .map(([start, { says, fails = false }]) => {
      const say = says === undefined ? '' : `printf '%b\\n' ${quoted(says)};`;
      return `case "$AWS_ACCESS_KEY_ID $*" in ${pattern(start)}*) ${say} exit ${fails ? 255 : 0};; esac`;
    });
  return ['#!/bin/sh', `echo "$AWS_ACCESS_KEY_ID $*" >> ${quoted(log)}`, ...cases, ''].join('\n');
}

/** With the key where the answer names one, else for whichever key. */
function pattern(start: string): string {
  return /^[A-Z]/.test(start) ? quoted(start) : `*' '${quoted(start)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function shell(text: string, folder: string): Promise<string> {
  const env = { PATH: `${folder}:/usr/bin:/bin`, HOME: folder, HISTFILE: '', AWS_ACCESS_KEY_ID: 'ADMIN' };
  return new Promise((resolve) => {
    const child = execFile(
      'bash',
      ['--norc', '-i'],
      { cwd: folder, env: { ...env, NODE_ENV: 'test' } },
      (_, __, stderr) => resolve(stderr),
    );
    child.stdin?.end(`${text}\n`);
  });
}
