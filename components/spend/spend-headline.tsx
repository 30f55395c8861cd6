import type { ReactNode } from 'react';
import { monthName } from '#components/charts/period-name.ts';
import { Bone } from '#components/ui/bones.tsx';
import { Money } from '#components/ui/money.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { Words } from '#components/ui/words.tsx';
import { getCostFilters } from '#lib/data/costs.ts';
import { getMonth, type MonthView } from '#lib/data/month.ts';
import { nameOfScope } from '#lib/data/scope.ts';
import { getReadings } from '#lib/data/spend.ts';
import type { SpendQuery } from '#lib/data/spend-query.ts';
import { formatMoneyExact, formatMoneyRound, formatPercentChange } from '#lib/money/format-money.ts';
import { addDays, daysBetween } from '#lib/spend/calendar.ts';
import { changeOf } from '#lib/spend/change.ts';
import { ReadingNotices, stateWords } from './reading-notices.tsx';
import { noForecastWords } from './spend-words.ts';

/** What the month has cost so far, against the month before and against what AWS expects of it. */
export async function SpendHeadline({ query, bar }: { query: SpendQuery; bar: ReactNode }) {
  const [view, { accounts }, unit, readings] = await Promise.all([
    getMonth(query),
    getCostFilters(),
    nameOfScope({ ou: query.ou }),
    getReadings('costs'),
  ]);
  const unread = readings.filter(({ state }) => state !== 'ok' && state !== 'none');
  const account = accounts.find(({ accountId }) => accountId === query.account)?.name ?? query.account ?? unit;
  const subject = [query.usageType ?? query.service ?? query.region, account].filter(Boolean).join(' of ');
  return (
    <>
      <PageHead
        bar={bar}
        title={view ? <Sentence view={view} subject={subject} /> : 'What you pay is not known.'}
        sub={
          view && (
            <>
              <Gap view={view} /> <Under view={view} />{' '}
              {view.forecast === null && <NoForecast query={query} why={view.noForecast} />}
            </>
          )
        }
      />
      <ReadingNotices unread={unread} />
    </>
  );
}

function Sentence({ view: { month, spent, currency, costs }, subject }: { view: MonthView; subject: string }) {
  if (costs.told === 'none')
    return `What ${subject ? `${subject} has cost` : 'you have paid'} in ${monthName(month.from)} is not known.`;
  const least = costs.told === 'part' ? 'at least ' : '';
  const amount = (
    <data value={spent} title={formatMoneyExact(spent, currency)}>
      {formatMoneyRound(spent, currency)}
    </data>
  );
  const name = monthName(month.from);
  return subject ? (
    <>
      {subject} has cost {least}
      {amount} in {name} so far.
    </>
  ) : (
    <>
      {name} has cost {least}
      {amount} so far.
    </>
  );
}

/** Why the sum is a lower bound, or not known. */
function Gap({ view: { costs } }: { view: MonthView }) {
  if (costs.told === 'all') return null;
  const why = (costs.state && stateWords[costs.state]) ?? null;
  if (costs.told === 'part')
    return (
      <span title={costs.problem ?? undefined}>
        Not every account’s costs could be read{why && `: ${why.toLowerCase()}`}.
      </span>
    );
  return (
    <>
      {why && `${why}: `}
      <Words text={costs.problem ?? 'Nobody told.'} />
    </>
  );
}

function Under({ view: { month, compared, currency, forecast } }: { view: MonthView }) {
  return (
    <>
      {compared && <Compared compared={compared} month={month} currency={currency} />}{' '}
      {forecast ? (
        <>
          AWS expects <Money amount={forecast.mean} currency={currency} /> for the whole of {monthName(month.from)},
          between <Money amount={forecast.low} currency={currency} /> and{' '}
          <Money amount={forecast.high} currency={currency} /> with {forecast.level} % certainty.
        </>
      ) : null}
    </>
  );
}

/** Why AWS's forecast is missing, where it should stand. */
async function NoForecast({
  query: { account, ou, service, region, usageType, metric, credits },
  why: whose,
}: {
  query: SpendQuery;
  why: MonthView['noForecast'];
}) {
  if (whose === 'ofAll') return noForecastWords({ account });
  const narrowed = [account, ou, service, region, usageType].some((part) => part !== undefined);
  if (narrowed || metric !== 'unblended' || credits === 'out') return null;
  const readings = await getReadings('forecast');
  const why = readings.find(({ state }) => state !== 'ok' && state !== 'none');
  if (!why) return null;
  const words = stateWords[why.state] ?? 'not known';
  return <span title={why.problem ?? undefined}>No forecast: {words.toLowerCase()}.</span>;
}

function Compared({
  compared,
  month,
  currency,
}: {
  compared: NonNullable<MonthView['compared']>;
  month: MonthView['month'];
  currency: string | null;
}) {
  if (!month.compared) return null;
  const { now, former } = month.compared;
  const { amount, percent } = changeOf(compared.former, compared.now);
  const days = daysBetween(now.from, now.to);
  const of = `${days === 1 ? 'the first day' : `the first ${days} days`} of ${monthName(former.from)}`;
  const title = `${formatMoneyExact(compared.now, currency)} up to ${addDays(now.to, -1)}, ${formatMoneyExact(compared.former, currency)} before`;
  if (percent !== null && Math.abs(percent) < 0.5) return <span title={title}>As much as in {of}.</span>;
  return (
    <span title={title}>
      <strong>
        {formatMoneyRound(Math.abs(Number(amount)), currency)} {Number(amount) > 0 ? 'more' : 'less'}
      </strong>
      {percent !== null && ` (${formatPercentChange(percent)})`} than in {of}.
    </span>
  );
}

export function SpendHeadlineSkeleton() {
  return (
    <PageHead
      bar={<Bone height={30} width={260} />}
      title={<Bone height={38} width="min(100%, 560px)" />}
      sub={<Bone height={18} width="min(100%, 620px)" />}
    />
  );
}
