import { byteUnitOf, chartHeight } from '#components/charts/byte-unit.ts';
import { HistoryChart } from '#components/charts/history-chart.tsx';
import { Bone } from '#components/ui/bones.tsx';
import { Card } from '#components/ui/card.tsx';
import { getEstateHistory, getFixMarks, historyDays } from '#lib/data/history.ts';
import type { OverviewScope } from '#lib/data/overview-query.ts';
import type { EstateHistory as History } from '#lib/data/views.ts';
import { historyFinding } from '#lib/waste/finding.ts';
import { BySwitch } from './by-switch.tsx';
import { HistoryTable } from './history-table.tsx';

const colors = ['var(--waste-1)', 'var(--waste-2)', 'var(--waste-3)'];

/** Incomplete bytes of the last 90 days, stacked, with a mark where a fix was applied. */
export async function EstateHistory({ scope }: { scope: OverviewScope }) {
  const [history, marks] = await Promise.all([
    getEstateHistory(scope.by, scope),
    getFixMarks({ account: scope.account, ou: scope.ou }),
  ]);
  if (!history) return null;
  const title = historyFinding({
    days: history.days,
    marks: marks.filter(({ state }) => state !== 'undone').map(({ day }) => day),
    names: Object.fromEntries(history.series.map(({ id, name }) => [id, name])),
  });
  const series = seriesOf(history, scope.by);
  const unit = byteUnitOf(Math.max(0, ...history.days.map(({ bytes }) => bytes ?? 0)));
  const days = history.days.map(({ day, bytes, parts, atLeast, unreadable }) => ({
    day,
    bytes,
    parts,
    atLeast: Object.keys(unreadable).length > 0 ? ['all', ...atLeast] : atLeast,
  }));
  const isRead = days.every(({ atLeast }) => atLeast.length === 0);
  return (
    <Card
      title={title}
      sub={`Bytes in incomplete uploads, ${unit.name}, last ${historyDays} days${isRead ? '' : ', of what could be read'}`}
      action={scope.account === undefined && <BySwitch scope={scope} />}
    >
      <HistoryChart title={title} days={days} series={series} marks={marks} unit={unit} />
      <HistoryTable days={days} series={series} marks={marks} />
    </Card>
  );
}

/** Largest first; what is in no series is the last, in the palest colour. */
function seriesOf({ series, others, days }: History, by: OverviewScope['by']) {
  const shown = series.map(({ id, name }, index) => ({ id, name, color: colors[index] ?? 'var(--waste-4)' }));
  const hasOthers = days.some(({ parts }) => (parts.others ?? 0) > 0);
  if (!hasOthers) return shown;
  const name = others === 0 ? 'others' : `${others} other ${by}${others === 1 ? '' : 's'}`;
  return [...shown, { id: 'others', name, color: 'var(--waste-4)' }];
}

export function EstateHistorySkeleton() {
  return (
    <Card title={<Bone height={20} width={320} />} sub={<Bone height={18} width={260} />}>
      <Bone height={chartHeight + 56} />
    </Card>
  );
}
