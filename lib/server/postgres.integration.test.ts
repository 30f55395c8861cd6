import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { startPostgres } from '#lib/server/postgres.ts';
import { startOf, waitForEnd } from '#lib/server/processes.ts';
import { cleanUp, clusterOf, testDirectory } from '#lib/server/test-launcher.ts';

const isRoot = process.getuid?.() === 0;

afterAll(cleanUp);

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function serverPid(dataDir: string): Promise<number> {
  return Number.parseInt(await readFile(path.join(clusterOf(dataDir), 'postmaster.pid'), 'utf8'), 10);
}

test('what was written outlives a stop, kill -9 of the server, and a server left behind', async () => {
  const dataDir = await testDirectory();
  // As a first start leaves it that was killed while it made the cluster.
  await mkdir(path.join(dataDir, 'postgres.new', 'base'), { recursive: true });
  const first = await startPostgres({ dataDir });
  await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS row');
  await first.stop();
  expect(existsSync(path.join(clusterOf(dataDir), 'postmaster.pid'))).toBe(false);

  const second = await startPostgres({ dataDir });
  await query(second.url, 'INSERT INTO kept VALUES (2)');
  process.kill(await serverPid(dataDir), 'SIGKILL');
  await second.exited;

  const third = await startPostgres({ dataDir, port: second.port });
  expect(third.url).toBe(second.url);
  await query(third.url, 'INSERT INTO kept VALUES (3)');
  const orphan = await serverPid(dataDir);
  const fourth = await startPostgres({ dataDir });
  expect(startOf(orphan)).toBe('');
  expect(await query(fourth.url, 'SELECT row FROM kept ORDER BY row')).toEqual([{ row: 1 }, { row: 2 }, { row: 3 }]);
  await fourth.stop();
});

test('it ends when the process that keeps it is killed', async () => {
  const dataDir = await testDirectory();
  const postgres = await startPostgres({ dataDir, durable: false });
  const server = await serverPid(dataDir);
  process.kill(postgres.pid, 'SIGKILL');
  await postgres.exited;
  expect(await waitForEnd(server, 30_000)).toBe(true);
});

test('a pid file whose number another program has by now is not believed', async () => {
  const dataDir = await testDirectory();
  const first = await startPostgres({ dataDir, durable: false });
  await first.stop();
  await writeFile(
    path.join(clusterOf(dataDir), 'postmaster.pid'),
    `${process.pid}\n${clusterOf(dataDir)}\n1\n1\n\n\n\n`,
  );
  const second = await startPostgres({ dataDir, durable: false });
  expect(await query(second.url, 'SELECT 1 AS row')).toEqual([{ row: 1 }]);
  await second.stop();
});

test('files it cannot use are one line', async () => {
  const dataDir = await testDirectory();
  await (await startPostgres({ dataDir, durable: false })).stop();
  await writeFile(path.join(clusterOf(dataDir), 'PG_VERSION'), '17\n');
  await expect(startPostgres({ dataDir })).rejects.toThrow(
    /was made by PostgreSQL 17; this version of Straybytes brings 18/,
  );
  await rm(path.join(dataDir, 'postgres.password'));
  await expect(startPostgres({ dataDir })).rejects.toThrow(/postgres.password is missing/);
});

test.runIf(isRoot)('below a directory that only root may enter, the files live where another user can go', async () => {
  const closed = await testDirectory();
  await chmod(closed, 0o700);
  const dataDir = path.join(closed, 'data');
  const first = await startPostgres({ dataDir, durable: false });
  await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS row');
  await first.stop();
  expect(clusterOf(dataDir)).toMatch(/^\/var\/lib\/straybytes\/\w+$/);
  const second = await startPostgres({ dataDir, durable: false });
  expect(await query(second.url, 'SELECT row FROM kept')).toEqual([{ row: 1 }]);
  await second.stop();
  await rm(clusterOf(dataDir), { recursive: true });
});
