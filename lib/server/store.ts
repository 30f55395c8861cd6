/** The store as the launcher hands it to the others: reachable, new enough, migrated, and of the estate asked for. */
import pg from 'pg';
import { AppError } from '#lib/errors.ts';
import { type Postgres, startPostgres } from '#lib/server/postgres.ts';
import { StartupError } from '#lib/server/startup-error.ts';
import { migrate } from '#prisma/migrate.ts';

/** Whose buckets a store describes; a simulated organization and a real one never share it. */
export type Estate = 'aws' | 'demo';

const OLDEST_MAJOR = 14;
const CONNECT_WITHIN_MS = 10_000;

/**
 * Migrates and checks the database at `url`.
 * @returns true when this version was not in it before
 * @throws StartupError when it does not answer, is too old, is newer than this code, or is another estate's
 */
export async function prepareStore({ url, estate }: { url: string; estate: Estate }): Promise<boolean> {
  await withClient(url, checkVersion);
  const applied = await applyMigrations(url);
  await withClient(url, (client) => claim({ client, url, estate }));
  return applied.length > 0;
}

async function applyMigrations(url: string): Promise<string[]> {
  try {
    return await migrate(url);
  } catch (error) {
    if (error instanceof AppError) throw new StartupError(error.message, error);
    throw new StartupError(`The migrations could not be applied to ${placeOf(url)}: ${messageOf(error)}`, error);
  }
}

/** PostgreSQL under DATA_DIR, restarted on the same port when it dies, so that nobody's address changes. */
export async function keepPostgres({
  dataDir,
  onRestart,
}: {
  dataDir: string;
  onRestart: (problem: string | null) => void;
}): Promise<{ url: string; stop(): Promise<void> }> {
  let current: Postgres = await startPostgres({ dataDir });
  let stopping = false;
  let restarting: Promise<void> = Promise.resolve();

  async function again(): Promise<void> {
    try {
      current = await startPostgres({ dataDir, port: current.port });
      onRestart(null);
      watch();
    } catch (error) {
      onRestart(messageOf(error));
      if (!stopping) setTimeout(() => restart(), 5_000).unref();
    }
  }
  function restart(): void {
    if (!stopping) restarting = again();
  }
  function watch(): void {
    current.exited.then(restart);
  }
  watch();
  return {
    url: current.url,
    stop: async () => {
      stopping = true;
      await restarting;
      await current.stop();
    },
  };
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_WITHIN_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new StartupError(
      `No connection to the database at ${placeOf(url)}: ${messageOf(error)}. Correct DATABASE_URL, or unset it to use the embedded PostgreSQL.`,
      error,
    );
  }
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

async function checkVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
  const version = rows[0]?.server_version ?? '';
  if (Number.parseInt(version, 10) < OLDEST_MAJOR)
    throw new StartupError(`The database is PostgreSQL ${version}; Straybytes needs ${OLDEST_MAJOR} or newer.`);
}

async function claim({ client, url, estate }: { client: pg.Client; url: string; estate: Estate }): Promise<void> {
  await client.query(`INSERT INTO setting (key, value) VALUES ('estate', to_jsonb($1::text)) ON CONFLICT DO NOTHING`, [
    estate,
  ]);
  const { rows } = await client.query<{ value: string }>(
    `SELECT value #>> '{}' AS value FROM setting WHERE key = 'estate'`,
  );
  if (rows[0]?.value === estate) return;
  throw new StartupError(
    estate === 'demo'
      ? `The database at ${placeOf(url)} holds your own AWS accounts; the demo does not mix with them. Unset DATABASE_URL and DATA_DIR for the demo.`
      : `The database at ${placeOf(url)} holds the demo's invented accounts. Give Straybytes another DATABASE_URL or DATA_DIR.`,
  );
}

/** Without user and password: this is printed. */
function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

/** Node tells of several addresses in an error without a message of its own; the schema engine appends its stack. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  const message = error instanceof Error ? error.message || error.name : String(error);
  return message.split(/\n\s*0: /)[0] ?? message;
}
