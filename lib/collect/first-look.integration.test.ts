import { afterEach, beforeEach, expect, test } from 'vitest';
import { accountKinds } from '#lib/spend/reading.ts';
import { latestRun } from '#lib/store/runs.ts';
import { collect, ended, errors, type Lab, openLab } from './collecting.test-support.ts';
import { requestFirstLook } from './first-look.ts';
import { bucketKinds } from './kinds.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await openLab();
});
afterEach(async () => {
  await lab.close();
  expect(errors.splice(0)).toEqual([]);
});

const first = () => requestFirstLook({ trigger: 'schedule', actor: 'first start' });

test('the first look reads buckets and what guards the accounts, no money, and is begun once', async () => {
  const { kinds, status } = await ended((await first())?.runId ?? '');
  expect(status).toBe('completed');
  expect(kinds.map(({ kind, problem }) => [kind, problem])).toEqual(
    [...bucketKinds, 'guardrails'].map((kind) => [kind, null]),
  );
  expect(await first()).toBeNull();
});

test('the first look at a server that knows S3 alone asks for no guardrails', async () => {
  lab.aws.faults.profile = 'minimal';
  const begun = await first();
  expect((await latestRun())?.kinds).toEqual([...bucketKinds]);
  await ended(begun?.runId ?? '');
});

test('a look at everything by a person reads guardrails for the first time, which is free, and no money', async () => {
  const { kinds } = await collect({ kinds: [], trigger: 'page' });
  expect(kinds.map(({ kind }) => kind)).toEqual([...bucketKinds, 'guardrails']);
  const { kinds: all } = await collect({ kinds: [], trigger: 'schedule' });
  const money = accountKinds.filter((kind) => kind !== 'guardrails');
  expect(all.map(({ kind }) => kind)).toEqual([...bucketKinds, ...money]);
});
