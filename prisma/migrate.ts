/**
 * Applies `prisma/migrations` with Prisma's own schema engine as WebAssembly: nothing is downloaded, and the ordinary
 * `prisma migrate` understands the result, because the same `_prisma_migrations` table is kept.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { AppError } from '#lib/errors.ts';

const here = import.meta.dirname;
const filters = { externalTables: [], externalEnums: [] };

async function migrationList() {
  const baseDir = path.join(here, 'migrations');
  const entries = await readdir(baseDir, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const migrationDirectories = await Promise.all(
    names.map(async (name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok' as const, value: await readFile(path.join(baseDir, name, 'migration.sql'), 'utf8') },
      },
    })),
  );
  const lockfile = {
    path: 'migration_lock.toml',
    content: await readFile(path.join(baseDir, 'migration_lock.toml'), 'utf8'),
  };
  return { baseDir, lockfile, migrationDirectories, shadowDbInitScript: '' };
}

async function datamodel(): Promise<[string, string]> {
  return ['schema.prisma', await readFile(path.join(here, 'schema.prisma'), 'utf8')];
}

/** The bindings import the wasm file as a module, which Node does not do: it is instantiated by hand, once. */
async function loadBindings() {
  const require = createRequire(import.meta.url);
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const folder = path.dirname(require.resolve('@prisma/schema-engine-wasm/schema_engine_bg'));
  const wasm = await readFile(path.join(folder, 'schema_engine_bg.wasm'));
  const imports = Object.fromEntries(
    Object.entries(bindings).map(([name, binding]) => [
      name,
      name.startsWith('__wbg_setTimeout_') ? unreferenced(binding) : binding,
    ]),
  );
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': imports });
  bindings.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === 'function') start();
  return bindings;
}

/**
 * The engine never clears its timeout for the migration lock, which would hold a process that is done for 10 s.
 * The binding has no type; it hands on what `setTimeout` returns.
 */
function unreferenced(binding: unknown) {
  return (...args: unknown[]) => (binding as (...args: unknown[]) => NodeJS.Timeout)(...args).unref();
}

let bindings: ReturnType<typeof loadBindings> | undefined;

type Engine = Awaited<ReturnType<typeof newEngine>>;

async function newEngine(pool: pg.Pool) {
  bindings ??= loadBindings();
  const { SchemaEngine } = await bindings;
  const factory = bindMigrationAwareSqlAdapterFactory(new PrismaPg(pool));
  return SchemaEngine.new({ datamodels: [await datamodel()] }, () => undefined, factory);
}

async function withEngine<T>(databaseUrl: string, work: (engine: Engine) => Promise<T>): Promise<T> {
  const pool = new pg.Pool({ connectionString: databaseUrl });
  pool.on('error', () => undefined);
  try {
    return await work(await newEngine(pool));
  } finally {
    await pool.end();
  }
}

/**
 * Brings the database to the newest migration.
 * @returns names of the migrations applied now
 * @throws AppError `conflict` when the database knows a migration that this code does not (it is newer)
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const migrationsList = await migrationList();
  return withEngine(databaseUrl, async (engine) => {
    const { history } = await engine.diagnoseMigrationHistory({
      migrationsList,
      optInToShadowDatabase: false,
      filters,
    });
    if (history && 'unpersistedMigrationNames' in history) {
      throw new AppError(
        'conflict',
        `The database is newer than this version of Straybytes: it has the migration ${history.unpersistedMigrationNames.join(', ')}. ` +
          'Start the newer version, or give this one another DATABASE_URL or DATA_DIR.',
      );
    }
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters });
    return appliedMigrationNames;
  });
}

/** The SQL that leads from an older schema file (none: from nothing) to schema.prisma; empty when they agree. */
export async function schemaSql({ databaseUrl, from }: { databaseUrl: string; from?: string }): Promise<string> {
  const [file, content] = await datamodel();
  const older = from ? await readFile(from, 'utf8') : '';
  const { stdout } = await withEngine(databaseUrl, (engine) =>
    engine.diff({
      from: from ? { tag: 'schemaDatamodel', files: [{ path: from, content: older }] } : { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files: [{ path: file, content }] },
      script: true,
      exitCode: null,
      filters,
    }),
  );
  return !stdout || stdout.includes('This is an empty migration') ? '' : stdout;
}

/** Writes `schemaSql` as a new migration. @returns its folder, or null when there is no difference */
export async function createMigration({
  name,
  ...what
}: {
  databaseUrl: string;
  name: string;
  from?: string;
}): Promise<string | null> {
  const sql = await schemaSql(what);
  if (!sql) return null;
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = path.join(here, 'migrations', `${stamp}_${name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'migration.sql'), sql);
  return folder;
}

if (import.meta.main) {
  const { DATABASE_URL: databaseUrl } = process.env;
  const [command, name = 'change', from] = process.argv.slice(2);
  if (!databaseUrl) throw new Error('DATABASE_URL is not set');
  if (command === 'create')
    console.log((await createMigration({ databaseUrl, name, ...(from && { from }) })) ?? 'no difference');
  else console.log((await migrate(databaseUrl)).join('\n') || 'nothing to apply');
}
