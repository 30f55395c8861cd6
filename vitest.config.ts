import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Tests that need PostgreSQL or the simulated AWS are named `*.integration.test.ts`; the rest runs in seconds. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{lib,prisma,components}/**/*.test.ts'],
          exclude: ['**/*.integration.test.ts'],
          // Properties of hundreds of cases take their time on a busy machine.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['{lib,prisma}/**/*.integration.test.ts'],
          globalSetup: ['lib/server/test-postgres.ts'],
          // They wait more than they work: also on two cores two files go side by side.
          maxWorkers: Math.max(2, availableParallelism() - 1),
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
