import { z } from 'zod';
import { collectKinds } from '#lib/collect/kinds.ts';
import { bigSize } from '#lib/demo/big/big-organization.ts';
import { type AccountView, accountViews } from '#lib/store/account-views.ts';
import { database } from '#lib/store/database.ts';
import { latestSpendSnapshot, spendReadings } from '#lib/store/spend-snapshots.ts';
import { type Collection, measureCollection } from './collection.ts';
import type { Options } from './options.ts';
import { startProgram } from './program.ts';
import { workerOn } from './scan.ts';
import type { Store } from './store.ts';
import { exactRows, type Truth, truthSchema } from './truth.ts';

const LATENCY_MS = 20;
const CONCURRENCY = 64;
const MIB = 2 ** 20;
const PEAK_MIB = 350;
const QUICK_ACCOUNTS = 60;

/** An organization of which a few accounts cannot be read: the others shall be exact, and these shall say why. */
export async function scanOfOrganization({ store, options }: { store: Store; options: Options }): Promise<Collection> {
  const accounts = options.quick ? QUICK_ACCOUNTS : bigSize.accounts;
  const settings = { accounts, latencyMs: LATENCY_MS, start: options.start };
  const aws = await startProgram({ file: 'simulated-organization.ts', settings });
  try {
    const worker = await workerOn({ store, aws, options, name: 'organization', concurrency: CONCURRENCY });
    try {
      const title = `organization of ${accounts} accounts, ${CONCURRENCY} in flight`;
      const measured = { title, aws, worker, concurrency: CONCURRENCY, latencyMs: LATENCY_MS };
      const scan = await measureCollection({ ...measured, kinds: collectKinds, isWhole: false });
      const hindered = await aws.ask('hindered', z.record(z.string(), z.string()));
      const wrong = await organizationDifferences({ truth: await aws.ask('truth', truthSchema), hindered });
      const target = { of: ({ peakRss }: Collection) => peakRss / MIB, target: PEAK_MIB, unit: ' MiB' };
      return { ...scan, differences: [...scan.differences, ...wrong], target };
    } finally {
      await worker.end();
    }
  } finally {
    await aws.end();
  }
}

/** Where an account that can be read is not exact or not judged, or one that cannot does not say why. */
async function organizationDifferences({
  truth,
  hindered,
}: {
  truth: Truth;
  hindered: Record<string, string>;
}): Promise<string[]> {
  const open = truth.filter(({ accountId }) => !(accountId in hindered));
  const views = await accountViews();
  const judged = await guardrailsProblems();
  const told = await accountsWithProblems();
  const silent = views.filter((view) => view.accountId in hindered && !saysWhy(view, told));
  const unjudged = views.filter(
    ({ accountId, state }) => state === 'ACTIVE' && !(accountId in hindered) && judged.get(accountId) !== null,
  );
  return [
    ...(await exactRows(open)),
    ...silent.map(({ accountId }) => `account ${accountId} (${hindered[accountId]}) does not say why it was not read`),
    ...unjudged.map(({ accountId }) => `account ${accountId} was not judged: ${judged.get(accountId)}`),
  ];
}

function saysWhy({ accountId, denied, problem }: AccountView, told: ReadonlySet<string>): boolean {
  return denied.length > 0 || problem !== null || told.has(accountId);
}

/** Accounts of which a bucket of the newest snapshot says what is the matter. */
async function accountsWithProblems(): Promise<Set<string>> {
  const { rows } = await database().pool.query<{ id: string }>(
    `SELECT DISTINCT account_id AS id FROM bucket_snapshot
     WHERE snapshot_id = (SELECT id FROM snapshot ORDER BY seq DESC LIMIT 1) AND problem IS NOT NULL`,
  );
  return new Set(rows.map(({ id }) => id));
}

/** By account: why its guardrails could not be read; null where they could. */
async function guardrailsProblems(): Promise<Map<string, string | null>> {
  const latest = await latestSpendSnapshot();
  const readings = latest ? await spendReadings({ snapshotId: latest.snapshotId, kind: 'guardrails' }) : [];
  return new Map(readings.map(({ accountId, problem }) => [accountId, problem]));
}
