import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '#lib/errors.ts';
import { ABORT_RULE_ID, MARKER_RULE_ID } from '#lib/lifecycle/own-rule.ts';
import { database } from '#lib/store/database.ts';
import { spentOn } from '#lib/store/ledger.ts';
import { account, type FixWorld, fixWorld, foreignRules, GIB } from './fix.test-support.ts';
import { planFix } from './plan.ts';
import { planUploads } from './plan-uploads.ts';

let world: FixWorld;
beforeEach(async () => {
  world = await fixWorld();
});
afterEach(() => world.close());

const plan = (bucket: string, days = 7, removeExpiredDeleteMarkers = false) =>
  planFix({ accountId: account, bucket, days, removeExpiredDeleteMarkers });

describe('a plan', () => {
  test('says what goes, when, and what it saves', async () => {
    await world.bucket('nightly');
    world.upload('nightly', 'a', { days: 30, gib: 100 });
    world.upload('nightly', 'b', { days: 6.6, gib: 10 });
    world.upload('nightly', 'c', { days: 2, gib: 1000 });
    await world.collect('nightly');
    expect(await plan('nightly')).toMatchObject({
      accountId: account,
      bucket: 'nightly',
      region: 'us-east-1',
      days: 7,
      before: [],
      after: [{ ID: ABORT_RULE_ID, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }],
      diff: [{ kind: 'added', id: ABORT_RULE_ID, scope: 'whole bucket', says: 'aborts uploads after 7 days' }],
      noop: false,
      verdict: { coverage: 'none' },
      versioned: false,
      // b is 7 days old at midnight, 12 hours from now.
      abortsUploads: 2,
      abortsBytes: 110 * GIB,
      keptUploads: 1,
      unknownSize: 0,
      monthlySavingUsd: expect.closeTo(110 * 0.023, 6),
      priceFallback: false,
      firstEligibleAt: new Date('2026-11-24T00:00:00Z'),
      managedBy: null,
      tagsKnown: true,
    });
  });

  test('writes nothing and costs next to nothing', async () => {
    await world.bucket('nightly', { lifecycle: foreignRules });
    world.upload('nightly', 'a', { days: 30 });
    await world.collect('nightly');
    await plan('nightly');
    const calls = world.aws.world.requestsOf('nightly');
    expect(calls).toEqual({ GetBucketLifecycleConfiguration: 2, GetBucketVersioning: 1, GetBucketTagging: 1 });
    expect(world.aws.world.lifecycle('nightly').rules).toEqual(foreignRules);
    expect(await spentOn(world.now)).toBeCloseTo((4 * 0.0004) / 1000, 9);
  });

  test('leaves out what another rule aborts anyway', async () => {
    const rule = { DaysAfterInitiation: 3 };
    await world.bucket('unload', {
      lifecycle: [{ ID: 'tmp', Status: 'Enabled', Filter: { Prefix: 'tmp/' }, AbortIncompleteMultipartUpload: rule }],
    });
    world.upload('unload', 'tmp/a', { days: 30 });
    world.upload('unload', 'old/a', { days: 30 });
    await world.collect('unload');
    expect(await plan('unload')).toMatchObject({
      abortsUploads: 1,
      verdict: { coverage: 'partial', prefixes: [{ prefix: 'tmp/', days: 3 }] },
    });
  });

  test('lists the uploads it counts, also where many older ones go anyway', async () => {
    const rule = { ID: 'tmp', Status: 'Enabled', Filter: { Prefix: 'tmp/' } };
    await world.bucket('b', { lifecycle: [{ ...rule, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 3 } }] });
    for (let n = 0; n < 250; n++) world.upload('b', `tmp/${n}`, { days: 50 });
    for (let n = 0; n < 3; n++) world.upload('b', `stray/${n}`, { days: 40 - n });
    world.upload('b', 'young', { days: 2 });
    await world.collect('b');
    const request = { accountId: account, bucket: 'b', days: 7, removeExpiredDeleteMarkers: false };
    expect(await planFix(request)).toMatchObject({ abortsUploads: 3 });
    const { uploads } = await planUploads({ ...request, limit: 2 });
    expect(uploads.map(({ key, bytes }) => [key, bytes])).toEqual([
      ['stray/0', GIB],
      ['stray/1', GIB],
    ]);
  });

  test('is empty on a bucket that is covered', async () => {
    const rule = { DaysAfterInitiation: 5 };
    await world.bucket('covered', {
      lifecycle: [{ ID: 'theirs', Status: 'Enabled', Filter: {}, AbortIncompleteMultipartUpload: rule }],
    });
    world.upload('covered', 'a', { days: 30 });
    await world.collect('covered');
    const covered = await plan('covered');
    expect(covered).toMatchObject({ noop: true, abortsUploads: 0, monthlySavingUsd: 0, firstEligibleAt: null });
    expect(covered.after).toEqual(covered.before);
  });

  test('names active uploads and the days that cut none', async () => {
    await world.bucket('busy');
    world.upload('busy', 'slow', { days: 20, quietDays: 1 });
    world.upload('busy', 'dead', { days: 20 });
    await world.collect('busy');
    expect(await plan('busy')).toMatchObject({
      abortsUploads: 2,
      activeUploads: 1,
      activeKeys: [{ key: 'slow', bytes: GIB }],
      smallestSafeDays: 21,
    });
    expect(await plan('busy', 21)).toMatchObject({ abortsUploads: 0, activeUploads: 0 });
  });

  test('says 1 day when nobody is at work, and never less than what is young', async () => {
    await world.bucket('calm');
    world.upload('calm', 'dead', { days: 90 });
    await world.collect('calm');
    expect(await plan('calm')).toMatchObject({ activeUploads: 0, smallestSafeDays: 1 });
    world.upload('calm', 'young', { days: 3, quietDays: 2.9 });
    await world.collect('calm');
    expect(await plan('calm')).toMatchObject({ activeUploads: 0, smallestSafeDays: 4, keptUploads: 1 });
  });

  test('takes nobody who worked within a day for absent, whenever midnight was', async () => {
    await world.bucket('night');
    world.upload('night', 'at-work', { days: 3, quietDays: 0.9 });
    await world.collect('night');
    expect(await plan('night', 1)).toMatchObject({
      abortsUploads: 1,
      activeUploads: 1,
      activeKeys: [{ key: 'at-work' }],
      unknownActivity: 0,
      smallestSafeDays: 4,
    });
    expect(await plan('night', 4)).toMatchObject({ abortsUploads: 0, activeUploads: 0, smallestSafeDays: 4 });
  });

  test('names days at which planning again cuts none either', async () => {
    await world.bucket('slow');
    world.upload('slow', 'a', { days: 20, quietDays: 1 });
    world.upload('slow', 'b', { days: 40, quietDays: 15 });
    await world.collect('slow');
    const { smallestSafeDays } = await plan('slow');
    expect(smallestSafeDays).toBe(41);
    expect(await plan('slow', smallestSafeDays)).toMatchObject({ activeUploads: 0, smallestSafeDays });
  });

  test('looks again at uploads whose figures are old, so that none is cut unknowingly', async () => {
    await world.bucket('quiet');
    world.upload('quiet', 'woken', { days: 60 });
    world.upload('quiet', 'gone', { days: 60 });
    world.upload('quiet', 'still', { days: 60 });
    await world.collect('quiet');
    await database().pool.query("UPDATE upload SET size_checked_at = size_checked_at - interval '20 days'");
    const uploads = world.aws.world.bucket('quiet')?.uploads();
    const id = (key: string) => uploads?.all().find((upload) => upload.key === key)?.uploadId ?? '';
    uploads?.remove('gone', id('gone'));
    uploads?.remove('woken', id('woken'));
    world.aws.world.addUpload({
      bucket: 'quiet',
      key: 'woken',
      uploadId: (await database().pool.query("SELECT upload_id FROM upload WHERE key = 'woken'")).rows[0].upload_id,
      initiatedAt: world.daysAgo(60),
      parts: [{ number: 1, bytes: 3 * GIB, lastModified: world.daysAgo(0.1) }],
    });
    expect(await plan('quiet')).toMatchObject({
      abortsUploads: 2,
      abortsBytes: 4 * GIB,
      activeUploads: 1,
      activeKeys: [{ key: 'woken' }],
      unknownActivity: 0,
    });
  });

  test('says so when parts may not be read', async () => {
    await world.bucket('locked');
    for (const key of ['a', 'b']) world.upload('locked', key, { days: 60 });
    await world.collect('locked');
    await database().pool.query('UPDATE upload SET size_checked_at = NULL, bytes = NULL, last_part_at = NULL');
    world.aws.faults.set({ kmsDenied: true });
    expect(await plan('locked')).toMatchObject({
      abortsUploads: 2,
      unknownSize: 2,
      unknownActivity: 2,
      abortsBytes: 0,
    });
  });

  test('tells who owns the bucket, or that it cannot tell', async () => {
    await world.bucket('stacked', { tags: { 'aws:cloudformation:stack-name': 'warehouse-prod' } });
    expect(await plan('stacked')).toMatchObject({ managedBy: { tool: 'cloudformation', stack: 'warehouse-prod' } });
    world.aws.faults.set({ denied: [{ action: 's3:GetBucketTagging', by: 'service control policy' }] });
    expect(await plan('stacked')).toMatchObject({ managedBy: null, tagsKnown: false });
  });

  test('removes expired delete markers in a rule of its own', async () => {
    await world.bucket('versions', { versioning: 'Suspended' });
    const asked = await plan('versions', 7, true);
    expect(asked.versioned).toBe(true);
    expect(asked.after.map(({ ID }) => ID)).toEqual([ABORT_RULE_ID, MARKER_RULE_ID]);
  });

  test('rewrites V1 rules and shows it', async () => {
    await world.bucket('v1', {
      lifecycle: [{ ID: 'old', Status: 'Enabled', Prefix: 'logs/', Expiration: { Days: 9 } }],
    });
    const { diff, after } = await plan('v1');
    expect(diff.map(({ kind }) => kind)).toEqual(['rewritten', 'added']);
    expect(after[0]).toEqual({ ID: 'old', Status: 'Enabled', Filter: { Prefix: 'logs/' }, Expiration: { Days: 9 } });
  });

  test('works on a server that knows no tags, versions or abort headers', async () => {
    world.aws.faults.set({ profile: 'minimal' });
    await world.bucket('ceph');
    expect(await plan('ceph')).toMatchObject({ noop: false, versioned: null, tagsKnown: false });
  });
});

