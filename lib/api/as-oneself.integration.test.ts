import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Browser, newAdministrator, newBrowser } from '#lib/auth/browser.test-support.ts';
import { connectionOwner } from '#lib/auth/connection-owner.ts';
import { closeBoss } from '#lib/collect/queue.ts';
import { accountIds } from '#lib/demo/organization/accounts.ts';
import { resetEnv } from '#lib/env.ts';
import { type SsoWorld, ssoWorld } from '#lib/identity-center/connected.test-support.ts';
import { database } from '#lib/store/database.ts';
import { postStarter } from './budgets.ts';
import { getCollect, postCollect } from './collect.ts';
import { postFix, postUndo } from './fixes.ts';

const token = 'correct-horse-battery';
const place = { accountId: accountIds['data-platform'], bucket: 'warehouse-unload' };
const permissionSet = 'StraybytesOperator';
let world: SsoWorld;
let browser: Browser;

beforeEach(async () => {
  world = await ssoWorld();
  process.env.API_TOKEN = token;
  resetEnv();
  browser = newBrowser();
  const owner = connectionOwner(await newAdministrator(browser));
  if (!owner) throw new Error('nobody');
  await world.connect('s.kim', owner);
  const { pool } = database();
  await pool.query('INSERT INTO account (id, name, first_seen_at, last_seen_at) VALUES ($1, $1, now(), now())', [
    place.accountId,
  ]);
  await pool.query(
    'INSERT INTO bucket (account_id, name, region, first_seen_at, last_seen_at) VALUES ($1, $2, $3, now(), now())',
    [place.accountId, place.bucket, world.aws.world.bucket(place.bucket)?.region],
  );
});
afterEach(async () => {
  delete process.env.API_TOKEN;
  await closeBoss();
  await world.close();
});

function asking(body: unknown, headers: HeadersInit): Request {
  return new Request('http://localhost:3000/api/v1/fixes', { method: 'POST', headers, body: JSON.stringify(body) });
}
const ofToken = { authorization: `Bearer ${token}` };
const fixBy = async (headers: HeadersInit, body: object) => {
  const answer = await postFix(asking({ days: 7, ...body }, headers), place);
  return { status: answer.status, body: await answer.json() };
};
const writers = () =>
  ['PutBucketLifecycleConfiguration', 'DeleteBucketLifecycle'].flatMap((operation) =>
    world.aws.world.trail.of({ operation }).map(({ principal }) => `${operation} ${principal}`),
  );

test('who has signed in plans, fixes and undoes with a permission set of their own', async () => {
  const { headers } = browser.caller();
  const planned = await fixBy(headers, { permissionSet });
  expect(planned.status).toBe(200);
  const { fingerprint } = planned.body;
  const fixed = await fixBy(headers, { permissionSet, dryRun: false, fingerprint });
  expect(fixed).toMatchObject({ status: 200, body: { actor: 'Ada' } });
  const undone = await postUndo(asking({ permissionSet }, headers), { fixId: fixed.body.fixId });
  expect(undone.status).toBe(200);
  expect(writers()).toHaveLength(2);
  for (const writer of writers())
    expect(writer).toMatch(/assumed-role\/AWSReservedSSO_StraybytesOperator_\w+\/s\.kim$/);
});

test('no token acts as a person, whatever it asks for', async () => {
  const { body: plan } = await fixBy(ofToken, {});
  const refusals = [
    await fixBy(ofToken, { permissionSet }),
    await fixBy(ofToken, { permissionSet, dryRun: false, fingerprint: plan.fingerprint }),
  ];
  const starter = { accountId: place.accountId, emails: ['ops@example.com'], permissionSet };
  const budget = await postStarter(asking(starter, ofToken));
  refusals.push({ status: budget.status, body: await budget.json() });
  const look = await postCollect(asking({ accounts: [place.accountId], permissionSet }, ofToken));
  refusals.push({ status: look.status, body: await look.json() });
  for (const refused of refusals)
    expect(refused).toMatchObject({
      status: 403,
      body: { code: 'forbidden', detail: expect.stringContaining('no token does') },
    });
  expect(writers()).toEqual([]);
});

test('who has signed in looks at an account with a permission set of their own, and at nothing else so', async () => {
  const { headers } = browser.caller();
  const look = async (body: object) => {
    const answer = await postCollect(asking({ permissionSet: 'StraybytesViewer', ...body }, headers));
    return { status: answer.status, body: await answer.json() };
  };
  for (const body of [
    {},
    { accounts: [place.accountId, accountIds.media] },
    { accounts: [place.accountId], kinds: ['costs'] },
    { accounts: [place.accountId], kinds: ['lifecycle'] },
  ])
    expect(await look(body)).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('of one account') },
    });
  const begun = await look({ accounts: [place.accountId] });
  expect(begun).toEqual({ status: 202, body: { runId: expect.any(String), joined: false } });
  const run = await getCollect(new Request('http://localhost:3000/api/v1/collect', { headers }), begun.body);
  expect(await run.json()).toMatchObject({
    status: 'queued',
    own: { permissionSet: 'StraybytesViewer', awsUser: 's.kim' },
  });
  expect(await look({ accounts: [place.accountId] })).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('A look that Ada makes as themself is under way') },
  });
});

test('another person’s session has nothing of it', async () => {
  const other = newBrowser('203.0.113.8');
  await newAdministrator(other, 'Cleo');
  const { headers } = other.caller();
  expect(await fixBy(headers, { permissionSet })).toMatchObject({
    status: expect.any(Number),
    body: { code: 'refused', detail: expect.stringContaining('You are not connected') },
  });
  expect(world.aws.world.trail.of({ operation: 'sso:GetRoleCredentials' }).length).toBeLessThanOrEqual(1);
});
