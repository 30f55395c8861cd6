import type { SpendReading } from '#lib/spend/reading.ts';
import { DAY_MS } from '#lib/waste/age.ts';
import type { SpendCollector } from '../collector.ts';
import { organizationMembers } from '../organization-members.ts';
import { readCosts } from '../read-costs.ts';
import { type ReadingContext, readingOf } from '../reading-context.ts';
import { formerCosts, linkedBy } from '../uncovered.ts';

/** How often an account that refused is asked again by schedule: AWS bills the question. */
const REFUSED_DAYS = 7;
/** Answers without costs, one after another, after which the other accounts are not asked any more. */
const SILENT_IN_A_ROW = 2;
const REFUSED_IN_A_ROW = 10;
const refusals = ['notEnabled', 'denied', 'unsupported'];

/** What was paid, by day and month, service, region and S3 usage type; a management account tells of all its members. */
export const costsCollector = {
  kind: 'costs',
  title: 'costs by day and month',
  actions: ['ce:GetCostAndUsage'],
  read: readUntilCovered,
} as const satisfies SpendCollector;

/** Asks the ambient account first, then each one that no answer covered. */
async function readUntilCovered(context: ReadingContext): Promise<SpendReading[]> {
  const former = await formerCosts();
  const membersOf = await organizationMembers();
  const covered = new Set<string>();
  const readings: SpendReading[] = [];
  for (const accountId of context.accounts) {
    const before = former.get(accountId);
    if (covered.has(accountId) || (readings.length > 0 && isToBeSpared(before, context))) continue;
    const [first] = readings;
    const reading =
      first && isHopeless(readings)
        ? {
            ...first,
            accountId,
            problem: `Account ${accountId} was not asked, because those before it failed. ${first.problem}`,
          }
        : await readingOf({ context, kind: 'costs', accountId, read: () => readCosts({ context, accountId }) });
    readings.push(reading);
    for (const linked of [...linkedBy(reading, before), ...membersOf(reading)]) covered.add(linked);
  }
  return readings;
}

/** All were answered alike so far, without costs: by the service itself, or so many times that the next is too. */
function isHopeless(readings: SpendReading[]): boolean {
  const [state, ...others] = new Set(readings.map((reading) => reading.state));
  if (state === undefined || others.length > 0 || state === 'ok' || state === 'none') return false;
  const isOfTheService = state === 'failed' || state === 'unsupported' || state === 'throttled';
  return readings.length >= (isOfTheService ? SILENT_IN_A_ROW : REFUSED_IN_A_ROW);
}

function isToBeSpared(before: SpendReading | undefined, { run, now }: ReadingContext): boolean {
  if (!before || run.run.trigger !== 'schedule' || !refusals.includes(before.state)) return false;
  return now.getTime() - before.readAt.getTime() < REFUSED_DAYS * DAY_MS;
}
