/** The contract with an S3 that we did not write. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getLifecycle } from '#lib/aws/get-lifecycle.ts';
import { leaveUploads } from '#lib/aws/leave-uploads.test-support.ts';
import { motoAccount as account, motoIsThere, startMoto } from '#lib/aws/moto-server.test-support.ts';
import { putLifecycle } from '#lib/aws/put-lifecycle.ts';
import { collect, type Lab, openLab, row } from './collecting.test-support.ts';

describe.runIf(motoIsThere('the contract test of collecting'))('against moto', () => {
  let lab: Lab;
  let moto: Awaited<ReturnType<typeof startMoto>>;
  let url: string;

  beforeAll(async () => {
    moto = await startMoto();
    url = moto.url;
    lab = await openLab({ environment: { AWS_ENDPOINT_URL: url } });
  });

  afterAll(async () => {
    await lab?.close();
    moto?.stop();
  });

  test('the figures equal what was sent, to the byte', async () => {
    await leaveUploads({ endpoint: url, bucket: 'clean', uploads: [] });
    const left = await leaveUploads({
      endpoint: url,
      bucket: 'stray',
      uploads: [
        ["dir/ä b+c'(1).bin", [100, 2_000, 30_000]],
        ['plain', [1]],
        ['empty', []],
      ],
    });
    const progress = await collect();
    expect(progress).toMatchObject({ status: 'completed', problems: [], progress: { done: 2, total: 2 } });
    expect(await row('stray')).toMatchObject({ accountId: account, ...left, measurement: 'exact', coverage: 'none' });
    expect(await row('clean')).toMatchObject({ uploads: 0, bytes: 0, measurement: 'exact' });
    expect(progress.apiCalls).toMatchObject({
      ListMultipartUploads: 2,
      ListParts: 3,
      GetBucketLifecycleConfiguration: 2,
    });
  });

  test('rules are written, seen by the next collection, and taken away', async () => {
    const target = { accountId: account, region: 'us-east-1', power: 'fix' } as const;
    const rules = [
      {
        ID: 'x',
        Status: 'Enabled',
        Filter: { Prefix: '' },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
      },
    ];
    await putLifecycle({ target, bucket: 'stray', config: { rules, transitionDefaultMinimumObjectSize: null } });
    expect((await getLifecycle({ target, bucket: 'stray' })).rules).toEqual(rules);
    await collect();
    expect(await row('stray')).toMatchObject({ coverage: 'full', abortAfterDays: 7, uncovered: 0 });
    await putLifecycle({ target, bucket: 'stray', config: { rules: [], transitionDefaultMinimumObjectSize: null } });
    expect((await getLifecycle({ target, bucket: 'stray' })).rules).toEqual([]);
  });
});
