/** The contract with an S3 that we did not write. Its gaps: Initiated is always 2010, listings have no pages. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getLifecycle } from '#lib/aws/get-lifecycle.ts';
import { leaveUploads } from '#lib/aws/leave-uploads.test-support.ts';
import { putLifecycle } from '#lib/aws/put-lifecycle.ts';
import { collect, type Lab, openLab, row } from './collecting.test-support.ts';

const account = '123456789012';
const onPath = isOnPath();
if (!onPath) console.error('skipped: the contract test against moto, because there is no moto_server on the PATH');

function isOnPath(): boolean {
  try {
    execFileSync('moto_server', ['--help'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.runIf(onPath)('against moto', () => {
  let lab: Lab;
  let moto: ChildProcess;
  let url: string;

  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    moto = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
    for (let tries = 0; !(await fetch(url).catch(() => null)); tries += 1) {
      if (tries > 200) throw new Error('moto_server did not start.');
      await sleep(100);
    }
    lab = await openLab({ environment: { AWS_ENDPOINT_URL: url } });
  });

  afterAll(async () => {
    await lab?.close();
    moto?.kill();
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

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
