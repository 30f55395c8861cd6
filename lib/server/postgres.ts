/** The embedded PostgreSQL: made on the first start, recovered on every other, gone when its launcher is gone. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { ensureCluster } from '#lib/server/cluster.ts';
import { freePort } from '#lib/server/free-port.ts';
import { type PostgresHome, postgresHome } from '#lib/server/postgres-home.ts';
import { commandOf, isAlive, waitForEnd } from '#lib/server/processes.ts';
import { StartupError } from '#lib/server/startup-error.ts';

export type Postgres = {
  /** Of the database `straybytes`, with the password. */
  url: string;
  port: number;
  /** Of the process that ends with PostgreSQL. */
  pid: number;
  /** Resolves when it has ended, asked or not. */
  exited: Promise<void>;
  /** Ends all sessions, checkpoints and waits for the end. */
  stop(): Promise<void>;
};

const READY_WITHIN_MS = 60_000;
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;

// PostgreSQL as a child that also ends, cleanly, when the launcher is killed: then the pipe at 3 closes.
const KEEPER = '"$@" 3<&- & pg=$!; (read -r end <&3; kill -INT $pg) 2>/dev/null & wait $pg';

/**
 * Starts PostgreSQL on a loopback port, with its files below `dataDir` (or, for root, where the user who runs it can go).
 * The caller holds the lock of `dataDir`: a server found running on these files belongs to nobody and is ended.
 * @param durable false turns fsync off, for tests
 * @param port the one to take, so that a restart keeps the address; none: a free one
 * @throws StartupError in one line
 */
export async function startPostgres({
  dataDir,
  durable = true,
  port,
}: {
  dataDir: string;
  durable?: boolean;
  port?: number;
}): Promise<Postgres> {
  const directory = path.resolve(dataDir);
  await mkdir(directory, { recursive: true });
  const home = await postgresHome(directory);
  const password = await ensureCluster({ directory, home, durable });
  await endOrphan(home.cluster);

  const log = path.join(directory, 'postgres.log');
  const chosen = port ?? (await freePort());
  const child = await launch({ home, log, port: chosen, durable });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const at = `postgresql://postgres:${password}@127.0.0.1:${chosen}`;
  await ready({ url: `${at}/postgres`, child, log });
  await ensureDatabase(`${at}/postgres`);
  return {
    url: `${at}/straybytes`,
    port: chosen,
    pid: child.pid ?? 0,
    exited,
    stop: async () => {
      child.stdio[3]?.destroy();
      await exited;
    },
  };
}

/** A server left behind is ended; a pid file whose number another program has by now would stop ours, and is removed. */
async function endOrphan(cluster: string): Promise<void> {
  const file = path.join(cluster, 'postmaster.pid');
  const pid = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10);
  if (!pid || !isAlive(pid)) return;
  if (!commandOf(pid).includes(cluster)) return rm(file, { force: true });
  process.kill(pid, 'SIGINT');
  if (await waitForEnd(pid, 10_000)) return;
  process.kill(pid, 'SIGQUIT');
  await waitForEnd(pid, 5_000);
}

async function launch({
  home,
  log,
  port,
  durable,
}: {
  home: PostgresHome;
  log: string;
  port: number;
  durable: boolean;
}): Promise<ChildProcess> {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    // Containers give little /dev/shm, which only parallel queries need.
    max_parallel_workers_per_gather: 0,
    jit: 'off',
    log_timezone: 'UTC',
    timezone: 'UTC',
    ...(!durable && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: 200 }),
  };
  const grown = (await stat(log).catch(() => undefined))?.size ?? 0;
  const output = await open(log, grown > LOG_LIMIT_BYTES ? 'w' : 'a', 0o600);
  const program = [path.join(home.binaries, 'postgres'), '-D', home.cluster];
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn('/bin/sh', ['-c', KEEPER, 'sh', ...program, ...flags], {
    ...home.user,
    cwd: '/',
    // Its own group: Ctrl-C reaches the launcher first, which ends it last.
    detached: true,
    stdio: ['ignore', output.fd, output.fd, 'pipe'],
  });
  await output.close();
  // Also when PostgreSQL ended by itself, so that nothing waits for the end of the launcher any more.
  child.once('exit', () => child.stdio[3]?.destroy());
  return child;
}

async function ready({ url, child, log }: { url: string; child: ChildProcess; log: string }): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    const client = new pg.Client({ connectionString: url });
    const problem: unknown = await client.connect().then(
      () => undefined,
      (error: unknown) => error,
    );
    await client.end().catch(() => undefined);
    if (!problem) return;
    if ((problem as { code?: string }).code === '28P01') break;
    await sleep(30);
  }
  child.stdio[3]?.destroy();
  const last = (await readFile(log, 'utf8').catch(() => ''))
    .trim()
    .split('\n')
    .findLast((line) => /FATAL|ERROR/.test(line));
  throw new StartupError(`The embedded PostgreSQL did not start: ${last ?? 'no reason given'} (log: ${log})`);
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rowCount } = await client.query(`SELECT 1 FROM pg_database WHERE datname = 'straybytes'`);
  if (!rowCount) await client.query('CREATE DATABASE straybytes');
  await client.end();
}
