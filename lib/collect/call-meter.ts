import type { Meter } from '#lib/aws/target.ts';
import { AppError } from '#lib/errors.ts';
import { requestUsd } from '#lib/money/request-price.ts';
import { addCalls } from '#lib/store/ledger.ts';
import type { Budget } from './budget.ts';
import type { Gate } from './gate.ts';
import type { Learnt } from './learnt.ts';

/** Counts a run's calls by operation, and writes the counts down now and then. */
export type CallCounter = {
  count(operation: string, attempts: number, region: string): void;
  flush(): Promise<void>;
};

export function createCallCounter(runId: string): CallCounter {
  let counts = new Map<string, { calls: number; usd: number }>();
  let writing: Promise<void> = Promise.resolve();
  return {
    count(operation, attempts, region) {
      const entry = counts.get(operation) ?? { calls: 0, usd: 0 };
      entry.calls += attempts;
      entry.usd += attempts * requestUsd(operation, region);
      counts.set(operation, entry);
    },
    flush() {
      const taken = counts;
      counts = new Map();
      const rows = [...taken].map(([operation, entry]) => ({ operation, ...entry }));
      writing = writing.catch(() => undefined).then(() => addCalls({ runId, counts: rows }));
      return writing;
    },
  };
}

/**
 * The meter of one account and region: pays before, counts after, tells the gate how it went and what was allowed.
 * @param mustHold throws when nothing may be asked any more
 */
export function createMeter({
  counter,
  budget,
  gate,
  learnt,
  mustHold,
  accountId,
  region,
  endpoint,
  service = 'S3',
}: {
  counter: CallCounter;
  budget: Budget;
  gate: Gate;
  learnt?: Learnt;
  mustHold?: (() => Promise<void>) | undefined;
  accountId: string;
  region: string;
  endpoint: string;
  service?: string;
}): Meter {
  const pay = (operation: string) => {
    if (gate.isHung()) throw regionHung({ accountId, region, endpoint, service });
    return budget.pay(operation, region);
  };
  return {
    count: ({ operation, attempts }) => counter.count(operation, attempts, region),
    reserve: mustHold ? async (operation) => mustHold().then(() => pay(operation)) : pay,
    observe: gate.observe,
    ...(learnt && { allowed: (call) => learnt.allowed({ accountId, ...call }) }),
  };
}

function regionHung({
  service,
  ...details
}: {
  accountId: string;
  region: string;
  endpoint: string;
  service: string;
}): AppError {
  const { region, endpoint } = details;
  return new AppError(
    'unreachable',
    `${service} in ${region} (${endpoint}) did not answer several times in a row, so the rest of ${service === 'S3' ? 'this region' : 'it'} was left out. ` +
      'Check the network between here and this endpoint; the next collection tries again.',
    details,
  );
}
