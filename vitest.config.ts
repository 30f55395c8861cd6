import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Also on two cores two files go side by side: many wait more than they work. */
const maxWorkers = Math.max(2, availableParallelism() - 1);

/** Tests that need PostgreSQL or the simulated AWS are named `*.integration.test.ts`; the rest runs in seconds. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{lib,prisma,components}/**/*.test.ts'],
          exclude: ['**/*.integration.test.ts'],
          setupFiles: ['lib/seeded-chance.test-support.ts'],
          // Properties of hundreds of cases take their time on a busy machine.
          testTimeout: 30_000,
          maxWorkers,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['{lib,prisma}/**/*.integration.test.ts'],
          globalSetup: ['lib/server/test-postgres.ts'],
          setupFiles: ['lib/seeded-chance.test-support.ts'],
          maxWorkers,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // No collection that nobody asked for begins while they run: every 6 hours, at another minute than the next ones.
          env: { COLLECT_CRON: `${(new Date().getUTCMinutes() + 40) % 60} */6 * * *` },
        },
      },
    ],
  },
});
