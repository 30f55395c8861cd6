/** The simulated AWS of the scan of an organization: many accounts, some of them hindered in as many ways. */
import { z } from 'zod';
import { bigOrganization, bigSize, hinderedAccounts } from '#lib/demo/big/big-organization.ts';
import { seenAs } from '#lib/demo/big/hindrances.ts';
import { startSimulatedAws } from '#lib/demo/server.ts';
import { answerQuestions, settingsOf } from './program.ts';
import { usageNow } from './usage.ts';

const { accounts, latencyMs, start } = settingsOf(
  z.object({ accounts: z.number(), latencyMs: z.number(), start: z.coerce.date().optional() }),
);
const size = { ...bigSize, accounts };
const aws = await startSimulatedAws({ organization: bigOrganization(size), ...(start && { now: start }) });
const { world } = aws;
const hindered = new Map(
  [...hinderedAccounts(size)].map(([accountId, hindrance]) => [
    accountId,
    { kind: hindrance.kind, ...seenAs(hindrance) },
  ]),
);
const truth = world
  .buckets()
  .map(({ accountId, name }) => ({ accountId, bucket: name, ...world.truth(accountId, name) }));
aws.faults.latencyMs = latencyMs;
answerQuestions(
  {
    url: () => aws.url,
    truth: () => truth,
    hindered: () => Object.fromEntries(hindered),
    requests: () => world.requests,
    usage: usageNow,
  },
  () => aws.close(),
);
