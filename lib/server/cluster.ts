import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PostgresHome } from '#lib/server/postgres-home.ts';
import { StartupError } from '#lib/server/startup-error.ts';

const MAJOR = '18';

type Place = {
  /** DATA_DIR, which keeps the password. */
  directory: string;
  home: PostgresHome;
};

/**
 * Makes PostgreSQL's files when there are none.
 * @returns the password of their superuser `postgres`
 * @throws StartupError when they cannot be made, read, or are of another major version
 */
export async function ensureCluster({ directory, home, durable }: Place & { durable: boolean }): Promise<string> {
  const password = await passwordOf({ directory, home });
  if (!existsSync(home.cluster)) await initialise({ home, password, durable });
  await checkVersion(home);
  return password;
}

async function passwordOf({ directory, home }: Place): Promise<string> {
  const file = path.join(directory, 'postgres.password');
  if (existsSync(file)) return (await readFile(file, 'utf8')).trim();
  if (existsSync(home.cluster))
    throw new StartupError(
      `${file} is missing, so the database in ${home.cluster} cannot be opened. Restore the file, or move the database away to begin anew.`,
    );
  const password = randomBytes(24).toString('hex');
  await writeFile(file, `${password}\n`, { mode: 0o600 });
  return password;
}

/** Made beside its place and renamed when whole, so that a start that was killed leaves nothing half made. */
async function initialise({ home, password, durable }: { home: PostgresHome; password: string; durable: boolean }) {
  const half = `${home.cluster}.new`;
  const passwordFile = `${home.cluster}.pass`;
  await rm(half, { recursive: true, force: true });
  await mkdir(half);
  await chmod(half, 0o700);
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (home.user) for (const entry of [half, passwordFile]) await chown(entry, home.user.uid, home.user.gid);
  const child = spawn(
    path.join(home.binaries, 'initdb'),
    [
      `--pgdata=${half}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // Sorts by code point on every machine, as S3 sorts keys.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      ...(durable ? [] : ['--no-sync']),
    ],
    { ...home.user, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const status = await new Promise((resolve) => child.once('error', resolve).once('close', resolve));
  await rm(passwordFile, { force: true });
  if (status !== 0)
    throw new StartupError(`The embedded PostgreSQL could not be set up in ${home.cluster}: ${said.trim() || status}`);
  await rename(half, home.cluster);
}

async function checkVersion({ cluster }: PostgresHome): Promise<void> {
  const version = await readFile(path.join(cluster, 'PG_VERSION'), 'utf8').catch((cause) => {
    throw new StartupError(
      `The database in ${cluster} cannot be read (${(cause as NodeJS.ErrnoException).code}). Start Straybytes as the user who owns it, or set another DATA_DIR.`,
      cause,
    );
  });
  if (version.trim() !== MAJOR)
    throw new StartupError(
      `The database in ${cluster} was made by PostgreSQL ${version.trim()}; this version of Straybytes brings ${MAJOR}.`,
    );
}
