import type { AccountKind } from '#lib/spend/reading.ts';
import type { Run } from '#lib/store/runs.ts';
import { lastReadAt, latestSpendSnapshot, spendReadings } from '#lib/store/spend-snapshots.ts';
import { bucketKinds } from './kinds.ts';
import { requestCollect } from './request.ts';

/** Of these AWS bills nothing; the bill of an account that joins is read once a day, with that of all others. */
const FREE: readonly AccountKind[] = ['budgets', 'guardrails'];

/**
 * Has the guardrails and budgets of accounts read that have no reading of them though all others were read before: they
 * have joined since, or were closed, left out or elsewhere then. A look at all buckets is followed by one of these
 * accounts alone; any other run reads what it was asked for. What was never read of anybody is not begun by this.
 * @param accountIds those that the run looks at
 */
export async function requestUnread({ run, accountIds }: { run: Run; accountIds: readonly string[] }): Promise<void> {
  const isWhole = run.accounts.length === 0 && run.buckets.length === 0;
  if (!isWhole || run.own || !bucketKinds.every((kind) => run.kinds.includes(kind))) return;
  const latest = await latestSpendSnapshot();
  if (!latest) return;
  const kinds: AccountKind[] = [];
  const accounts = new Set<string>();
  for (const kind of FREE) {
    if (run.kinds.includes(kind) || (await lastReadAt(kind)) === null) continue;
    const readings = await spendReadings({ snapshotId: latest.snapshotId, kind });
    const read = new Set(readings.map((reading) => reading.accountId));
    const unread = accountIds.filter((accountId) => !read.has(accountId));
    if (unread.length === 0) continue;
    kinds.push(kind);
    for (const accountId of unread) accounts.add(accountId);
  }
  if (kinds.length === 0) return;
  const trigger = run.trigger === 'page' || run.trigger === 'api' ? run.trigger : 'schedule';
  await requestCollect({ kinds, accounts: [...accounts], trigger, actor: run.requestedBy });
}
