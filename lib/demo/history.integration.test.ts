import { afterEach, beforeEach, expect, test } from 'vitest';
import { testDatabase } from '#lib/server/test-database.ts';
import { latestSnapshot, listBuckets } from '#lib/store/buckets.ts';
import { database } from '#lib/store/database.ts';
import { estateHistory } from '#lib/store/estate-history.ts';
import { listFixes } from '#lib/store/fixes.ts';
import { recoveredTotals } from '#lib/store/history.ts';
import { weekFixes } from '#lib/store/report-fixes.ts';
import { seedHistory } from './history.ts';
import { seededOrganization } from './organization/seeded-organization.ts';
import { createWorld } from './world/world.ts';

const TIB = 2 ** 40;
const now = new Date('2026-11-23T12:25:00Z');

let store: Awaited<ReturnType<typeof testDatabase>>;

beforeEach(async () => {
  store = await testDatabase();
});

afterEach(() => store.drop());

function world() {
  return createWorld({ organization: seededOrganization, seed: 'straybytes', now, journal: null });
}

test('ninety days are there, end near what is there now, and are written once', async () => {
  await seedHistory({ world: world(), days: 90 });
  const history = await estateHistory({ days: 91, now, groupBy: 'account', top: 3 });
  expect(history.days).toHaveLength(91);
  expect(history.days[0]?.day).toBe('2026-08-25');
  const last = history.days.at(-1);
  expect(last?.bytes).toBeGreaterThan(15 * TIB);
  expect(last?.monthlyUsd).toBeGreaterThan(380);
  expect(Object.keys(last?.unreadable ?? {}).length).toBeGreaterThan(0);
  const snapshot = await latestSnapshot();
  expect(snapshot?.takenAt).toEqual(new Date('2026-11-22T18:00:00Z'));
  expect(snapshot?.totals.atLeast).toBe(true);

  await seedHistory({ world: world(), days: 90 });
  const { rows } = await database().pool.query('SELECT count(*)::int AS snapshots FROM snapshot');
  expect(rows).toEqual([{ snapshots: 14 }]);
});

test('two fixes took away most of their buckets, and are proved', async () => {
  await seedHistory({ world: world(), days: 90 });
  const { items } = await listFixes({ limit: 10 });
  expect(items.map(({ bucket, state }) => [bucket, state])).toEqual([
    ['etl-scratch-euw1', 'clean'],
    ['clickstream-raw', 'clean'],
  ]);
  expect((await recoveredTotals({})).measuredUsd).toBeGreaterThan(150);
  const history = await estateHistory({ days: 90, now, groupBy: 'bucket', top: 5 });
  for (const fix of items) {
    const { rows } = await database().pool.query<{ day: string; bytes: string }>(
      'SELECT day::text, bytes FROM bucket_day WHERE bucket_id = $1 ORDER BY day',
      [fix.bucketId],
    );
    const applied = rows.findIndex(({ day }) => day === fix.appliedAt?.toISOString().slice(0, 10));
    expect(Number(rows[applied]?.bytes)).toBeGreaterThan(3.5 * TIB);
    expect(Number(rows[applied + 9]?.bytes)).toBe(0);
  }
  expect(history.series.length).toBeGreaterThan(0);
});

test('what a fix took away is booked in the week in which it went, not when its proof was whole', async () => {
  await seedHistory({ world: world(), days: 90 });
  const { items } = await listFixes({ limit: 1, bucket: 'etl-scratch-euw1' });
  const cleanAt = items[0]?.cleanAt ?? now;
  // Weeks begin on any day here: between the night that cleared most and the night of the proof.
  const end = new Date(cleanAt.getTime() - 3_600_000);
  const steps = await weekFixes({ start: new Date(end.getTime() - 7 * 86_400_000), end });
  const fix = steps.find(({ bucket }) => bucket === 'etl-scratch-euw1');
  expect(fix).toMatchObject({ state: 'clearing', cleanAt: null, formerlyBookedUsd: 0 });
  expect(fix?.bookedUsd).toBeGreaterThan(0.7 * (fix?.plannedUsd ?? 0));
  expect(fix?.bookedUsd).toBeLessThan(fix?.plannedUsd ?? 0);
  const [later] = await weekFixes({ start: end, end: now }).then((all) =>
    all.filter(({ bucket }) => bucket === fix?.bucket),
  );
  expect(later).toMatchObject({ state: 'clean', bookedUsd: fix?.plannedUsd, formerlyBookedUsd: fix?.bookedUsd });
});

test('what could not be read then has no figures', async () => {
  await seedHistory({ world: world(), days: 3 });
  const snapshot = await latestSnapshot();
  const { items } = await listBuckets({
    sort: 'name',
    snapshotId: snapshot?.snapshotId ?? '',
    filter: { q: 'vault-exports' },
    limit: 5,
  });
  expect(items[0]).toMatchObject({ bytes: null, uploads: null, coverage: null, measurement: 'denied' });
  const locked = await listBuckets({
    sort: 'name',
    snapshotId: snapshot?.snapshotId ?? '',
    filter: { q: 'research-dat' },
    limit: 5,
  });
  expect(locked.items[0]).toMatchObject({ bytes: null, uploads: 23, measurement: 'partial' });
});
