import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { validateLifecycle } from '#lib/demo/s3/lifecycle-validation.ts';
import { AppError } from '#lib/errors.ts';
import { validConfiguration } from '#lib/lifecycle/arbitrary-rule.test-support.ts';
import { sameConfiguration } from '#lib/lifecycle/fingerprint.ts';
import { listActivity } from '#lib/store/activity.ts';
import { fixById } from '#lib/store/fixes.ts';
import { applyFix } from './apply.ts';
import { account, type FixWorld, fixWorld, foreignRules, quick } from './fix.test-support.ts';
import { planFix } from './plan.ts';
import { undoFix } from './undo.ts';

let world: FixWorld;
beforeEach(async () => {
  world = await fixWorld();
});
afterEach(() => world.close());

const live = (bucket: string) => world.aws.world.lifecycle(bucket);
const writes = (bucket: string) => {
  const { PutBucketLifecycleConfiguration: puts = 0, DeleteBucketLifecycle: deletes = 0 } =
    world.aws.world.requestsOf(bucket);
  return { puts, deletes };
};
const undo = (fixId: string) => undoFix({ fixId, actor: 'bob', pace: quick });

async function fix(bucket: string, days = 7) {
  const request = { accountId: account, bucket, days, removeExpiredDeleteMarkers: true };
  const { fingerprint } = await planFix(request);
  return applyFix({ ...request, fingerprint, actor: 'ada', pace: quick });
}

