import { describe, expect, test } from 'vitest';
import { coverageOf } from '#lib/lifecycle/coverage.ts';
import { monthlyUsd } from '#lib/money/storage-price.ts';
import { likelyCreator } from '#lib/waste/creator.ts';
import { validateLifecycle } from '../s3/lifecycle-validation.ts';
import { isActive } from '../world/account.ts';
import { abortDate, abortRuleFor } from '../world/bucket.ts';
import { lastPartAt, uploadBytes } from '../world/upload.ts';
import { createWorld } from '../world/world.ts';
import { seededOrganization } from './seeded-organization.ts';

const now = new Date('2026-11-23T12:25:00Z');
const TIB = 2 ** 40;

function worldOf(seed: string, journal: string | null = null) {
  return createWorld({ organization: seededOrganization, seed, now, journal });
}

const world = worldOf('straybytes');
const all = world.buckets().map((bucket) => {
  const uploads = bucket.uploads().all();
  const { region } = bucket;
  const usd = uploads.reduce(
    (sum, upload) => sum + monthlyUsd({ bytes: uploadBytes(upload), region, storageClass: upload.storageClass }).usd,
    0,
  );
  return { bucket, uploads, usd, bytes: world.truth(bucket.accountId, bucket.name).bytes };
});
const readable = all.filter(
  ({ bucket }) =>
    !bucket.lockedKmsKey && !bucket.denied?.some(({ action }) => action !== 's3:GetLifecycleConfiguration'),
);
const sum = (figure: (each: (typeof all)[number]) => number) =>
  readable.reduce((total, each) => total + figure(each), 0);

describe('the organization', () => {
  test('has the size and the price of its headline', () => {
    expect(world.accounts().filter(isActive)).toHaveLength(7);
    expect(all.length).toBeGreaterThan(130);
    expect(new Set(all.map(({ bucket }) => bucket.region)).size).toBe(6);
    expect(sum(({ uploads }) => uploads.length)).toBeGreaterThan(8000);
    expect(sum(({ bytes }) => bytes) / TIB).toBeCloseTo(16.8, 0);
    expect(Math.round(sum(({ usd }) => usd))).toBe(412);
    expect(all.filter(({ uploads }) => uploads.length === 0).length).toBeGreaterThan(all.length / 2);
  });

  test('has rules that S3 takes, and no upload that they should have aborted', () => {
    for (const { bucket, uploads } of all) {
      const { rules } = bucket.lifecycle;
      if (rules.length > 0) expect(validateLifecycle(rules), bucket.name).toBeNull();
      for (const { key, initiatedAt } of uploads) {
        const rule = abortRuleFor(bucket, key);
        if (rule) expect(abortDate(initiatedAt, rule.days), bucket.name).toBeGreaterThan(now.getTime());
      }
    }
  });

  test('has nothing from the future', () => {
    for (const { bucket, uploads } of all)
      for (const upload of uploads) {
        expect(upload.initiatedAt, bucket.name).toBeLessThan(now.getTime());
        expect(lastPartAt(upload)?.getTime(), bucket.name).toBeLessThan(now.getTime());
        expect(uploadBytes(upload), bucket.name).toBeGreaterThan(0);
      }
  });

  test('has uploads still active, and every kind of coverage', () => {
    const active = all.flatMap(({ uploads }) =>
      uploads.filter((upload) => now.getTime() - (lastPartAt(upload)?.getTime() ?? 0) < 3_600_000),
    );
    expect(active.length).toBeGreaterThanOrEqual(4);
    const verdicts = new Set(all.map(({ bucket }) => coverageOf(bucket.lifecycle.rules).coverage));
    expect([...verdicts].sort()).toEqual(['disabled', 'full', 'none', 'partial']);
    expect(Math.max(...all.map(({ bucket }) => bucket.lifecycle.rules.length))).toBe(1000);
  });

  test('has creators that can be told by their keys', () => {
    const creators = new Map<string, number>();
    for (const { bucket, uploads } of readable)
      for (const { key, initiator } of uploads) {
        const { id } = likelyCreator({ bucket: bucket.name, key, initiator });
        creators.set(id, (creators.get(id) ?? 0) + 1);
      }
    for (const id of ['athena', 'redshift-unload', 'spark', 'backup', 'gitlab', 'aws-cli'])
      expect(creators.get(id), id).toBeGreaterThan(100);
    expect(creators.get('unknown') ?? 0).toBeLessThan(100);
  });

  test('is the same for the same seed, and another for another', () => {
    const truth = (seed: string) => {
      const other = worldOf(seed);
      return other.truth('318264907715', 'athena-results-apne2');
    };
    expect(truth('straybytes')).toEqual(world.truth('318264907715', 'athena-results-apne2'));
    expect(truth('other').bytes).not.toBe(truth('straybytes').bytes);
  });

  test('goes on: each day some uploads are left behind, and not many', () => {
    const moving = worldOf('straybytes');
    const before = moving.buckets().reduce((total, bucket) => total + bucket.uploads().size, 0);
    moving.clock.advance({ days: 1 });
    const added = moving.buckets().reduce((total, bucket) => total + bucket.uploads().size, 0) - before;
    expect(added).toBeGreaterThan(3);
    expect(added).toBeLessThan(60);
  });
});
