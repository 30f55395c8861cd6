import { formatMoneyRound, formatPercentChange } from '#lib/money/format-money.ts';
import type { CostPicture } from './cost-picture.ts';

/** Less than this share of the time before is called no change. */
const NOTABLE = 0.02;

/**
 * What costs show, in one sentence for their title: how much they changed and where, else what the dearest part is.
 * Where not every period of the time is known, it says of how many.
 * @param time how the time is called: "30 days"
 * @param known periods that are known, of those that the time has
 */
export function spendFinding({
  picture: { total, previous, rows },
  nameOf,
  currency,
  time,
  known = { periods: 1, of: 1 },
}: {
  picture: Pick<CostPicture, 'total' | 'previous' | 'rows'>;
  nameOf: (key: string) => string;
  currency: string | null;
  time: string;
  known?: { periods: number; of: number };
}): string {
  if (known.periods === 0) return `What ${time} cost is not known`;
  if (known.periods < known.of) {
    const part = `in ${known.periods} of ${time} known`;
    if (rows.length === 0) return `No cost ${part}`;
    return `At least ${formatMoneyRound(total, currency)} ${part}${dearest(rows, Number(total), nameOf)}`;
  }
  if (rows.length === 0) return `No cost in ${time}`;
  const all = `${formatMoneyRound(total, currency)} in ${time}`;
  if (previous === null || Number(previous) <= 0) return `${all}${dearest(rows, Number(total), nameOf)}`;
  const change = Number(total) - Number(previous);
  if (Math.abs(change) <= Number(previous) * NOTABLE) return `${all}, about as much as in the ${time} before`;
  const percent = formatPercentChange((100 * change) / Number(previous));
  const mover = largestMover(rows, change, nameOf);
  const moved = `${change > 0 ? 'grew' : 'fell'} by ${formatMoneyRound(Math.abs(change), currency)} (${percent})`;
  return `It ${moved} against the ${time} before${mover ? `, most of it in ${mover}` : ''}`;
}

function dearest(rows: CostPicture['rows'], total: number, nameOf: (key: string) => string): string {
  const [first] = rows;
  if (!first || rows.length === 1 || total <= 0) return '';
  return `, ${Math.round((100 * Number(first.amount)) / total)} % of it ${nameOf(first.key)}`;
}

/** The key that moved most in the direction of the whole, when it alone makes up more than half of that. */
function largestMover(rows: CostPicture['rows'], change: number, nameOf: (key: string) => string): string | null {
  if (rows.length < 2) return null;
  const moves = rows.map(({ key, amount, previous }) => ({
    key,
    by: (Number(amount) - Number(previous ?? 0)) * Math.sign(change),
  }));
  const [most] = moves.sort((a, b) => b.by - a.by);
  return most && most.by * 2 > Math.abs(change) ? nameOf(most.key) : null;
}
