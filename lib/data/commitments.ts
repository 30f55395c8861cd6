import { type CommitmentMonth, commitmentsSchema } from '#lib/spend/commitment.ts';
import { closedMonths, commitmentCaution } from '#lib/spend/commitment-caution.ts';
import { getNow } from './snapshot.ts';
import { getKnown, getReadings, type UnreadAccount } from './spend.ts';

export type CommitmentView = {
  id: string;
  name: string;
  /** The last whole one, or the one that is not over where there is no other. */
  month: CommitmentMonth;
  /** Every month known, the oldest first. */
  trend: { start: string; utilization: number | null }[];
  /** That the workload behind it shrinks; null where it does not. */
  caution: { from: string; to: string; shrunkPercent: number } | null;
};

export type CommitmentsView = {
  commitments: CommitmentView[];
  /** False: whether any are owned is not known. */
  known: boolean;
  currency: string | null;
  unread: UnreadAccount[];
};

const kinds = { savingsPlans: 'Savings Plans', reservations: 'Reservations' } as const;

/** Savings Plans and reservations of every account that was asked. */
export async function getCommitments(): Promise<CommitmentsView> {
  const [{ known, unread }, readings, now] = await Promise.all([
    getKnown('commitments', commitmentsSchema),
    getReadings('commitments'),
    getNow(),
  ]);
  const commitments = known.flatMap(({ accountId, accountName, dataAt, data }) =>
    (['savingsPlans', 'reservations'] as const).flatMap((kind) => {
      const name = known.length > 1 ? `${kinds[kind]} of ${accountName}` : kinds[kind];
      return viewOf({ id: `${accountId} ${kind}`, name, months: data[kind] ?? [], readAt: dataAt ?? now });
    }),
  );
  return {
    commitments,
    known: known.length > 0 || readings.some(({ state }) => state === 'none'),
    currency: known[0]?.currency ?? null,
    unread,
  };
}

function viewOf({
  id,
  name,
  months,
  readAt,
}: {
  id: string;
  name: string;
  months: CommitmentMonth[];
  readAt: Date;
}): CommitmentView[] {
  const month = closedMonths({ months, readAt }).at(-1) ?? months.at(-1);
  if (!month) return [];
  const trend = months.map(({ start, utilization }) => ({ start, utilization }));
  return [{ id, name, month, trend, caution: commitmentCaution({ months, readAt }) }];
}
