/** A fix on an S3 that we did not write. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getLifecycle } from '#lib/aws/get-lifecycle.ts';
import { leaveUploads } from '#lib/aws/leave-uploads.test-support.ts';
import { motoAccount as accountId, motoIsThere, startMoto } from '#lib/aws/moto-server.test-support.ts';
import { putLifecycle } from '#lib/aws/put-lifecycle.ts';
import { collect, type Lab, openLab } from '#lib/collect/collecting.test-support.ts';
import { ABORT_RULE_ID } from '#lib/lifecycle/own-rule.ts';
import type { LifecycleRule } from '#lib/lifecycle/rule.ts';
import { applyFix } from './apply.ts';
import { quick } from './fix.test-support.ts';
import { planFix } from './plan.ts';
import { undoFix } from './undo.ts';

const target = { accountId, region: 'us-east-1', power: 'fix' } as const;
const theirs: LifecycleRule[] = [
  { ID: 'reports', Status: 'Enabled', Filter: { Prefix: 'reports/' }, Expiration: { Days: 400 } },
  {
    ID: 'colder',
    Status: 'Enabled',
    Filter: { Prefix: 'data/' },
    Transitions: [{ Days: 60, StorageClass: 'STANDARD_IA' }],
  },
];

describe.runIf(motoIsThere('the contract test of fixing'))('against moto', () => {
  let lab: Lab;
  let moto: Awaited<ReturnType<typeof startMoto>>;

  beforeAll(async () => {
    moto = await startMoto();
    lab = await openLab({ environment: { AWS_ENDPOINT_URL: moto.url } });
    for (const bucket of ['ruled', 'bare'])
      await leaveUploads({ endpoint: moto.url, bucket, uploads: [['stray', [5_000, 70]]] });
    const config = { rules: theirs, transitionDefaultMinimumObjectSize: null };
    await putLifecycle({ target, bucket: 'ruled', config });
    await collect();
  });

  afterAll(async () => {
    await lab?.close();
    moto?.stop();
  });

  test.each([
    ['a bucket with rules', 'ruled'],
    ['a bucket without rules', 'bare'],
  ])('%s is planned, fixed and put back', async (_name, bucket) => {
    const live = async () => (await getLifecycle({ target, bucket })).rules;
    const before = await live();
    const request = { accountId, bucket, days: 7, removeExpiredDeleteMarkers: false };
    const plan = await planFix(request);
    expect(plan).toMatchObject({ abortsUploads: 1, abortsBytes: 5_070, uploadsKnown: 'exact' });
    // Moto's uploads began in 2010, and their parts came just now.
    const apply = { ...request, fingerprint: plan.fingerprint, actor: 'ada', pace: quick };
    await expect(applyFix(apply)).rejects.toMatchObject({ details: { reason: 'activeUploads' } });
    const { fixId, ...fix } = await applyFix({ ...apply, acceptActive: true });
    expect(fix).toMatchObject({ plannedUploads: 1, problem: null });
    expect(await live()).toEqual([...before, expect.objectContaining({ ID: ABORT_RULE_ID })]);
    expect(await undoFix({ fixId, actor: 'ada', pace: quick })).toMatchObject({ state: 'undone' });
    expect(await live()).toEqual(before);
  });
});
