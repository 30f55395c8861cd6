import path from 'node:path';
import { seedHistory } from '#lib/demo/history.ts';
import { seededOrganization } from '#lib/demo/organization/seeded-organization.ts';
import { startSimulatedAws } from '#lib/demo/server.ts';
import { env } from '#lib/env.ts';
import { type Running, runChild } from '#lib/server/child.ts';
import { closeDatabase } from '#lib/store/database.ts';

const HISTORY_DAYS = 90;

/** The demo's AWS on the port of AWS_ENDPOINT_URL; its buckets, rules and clock survive in DATA_DIR. */
async function start(): Promise<Running> {
  const { AWS_ENDPOINT_URL: endpoint, DATA_DIR: dataDir } = env();
  if (!endpoint) throw new Error('AWS_ENDPOINT_URL is not set: the launcher chooses it');
  const aws = await startSimulatedAws({
    port: Number(new URL(endpoint).port),
    host: '127.0.0.1',
    journal: path.join(dataDir, 'simulated-aws.jsonl'),
    organization: seededOrganization,
  });
  return {
    perform: async (task) => {
      if (task.kind !== 'seed') return `the simulated AWS does not ${task.kind}`;
      await seedHistory({ world: aws.world, days: HISTORY_DAYS });
      await closeDatabase();
      return null;
    },
    stop: () => aws.close(),
  };
}

await runChild(start);
