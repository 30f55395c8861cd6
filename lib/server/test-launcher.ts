/** Real launchers for tests: each with a port and a directory of its own, none left behind. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '#lib/server/free-port.ts';
import { commandOf, startOf, waitForEnd } from '#lib/server/processes.ts';

export type TestLauncher = {
  port: number;
  pid: number;
  /** stdout and stderr so far. */
  said(): string;
  /** Of the process that runs a part now, by its command line. */
  pidOf(part: 'web' | 'worker' | 'simulated-aws' | 'postgres'): number;
  /** Resolves with the exit status, or with the name of the signal. */
  ended: Promise<number | string>;
  kill(signal: NodeJS.Signals): void;
};

const root = path.join(import.meta.dirname, '..', '..');
const directories: string[] = [];
const launchers: ChildProcess[] = [];

export async function testDirectory(): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'straybytes-launcher-'));
  await chmod(directory, 0o755);
  directories.push(directory);
  return directory;
}

/** Ends every launcher of this file with all that belongs to it, and removes the directories. */
export async function cleanUp(): Promise<void> {
  for (const child of launchers) {
    child.kill('SIGTERM');
    if (child.pid && !(await waitForEnd(child.pid, 15_000))) child.kill('SIGKILL');
  }
  for (const directory of directories) await rm(directory, { recursive: true, force: true });
}

/** Runs `lib/server/main.ts` as npm would, with nothing of this process's environment but PATH and HOME. */
export async function startLauncher({
  dataDir,
  demo = true,
  port,
  environment = {},
  as = {},
}: {
  dataDir: string;
  demo?: boolean;
  port?: number;
  environment?: Record<string, string>;
  as?: { uid?: number; gid?: number };
}): Promise<TestLauncher> {
  const chosen = port ?? (await freePort());
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, ['lib/server/main.ts', ...(demo ? ['--demo'] : [])], {
    cwd: root,
    env: { NODE_ENV: 'production', PATH, HOME, PORT: String(chosen), DATA_DIR: dataDir, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...as,
  });
  launchers.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  const ended = new Promise<number | string>((resolve) =>
    child.once('close', (status, signal) => resolve(status ?? signal ?? 'unknown')),
  );
  return {
    port: chosen,
    pid: child.pid ?? 0,
    said: () => said,
    pidOf: (part) => pidOf({ dataDir, part }),
    ended,
    kill: (signal) => void child.kill(signal),
  };
}

/** Waits for the line with the address. @returns milliseconds it took */
export async function untilUp(launcher: TestLauncher): Promise<number> {
  const start = Date.now();
  let status: number | string | undefined;
  launcher.ended.then((reached) => {
    status = reached;
  });
  while (!launcher.said().includes('Straybytes is at')) {
    if (status !== undefined || Date.now() - start > 60_000)
      throw new Error(`The launcher did not come up (${status}):\n${launcher.said()}`);
    await sleep(50);
  }
  return Date.now() - start;
}

/** By a real query of the web process to the database. */
export async function isReady(launcher: TestLauncher): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${launcher.port}/api/ready`, {
    signal: AbortSignal.timeout(5_000),
  }).catch(() => undefined);
  await response?.text();
  return response?.status === 200;
}

/** The processes that a launcher remembers, and PostgreSQL. */
export function familyOf(dataDir: string): number[] {
  const { launcher, children } = JSON.parse(readFileSync(path.join(dataDir, 'launcher.json'), 'utf8')) as {
    launcher: { pid: number };
    children: { pid: number }[];
  };
  return [launcher, ...children].map(({ pid }) => pid).concat(pidOf({ dataDir, part: 'postgres' }));
}

/** @returns those of the processes that still run after `ms` milliseconds */
export async function survivors(pids: number[], ms: number): Promise<number[]> {
  const deadline = Date.now() + ms;
  for (const pid of pids) await waitForEnd(pid, Math.max(0, deadline - Date.now()));
  return pids.filter((pid) => startOf(pid) !== '');
}

/** Where PostgreSQL keeps its files: beside the rest, or where the note says. */
export function clusterOf(dataDir: string): string {
  const note = path.join(dataDir, 'postgres.location');
  return existsSync(note) ? readFileSync(note, 'utf8').trim() : path.join(dataDir, 'postgres');
}

function pidOf({ dataDir, part }: { dataDir: string; part: string }): number {
  if (part === 'postgres') {
    const file = path.join(clusterOf(dataDir), 'postmaster.pid');
    return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : 0;
  }
  return familyOf(dataDir).find((pid) => commandOf(pid).endsWith(`${part}.ts`)) ?? 0;
}
