import { Card } from '#components/ui/card.tsx';
import { formatTime } from '#components/ui/date.ts';
import { FactList } from '#components/ui/fact-list.tsx';
import { Money } from '#components/ui/money.tsx';
import type { ReportView } from '#lib/data/report.ts';
import { formatCount, formatUsd } from '#lib/money/format.ts';
import { formatPercentChange } from '#lib/money/format-money.ts';
import classes from './report.module.css';

/** What came back, what the estate stands behind, and what the week cost. */
export function ReportFacts({ view }: { view: ReportView }) {
  const { report } = view;
  const { recovered, coverage, spend, budget, readAt } = report;
  const { week, sinceStart } = recovered;
  const read = readAt === null ? null : new Date(readAt);
  return (
    <div className={classes.facts}>
      <Card title="Recovered" sub={view.known.since}>
        <FactList
          facts={[
            { label: 'This week, measured', value: cents(week.bookedUsd) },
            {
              label: 'This week, expected',
              value: cents(week.expectedUsd),
              title: 'Of fixes applied this week that are not proved yet',
            },
            { label: 'Since the start, measured', value: cents(sinceStart.bookedUsd) },
            { label: 'Since the start, expected', value: cents(sinceStart.expectedUsd) },
          ]}
        />
      </Card>
      <Card title="Estate and bill">
        <FactList
          facts={[
            coverage !== null && {
              label: 'Protected buckets',
              value: `${formatCount(coverage.protected)} of ${formatCount(coverage.buckets)}`,
            },
            {
              label: spend?.estimated ? 'AWS bill of the week, estimated' : 'AWS bill of the week',
              value:
                spend?.amount == null ? (
                  (view.bill.pending ?? 'not read')
                ) : (
                  <Money amount={spend.amount} currency={spend.currency} />
                ),
              ...(view.bill.pending && { title: 'AWS adds to a day for up to two days after its end (UTC)' }),
            },
            view.bill.last !== null && {
              label: `AWS bill of ${view.bill.last.name}, the last known`,
              value: <span className={classes.whole}>{view.bill.last.amount}</span>,
            },
            spend?.changePercent != null && {
              label: spend.estimated ? 'Against the week before, estimated' : 'Against the week before',
              value: <span className={classes.whole}>{formatPercentChange(spend.changePercent)}</span>,
            },
            view.budget !== null && {
              label: view.budget.label,
              title: budget?.name ?? '',
              value: view.budget.value,
              alarm: budget?.state === 'over',
            },
            { label: 'Guardrails', value: view.guardrails, alarm: (report.guardrails?.opened.length ?? 0) > 0 },
            {
              label: 'As of',
              value: read ? (
                <time dateTime={read.toISOString()} title={formatTime(read)}>
                  {view.known.lookedAt}
                </time>
              ) : (
                'never'
              ),
            },
          ]}
        />
      </Card>
    </div>
  );
}

function cents(usd: number | null): string {
  return usd === null ? 'not known' : formatUsd(Math.round(usd * 100) / 100);
}
