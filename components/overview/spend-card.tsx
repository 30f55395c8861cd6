import Link from 'next/link';
import { BudgetBar } from '#components/budgets/budget-bar.tsx';
import { monthName } from '#components/charts/period-name.ts';
import { spendHref } from '#components/spend/spend-url.ts';
import { noForecastWords } from '#components/spend/spend-words.ts';
import { Bone } from '#components/ui/bones.tsx';
import { Card } from '#components/ui/card.tsx';
import { type Fact, FactList } from '#components/ui/fact-list.tsx';
import { getBudgets } from '#lib/data/budgets.ts';
import { getMonthOf, type MonthView } from '#lib/data/month.ts';
import { accountIdsOf } from '#lib/data/scope.ts';
import type { Scope } from '#lib/data/scope-query.ts';
import { getReadings } from '#lib/data/spend.ts';
import type { BudgetStanding } from '#lib/data/views.ts';
import { formatCount } from '#lib/money/format.ts';
import { formatMoney, formatMoneyExact, formatMoneyRound, formatPercentChange } from '#lib/money/format-money.ts';
import { budgetsOfAccounts } from '#lib/spend/account-budgets.ts';
import { changeOf } from '#lib/spend/change.ts';
import { monthBudget } from '#lib/spend/month-budget.ts';
import classes from './spend-card.module.css';

/** The month to date against budget and forecast, and the budgets that need a person. */
export async function SpendCard({ scope: { account, ou } }: { scope: Scope }) {
  const scope = { account, ou };
  const [readings, view, { items }, accountIds] = await Promise.all([
    getReadings('costs'),
    getMonthOf(scope),
    getBudgets(),
    accountIdsOf(scope),
  ]);
  const own = budgetsOfAccounts(items, accountIds);
  if (!view || view.costs.told === 'none') {
    return (
      <Card title="Spend">
        <p className={classes.none}>
          {readings.length > 0 ? 'What you pay is not known. ' : 'What you pay has not been read yet. '}
          <Link href={spendHref(scope)}>{readings.length > 0 ? 'See why' : 'See what reading it costs'}</Link>
        </p>
        <Attention items={own} />
      </Card>
    );
  }
  const { month, spent, currency, forecast } = view;
  const budget = monthBudget({ standings: own, asked: view.asked, currency, month: month.from });
  const limit = budget?.verdict.limit ?? null;
  return (
    <Card
      title={
        <Link className={classes.title} href={spendHref(scope)}>
          {monthName(month.from)}
        </Link>
      }
    >
      <p className={classes.line}>
        {view.costs.told === 'part' && <span className={classes.of}>at least </span>}
        <data className={classes.number} value={spent} title={formatMoneyExact(spent, currency)}>
          {formatMoneyRound(spent, currency)}
        </data>{' '}
        <span className={classes.of}>{limit === null ? 'so far' : `of ${formatMoneyRound(limit, currency)}`}</span>
      </p>
      {limit !== null && <Pace view={view} limit={limit} pacePercent={budget?.verdict.pacePercent ?? null} />}
      <FactList
        facts={[
          forecast !== null && {
            label: 'Forecast',
            value: `${formatMoneyRound(forecast.mean, currency)} ± ${formatMoneyRound((Number(forecast.high) - Number(forecast.low)) / 2, currency)}`,
            title: `By AWS, with ${forecast.level} % certainty between ${formatMoney(forecast.low, currency)} and ${formatMoney(forecast.high, currency)}`,
          },
          view.noForecast === 'ofAll' && {
            label: 'Forecast',
            value: 'of all accounts only',
            title: noForecastWords({ account }),
          },
          ...comparedFact(view),
        ]}
      />
      <Attention items={own} />
    </Card>
  );
}

function Pace({ view, limit, pacePercent }: { view: MonthView; limit: string; pacePercent: number | null }) {
  const { spent, forecast, currency } = view;
  const figures = {
    limit: Number(limit),
    actual: Number(spent),
    forecast: forecast && Number(forecast.mean),
    pace: pacePercent === null ? null : (pacePercent * Number(limit)) / 100,
  };
  const expected = forecast ? `, ${formatMoneyRound(forecast.mean, currency)} expected` : '';
  const says = `${formatMoneyRound(spent, currency)} of ${formatMoneyRound(limit, currency)} spent${expected}`;
  return <BudgetBar figures={figures} thresholds={[]} says={says} />;
}

function comparedFact({ compared, month }: MonthView): Fact[] {
  if (!compared || !month.compared) return [];
  const { percent } = changeOf(compared.former, compared.now);
  if (percent === null) return [];
  return [
    {
      label: `Against ${monthName(month.compared.former.from)}`,
      value: formatPercentChange(percent),
      title: 'The days that are over, and as many of the month before',
    },
  ];
}

/** The budget that needs a person most, and how many more do. One line: the list of buckets must stay in sight. */
function Attention({ items }: { items: BudgetStanding[] }) {
  const urgent = items.filter(({ verdict }) => verdict.state === 'over' || verdict.state === 'willExceed');
  const [first] = urgent;
  if (!first) return null;
  const { budget, verdict, accountName } = first;
  const isOver = verdict.state === 'over';
  return (
    <p className={classes.attention}>
      <Link href="/budgets" data-over={isOver || undefined} title={`The budget ${budget.name} of ${accountName}`}>
        {budget.name} {isOver ? 'is' : 'will be'} over{byWords(first)}
      </Link>
      {urgent.length > 1 && (
        <Link href="/budgets" className={classes.more} title="Budgets that are over, or will be">
          {formatCount(urgent.length - 1)} more
        </Link>
      )}
    </p>
  );
}

function byWords({ budget, verdict: { state, limit, actual, forecast } }: Pick<BudgetStanding, 'budget' | 'verdict'>) {
  const reached = state === 'over' ? actual : forecast;
  if (limit === null || reached === null) return '';
  return ` by ${formatMoneyRound(changeOf(limit, reached).amount, budget.limit?.unit ?? null)}`;
}

export function SpendCardSkeleton() {
  return (
    <Card title="Spend">
      <Bone height={150} />
    </Card>
  );
}
