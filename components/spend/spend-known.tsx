import { periodName } from '#components/charts/period-name.ts';
import { Ago } from '#components/ui/ago.tsx';
import { Bone } from '#components/ui/bones.tsx';
import { Card } from '#components/ui/card.tsx';
import { formatDay } from '#components/ui/date.ts';
import { type Fact, FactList } from '#components/ui/fact-list.tsx';
import { getCostCoverage, getTellers } from '#lib/data/costs.ts';
import { getNow } from '#lib/data/snapshot.ts';
import { getCostsFreshness, getSpendRun } from '#lib/data/spend.ts';
import { requestWords } from './request-words.ts';
import classes from './spend-known.module.css';

/** Whose Cost Explorer told the figures, of which days, and what asking cost. */
export async function SpendKnown() {
  const [coverage, tellers, { failedAt }, run, now] = await Promise.all([
    getCostCoverage(),
    getTellers(),
    getCostsFreshness(),
    getSpendRun(),
    getNow(),
  ]);
  if (!coverage) return null;
  const { firstDay, lastDay, firstMonth, estimatedFrom, asOf, currency } = coverage;
  const day = (start: string) => formatDay(new Date(start));
  const facts: (Fact | false)[] = [
    { label: 'Last read', value: <Ago at={asOf} now={now} /> },
    failedAt !== null && { label: 'Last attempt, failed', value: <Ago at={failedAt} now={now} /> },
    ...tellers.map(({ accountName, accounts }) => ({
      label: `Told by ${accountName}`,
      value: `${accounts} ${accounts === 1 ? 'account' : 'accounts'}`,
      title: 'The account whose Cost Explorer was asked, and how many it answers for',
    })),
    firstDay !== null && lastDay !== null && { label: 'By day', value: `${day(firstDay)} – ${day(lastDay)}` },
    firstMonth !== null && { label: 'By month since', value: periodName(firstMonth, true) },
    estimatedFrom !== null && { label: 'Estimated from', value: day(estimatedFrom) },
    currency !== null && { label: 'Currency of the bill', value: currency },
    run !== null && { label: 'Cost of reading', value: requestWords(run) },
  ];
  return (
    <Card title="How this is known">
      <FactList facts={facts} wide />
      <p className={classes.note}>
        Unblended is what the bill charges a day; amortized spreads what was paid ahead over the days it is for; net
        amortized takes discounts off. The day of the reading is not over: pictures by day and comparisons leave it out,
        months and the month to date count what it has cost so far.
      </p>
    </Card>
  );
}

export function SpendKnownSkeleton() {
  return (
    <Card title="How this is known">
      <Bone height={90} />
    </Card>
  );
}
