import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '#lib/server/test-database.ts';
import { rememberAwsTime } from '#lib/store/clock.ts';
import { database } from '#lib/store/database.ts';
import { recordFound, renameAccount } from '#lib/store/known-accounts.ts';
import { publishSpend } from '#lib/store/spend-snapshots.ts';
import { readReport } from './read-report.ts';

const [account, other] = ['111122223333', '444455556666'];
const week = '2026-W47';
const ends: Record<string, string> = {
  UTC: '2026-11-23T00:00:00.000Z',
  'Asia/Seoul': '2026-11-22T15:00:00.000Z',
  'America/New_York': '2026-11-23T05:00:00.000Z',
};

let store: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  store = await testDatabase();
});
afterAll(() => store.drop());

const sql = (text: string, values: unknown[] = []) => database().pool.query(text, values);

/** A look at every bucket that is there, as a collection leaves it. */
async function look(at: string, usd: number): Promise<void> {
  const id = randomUUID();
  await sql(
    `insert into collect_run (id, kinds, accounts, buckets, trigger, requested_by, status, created_at) values ($1, '{}', '{}', '{}', 'api', 'test', 'completed', $2)`,
    [id, at],
  );
  await sql(
    `insert into snapshot (id, run_id, taken_at, buckets, uploads, bytes, monthly_usd, at_least) values ($1, $1, $2, 0, 0, 0, 0, false)`,
    [id, at],
  );
  await sql(
    `insert into bucket_snapshot (snapshot_id, bucket_id, account_id, name, region, uploads, bytes, monthly_usd, coverage, measurement)
     select $1, id, account_id, name, region, 1, 1000, $2::numeric / id, 'none', 'exact' from bucket where gone_at is null`,
    [id, usd],
  );
  await sql(
    `insert into bucket_day (bucket_id, day, uploads, bytes, monthly_usd, coverage, measurement)
     select bucket_id, ($2::timestamptz at time zone 'UTC')::date, uploads, bytes, monthly_usd, coverage, measurement from bucket_snapshot where snapshot_id = $1
     on conflict (bucket_id, day) do update set monthly_usd = excluded.monthly_usd`,
    [id, at],
  );
  await sql(
    `insert into account_day (day, account_id, buckets, protected, unreadable, uploads, bytes, monthly_usd)
     select ($2::timestamptz at time zone 'UTC')::date, a.id, count(s.bucket_id), 0, 0, count(s.bucket_id), 0, coalesce(sum(s.monthly_usd), 0)
     from account a left join bucket_snapshot s on s.account_id = a.id and s.snapshot_id = $1 group by a.id
     on conflict (day, account_id) do update set buckets = excluded.buckets, monthly_usd = excluded.monthly_usd`,
    [id, at],
  );
}

/** As a listing of its account leaves a bucket: named no more, named again, or for the first time. */
const gone = (bucket: number, at: string) =>
  sql('update bucket set gone_at = $2 where id = $1 and gone_at is null', [bucket, at]);
const there = (bucket: number, at: string) =>
  sql(
    `insert into bucket (id, account_id, name, region, first_seen_at, last_seen_at) values ($1::int, $2, 'bucket-' || $1::int, 'us-east-1', $3, $3)
     on conflict (id) do update set gone_at = null, last_seen_at = excluded.last_seen_at`,
    [bucket, bucket === 9 ? other : account, at],
  );

const fix = (bucket: number, at: string) =>
  sql(
    `insert into fix (id, bucket_id, account_id, bucket_name, region, state, days, remove_expired_delete_markers, actor, fingerprint,
       after_fingerprint, before, after, cutoff_at, planned_uploads, planned_bytes, planned_monthly_usd, created_at, applied_at)
     select $1, id, account_id, name, region, 'applied', 7, false, 'local', 'x', 'y', '{}', '{}', $3, 9, 1000, 30, $3, $3 from bucket where id = $2`,
    [randomUUID(), bucket, at],
  );
/** The last fix of a bucket goes on, as verifying or undoing it leaves it. */
async function step(bucket: number, state: 'clean' | 'undone', at: string): Promise<void> {
  const time = state === 'clean' ? 'clean_at' : 'undone_at';
  const { rows } = await sql(
    `update fix set state = $2, realised_monthly_usd = 30, ${time} = $3 where id = (select id from fix where bucket_id = $1 order by applied_at desc limit 1) returning id`,
    [bucket, state, at],
  );
  for (const { id } of rows)
    await sql(
      'insert into fix_step (fix_id, at, state, realised_monthly_usd) values ($1, $2, $3, 30) on conflict do nothing',
      [id, at, state],
    );
}

const guard = (status: string, at: string) =>
  publishSpend({
    runId: randomUUID(),
    at: new Date(at),
    readings: [
      {
        kind: 'guardrails',
        accountId: account,
        state: 'ok',
        problem: null,
        readAt: new Date(at),
        dataAt: new Date(at),
        currency: null,
        data: { judgements: [{ check: 'root-without-mfa', status }] },
      },
    ],
  });

