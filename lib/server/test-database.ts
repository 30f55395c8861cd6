import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { resetEnv } from '#lib/env.ts';
import { closeDatabase } from '#lib/store/database.ts';

/**
 * A migrated, empty database of this test's own; `env()` and `database()` of this process use it from now on.
 * Pass `url` as DATABASE_URL to processes that a test starts.
 */
export async function testDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const template = new URL(inject('templateUrl'));
  await administer(template, `CREATE DATABASE ${name} TEMPLATE ${template.pathname.slice(1)}`);
  const url = Object.assign(new URL(template), { pathname: `/${name}` }).href;
  await use(url);
  return {
    url,
    drop: async () => {
      await use(undefined);
      await administer(template, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function use(url: string | undefined): Promise<void> {
  await closeDatabase();
  // The launcher gives every process a secret, and limits are kept by it.
  if (url) process.env.APP_SECRET ||= 'a secret of the tests, of more than 32 characters';
  if (url) process.env.DATABASE_URL = url;
  else delete process.env.DATABASE_URL;
  resetEnv();
}

/** Over the database `postgres`: a template must have no sessions. */
async function administer(template: URL, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: Object.assign(new URL(template), { pathname: '/postgres' }).href });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
