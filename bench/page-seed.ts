import { database } from '#lib/store/database.ts';

export type StoreSize = { accounts: number; buckets: number; days: number; uploads: number; fixes: number };

/** The size that the pages must be fast at; accounts and fixes as such an estate would have them. */
export const largeStore: StoreSize = { accounts: 20, buckets: 10_000, days: 400, uploads: 1_000_000, fixes: 2_000 };
export const smallStore: StoreSize = { accounts: 5, buckets: 1_000, days: 100, uploads: 50_000, fixes: 200 };

const REGIONS = `ARRAY['us-east-1','us-west-2','eu-central-1','eu-west-1','ap-northeast-2','ap-southeast-1']`;

/** As far as retention lets them grow: four snapshots a day for a week, then one a day for ninety days. */
const estate = `
INSERT INTO account (id, name, first_seen_at, last_seen_at)
SELECT (100000000000 + n)::text, 'account-' || n, $now - make_interval(days => $days), $now FROM generate_series(1, $accounts) n;

INSERT INTO bucket (account_id, name, region, created_at, first_seen_at, last_seen_at, lifecycle, lifecycle_read_at)
SELECT (100000000001 + n % $accounts)::text, 'team-' || n % 97 || '-data-' || n, (${REGIONS})[1 + n % 6],
  $now - interval '900 days', $now - make_interval(days => $days), $now,
  '{"rules": [{"ID": "expire-logs", "Status": "Enabled", "Filter": {"Prefix": "logs/"}, "Expiration": {"Days": 400}},
    {"ID": "to-glacier", "Status": "Enabled", "Filter": {"Prefix": "archive/"}, "Transitions": [{"Days": 90, "StorageClass": "GLACIER"}]}],
    "transitionDefaultMinimumObjectSize": "all_storage_classes_128K"}', $now
FROM generate_series(1, $buckets) n;

CREATE TEMP TABLE share AS
SELECT id, account_id, name, region, CASE WHEN id = 1 THEN $uploads / 10 WHEN id <= $buckets / 1000 THEN $uploads / 50
  WHEN id <= $buckets / 100 THEN $uploads / 500
  WHEN id <= $buckets * 6 / 10 THEN ceil($uploads * 0.54 / ($buckets * 0.59))::int ELSE 0 END AS uploads FROM bucket;

INSERT INTO upload (bucket_id, key, upload_id, initiated_at, initiator, storage_class, creator, creator_confidence, parts, bytes,
  last_part_at, size_checked_at, seen_run)
SELECT s.id, 'warehouse/unload/' || n % 400 || '/' || lpad(n::text, 8, '0') || '_part_00.parquet',
  md5('a' || s.id || ' ' || n) || md5('b' || s.id || ' ' || n) || md5('c' || s.id || ' ' || n),
  $now - make_interval(mins => 60 + (hashint4(n) & 524287)), 'arn:aws:sts::100000000001:assumed-role/loader/session',
  (ARRAY['STANDARD','STANDARD','STANDARD_IA','GLACIER'])[1 + n % 4], (ARRAY['redshift-unload','spark','athena','unknown'])[1 + n % 4],
  (ARRAY['high','medium','low'])[1 + n % 3], CASE WHEN n % 50 <> 0 THEN 1 + n % 90 END,
  CASE WHEN n % 50 <> 0 THEN (1 + n % 90) * 8388608::bigint + (hashint4(n) & 1048575) END,
  CASE WHEN n % 50 <> 0 THEN $now - make_interval(mins => 50 + (hashint4(n) & 524287)) END,
  CASE WHEN n % 50 <> 0 THEN $now - interval '2 hours' END, 1
FROM share s CROSS JOIN LATERAL generate_series(1, s.uploads) n ORDER BY s.id, n;

CREATE TEMP TABLE history AS
SELECT n, gen_random_uuid() AS run_id, gen_random_uuid() AS snapshot_id, at FROM (
  SELECT row_number() OVER (ORDER BY at) AS n, at FROM (
    SELECT $now - interval '1 hour' - make_interval(hours => 6 * h) AS at FROM generate_series(0, 27) h
    UNION SELECT $now - interval '1 hour' - make_interval(days => d) FROM generate_series(8, least(90, $days)) d) times) numbered;

INSERT INTO collect_run (id, kinds, accounts, buckets, trigger, requested_by, status, created_at, started_at, finished_at)
SELECT run_id, '{uploads,lifecycle}', '{}', '{}', 'schedule', 'schedule', 'completed', at, at, at FROM history ORDER BY n;

INSERT INTO run_call (run_id, operation, calls, usd)
SELECT run_id, operation, 10000, 0.05 FROM history,
  unnest(ARRAY['GetBucketLifecycleConfiguration','ListBuckets','ListMultipartUploads','ListParts']) operation;

INSERT INTO run_account (run_id, account_id, status) SELECT run_id, id, 'done' FROM history, account;

INSERT INTO snapshot (id, run_id, taken_at, buckets, uploads, bytes, monthly_usd, at_least)
SELECT snapshot_id, run_id, at, $buckets, $uploads, $uploads * 390000000::bigint, $uploads * 0.009, true FROM history ORDER BY n;

CREATE TEMP TABLE figures AS
SELECT s.*, CASE WHEN id % 41 = 0 THEN 'denied' WHEN id % 43 = 0 THEN 'sampled' ELSE 'exact' END AS measurement,
  (ARRAY['none','none','disabled','partial','full'])[1 + id % 5] AS coverage, s.uploads * 390000000::bigint AS bytes,
  jsonb_build_object('byAge', jsonb_build_object('under1d', jsonb_build_object('uploads', 0, 'bytes', 0),
      '1to7d', jsonb_build_object('uploads', 3, 'bytes', 1170000000), '7to30d', jsonb_build_object('uploads', 9, 'bytes', 3510000000),
      '30to90d', jsonb_build_object('uploads', 20, 'bytes', 7800000000), 'over90d', jsonb_build_object('uploads', s.uploads, 'bytes', s.uploads * 390000000::bigint)),
    'byClass', jsonb_build_object('STANDARD', jsonb_build_object('uploads', s.uploads, 'bytes', s.uploads * 390000000::bigint, 'monthlyUsd', s.uploads * 0.008)),
    'byCreator', jsonb_build_array(jsonb_build_object('creator', 'redshift-unload', 'confidence', 'high', 'uploads', s.uploads, 'bytes', s.uploads * 390000000::bigint)),
    'unknownSize', 0) AS breakdown FROM share s;

INSERT INTO bucket_day (bucket_id, day, uploads, bytes, monthly_usd, coverage, measurement)
SELECT f.id, ($now AT TIME ZONE 'UTC')::date - d, f.uploads, f.bytes * ($days - d) / $days, f.uploads * 0.008, coverage, measurement
FROM generate_series(0, $days - 1) d, figures f ORDER BY d DESC, f.id;

INSERT INTO account_day (day, account_id, buckets, protected, unreadable, uploads, bytes, monthly_usd)
SELECT ($now AT TIME ZONE 'UTC')::date - d, a.id, $buckets / $accounts, $buckets / $accounts / 5, 12, $uploads / $accounts,
  $uploads / $accounts * 390000000::bigint * ($days - d) / $days, $uploads / $accounts * 0.008
FROM generate_series(0, $days - 1) d, account a ORDER BY d DESC, a.id;

INSERT INTO fix (id, bucket_id, account_id, bucket_name, region, state, days, remove_expired_delete_markers, actor, fingerprint,
  after_fingerprint, before, after, cutoff_at, planned_uploads, planned_bytes, planned_monthly_usd, realised_monthly_usd, created_at, applied_at)
SELECT gen_random_uuid(), b.id, b.account_id, b.name, b.region,
  CASE WHEN n <= $fixes / 20 THEN 'clearing' WHEN n <= $fixes / 10 THEN 'applied' WHEN n % 7 = 0 THEN 'undone' ELSE 'clean' END,
  7, false, 'ops@example.com', md5(n::text), md5('a' || n), b.lifecycle,
  jsonb_set(b.lifecycle, '{rules,0}', '{"ID": "straybytes-abort-incomplete-mpu", "Status": "Enabled", "Filter": {"Prefix": ""}, "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7}}'),
  $now - interval '8 days', 100, 39000000000, 0.8, 0.5, $now - make_interval(mins => n * 60), $now - make_interval(mins => n * 60)
FROM generate_series(1, $fixes) n JOIN bucket b ON b.id = 1 + n * 3 % $buckets;

INSERT INTO activity (at, actor, action, account_id, bucket, fix_id, detail)
SELECT created_at + make_interval(mins => k), actor, (ARRAY['fix.apply','fix.confirm','fix.clean','fix.undo'])[k], account_id, bucket_name, id, '{"days": 7}'
FROM fix, generate_series(1, 4) k ORDER BY created_at DESC;

INSERT INTO api_spend (day, usd) SELECT ($now AT TIME ZONE 'UTC')::date - d, 0.4 FROM generate_series(0, $days - 1) d;
`;

