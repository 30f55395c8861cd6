/** One PostgreSQL for a run of the integration tests, with a migrated database that `testDatabase` copies. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '#lib/server/postgres.ts';
import { migrate } from '#prisma/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the migrated database `straybytes`, which nobody may connect to: it is the template. */
    templateUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'straybytes-test-'));
  // mkdtemp closes it to others; when root runs the tests, another user runs PostgreSQL.
  await chmod(dataDir, 0o755);
  const postgres = await startPostgres({ dataDir, durable: false });
  await migrate(postgres.url);
  project.provide('templateUrl', postgres.url);
  return async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
