import type { SpendReading } from '#lib/spend/reading.ts';
import { latestSpendSnapshot, spendReadings } from '#lib/store/spend-snapshots.ts';
import { DAY_MS } from '#lib/waste/age.ts';
import type { SpendCollector } from '../collector.ts';
import { readCosts } from '../read-costs.ts';
import { type ReadingContext, readingOf } from '../reading-context.ts';
import { linkedBy } from '../uncovered.ts';

/** How often an account that refused is asked again by schedule: AWS bills the question. */
const REFUSED_DAYS = 7;
const refusals = ['notEnabled', 'denied', 'unsupported'];
/** After these what was covered before is taken as covered still. */
const passing = ['throttled', 'budget', 'failed', 'noData'];

/** What was paid, by day and month, service, region and S3 usage type; a management account tells of all its members. */
export const costsCollector = {
  kind: 'costs',
  title: 'costs by day and month',
  actions: ['ce:GetCostAndUsage'],
  read: readUntilCovered,
} as const satisfies SpendCollector;

/** Asks the ambient account first, then each one that no answer covered. */
async function readUntilCovered(context: ReadingContext): Promise<SpendReading[]> {
  const former = await formerReadings();
  const covered = new Set<string>();
  const readings: SpendReading[] = [];
  for (const accountId of context.accounts) {
    const before = former.get(accountId);
    if (covered.has(accountId) || (readings.length > 0 && isToBeSpared(before, context))) continue;
    const reading = await readingOf({
      context,
      kind: 'costs',
      accountId,
      read: () => readCosts({ context, accountId }),
    });
    readings.push(reading);
    const known = passing.includes(reading.state) ? { ...reading, state: 'ok' as const, data: before?.data } : reading;
    for (const linked of linkedBy(known)) covered.add(linked);
  }
  return readings;
}

async function formerReadings(): Promise<Map<string, SpendReading>> {
  const latest = await latestSpendSnapshot();
  const readings = latest ? await spendReadings({ snapshotId: latest.snapshotId, kind: 'costs' }) : [];
  return new Map(readings.map((reading) => [reading.accountId, reading]));
}

function isToBeSpared(before: SpendReading | undefined, { run, now }: ReadingContext): boolean {
  if (!before || run.run.trigger !== 'schedule' || !refusals.includes(before.state)) return false;
  return now.getTime() - before.readAt.getTime() < REFUSED_DAYS * DAY_MS;
}
