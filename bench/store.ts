import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { closeBoss } from '#lib/collect/queue.ts';
import { resetEnv } from '#lib/env.ts';
import { startPostgres } from '#lib/server/postgres.ts';
import { closeDatabase, database } from '#lib/store/database.ts';
import { migrate } from '#prisma/migrate.ts';

export type Store = {
  /** A migrated, empty database; `env()` and `database()` of this process use it from now on. */
  database(name: string): Promise<string>;
  close(): Promise<void>;
};

/** The embedded PostgreSQL as the product starts it, on files that are gone afterwards. */
export async function openStore(): Promise<Store> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'straybytes-bench-'));
  // mkdtemp closes it to others; when root runs this, another user runs PostgreSQL.
  await chmod(dataDir, 0o755);
  const postgres = await startPostgres({ dataDir });
  return {
    async database(name) {
      await administer(postgres.url, `CREATE DATABASE ${pg.escapeIdentifier(name)}`);
      const url = Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href;
      await migrate(url);
      await use(url);
      return url;
    },
    async close() {
      await use(undefined);
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Forgets everything that was collected into the database in use. */
export async function emptyStore(): Promise<void> {
  await database().pool.query(
    'TRUNCATE account, bucket, upload, collect_run, bucket_day, account_day, api_spend CASCADE',
  );
}

async function use(url: string | undefined): Promise<void> {
  await closeBoss();
  await closeDatabase();
  if (url) process.env.DATABASE_URL = url;
  else delete process.env.DATABASE_URL;
  resetEnv();
}

async function administer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
