/** The simulated AWS of a scan: one account of any size, with a latency. */
import { z } from 'zod';
import { benchOrganization } from '#lib/demo/bench-world.ts';
import { startSimulatedAws } from '#lib/demo/server.ts';
import { answerQuestions, settingsOf } from './program.ts';
import { usageNow } from './usage.ts';

const settings = settingsOf(
  z.object({
    size: z.object({ buckets: z.number(), uploads: z.number(), parts: z.number() }),
    latencyMs: z.number(),
    start: z.coerce.date().optional(),
  }),
);
const { size, latencyMs, start } = settings;
const aws = await startSimulatedAws({ organization: benchOrganization(size), ...(start && { now: start }) });
const { world } = aws;
// Makes the uploads, which are made when first asked for: a scan shall not wait for that.
const truth = world
  .buckets()
  .map(({ accountId, name }) => ({ accountId, bucket: name, ...world.truth(accountId, name) }));
aws.faults.latencyMs = latencyMs;
answerQuestions({ url: () => aws.url, truth: () => truth, requests: () => world.requests, usage: usageNow }, () =>
  aws.close(),
);
