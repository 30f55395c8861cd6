import { parseArgs } from 'node:util';
import { seededOrganization } from './organization/seeded-organization.ts';
import { startSimulatedAws } from './server.ts';

/** `node lib/demo/main.ts --port 4100 --journal world.jsonl --seed straybytes --start 2026-11-23T12:00:00Z` */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4100' },
    host: { type: 'string', default: '127.0.0.1' },
    journal: { type: 'string' },
    seed: { type: 'string', default: 'straybytes' },
    start: { type: 'string' },
  },
});

try {
  const start = values.start ? new Date(values.start) : new Date();
  if (Number.isNaN(start.getTime()))
    throw new Error(`--start ${values.start} is not a time such as 2026-11-23T12:00:00Z.`);
  const aws = await startSimulatedAws({
    port: Number(values.port),
    host: values.host,
    seed: values.seed,
    now: start,
    journal: values.journal ?? null,
    organization: seededOrganization,
    quiet: false,
  });
  process.send?.({ type: 'ready', url: aws.url, port: aws.port });
  const stop = () => void aws.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // A launcher that dies takes this process with it.
  process.once('disconnect', stop);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
