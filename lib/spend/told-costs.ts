import type { ReadingState } from './reading.ts';

/** How an account's Cost Explorer answered; `linkedAccounts` are those it told of, null: it never did. */
export type CostsReading = {
  accountId: string;
  state: ReadingState;
  problem: string | null;
  dataAt: Date | null;
  linkedAccounts: readonly string[] | null;
};

/** How much of what accounts cost is known: `part` makes their sum a lower bound, with `none` it says nothing. */
export type ToldCosts = {
  told: 'all' | 'part' | 'none';
  /** Some account was told of, but not up to the last day: its time is not to be compared. */
  stale: boolean;
  /** Why something is not known, in AWS's words where it gave any; null where all is. */
  state: ReadingState | null;
  problem: string | null;
};

const NOBODY = 'No Cost Explorer that was read tells of it.';

/**
 * What is known of the costs of some accounts. A cost of 0 is one only where a Cost Explorer told of the account: its own,
 * or that of another which pays for it.
 * @param since the first day that matters, `YYYY-MM-DD`: what was read before it says nothing
 * @param until the last day of which any costs are known: whoever told up to it told all, though a later attempt failed
 * @param covers whether an account's Cost Explorer has the bill of another, though it may name no cost of it
 */
export function toldCosts({
  accountIds,
  readings,
  since,
  until,
  covers,
}: {
  accountIds: readonly string[];
  readings: readonly CostsReading[];
  since: string;
  until: string;
  covers: (teller: string, accountId: string) => boolean;
}): ToldCosts {
  const each = accountIds.map((accountId) => {
    const tellers = readings.filter(
      (reading) =>
        reading.linkedAccounts !== null &&
        (reading.accountId === accountId ||
          reading.linkedAccounts.includes(accountId) ||
          covers(reading.accountId, accountId)),
    );
    const own = readings.find((reading) => reading.accountId === accountId) ?? tellers[0] ?? null;
    return { own, level: levelOf(tellers, { since, until }) };
  });
  const missing = each.filter(({ level }) => level !== 'all');
  if (each.length === 0) return { told: 'none', stale: false, state: null, problem: 'No account of it is known.' };
  const told = missing.length === 0 ? 'all' : each.every(({ level }) => level === 'none') ? 'none' : 'part';
  const why = (missing.find(({ own }) => own?.problem) ?? missing[0])?.own;
  return {
    told,
    stale: missing.some(({ level }) => level === 'part'),
    state: told === 'all' ? null : (why?.state ?? null),
    problem: told === 'all' ? null : (why?.problem ?? NOBODY),
  };
}

function levelOf(
  tellers: readonly CostsReading[],
  { since, until }: { since: string; until: string },
): ToldCosts['told'] {
  const upTo = tellers.flatMap(({ dataAt }) => (dataAt === null ? [] : [dataAt.toISOString().slice(0, 10)]));
  const isAnswered = tellers.some(({ state }) => state === 'ok' || state === 'none');
  if (isAnswered || upTo.some((day) => day >= since && day >= until)) return 'all';
  return upTo.some((day) => day >= since) ? 'part' : 'none';
}