describe('the uploads behind a plan', () => {
  const known = ({ uploadsKnown, listedAt }: Awaited<ReturnType<typeof plan>>) => ({
    uploadsKnown,
    listedAt: listedAt && minute(listedAt),
  });
  const minute = (time: Date) => time.toISOString().slice(0, 16);
  const deny = () =>
    world.aws.faults.set({ denied: [{ action: 's3:ListBucketMultipartUploads', by: 'service control policy' }] });

  test('are those of the collection of the last day', async () => {
    await world.bucket('b');
    await world.collect('b');
    world.upload('b', 'since', { days: 40 });
    const listedAt = minute(world.aws.world.clock.now());
    expect(known(await plan('b'))).toEqual({ uploadsKnown: 'exact', listedAt });
    expect(world.aws.world.requestsOf('b').ListMultipartUploads).toBeUndefined();
  });

  test('are listed when nobody has seen them', async () => {
    await world.bucket('b');
    world.upload('b', 'at work', { days: 20, quietDays: 0.1, gib: 100 });
    world.upload('b', 'stray', { days: 20, gib: 10 });
    const planned = await plan('b');
    expect(planned).toMatchObject({
      uploadsKnown: 'exact',
      abortsUploads: 2,
      abortsBytes: 110 * GIB,
      activeUploads: 1,
    });
    expect(known(planned).listedAt).toBe('2026-11-23T12:00');
  });

  test('are listed again after a day, and those that are gone count no more', async () => {
    await world.bucket('b');
    world.upload('b', 'gone', { days: 40 });
    await world.collect('b');
    world.aws.world.removeBucket('b');
    world.aws.world.addBucket({ accountId: account, name: 'b', region: 'us-east-1' });
    world.aws.world.clock.advance({ hours: 25 });
    world.upload('b', 'new', { days: 30 });
    const planned = await plan('b');
    expect(planned).toMatchObject({ uploadsKnown: 'exact', abortsUploads: 1, abortsBytes: GIB });
    expect(known(planned).listedAt).toBe('2026-11-24T13:00');
  });

  test('are not known when they may not be listed', async () => {
    await world.bucket('b');
    deny();
    expect(known(await plan('b'))).toEqual({ uploadsKnown: 'unknown', listedAt: null });
    await world.collect('b');
    const listedAt = minute(world.aws.world.clock.now());
    world.aws.world.clock.advance({ hours: 25 });
    expect(known(await plan('b'))).toEqual({ uploadsKnown: 'unknown', listedAt });
  });

  test('are not known when they are too many to list for a plan', async () => {
    await world.bucket('b');
    for (let n = 0; n < 5001; n++)
      world.aws.world.addUpload({ bucket: 'b', key: `k${n}`, initiatedAt: world.daysAgo(1) });
    expect(known(await plan('b'))).toEqual({ uploadsKnown: 'unknown', listedAt: null });
    expect(world.aws.world.requestsOf('b').ListMultipartUploads).toBe(5);
  });

  test('are known in part after a collection that came not to its end', async () => {
    await world.bucket('b');
    await world.collect('b');
    await database().pool.query("UPDATE bucket_snapshot SET measurement = 'partial'");
    deny();
    expect(await plan('b')).toMatchObject({ uploadsKnown: 'partial' });
  });
});

