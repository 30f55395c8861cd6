import Link from 'next/link';
import { CostChart, type CostPoint, type CostSeries } from '#components/charts/cost-chart.tsx';
import { Bone } from '#components/ui/bones.tsx';
import { Card } from '#components/ui/card.tsx';
import { getFixMarks } from '#lib/data/history.ts';
import { getS3Waste } from '#lib/data/s3-waste.ts';
import type { Scope } from '#lib/data/scope-query.ts';
import { formatMoneyRound } from '#lib/money/format-money.ts';
import { S3_SERVICE } from '#lib/spend/cost-row.ts';
import { type S3Day, type S3Picture, STORAGE } from '#lib/spend/s3-picture.ts';
import { CostDays } from './cost-days.tsx';
import classes from './s3-waste.module.css';
import { spendHref } from './spend-url.ts';

const names: Record<string, string> = {
  [STORAGE]: 'Storage',
  Requests: 'Requests',
  DataTransfer: 'Data transfer',
  EarlyDelete: 'Early deletion',
  Retrieval: 'Retrieval',
};
const waste: CostSeries = { id: 'waste', name: 'Incomplete uploads, measured', color: 'var(--waste-1)' };

/** S3's bill by usage type with the measured waste in it, on one axis, and a mark where a fix was applied. */
export async function S3Waste({ scope }: { scope: Scope }) {
  const [view, marks] = await Promise.all([getS3Waste(scope), getFixMarks(scope)]);
  if (!view) return null;
  const { picture, currency } = view;
  const title = titleOf(picture, currency);
  const series = seriesOf(picture);
  const points = picture.days.map((day) => pointOf(day, picture));
  const shownMarks = marks.map(({ fixId, day, bucket }) => ({ id: fixId, start: day, name: bucket }));
  return (
    <Card
      title={title}
      sub={`Unblended cost of ${S3_SERVICE} a day, ${currency ?? 'USD'}, last ${picture.days.length} days`}
    >
      <CostChart title={title} points={points} series={series} marks={shownMarks} currency={currency} />
      <CostDays
        points={points}
        series={series}
        currency={currency}
        also={{
          label: 'Fixes applied',
          of: (start) =>
            shownMarks
              .filter((mark) => mark.start === start)
              .map(({ name }) => name)
              .join(', '),
        }}
      />
      <p className={classes.note}>
        Cost Explorer has no usage type for incomplete uploads: their part is measured bytes × list price, not a line of
        the bill, and is taken out of storage (TimedStorage), under which S3 bills it.{' '}
        <Link href={spendHref({ range: '90d', service: S3_SERVICE, ...scope, by: 'usageType' })} scroll={false}>
          Every usage type
        </Link>
      </p>
    </Card>
  );
}

function titleOf({ measured, days }: S3Picture, currency: string | null): string {
  if (!days.some(({ known }) => known)) return 'What S3 costs is not known by usage type';
  if (measured === null) return 'The waste in what S3 costs was not measured yet';
  const share = (100 * Number(measured.waste)) / Number(measured.cost);
  if (!Number.isFinite(share)) return 'S3 cost nothing in these days';
  const least = measured.atLeast ? 'at least ' : '';
  const percent = share.toLocaleString('en-US', { maximumFractionDigits: share < 10 ? 1 : 0 });
  return `Incomplete uploads are ${least}${percent} % of what S3 costs: ${formatMoneyRound(measured.waste, currency)} in ${measured.days} ${measured.days === 1 ? 'day' : 'days'}`;
}

function seriesOf({ top, others, days }: S3Picture): CostSeries[] {
  const named = top.map((family, rank) => ({
    id: `part${rank}`,
    name: family === STORAGE ? 'Other storage' : (names[family] ?? family),
    color: `var(--cost-${rank + 1})`,
  }));
  const rest = { id: 'others', name: 'all else', color: 'var(--cost-rest)' };
  const measured = days.some((day) => day.waste !== null) ? [waste] : [];
  return [...measured, ...named, ...(others > 0 ? [rest] : [])];
}

/** The waste is within the storage: what is shown of that is the rest. */
function pointOf(
  { start, known, estimated, total, parts, others, waste: measured }: S3Day,
  { top }: S3Picture,
): CostPoint {
  const storage = Number(parts[STORAGE] ?? 0);
  const wasted = Math.max(0, Math.min(Number(measured ?? 0), storage));
  return {
    start,
    estimated,
    total: known ? Number(total) : null,
    parts: Object.fromEntries([
      ['waste', wasted],
      ...top.map((family, rank) => [`part${rank}`, Number(parts[family] ?? 0) - (family === STORAGE ? wasted : 0)]),
      ['others', Number(others)],
    ]),
  };
}

export function S3WasteSkeleton() {
  return (
    <Card title={<Bone height={20} width={320} />} sub={<Bone height={18} width={260} />}>
      <Bone height={400} />
    </Card>
  );
}