const found = (name: string, at: string) =>
  recordFound({
    accounts: [
      { accountId: account, name, email: null, state: 'ACTIVE', ou: [], managed: 'organization', management: false },
    ],
    isWhole: false,
    noOrganization: null,
    at: new Date(at),
  });

const buckets = fc.constantFrom(1, 2, 3, 9);
/** What can happen to an estate. */
type Event = { kind: string; usd?: number; bucket?: number; status?: string; name?: string | null };
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ kind: fc.constant('look'), usd: fc.integer({ min: 1, max: 500 }) }),
  fc.record({ kind: fc.constant('gone'), bucket: buckets }),
  fc.record({ kind: fc.constant('there'), bucket: buckets }),
  fc.record({ kind: fc.constant('fix'), bucket: buckets }),
  fc.record({ kind: fc.constantFrom('clean', 'undone'), bucket: buckets }),
  fc.record({ kind: fc.constant('guard'), status: fc.constantFrom('pass', 'fail', 'blind') }),
  fc.record({ kind: fc.constant('found'), name: fc.constantFrom('analytics', 'lake', 'warehouse') }),
  fc.record({ kind: fc.constant('rename'), name: fc.constantFrom('Ours', null) }),
);

async function happen({ kind, usd = 1, bucket = 1, status = 'pass', name = null }: Event, at: string): Promise<void> {
  await rememberAwsTime(new Date(at));
  if (kind === 'look') await look(at, usd);
  if (kind === 'gone') await gone(bucket, at);
  if (kind === 'there') await there(bucket, at);
  if (kind === 'fix') await fix(bucket, at);
  if (kind === 'clean' || kind === 'undone') await step(bucket, kind, at);
  if (kind === 'guard') await guard(status, at);
  if (kind === 'found') await found(name ?? 'analytics', at);
  if (kind === 'rename') await renameAccount({ accountId: account, name });
}

/** A bucket that was fixed and deleted is made again; an account without a bucket gets one on the day on which the week ended. */
const examples: [string, [Event, number][], [Event, number][]][] = [
  [
    'UTC',
    [
      [{ kind: 'fix', bucket: 1 }, 30],
      [{ kind: 'gone', bucket: 1 }, 30],
      [{ kind: 'look', usd: 10 }, 1],
    ],
    [
      [{ kind: 'there', bucket: 1 }, 1],
      [{ kind: 'look', usd: 20 }, 1],
    ],
  ],
  [
    'Asia/Seoul',
    [
      [{ kind: 'there', bucket: 9 }, 1],
      [{ kind: 'look', usd: 100 }, 1],
      [{ kind: 'gone', bucket: 9 }, 30],
      [{ kind: 'look', usd: 10 }, 200],
      [{ kind: 'look', usd: 10 }, 90],
    ],
    [
      [{ kind: 'there', bucket: 9 }, 1],
      [{ kind: 'look', usd: 20 }, 1],
    ],
  ],
];

/** Moments in their order, some hours apart: the first ones are still of the day on which the week ended. */
const later = (from: string, hours: readonly number[]) =>
  hours.map((_, index) =>
    new Date(Date.parse(from) + 3_600_000 * hours.slice(0, index + 1).reduce((sum, own) => sum + own, 0)).toISOString(),
  );

test('no later event changes the report of a week that is over', async () => {
  const hour = fc.integer({ min: 1, max: 40 });
  const events = (length: number) => fc.array(fc.tuple(event, hour), { minLength: 4, maxLength: length });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Object.keys(ends)), events(12), events(10), async (timeZone, before, after) => {
      await sql(
        'truncate account, bucket, collect_run, snapshot, bucket_snapshot, bucket_day, account_day, fix, spend_snapshot, report_money, account_name cascade',
      );
      await sql(
        `insert into account values ($1, 'analytics', now(), now(), null), ($2, 'sandbox', now(), now(), null)`,
        [account, other],
      );
      await found('analytics', '2026-11-01T00:00:00Z');
      for (const bucket of [1, 2, 3]) await there(bucket, '2026-11-01T00:00:00Z');
      await look('2026-11-08T06:00:00Z', 64);
      const end = ends[timeZone] ?? '';
      const times = later(
        '2026-11-09T00:00:00Z',
        before.map(([, hours]) => hours),
      );
      for (const [index, at] of times.entries()) if (at < end) await happen(before[index]?.[0] ?? { kind: '' }, at);
      const report = await readReport({ week, timeZone });
      const moments = later(
        end,
        after.map(([, hours], index) => (index === 0 ? 1 : hours)),
      );
      for (const [index, at] of moments.entries()) {
        await happen(after[index]?.[0] ?? { kind: '' }, at);
        expect(await readReport({ week, timeZone }), `${JSON.stringify(after[index]?.[0])} at ${at}`).toEqual(report);
      }
    }),
    { numRuns: 60, seed: 47, examples },
  );
}, 120_000);
