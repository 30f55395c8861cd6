import { getReservations } from '#lib/aws/get-reservations.ts';
import { getSavingsPlans } from '#lib/aws/get-savings-plans.ts';
import { AppError } from '#lib/errors.ts';
import { addMonths, dayOf } from '#lib/spend/calendar.ts';
import type { CommitmentMonth } from '#lib/spend/commitment.ts';
import type { SpendCollector } from '../collector.ts';
import { readUncovered } from '../uncovered.ts';

/** Cost Explorer tells commitments of 12 months and the current one; the end may not be after today. */
const MONTHS = 12;

/** How Savings Plans and reservations are used. */
export const commitmentsCollector = {
  kind: 'commitments',
  title: 'Savings Plans and reservations',
  actions: [
    'ce:GetSavingsPlansUtilization',
    'ce:GetSavingsPlansCoverage',
    'ce:GetReservationUtilization',
    'ce:GetReservationCoverage',
  ],
  read: (context) =>
    readUncovered({
      context,
      kind: 'commitments',
      read: async (target) => {
        const to = dayOf(context.now);
        const months = { target, from: addMonths(to, -MONTHS), to };
        const savingsPlans = await owned(() => getSavingsPlans(months));
        const reservations = await owned(() => getReservations(months));
        const state = savingsPlans || reservations ? 'ok' : 'none';
        return { state, currency: null, data: { savingsPlans, reservations } };
      },
    }),
} as const satisfies SpendCollector;

/** Null where none are owned, for which AWS has no data, or nothing but zeros. */
async function owned(read: () => Promise<CommitmentMonth[]>): Promise<CommitmentMonth[] | null> {
  try {
    const months = await read();
    return months.some(({ committed }) => Number(committed) > 0) ? months : null;
  } catch (error) {
    if (error instanceof AppError && error.details.reason === 'noData') return null;
    throw error;
  }
}
