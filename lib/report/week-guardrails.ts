import { checks } from '#lib/guardrails/registry.ts';
import { type AccountGuardrails, guardrailsAt } from '#lib/store/report-guardrails.ts';
import { addWeeks, type IsoWeek, type WeekSpan, weekSpan } from './iso-week.ts';
import type { Report } from './report.ts';

/** What was known of guardrails at a week's two ends, each as read in the week before it. Null: nothing was known. */
export type GuardrailEnds = { former: AccountGuardrails[] | null; now: AccountGuardrails[] | null };

export async function readWeekGuardrails(
  week: IsoWeek,
  { span, timeZone }: { span: WeekSpan; timeZone: string },
): Promise<GuardrailEnds> {
  const former = weekSpan(addWeeks(week, -1), timeZone);
  const [before, now] = await Promise.all([
    guardrailsAt({ end: former.end, since: former.start }),
    guardrailsAt({ end: span.end, since: span.start }),
  ]);
  return { former: before, now };
}

/**
 * Which guardrails opened (they held a week ago and do not any more) and which closed, check by check in the order of the
 * registry. What could not be seen at both ends is neither: it is counted as unknown.
 */
export function compareGuardrails({ former, now }: GuardrailEnds): Report['guardrails'] {
  if (!now) return null;
  const before = new Map(former?.map((account) => [account.accountId, account.statuses]));
  const gone = former?.filter(({ accountId }) => now.every((account) => account.accountId !== accountId)) ?? [];
  const pairs = checks.flatMap(({ id, title, passedTitle }) =>
    now.map(({ accountId, accountName, statuses }) => ({
      was: before.get(accountId)?.get(id),
      is: statuses.get(id),
      told: { accountId, accountName, check: id, title, passedTitle },
    })),
  );
  const seen = (status: string | undefined) => status === 'pass' || status === 'fail';
  const changed = (from: string, to: string) => pairs.filter(({ was, is }) => was === from && is === to);
  const compared = pairs.filter(({ was, is }) => seen(was) && seen(is)).length;
  return {
    opened: changed('pass', 'fail').map(({ told: { passedTitle: _, ...told } }) => told),
    closed: changed('fail', 'pass').map(({ told: { passedTitle, ...told } }) => ({ ...told, title: passedTitle })),
    failing: pairs.filter(({ is }) => is === 'fail').length,
    blind: pairs.filter(({ is }) => !seen(is)).length,
    compared,
    unknown: pairs.length + gone.length * checks.length - compared,
  };
}
