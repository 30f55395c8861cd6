import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keysFor } from '#lib/aws/own-session.ts';
import { accountIds } from '#lib/demo/organization/accounts.ts';
import { type SsoWorld, session, ssoWorld } from './connected.test-support.ts';
import { disconnect } from './disconnect.ts';
import { longSession } from './long-session.ts';
import { connectionIdOf } from './own-session.ts';

const { analytics: accountId, media } = accountIds;
const MINUTE = 60_000;
let world: SsoWorld;

beforeEach(async () => {
  world = await ssoWorld({ buckets: false });
  await world.connect('s.kim');
});
afterEach(async () => {
  vi.useRealTimers();
  await world.close();
});

async function kims(permissionSet = 'StraybytesViewer') {
  const { sessionId } = session;
  const owner = { sessionId, flowId: await connectionIdOf(sessionId), permissionSet, awsUser: 's.kim' };
  return longSession({ accountId, owner });
}
/** Sets of role credentials that the portal handed out, and refused to. */
const asked = () => world.aws.world.requests['sso:GetRoleCredentials'] ?? 0;

test('role credentials are fetched when they are first used, kept, and fetched again when they near their end', async () => {
  const { session: own } = await kims();
  const before = asked();
  const [first, second] = await Promise.all([own.keys(), own.keys()]);
  expect([asked() - before, second]).toEqual([1, first]);
  const began = Date.now();
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(began + 50 * MINUTE);
  expect(await own.keys()).toEqual(first);
  vi.setSystemTime(began + 56 * MINUTE);
  const later = await own.keys();
  expect(later.expiration?.getTime()).toBeGreaterThan(began + 110 * MINUTE);
  expect(asked() - before).toBe(2);
  expect(inspect(own, { depth: 9 }) + JSON.stringify(own)).not.toContain(later.secretAccessKey);
});

test('a connection that ended takes it along, for good, and lends nobody else’s', async () => {
  const own = await kims();
  await own.session.keys();
  expect(await own.ended()).toBeNull();
  await disconnect(session);
  await world.connect('d.novak');
  const before = asked();
  const began = Date.now();
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(began + 2_000);
  const why = {
    code: 'denied',
    details: { reason: 'credentials' },
    message: expect.stringMatching(/has ended: .* or somebody ended it/),
  };
  expect(await own.ended()).toMatchObject(why);
  await expect(own.mustHold()).rejects.toMatchObject(why);
  await expect(own.session.keys()).rejects.toMatchObject(why);
  expect(asked()).toBe(before);
});

test('a permission set that was taken away ends it; a portal that does not answer does not', async () => {
  const own = await kims('StraybytesOperator');
  world.aws.faults.sso = { outage: true };
  await expect(own.session.keys()).rejects.toMatchObject({ details: { reason: 'credentials' } });
  expect(await own.ended()).toBeNull();
  world.aws.faults.sso = {};
  world.aws.world.sso.directory.assign({ person: 's.kim', accountId, permissionSets: ['StraybytesViewer'] });
  await expect(own.session.keys()).rejects.toMatchObject({ code: 'denied' });
  expect(await own.ended()).toMatchObject({ message: expect.stringContaining('StraybytesOperator is not assigned') });
});

test('its keys go to no other account', async () => {
  const { session: own } = await kims();
  expect(() => keysFor(own, media)).toThrow('Nothing was sent');
});
