import { monthName } from '#components/charts/period-name.ts';
import { Bone } from '#components/ui/bones.tsx';
import { Card } from '#components/ui/card.tsx';
import { Money } from '#components/ui/money.tsx';
import { Notice } from '#components/ui/notice.tsx';
import table from '#components/ui/table.module.css';
import { type CommitmentView, getCommitments } from '#lib/data/commitments.ts';
import { formatMoneyRound } from '#lib/money/format-money.ts';
import classes from './commitments.module.css';
import { ReadingNotices } from './reading-notices.tsx';

/** Savings Plans and reservations: how much of what is committed is used, and what is paid for nothing. */
export async function Commitments() {
  const { commitments, currency, unread, known } = await getCommitments();
  return (
    <Card title={titleOf(commitments, currency, known)} sub="Savings Plans and reservations, last whole month" flush>
      <ReadingNotices unread={unread} />
      {commitments.length > 0 && (
        <table className={table.table}>
          <caption className={table.unseen}>Commitments</caption>
          <thead>
            <tr>
              <th scope="col" className={table.main}>
                Commitment
              </th>
              <th scope="col" className={table.num} title="Of what was committed, the share that was used">
                Used
              </th>
              <th scope="col" className={table.num} title="Of what could be covered, the share that was">
                Covers
              </th>
              <th scope="col" className={table.num}>
                Unused
              </th>
            </tr>
          </thead>
          <tbody>
            {commitments.map(({ id, name, month, trend }) => (
              <tr key={id}>
                <td>
                  <span className={classes.name}>{name}</span>
                  <Trend trend={trend} />
                </td>
                <td className={table.num}>{percent(month.utilization)}</td>
                <td className={table.num}>{percent(month.coverage)}</td>
                <td className={table.num}>
                  {month.unused === null ? '–' : <Money amount={month.unused} currency={currency} />}
                  <span className={table.sub}>{monthName(month.start)}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {commitments.flatMap(({ id, name, caution }) =>
        caution === null
          ? []
          : [
              <div key={id} className={classes.caution}>
                <Notice tone="waste" title={`What ${name} cover has shrunk by ${percent(caution.shrunkPercent)}`}>
                  from {monthName(caution.from)} to {monthName(caution.to)}. Renew for what will be left: a commitment
                  is paid whether or not it is used.
                </Notice>
              </div>,
            ],
      )}
    </Card>
  );
}

function titleOf(commitments: CommitmentView[], currency: string | null, known: boolean): string {
  if (!known) return 'Commitments are not known';
  if (commitments.length === 0) return 'No Savings Plan or reservation is owned';
  const unused = commitments.reduce((sum, { month }) => sum + Number(month.unused ?? 0), 0);
  return unused < 0.005
    ? 'Every commitment is used whole'
    : `${formatMoneyRound(unused, currency)} a month is committed and not used`;
}

/** Utilization by month as a line of bars; the figures are on hover and in the label. */
function Trend({ trend }: { trend: { start: string; utilization: number | null }[] }) {
  const label = trend
    .map(({ start, utilization }) => `${monthName(start).slice(0, 3)} ${percent(utilization)}`)
    .join(', ');
  return (
    <span className={classes.trend} role="img" aria-label={`Used by month: ${label}`} title={label}>
      {trend.map(({ start, utilization }) => (
        <i key={start} style={{ height: `${Math.max(4, Math.min(100, utilization ?? 0))}%` }} />
      ))}
    </span>
  );
}

function percent(value: number | null): string {
  return value === null ? '–' : `${value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 1 : 0 })} %`;
}

export function CommitmentsSkeleton() {
  return (
    <Card title={<Bone height={20} width={300} />} sub={<Bone height={18} width={200} />}>
      <Bone height={160} />
    </Card>
  );
}
