import { addMonths, dayOf, daysBetween, monthOf } from './calendar.ts';
import type { CommitmentMonth } from './commitment.ts';

/** Closed months that are looked back on. */
export const CAUTION_MONTHS = 3;
/** A workload that lost so many per cent over them shrinks. */
export const SHRINKING_PERCENT = 15;
/** A month that grew by no more than this does not stop the decline. */
const LEVEL = 1.02;

/** The workload that commitments cover shrinks; both months by their first day. */
export type CommitmentCaution = { from: string; to: string; shrunkPercent: number };

/** The months that were over when they were read, the oldest first: of another only a part is known, also later. */
export function closedMonths<Month extends { start: string }>({
  months,
  readAt,
}: {
  months: readonly Month[];
  readAt: Date;
}): Month[] {
  const present = monthOf(dayOf(readAt));
  return months.filter(({ start }) => start < present).sort((a, b) => (a.start < b.start ? -1 : 1));
}

/**
 * Whether what commitments cover has shrunk for three closed months: a renewal, or another commitment, would then be for
 * what may be gone. Compared by day, because months differ in length. Null: it has not, or too little is known.
 */
export function commitmentCaution({
  months,
  readAt,
}: {
  months: readonly Pick<CommitmentMonth, 'start' | 'onDemandEquivalent'>[];
  readAt: Date;
}): CommitmentCaution | null {
  const closed = closedMonths({ months, readAt })
    .slice(-CAUTION_MONTHS)
    .map(({ start, onDemandEquivalent }) => ({
      start,
      perDay: onDemandEquivalent === null ? null : Number(onDemandEquivalent) / daysBetween(start, addMonths(start, 1)),
    }));
  const [first] = closed;
  const last = closed.at(-1);
  if (closed.length < CAUTION_MONTHS || !first?.perDay || last?.perDay == null) return null;
  const declines = closed.every(({ perDay }, index) => {
    const before = closed[index - 1]?.perDay ?? perDay;
    return perDay !== null && before !== null && perDay <= before * LEVEL;
  });
  const shrunkPercent = 100 * (1 - last.perDay / first.perDay);
  return declines && shrunkPercent >= SHRINKING_PERCENT ? { from: first.start, to: last.start, shrunkPercent } : null;
}