describe('a plan is refused', () => {
  const refusal = (promise: Promise<unknown>) =>
    promise.then(
      () => expect.unreachable('it was planned'),
      (error: unknown) => (error instanceof AppError ? error : expect.unreachable(String(error))),
    );

  test.each([0, 3.5, -1, 1e9, Number.NaN])('for %s days', async (days) => {
    await world.bucket('b');
    expect(await refusal(plan('b', days))).toMatchObject({ code: 'invalid' });
  });

  test('for a bucket nobody has seen', async () => {
    expect(await refusal(plan('nowhere'))).toMatchObject({ code: 'notFound' });
  });

  test('with MFA delete', async () => {
    await world.bucket('mfa', { mfaDelete: true, versioning: 'Enabled' });
    expect(await refusal(plan('mfa'))).toMatchObject({ code: 'refused', details: { reason: 'mfaDelete' } });
  });

  test('above 1,000 rules', async () => {
    const lifecycle = Array.from({ length: 1000 }, (_, n) => ({
      ID: `r${n}`,
      Status: 'Enabled',
      Filter: { Prefix: `p${n}/` },
      Expiration: { Days: 1 },
    }));
    await world.bucket('full', { lifecycle });
    expect(await refusal(plan('full'))).toMatchObject({ code: 'refused', details: { reason: 'tooManyRules' } });
  });

  test('when our rule id is taken', async () => {
    const lifecycle = [{ ID: ABORT_RULE_ID, Status: 'Enabled', Filter: { Prefix: 'x/' }, Expiration: { Days: 1 } }];
    await world.bucket('taken', { lifecycle });
    expect(await refusal(plan('taken'))).toMatchObject({ code: 'refused', details: { reason: 'ruleIdTaken' } });
  });

  test('when another account owns the bucket', async () => {
    await world.bucket('theirs');
    world.aws.world.addAccount({ id: '999988887777', name: 'other' });
    world.aws.world.removeBucket('theirs');
    world.aws.world.addBucket({ accountId: '999988887777', name: 'theirs', region: 'us-east-1' });
    expect(await refusal(plan('theirs'))).toMatchObject({ code: 'denied' });
  });
});

