import { afterEach, beforeEach, expect, test } from 'vitest';
import { storedConnection } from '#lib/store/connection.ts';
import { account, collect, errors, type Lab, openLab } from './collecting.test-support.ts';
import { testConnection } from './test-connection.ts';

let lab: Lab;

beforeEach(async () => {
  lab = await openLab();
});

afterEach(async () => {
  await lab.close();
  expect(errors.splice(0)).toEqual([]);
});

test('a test of the connection is stored, and reading it asks AWS nothing', async () => {
  expect(await storedConnection()).toBeNull();
  await testConnection();
  const asked = { ...lab.aws.world.requests };
  const connection = await storedConnection();
  expect(connection).toMatchObject({ ok: true, accountId: account, arn: expect.stringContaining(account) });
  expect(connection?.checkedAt.getTime()).toBeGreaterThan(0);
  expect(lab.aws.world.requests).toEqual(asked);
});

test('each test asks afresh, and a refusal is stored with what was tried', async () => {
  await testConnection();
  lab.aws.faults.expiredToken = true;
  await testConnection();
  expect(await storedConnection()).toMatchObject({
    ok: false,
    tried: expect.arrayContaining([expect.stringContaining('AWS_ACCESS_KEY_ID')]),
    problem: expect.stringMatching(/expired/i),
  });
  lab.aws.faults.expiredToken = false;
  await testConnection();
  expect(await storedConnection()).toMatchObject({ ok: true });
});

test('a run stores whether it reached AWS', async () => {
  lab.aws.faults.expiredToken = true;
  expect(await collect()).toMatchObject({ status: 'failed' });
  expect(await storedConnection()).toMatchObject({ ok: false });
  lab.aws.faults.expiredToken = false;
  await collect();
  expect(await storedConnection()).toMatchObject({ ok: true, accountId: account });
});