describe('undoing', () => {
  test('puts back exactly what was there', async () => {
    const lifecycle = [
      ...foreignRules,
      { ID: 'v1', Status: 'Disabled', Filter: { Prefix: 'a/' }, Expiration: { Days: 1 } },
    ];
    await world.bucket('b', { lifecycle, transitionDefaultMinimumObjectSize: 'varies_by_storage_class' });
    const before = live('b');
    const { fixId } = await fix('b');
    expect(live('b')).not.toEqual(before);
    expect(await undo(fixId)).toMatchObject({
      state: 'undone',
      undoneBy: 'bob',
      undoneAt: expect.any(Date),
      problem: null,
    });
    expect(live('b')).toEqual(before);
    expect((await listActivity({ limit: 1 })).items).toMatchObject([{ action: 'fix.undo', actor: 'bob', fixId }]);
  });

  test('puts V1 rules back as V1 rules', async () => {
    await world.bucket('v1', { lifecycle: [{ ID: 'o', Status: 'Enabled', Prefix: 'logs/', Expiration: { Days: 9 } }] });
    const before = live('v1');
    const { fixId } = await fix('v1');
    await undo(fixId);
    expect(live('v1')).toEqual(before);
  });

  test('deletes the configuration where there was none', async () => {
    await world.bucket('none');
    const { fixId } = await fix('none');
    await undo(fixId);
    expect(live('none').rules).toEqual([]);
    expect(writes('none')).toEqual({ puts: 1, deletes: 1 });
  });

  test('twice is once', async () => {
    await world.bucket('b');
    const { fixId } = await fix('b');
    const [first, second] = [await undo(fixId), await undo(fixId)];
    expect(second).toEqual(first);
    expect(writes('b').deletes).toBe(1);
  });

  test('at the same time is once', async () => {
    await world.bucket('b');
    const { fixId } = await fix('b');
    const results = await Promise.allSettled([undo(fixId), undo(fixId)]);
    expect(results.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(writes('b').deletes).toBe(1);
    expect(await fixById(fixId)).toMatchObject({ state: 'undone' });
  });

  test('finds that somebody undid it by hand, and writes nothing', async () => {
    await world.bucket('b', { lifecycle: foreignRules });
    const { fixId } = await fix('b');
    world.aws.world.setLifecycle('b', { ...live('b'), rules: foreignRules });
    expect(await undo(fixId)).toMatchObject({ state: 'undone' });
    expect(writes('b').puts).toBe(1);
  });

  test('goes backwards through several fixes', async () => {
    await world.bucket('b', { lifecycle: foreignRules });
    const before = live('b');
    const [first, second] = [await fix('b', 7), await fix('b', 2)];
    await expect(undo(first.fixId)).rejects.toMatchObject({ code: 'conflict', details: { laterFixId: second.fixId } });
    await undo(second.fixId);
    await undo(first.fixId);
    expect(live('b')).toEqual(before);
  });

  test('restores any configuration that S3 can hold', { timeout: 120_000 }, async () => {
    let nth = 0;
    await fc.assert(
      fc.asyncProperty(validConfiguration, async (configuration) => {
        fc.pre(configuration.rules.length > 0 && validateLifecycle(configuration.rules) === null);
        const name = `any-${nth++}`;
        await world.bucket(name, { lifecycle: configuration.rules });
        const before = live(name);
        const request = { accountId: account, bucket: name, days: 7, removeExpiredDeleteMarkers: false };
        const { fingerprint, noop } = await planFix(request).catch(refused);
        if (noop) return;
        const { fixId } = await applyFix({ ...request, fingerprint, actor: 'ada', pace: quick });
        await undo(fixId);
        expect(sameConfiguration(live(name), before)).toBe(true);
      }),
      { numRuns: 12 },
    );
  });
});

/** The merge refuses some configurations (our id taken, too many rules): these are not written at all. */
function refused(error: unknown): { fingerprint: string; noop: boolean } {
  if (error instanceof AppError && error.code === 'refused') return { fingerprint: '', noop: true };
  throw error;
}

describe('undoing is refused, and nothing is written,', () => {
  test('when the rules changed since', async () => {
    await world.bucket('b', { lifecycle: foreignRules });
    const { fixId, state } = await fix('b');
    const changed = live('b').rules.slice(1);
    world.aws.world.setLifecycle('b', { ...live('b'), rules: changed });
    const error = await undo(fixId).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'conflict', message: expect.stringContaining('expire-reports was removed') });
    expect(live('b').rules).toEqual(changed);
    expect(writes('b').puts).toBe(1);
    expect(await fixById(fixId)).toMatchObject({ state, undoneBy: null });
  });

  test('when the rules cannot be read', async () => {
    await world.bucket('b', { lifecycle: foreignRules });
    const { fixId, state } = await fix('b');
    world.aws.faults.set({ denied: [{ action: 's3:GetLifecycleConfiguration', by: 'service control policy' }] });
    await expect(undo(fixId)).rejects.toMatchObject({ code: 'denied' });
    expect(writes('b').puts).toBe(1);
    expect(await fixById(fixId)).toMatchObject({ state });
  });

  test.each(['00000000-0000-4000-8000-000000000000', 'nonsense', '../x'])('for the fix %s', async (fixId) => {
    await expect(undo(fixId)).rejects.toMatchObject({ code: 'notFound' });
  });

  test('for a fix that was never in force', async () => {
    await world.bucket('b');
    world.aws.faults.set({ denied: [{ action: 's3:PutLifecycleConfiguration', by: 'identity-based policy' }] });
    await fix('b').catch(() => undefined);
    world.aws.faults.reset();
    const { items } = await listActivity({ limit: 1 });
    await expect(undo(items[0]?.fixId ?? '')).rejects.toMatchObject({ code: 'refused' });
    expect(writes('b').deletes).toBe(0);
  });
});

test('somebody else writing right after the undo is reported, and their rules stay', async () => {
  await world.bucket('b', { lifecycle: foreignRules });
  const { fixId } = await fix('b');
  const theirs = foreignRules.slice(0, 1);
  world.aws.onAnswer(({ operation }) => {
    if (operation === 'PutBucketLifecycleConfiguration')
      world.aws.world.setLifecycle('b', { ...live('b'), rules: theirs });
  });
  await expect(undo(fixId)).rejects.toMatchObject({ code: 'conflict', details: { reason: 'overwritten' } });
  expect(live('b').rules).toEqual(theirs);
  expect(await fixById(fixId)).toMatchObject({ problem: expect.stringContaining('right after this undo') });
});