describe('rules that cannot be read are never no rules', () => {
  const faults: [string, () => void, string][] = [
    ['denied', () => deny('s3:GetLifecycleConfiguration'), 'denied'],
    ['an expired token', () => world.aws.faults.set({ expiredToken: true }), 'denied'],
    ['throttled', () => world.aws.faults.set({ slowDownRate: 1 }), 'throttled'],
    ['reset connections', () => world.aws.faults.set({ resetRate: 1 }), 'unreachable'],
    ['a hung region', () => world.aws.faults.set({ hungRegion: 'us-east-1' }), 'unreachable'],
    ['half a document', () => world.aws.faults.set({ truncateRate: 1 }), ''],
    ['a 404 of another kind', () => fail(404, 'NoSuchBucket'), 'notFound'],
    ['a 404 without a code', () => fail(404, 'NotFound'), 'unsupported'],
    ['an internal error', () => fail(500, 'InternalError'), 'failed'],
    ['a 501', () => fail(501, 'NotImplemented'), 'unsupported'],
  ];
  const deny = (action: string) => world.aws.faults.set({ denied: [{ action, by: 'service control policy' }] });
  const fail = (status: number, code: string) =>
    world.aws.faults.set({ errors: [{ operation: 'GetBucketLifecycleConfiguration', status, code }] });

  test.each(faults)('%s', { timeout: 120_000 }, async (_name, breakIt, code) => {
    await world.bucket('kept', { lifecycle: foreignRules });
    world.upload('kept', 'a', { days: 30 });
    await world.collect('kept');
    breakIt();
    const error = await plan('kept').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AppError);
    if (code) expect(error).toMatchObject({ code });
    expect(world.aws.world.requestsOf('kept').PutBucketLifecycleConfiguration).toBeUndefined();
    expect(world.aws.world.lifecycle('kept').rules).toEqual(foreignRules);
  });
});
