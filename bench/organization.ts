import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { bucketKinds } from '#lib/collect/kinds.ts';
import { bigSize } from '#lib/demo/big/big-organization.ts';
import { type AccountState, accessCounts, accountState, accountStates } from '#lib/guardrails/account-state.ts';
import { accountKinds } from '#lib/spend/reading.ts';
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

const hinderedSchema = z.record(
  z.string(),
  z.object({ kind: z.string(), states: z.array(z.enum(accountStates)), by: z.string().nullable() }),
);
type Hindered = z.infer<typeof hinderedSchema>;

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
      const scan = await measureCollection({ ...measured, kinds: [...bucketKinds, ...accountKinds], isWhole: false });
      const hindered = await aws.ask('hindered', hinderedSchema);
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
async function organizationDifferences({ truth, hindered }: { truth: Truth; hindered: Hindered }): Promise<string[]> {
  const open = truth.filter(({ accountId }) => !(accountId in hindered));
  const views = await accountViews();
  const judged = await guardrailsProblems();
  const told = await accountsWithProblems();
  const silent = views.flatMap((view) => {
    const expected = hindered[view.accountId];
    const wrong = expected && whatIsWrong({ view, expected, told });
    return wrong ? [`account ${view.accountId} (${expected.kind}) ${wrong}`] : [];
  });
  const unjudged = views.filter(
    ({ accountId, state }) => state === 'ACTIVE' && !(accountId in hindered) && judged.get(accountId) !== null,
  );
  return [
    ...(await exactRows(open)),
    ...silent,
    ...headlineDifferences(views, hindered),
    ...unjudged.map(({ accountId }) => `account ${accountId} was not judged: ${judged.get(accountId)}`),
  ];
}

/** Null where an account is in a state that it may be in, names who denies, says why, and gives no figure of what nobody read. */
function whatIsWrong({
  view,
  expected,
  told,
}: {
  view: AccountView;
  expected: Hindered[string];
  told: ReadonlySet<string>;
}): string | null {
  const { accountId, denied, problem, atLeast } = view;
  const state = accountState(view);
  if (!expected.states.includes(state)) return `is told as ${state}, not ${expected.states.join(' or ')}`;
  if (expected.by !== null && !denied.some(({ by }) => by === expected.by)) return `does not name the ${expected.by}`;
  if (denied.length === 0 && problem === null && !told.has(accountId)) return 'does not say why it was not read';
  return atLeast ? null : 'tells its figures as if they were whole';
}

/** The headline counts every hindered account in its own place, and no other. */
function headlineDifferences(views: readonly AccountView[], hindered: Hindered): string[] {
  const { unreachable, denied, unread, untried } = accessCounts(views.map(accountState));
  const kinds = Object.values(hindered);
  const of = (state: AccountState) => kinds.filter(({ states }) => states.includes(state)).length;
  const expected = { unreachable: of('unreachable'), denied: of('denied'), unread: of('unlisted'), untried: 0 };
  return isDeepStrictEqual({ unreachable, denied, unread, untried }, expected)
    ? []
    : [
        `the headline counts ${JSON.stringify({ unreachable, denied, unread, untried })}, not ${JSON.stringify(expected)}`,
      ];
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
