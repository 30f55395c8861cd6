import { byteUnitOf, chartHeight } from '#components/charts/byte-unit.ts';
import { HistoryChart } from '#components/charts/history-chart.tsx';
import { HistoryTable } from '#components/history/history-table.tsx';
import { Bone } from '#components/ui/bones.tsx';
import { Card } from '#components/ui/card.tsx';
import type { BucketRef } from '#lib/data/buckets.ts';
import { getBucketHistory, getFixMarks, historyDays } from '#lib/data/history.ts';
import { historyFinding } from '#lib/waste/finding.ts';
import { isReadWhole, orUnknown } from '#lib/waste/hidden.ts';

const series = [{ id: 'bytes', name: 'Hidden bytes', color: 'var(--waste-1)' }];

export async function BucketHistory({ of: ref }: { of: BucketRef }) {
  const [history, marks] = await Promise.all([
    getBucketHistory(ref),
    getFixMarks({ account: ref.accountId, bucket: ref.bucket }),
  ]);
  const days = history.map(({ day, bytes: read, measurement }) => {
    const isLeast = !isReadWhole(measurement);
    const bytes = orUnknown(read, isLeast);
    return { day, bytes, parts: { bytes }, isLeast, looked: measurement !== null };
  });
  const unit = byteUnitOf(Math.max(0, ...days.map(({ bytes }) => bytes ?? 0)));
  const title = historyFinding({
    days: days.flatMap(({ day, bytes, isLeast, looked }) =>
      looked ? { day, bytes, parts: {}, unreadable: isLeast ? { [ref.accountId]: 1 } : {} } : [],
    ),
    marks: marks.filter(({ state }) => state !== 'undone').map(({ day }) => day),
    names: {},
  });
  const points = days.map(({ day, bytes, parts, isLeast }) => ({
    day,
    bytes,
    parts,
    atLeast: isLeast ? ['all', 'bytes'] : [],
  }));
  return (
    <Card title={title} sub={`Bytes in incomplete uploads, ${unit.name}, last ${historyDays} days`}>
      <HistoryChart title={title} days={points} series={series} marks={marks} unit={unit} />
      <HistoryTable days={points} series={series} marks={marks} />
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
