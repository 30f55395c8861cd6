/** `npm run build`, and what the launcher does first: build when there is no build of exactly these sources. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { childEnvironment } from '#lib/server/environment.ts';
import { StartupError } from '#lib/server/startup-error.ts';

/** How long to wait for a build that another process makes of this repository. */
const OTHER_BUILD_MS = 180_000;

const root = path.join(import.meta.dirname, '..', '..');
const stamp = path.join(root, '.next', 'sources.sha256');

/** All that a build depends on. `lib/server` and `lib/demo` are in no page. */
const sources = ['app', 'components', 'lib', 'prisma', 'public', 'proxy.ts', 'next.config.ts'];
const settings = ['postcss.config.mjs', 'tsconfig.json', 'package.json', 'package-lock.json'];
const apart = ['lib/server', 'lib/demo', 'prisma/migrations'].map((folder) => path.join(root, folder));

type Options = {
  signal?: AbortSignal;
  /** Told the pid of the build. */
  noted?: (pid: number) => void;
};

/**
 * @returns false when the build at hand is of these sources already
 * @throws StartupError after printing what the build said
 */
export async function ensureBuilt(options: Options = {}): Promise<boolean> {
  const deadline = Date.now() + OTHER_BUILD_MS;
  for (;;) {
    const wanted = await fingerprint();
    const built = await readFile(stamp, 'utf8').catch(() => '');
    if (built === wanted && existsSync(path.join(root, '.next', 'BUILD_ID'))) return false;
    const said = await build(wanted, options);
    if (said === null) return true;
    if (!/Another .*next build/.test(said) || Date.now() > deadline) {
      if (!options.signal?.aborted) process.stderr.write(said);
      throw new StartupError('The pages could not be built; the reason is above.');
    }
    await sleep(500);
  }
}

/** @returns null, or what a failed build printed */
async function build(wanted: string, { signal, noted }: Options): Promise<string | null> {
  await rm(stamp, { force: true });
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next');
  const child = spawn(process.execPath, [next, 'build'], {
    cwd: root,
    env: childEnvironment({}),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal && { signal }),
  });
  if (child.pid) noted?.(child.pid);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  const status = await new Promise((resolve) => child.once('error', resolve).once('close', resolve));
  if (status !== 0) return said || String(status);
  await writeFile(stamp, wanted);
  return null;
}

async function fingerprint(): Promise<string> {
  const files = (await Promise.all([...sources, ...settings].map((name) => filesOf(path.join(root, name))))).flat();
  const hash = createHash('sha256').update(process.version);
  for (const file of files.filter((name) => !/\.test(-support)?\.tsx?$/.test(name)).sort())
    hash.update(`\0${path.relative(root, file)}\0`).update(await readFile(file));
  return hash.digest('hex');
}

async function filesOf(place: string): Promise<string[]> {
  if (apart.includes(place) || !existsSync(place)) return [];
  const entries = await readdir(place, { withFileTypes: true }).catch(() => undefined);
  if (!entries) return [place];
  return (await Promise.all(entries.map((entry) => filesOf(path.join(place, entry.name))))).flat();
}

if (import.meta.main) {
  try {
    await rm(stamp, { force: true });
    await ensureBuilt();
  } catch (error) {
    console.error(error instanceof StartupError ? error.message : error);
    process.exit(1);
  }
}
