import { byteUnitOf, chartHeight } from '#components/charts/byte-unit.ts';
import { HistoryChart } from '#components/charts/history-chart.tsx';
import { HistoryTable } from '#components/history/history-table.tsx';
import { Bone } from '#components/ui/bones.tsx';
import { Card } from '#components/ui/card.tsx';
import type { BucketRef } from '#lib/data/buckets.ts';
import { getBucketHistory, getFixMarks, historyDays } from '#lib/data/history.ts';
import { historyFinding } from '#lib/waste/finding.ts';

const series = [{ id: 'bytes', name: 'Hidden bytes', color: 'var(--waste-1)' }];

export async function BucketHistory({ of: ref }: { of: BucketRef }) {
  const [history, marks] = await Promise.all([
    getBucketHistory(ref),
    getFixMarks({ account: ref.accountId, bucket: ref.bucket }),
  ]);
  const days = history.map(({ day, bytes }) => ({ day, bytes, parts: bytes === null ? {} : { bytes } }));
  const known = days.flatMap((day) => (day.bytes === null ? [] : [{ ...day, bytes: day.bytes, parts: {} }]));
  const unit = byteUnitOf(Math.max(0, ...known.map(({ bytes }) => bytes)));
  const title = historyFinding({
    days: known,
    marks: marks.filter(({ state }) => state !== 'undone').map(({ day }) => day),
    names: {},
  });
  return (
    <Card title={title} sub={`Bytes in incomplete uploads, ${unit.name}, last ${historyDays} days`}>
      <HistoryChart title={title} days={days} series={series} marks={marks} unit={unit} />
      <HistoryTable days={days} series={series} marks={marks} />
    </Card>
  );
}

export function BucketHistorySkeleton() {
  return (
    <Card title={<Bone height={20} width={280} />} sub={<Bone height={18} width={240} />}>
      <Bone height={chartHeight + 56} />
    </Card>
  );
}