/** What runs have left of each bucket, run by run as it came to be. */
const runs = (which: string) => `
INSERT INTO bucket_snapshot (snapshot_id, bucket_id, account_id, name, region, uploads, bytes, bytes_low, bytes_high,
  bytes_older_than_7_days, oldest_initiated_at, monthly_usd, coverage, abort_after_days, uncovered_bytes, measurement, problem, checked_at, breakdown)
SELECT h.snapshot_id, f.id, f.account_id, f.name, f.region, CASE WHEN seen THEN f.uploads END, CASE WHEN seen THEN f.bytes END,
  CASE WHEN measurement = 'sampled' THEN f.bytes * 9 / 10 END, CASE WHEN measurement = 'sampled' THEN f.bytes * 11 / 10 END,
  CASE WHEN seen THEN f.bytes / 2 END, CASE WHEN seen AND f.uploads > 0 THEN $now - make_interval(hours => f.id % 9000) END,
  CASE WHEN seen THEN f.uploads * 0.008 + f.id % 7 * 0.001 END, coverage, CASE WHEN coverage = 'full' THEN 7 END, CASE WHEN seen THEN f.bytes / 3 END,
  measurement, CASE WHEN NOT seen THEN 'Cannot read uploads of ' || f.name || ': a service control policy of the organization denies s3:ListBucketMultipartUploads.' END,
  h.at, CASE WHEN seen THEN f.breakdown END
FROM history h, (SELECT *, measurement <> 'denied' AS seen FROM figures) f WHERE ${which} ORDER BY h.n, f.id;

INSERT INTO run_bucket (run_id, bucket_id, account_id, name, region, status, phase, listed, measurement, problem, result, finished_at)
SELECT h.run_id, f.id, f.account_id, f.name, f.region, 'done', 'parts', f.uploads, measurement,
  CASE WHEN measurement = 'denied' THEN 'Cannot read uploads of ' || f.name || '.' END,
  jsonb_build_object('uploads', f.uploads, 'bytes', f.bytes, 'breakdown', f.breakdown), h.at
FROM history h, figures f WHERE ${which} AND h.at > $now - interval '7 days' ORDER BY h.n, f.id;
`;

/** Fills an empty store, set by set: vacuumed but for the newest run, which autovacuum has not come to yet. */
export async function seedStore({ size, now }: { size: StoreSize; now: Date }): Promise<void> {
  const client = await database().pool.connect();
  const values: Record<string, string> = { now: `'${now.toISOString()}'::timestamptz` };
  for (const [name, count] of Object.entries(size)) values[name] = String(count);
  try {
    const newest = '(SELECT max(n) FROM history)';
    const statements = [estate, runs(`h.n < ${newest}`), 'VACUUM ANALYZE', runs(`h.n = ${newest}`), 'ANALYZE'];
    for (const statement of statements.flatMap((text) => text.split(';\n')))
      await client.query(statement.replace(/\$(\w+)/g, (whole, name: string) => values[name] ?? whole));
  } finally {
    client.release(true);
  }
}
