/** DATA_DIR: made, proved writable, and held by one launcher at a time. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { startOf, waitForEnd } from '#lib/server/processes.ts';
import { StartupError } from '#lib/server/startup-error.ts';

export type DataDir = {
  path: string;
  /** Remembers a process, so that the next launcher can end it when this one is killed. */
  note(pid: number): void;
  release(): void;
};

const processSchema = z.object({ pid: z.number(), start: z.string() });
const lockSchema = z.object({ launcher: processSchema, address: z.string(), children: z.array(processSchema) });
type Lock = z.infer<typeof lockSchema>;

const reasons: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'it is a file',
};

/**
 * Takes DATA_DIR, after ending what a killed launcher left running there.
 * @param address what this launcher serves, for the message to a second one
 * @throws StartupError when it is not writable, or another launcher holds it
 */
export async function takeDataDir({ dataDir, address }: { dataDir: string; address: string }): Promise<DataDir> {
  const directory = path.resolve(dataDir);
  await proveWritable(directory);
  const file = path.join(directory, 'launcher.json');
  const lock: Lock = { launcher: identify(process.pid), address, children: [] };

  const before = readLock(file);
  if (before && isRunning(before.launcher))
    throw new StartupError(
      `Straybytes already runs on ${directory}: ${before.address} (process ${before.launcher.pid}). Stop it first, or set another DATA_DIR and PORT.`,
    );
  if (before) {
    await Promise.all(before.children.map(endLeftover));
    rmSync(file, { force: true });
  }
  try {
    writeFileSync(file, JSON.stringify(lock), { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    throw new StartupError(`Straybytes is being started on ${directory} by another process.`, cause);
  }
  return {
    path: directory,
    note: (pid) => {
      lock.children = [...lock.children.filter(isRunning), identify(pid)];
      writeFileSync(file, JSON.stringify(lock), { mode: 0o600 });
    },
    release: () => rmSync(file, { force: true }),
  };
}

async function proveWritable(directory: string): Promise<void> {
  const probe = path.join(directory, `.writable-${process.pid}`);
  try {
    await mkdir(directory, { recursive: true });
    await writeFile(probe, '');
    await rm(probe);
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    throw new StartupError(
      `DATA_DIR ${directory} cannot be written: ${reasons[code] ?? code}. Set DATA_DIR to a directory of yours.`,
      cause,
    );
  }
}

function readLock(file: string): Lock | undefined {
  try {
    return lockSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Missing, or cut short by a crash: then nobody holds it, and what is left of it must not block the next start.
    rmSync(file, { force: true });
    return undefined;
  }
}

function identify(pid: number): Lock['launcher'] {
  return { pid, start: startOf(pid) };
}

function isRunning({ pid, start }: Lock['launcher']): boolean {
  return start !== '' && startOf(pid) === start;
}

/** A child ends by itself when its launcher is gone; one that hangs is killed. */
async function endLeftover(child: Lock['launcher']): Promise<void> {
  if (!isRunning(child) || (await waitForEnd(child.pid, 5_000))) return;
  if (isRunning(child)) process.kill(child.pid, 'SIGKILL');
  await waitForEnd(child.pid, 2_000);
}
