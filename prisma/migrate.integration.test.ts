import pg from 'pg';
import { expect, test } from 'vitest';
import { testDatabase } from '#lib/server/test-database.ts';
import { migrate, schemaSql } from '#prisma/migrate.ts';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Without partial indexes, which schema.prisma cannot say. */
const shape = `
  SELECT 'column' AS kind, table_name || '.' || column_name AS name,
    concat_ws(' ', udt_name, numeric_precision, numeric_scale, datetime_precision, is_nullable, column_default) AS says
  FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'
  UNION ALL
  SELECT 'index', indexname, indexdef FROM pg_indexes
  WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' AND indexdef NOT LIKE '% WHERE %'
  UNION ALL
  SELECT 'constraint', conname, pg_get_constraintdef(oid) FROM pg_constraint
  WHERE connamespace = 'public'::regnamespace AND conrelid <> '_prisma_migrations'::regclass
  ORDER BY kind, name`;

test('the migrations lead to exactly schema.prisma, and applying them again changes nothing', async () => {
  const { url, drop } = await testDatabase();
  const migrated = await query(url, shape);
  const sql = await schemaSql({ databaseUrl: url });
  await query(
    url,
    `DO $$ DECLARE t text; BEGIN
       FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
       LOOP EXECUTE format('DROP TABLE %I CASCADE', t); END LOOP; END $$`,
  );
  await query(url, sql);
  expect(migrated).toEqual(await query(url, shape));
  expect(migrated.length).toBeGreaterThan(100);
  expect(await migrate(url)).toEqual([]);
  await drop();
});

test('a database that another program filled is refused and left alone', async () => {
  const { url, drop } = await testDatabase();
  await query(url, 'DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE TABLE other (id int)');
  await expect(migrate(url)).rejects.toThrow(/not empty/);
  expect(await query(url, `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`)).toEqual([
    { tablename: 'other' },
  ]);
  await drop();
});

test('two that start at once apply each migration once', async () => {
  const { url, drop } = await testDatabase();
  await query(url, 'DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  const applied = (await Promise.all([migrate(url), migrate(url)])).flat();
  const rows = await query(url, 'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL');
  expect(applied).toHaveLength(rows.length);
  await drop();
});
