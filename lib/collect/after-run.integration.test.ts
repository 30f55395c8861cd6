import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixPolicy } from '#lib/fix/actions.ts';
import { collect, type Lab, openLab } from './collecting.test-support.ts';
import { startWorker, type Worker } from './worker.ts';

let lab: Lab;
let worker: Worker;
const soon = { timeout: 20_000 };
const ended: { published: boolean; isOwn: boolean }[] = [];

beforeAll(async () => {
  lab = await openLab({ works: false });
  worker = await startWorker({
    fixPolicy,
    afterRun: async ({ published, isOwn }) => void ended.push({ published, isOwn }),
  });
});
afterAll(async () => {
  await worker.stop();
  await lab.close();
});

test('what follows a run follows one too that could list nothing: it may have read money', async () => {
  lab.aws.faults.set({ denied: [{ action: 's3:ListAllMyBuckets', by: 'service control policy' }] });
  expect(await collect()).toMatchObject({ status: 'failed' });
  await expect.poll(() => ended, soon).toEqual([{ published: false, isOwn: false }]);
  lab.aws.faults.reset();
  expect(await collect()).toMatchObject({ status: 'completed' });
  await expect.poll(() => ended.at(-1), soon).toEqual({ published: true, isOwn: false });
  expect(ended).toHaveLength(2);
});
