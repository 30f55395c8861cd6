import { checks } from '#lib/guardrails/registry.ts';
import { database } from '#lib/store/database.ts';
import { KEEP_WEEKS } from '#lib/store/retention.ts';
import { type CostSize, seedBill } from './cost-seed.ts';
import { type StoreSize, seedStore } from './page-seed.ts';

export type WeeklySize = StoreSize & { bill: CostSize };

/** An estate of three years, with what its reports are made from. */
export const longHistory: WeeklySize = {
  accounts: 20,
  buckets: 10_000,
  days: 3 * 366,
  uploads: 100_000,
  fixes: 2_000,
  bill: { months: 36, accounts: 20, services: 20, regions: 4, usageTypes: 8 },
};
export const shortHistory: WeeklySize = {
  accounts: 5,
  buckets: 1_000,
  days: 100,
  uploads: 50_000,
  fixes: 200,
  bill: { months: 4, accounts: 5, services: 8, regions: 2, usageTypes: 4 },
};

/** Fills an empty store: the snapshot that closed each week, as long as retention keeps them, steps of fixes, guardrails, a bill. */
export async function seedWeeks({
  size,
  now,
  timeZone,
}: {
  size: WeeklySize;
  now: Date;
  /** In which the weeks are closed. */
  timeZone: string;
}): Promise<void> {
  const { pool } = database();
  await seedStore({ size, now });
  const weeks = Math.min(KEEP_WEEKS, Math.floor(size.days / 7));
  // What was proved to be clean is clean, but where it came back.
  await pool.query(
    `update bucket_snapshot b set uploads = 0, bytes = 0, monthly_usd = 0 from fix f
     where f.bucket_id = b.bucket_id and f.state = 'clean' and b.bucket_id % 20 <> 0 and b.uploads > 0`,
  );
  await pool.query(
    `insert into collect_run (id, kinds, accounts, buckets, trigger, requested_by, status, created_at, started_at, finished_at)
     select gen_random_uuid(), '{uploads,lifecycle}', '{}', '{}', 'schedule', 'schedule', 'completed', at, at, at
     from (select date_trunc('week', $1::timestamptz, $3) - make_interval(weeks => w) - interval '1 hour' as at from generate_series(14, $2) w) closed`,
    [now, weeks, timeZone],
  );
  await pool.query(
    `insert into snapshot (id, run_id, taken_at, buckets, uploads, bytes, monthly_usd, at_least)
     select gen_random_uuid(), r.id, r.created_at, s.buckets, s.uploads, s.bytes, s.monthly_usd, s.at_least
     from collect_run r, (select * from snapshot order by seq desc limit 1) s
     where not exists (select from snapshot where run_id = r.id) order by r.created_at`,
  );
  await pool.query(
    `insert into bucket_snapshot select (jsonb_populate_record(b, jsonb_build_object('snapshot_id', s.id))).*
     from snapshot s, bucket_snapshot b
     where b.snapshot_id = (select id from snapshot order by taken_at desc limit 1)
       and not exists (select from bucket_snapshot where snapshot_id = s.id) order by s.taken_at, b.bucket_id`,
  );
  await pool.query(
    `insert into fix_step (fix_id, at, state, realised_monthly_usd)
     select id, applied_at + make_interval(days => k), (array['applied','confirmed','eligible','clearing','clean'])[k + 1], k * realised_monthly_usd / 4
     from fix, generate_series(0, 4) k`,
  );
  await seedBill({ size: size.bill, now });
  await pool.query(
    `insert into spend_reading (snapshot_id, kind, account_id, state, read_at, data_at, data)
     select s.id, 'guardrails', a.id, 'ok', s.taken_at, s.taken_at, jsonb_build_object('judgements', (
       select jsonb_agg(jsonb_build_object('id', c || '/' || a.id, 'check', c, 'accountId', a.id, 'findings', '[]'::jsonb, 'missing', '[]'::jsonb,
         'message', null, 'checkedAt', s.taken_at, 'status', case when hashint8(s.seq / 9 + length(c)) % 3 = 0 then 'fail' else 'pass' end))
       from unnest($1::text[]) c))
     from spend_snapshot s, account a`,
    [checks.map(({ id }) => id)],
  );
  await pool.query('vacuum analyze');
}
