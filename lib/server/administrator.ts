/** `npm run administrator`: prints a link with which somebody becomes administrator, whether the server runs or not. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { env } from '#lib/env.ts';
import { administratorLink } from '#lib/server/administrator-link.ts';
import { takeDataDir } from '#lib/server/data-dir.ts';
import { startPostgres } from '#lib/server/postgres.ts';
import { postgresHome } from '#lib/server/postgres-home.ts';
import { isAlive } from '#lib/server/processes.ts';
import { StartupError } from '#lib/server/startup-error.ts';
import { prepareStore } from '#lib/server/store.ts';

async function link(): Promise<string> {
  const { DATABASE_URL: given, DATA_DIR: dataDir } = env();
  const running = given ?? (await runningUrl(path.resolve(dataDir)));
  if (running !== null) return administratorLink(running);
  const held = await takeDataDir({ dataDir, address: 'npm run administrator' });
  const postgres = await startPostgres({ dataDir: held.path });
  try {
    await prepareStore({ url: postgres.url, estate: 'aws' });
    return await administratorLink(postgres.url);
  } finally {
    await postgres.stop();
    held.release();
  }
}

/** Of the embedded PostgreSQL that a server runs now; null: none runs. */
async function runningUrl(dataDir: string): Promise<string | null> {
  const secret = path.join(dataDir, 'postgres.password');
  if (!existsSync(secret)) return null;
  const { cluster } = await postgresHome(dataDir);
  const [pid = '', , , port = ''] = (
    await readFile(path.join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')
  ).split('\n');
  if (!Number(pid) || !isAlive(Number(pid)) || !Number(port)) return null;
  const password = (await readFile(secret, 'utf8')).trim();
  return `postgresql://postgres:${password}@127.0.0.1:${port.trim()}/straybytes`;
}

try {
  console.log(`Open once, within an hour: ${await link()}`);
} catch (error) {
  console.error(error instanceof StartupError || error instanceof Error ? `✗ ${error.message}` : error);
  process.exitCode = 1;
}
