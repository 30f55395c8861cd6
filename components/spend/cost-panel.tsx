import { CostChart } from '#components/charts/cost-chart.tsx';
import { monthName } from '#components/charts/period-name.ts';
import { Bone, TableBones } from '#components/ui/bones.tsx';
import { Card } from '#components/ui/card.tsx';
import { formatDay } from '#components/ui/date.ts';
import { LinkSwitch } from '#components/ui/link-switch.tsx';
import { Words } from '#components/ui/words.tsx';
import { type CostView, getCostView } from '#lib/data/costs.ts';
import type { SpendQuery } from '#lib/data/spend-query.ts';
import { getToldCosts } from '#lib/data/told-costs.ts';
import { addMonths } from '#lib/spend/calendar.ts';
import { groupingsOf } from '#lib/spend/groupings.ts';
import { spendFinding } from '#lib/spend/spend-finding.ts';
import { CostDays } from './cost-days.tsx';
import { chartOf } from './cost-series.ts';
import { CostTable } from './cost-table.tsx';
import { narrowedTo, spendHref } from './spend-url.ts';
import { groupingWords, metricWords, rangeWords } from './spend-words.ts';

/** Costs of the time chosen as stacked bars, and every part of them in a table. */
export async function CostPanel({ query }: { query: SpendQuery }) {
  const view = await getCostView(query);
  if (!view) return null;
  const { picture, currency, time, known, nameOf } = view;
  const told = await getToldCosts(query, time.from);
  // A row that is there was told of, whoever tells now.
  if (told.told === 'none' && picture.rows.length === 0)
    return (
      <Card title={`What ${rangeWords[query.range]} cost is not known`} action={<Groupings query={query} />}>
        <p>
          <Words text={told.problem ?? 'Nobody told.'} />
        </p>
      </Card>
    );
  const name = (key: string) => nameOf[key] ?? key;
  const words = groupingWords[query.by];
  const { series, points } = chartOf({
    picture,
    nameOf: name,
    hrefOf: (key) => narrowedTo(query, key),
    others: `${picture.others} ${picture.others === 1 ? `other ${words.one}` : `other ${words.many}`}`.toLowerCase(),
  });
  const monthly = time.granularity === 'monthly';
  const title = spendFinding({
    picture,
    nameOf: name,
    currency,
    time: rangeWords[query.range],
    known,
  });
  return (
    <Card title={title} sub={subOf(query, view)} action={<Groupings query={query} />}>
      <CostChart title={title} points={points} series={series} currency={currency} monthly={monthly} />
      <CostDays points={points} series={series} currency={currency} monthly={monthly} />
      <CostTable query={query} picture={picture} currency={currency} nameOf={name} time={time} known={known} />
    </Card>
  );
}

/** Which cost, in which currency, and what of the time is not over. */
function subOf(
  { metric, credits }: SpendQuery,
  { picture, currency, known, firstDay, time: { granularity, to } }: CostView,
): string {
  const monthly = granularity === 'monthly';
  const last = picture.points.at(-1);
  return [
    `${metricWords[metric]} cost ${monthly ? 'a month' : 'a day'}, ${currency ?? 'USD'}`,
    credits === 'out' ? 'without credits and refunds' : '',
    monthly && last?.known && last.estimated ? `${monthName(addMonths(to, -1))} so far` : '',
    monthly && known.periods < known.of ? `by day known since ${formatDay(new Date(firstDay))}` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

function Groupings({ query }: { query: SpendQuery }) {
  const groupings = groupingsOf(query);
  if (groupings.length < 2) return null;
  return (
    <LinkSwitch
      label="Split the costs by"
      choices={groupings.map((by) => ({
        label: groupingWords[by].many,
        href: spendHref({ ...query, by, rows: undefined }),
        current: by === query.by,
      }))}
    />
  );
}

export function CostPanelSkeleton() {
  return (
    <Card title={<Bone height={20} width={320} />} sub={<Bone height={18} width={220} />}>
      <Bone height={350} />
      <TableBones rows={8} height={38} />
    </Card>
  );
}
