import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type Browser,
  goodPassword,
  newAdministrator,
  newBrowser,
  newPerson,
  peopleActivity,
  signedIn,
  totp,
} from '#lib/auth/browser.test-support.ts';
import { changePassword } from '#lib/auth/change-password.ts';
import { connectionOwner } from '#lib/auth/connection-owner.ts';
import { localViewer, viewerAtDoor } from '#lib/auth/current-viewer.ts';
import { acceptInvitation } from '#lib/auth/invitations.ts';
import {
  changeRole,
  disablePerson,
  removeSecondFactorOf,
  resetPassword,
  setRequireSecondFactor,
} from '#lib/auth/people.ts';
import { beginSecondFactor, confirmSecondFactor, removeSecondFactor } from '#lib/auth/second-factor.ts';
import { revokeAllSessions, revokeSession } from '#lib/auth/sessions.ts';
import { signIn, signOut } from '#lib/auth/sign-in.ts';
import type { Viewer } from '#lib/auth/viewer.ts';
import { accountIds } from '#lib/demo/organization/accounts.ts';
import { type SsoWorld, ssoWorld } from '#lib/identity-center/connected.test-support.ts';
import { connectionOf } from '#lib/identity-center/connection.ts';
import { disconnectAllOver } from '#lib/identity-center/disconnect.ts';
import { longSession } from '#lib/identity-center/long-session.ts';
import { connectionIdOf, ownSessionOf } from '#lib/identity-center/own-session.ts';
import { database } from '#lib/store/database.ts';

let world: SsoWorld;
let actor: Viewer;
let admin: Browser;

beforeEach(async () => {
  world = await ssoWorld();
  admin = newBrowser();
  actor = await newAdministrator(admin);
});
afterEach(() => world.close());

type Person = Awaited<ReturnType<typeof newPerson>>;

/** Somebody signed in and connected. */
async function connected(browser = newBrowser('203.0.113.9')): Promise<{ browser: Browser; viewer: Person }> {
  const viewer = await newPerson(browser, { name: 'Bo', role: 'operator', actor });
  await connect(viewer);
  return { browser, viewer };
}

async function connect(viewer: Viewer): Promise<string> {
  const owner = connectionOwner(viewer);
  if (!owner) throw new Error('nobody');
  await world.connect('s.kim', owner);
  return owner.sessionId;
}

const rows = async () =>
  (await database().pool.query<{ id: string }>('SELECT session_id AS id FROM identity_center_connection')).rows.map(
    ({ id }) => id,
  );
/** What Activity says of ends. */
const ends = async () => (await peopleActivity()).filter(({ action }) => action === 'identityCenter.disconnect');
/** Tokens that AWS still takes, and how often it was asked to end one. */
const atAws = () => ({
  tokens: world.aws.world.sso.flow.tokens.size,
  logouts: world.aws.world.trail.of({ operation: 'sso:Logout' }).length,
});

test('signing out drops the token, here and at AWS', async () => {
  const { browser, viewer } = await connected();
  expect(await rows()).toEqual([viewer.sessionId]);
  expect(atAws()).toEqual({ tokens: 1, logouts: 0 });
  await browser.ask(signOut);
  expect(await rows()).toEqual([]);
  expect(atAws()).toEqual({ tokens: 0, logouts: 1 });
  const noted = await ends();
  expect(noted).toMatchObject([{ actor: 'Bo', address: '203.0.113.9' }]);
  expect(noted[0]?.detail).not.toHaveProperty('name');
});

test('the last administrator, who cannot be disabled, stays connected', async () => {
  const mine = await connect(actor);
  const refused = disablePerson({ personId: actor.personId ?? '', actor });
  await expect(refused).rejects.toMatchObject({ code: 'refused' });
  expect(await rows()).toEqual([mine]);
  expect(atAws()).toEqual({ tokens: 1, logouts: 0 });
});

test.each<[string, (viewer: Person) => Promise<unknown>]>([
  ['ending the session', ({ sessionId }) => revokeSession({ sessionId: sessionId ?? '', actor })],
  ['ending all of a person’s sessions', ({ personId }) => revokeAllSessions({ personId, actor })],
  ['disabling the person', ({ personId }) => disablePerson({ personId, actor })],
  ['making the person a viewer', ({ personId }) => changeRole({ personId, role: 'viewer', actor })],
  ['taking the second factor away', ({ personId }) => removeSecondFactorOf({ personId, actor })],
])('%s drops it likewise, and no other', async (_what, end) => {
  const mine = await connect(actor);
  const { viewer } = await connected();
  await end(viewer);
  expect(await rows()).toEqual([mine]);
  expect(atAws()).toEqual({ tokens: 1, logouts: 1 });
  expect(await ends()).toMatchObject([{ actor: 'Ada', detail: { name: 'Bo', userName: 's.kim' } }]);
});

test('ending the other sessions keeps that of the one that stays', async () => {
  const { browser, viewer } = await connected();
  const other = newBrowser('203.0.113.10');
  await other.ask((caller) => signIn({ email: 'bo@example.com', password: goodPassword, ...caller }));
  const there = await other.viewer();
  if (!there) throw new Error('nobody');
  await connect(there);
  expect(await rows()).toHaveLength(2);
  await revokeAllSessions({ personId: viewer.personId, except: viewer.sessionId, actor: viewer });
  expect(await rows()).toEqual([viewer.sessionId]);
  expect((await connectionOf(viewer.sessionId ?? '')).state).toBe('connected');
  expect(await browser.viewer()).not.toBeNull();
});

test('signing in anew in a browser ends what its former session was connected with', async () => {
  const { browser } = await connected();
  await browser.ask((caller) => signIn({ email: 'bo@example.com', password: goodPassword, ...caller }));
  expect(await rows()).toEqual([]);
  expect(atAws()).toEqual({ tokens: 0, logouts: 1 });
});

test('a second factor that is required drops it for whoever may only look without one, and for nobody else', async () => {
  await prove(admin);
  const administrator = await signedIn(admin);
  const ada = await connect(administrator);
  const { viewer: operator } = await connected();
  const [vera, oda] = [newBrowser(), newBrowser()];
  const looks = await connect(await newPerson(vera, { name: 'Vera', role: 'viewer', actor }));
  const byProvider = await newPerson(oda, { name: 'Oda', role: 'operator', actor });
  const theirs = await connect(byProvider);
  await database().pool.query("UPDATE session SET method = 'oidc' WHERE id = $1", [theirs]);
  await setRequireSecondFactor({ required: true, actor: administrator });
  expect((await rows()).sort()).toEqual([ada, looks, theirs].sort());
  expect(atAws()).toEqual({ tokens: 3, logouts: 1 });
  expect(await ends()).toMatchObject([{ actor: 'Ada', detail: { name: 'Bo', userName: 's.kim' } }]);
  await setRequireSecondFactor({ required: false, actor: administrator });
  await connect(operator);
  await setRequireSecondFactor({ required: false, actor: administrator });
  expect(await rows()).toHaveLength(4);
});

type Signed = { browser: Browser; viewer: Person };
const next = 'velvet tractor nimbus 81';
const prove = (browser: Browser) =>
  browser.ask(async (caller) => {
    const { secret } = await beginSecondFactor({ password: goodPassword, ...caller });
    await confirmSecondFactor({ code: totp(secret), ...caller });
  });

test.each<[string, { before?: (of: Signed) => Promise<unknown>; end: (of: Signed) => Promise<unknown> }]>([
  [
    'another password',
    { end: ({ browser }) => browser.ask((caller) => changePassword({ current: goodPassword, next, ...caller })) },
  ],
  ['a new second factor', { end: ({ browser }) => prove(browser) }],
  [
    'a second factor that is removed',
    {
      before: ({ browser }) => prove(browser),
      end: ({ browser }) => browser.ask((caller) => removeSecondFactor({ password: goodPassword, ...caller })),
    },
  ],
  [
    'a password chosen with a link',
    {
      end: async ({ browser, viewer: { personId } }) => {
        const { token } = await resetPassword({ personId, actor });
        await browser.ask((caller) => acceptInvitation({ token, password: next, ...caller }));
      },
    },
  ],
])('%s ends it here and at AWS, and it is told; they stay signed in', async (_what, { before, end }) => {
  const mine = await connect(actor);
  const browser = newBrowser('203.0.113.9');
  const viewer = await newPerson(browser, { name: 'Bo', role: 'operator', actor });
  await before?.({ browser, viewer });
  const now = await browser.viewer();
  if (!now) throw new Error('nobody');
  await connect(now);
  await end({ browser, viewer });
  expect(await rows()).toEqual([mine]);
  expect(atAws()).toEqual({ tokens: 1, logouts: 1 });
  const noted = await ends();
  expect(noted).toMatchObject([{ actor: 'Bo', address: '203.0.113.9', detail: { userName: 's.kim' } }]);
  expect(noted[0]?.detail).not.toHaveProperty('name');
  expect(await browser.viewer()).toMatchObject({ name: 'Bo' });
});

test('what is refused ends nothing', async () => {
  const { browser, viewer } = await connected();
  const wrong = browser.ask((caller) => changePassword({ current: 'wrong', next, ...caller }));
  await expect(wrong).rejects.toMatchObject({ code: 'unauthenticated' });
  expect(await rows()).toEqual([viewer.sessionId]);
  expect(atAws()).toEqual({ tokens: 1, logouts: 0 });
});

describe('a session whose time is over', () => {
  const over = (sessionId: string | null) =>
    database().pool.query("UPDATE session SET expires_at = now() - interval '1 second' WHERE id = $1", [sessionId]);
  const told = { actor: 'server', address: null, detail: { name: 'Bo', userName: 's.kim', why: 'sessionOver' } };

  test('makes no call any more, and neither does a look that it began', async () => {
    const { viewer } = await connected();
    const sessionId = viewer.sessionId ?? '';
    const [accountId, permissionSet] = [accountIds.analytics, 'StraybytesViewer'];
    const owner = { sessionId, flowId: await connectionIdOf(sessionId), permissionSet, awsUser: 's.kim' };
    const look = await longSession({ accountId, owner });
    await over(sessionId);
    const calls = world.aws.world.requests['sso:GetRoleCredentials'];
    expect(await look.ended()).toMatchObject({ message: expect.stringContaining('its time was over') });
    await expect(look.session.keys()).rejects.toMatchObject({ code: 'denied' });
    await expect(ownSessionOf({ sessionId, accountId, permissionSet })).rejects.toMatchObject({ code: 'refused' });
    expect(await connectionOf(sessionId)).toEqual({ state: 'none' });
    expect(world.aws.world.requests['sso:GetRoleCredentials']).toBe(calls);
  });

  test('is disconnected by the worker, told once, whoever else is seen meanwhile', async () => {
    const mine = await connect(actor);
    const { viewer } = await connected();
    await over(viewer.sessionId);
    await database().pool.query("UPDATE session SET last_seen_at = now() - interval '1 hour'");
    await admin.ask(viewerAtDoor);
    expect((await rows()).sort()).toEqual([mine, viewer.sessionId].sort());
    await Promise.all([disconnectAllOver(), disconnectAllOver()]);
    expect(await rows()).toEqual([mine]);
    expect(atAws()).toEqual({ tokens: 1, logouts: 1 });
    expect(await ends()).toMatchObject([told]);
  });

  test('is disconnected, and told, when its browser comes back first', async () => {
    const mine = await connect(actor);
    const { browser, viewer } = await connected();
    await over(viewer.sessionId);
    expect(await browser.viewer()).toBeNull();
    expect(await rows()).toEqual([mine]);
    expect(atAws()).toEqual({ tokens: 1, logouts: 1 });
    expect(await ends()).toMatchObject([told]);
  });

  test('is told once, also when another password ends it with the others', async () => {
    const { viewer } = await connected();
    const there = newBrowser('203.0.113.10');
    await there.ask((caller) => signIn({ email: 'bo@example.com', password: goodPassword, ...caller }));
    await connect(await signedIn(there));
    await over(viewer.sessionId);
    await there.ask((caller) => changePassword({ current: goodPassword, next, ...caller }));
    expect(atAws()).toEqual({ tokens: 0, logouts: 2 });
    expect(await ends()).toMatchObject([told, { actor: 'Bo', address: '203.0.113.10' }]);
  });

  test('is left to the worker when another person changes the password, who does not wait for it', async () => {
    const others = await connect(actor);
    const { browser } = await connected();
    await over(others);
    await browser.ask((caller) => changePassword({ current: goodPassword, next, ...caller }));
    expect(await rows()).toEqual([others]);
    expect(atAws()).toEqual({ tokens: 1, logouts: 1 });
    expect(await ends()).toMatchObject([{ actor: 'Bo' }]);
  });
});

test('a session that ends in any other way takes the token with it', async () => {
  const { viewer } = await connected();
  await database().pool.query('DELETE FROM session WHERE id = $1', [viewer.sessionId]);
  expect(await rows()).toEqual([]);
});

test('AWS that does not answer keeps nobody from signing out', async () => {
  const { browser } = await connected();
  world.aws.faults.sso = { outage: true };
  await browser.ask(signOut);
  expect(await rows()).toEqual([]);
  expect(await browser.viewer()).toBeNull();
});

test('what the machine was connected with ends with the first administrator', async () => {
  await connect(localViewer('127.0.0.1'));
  expect(await rows()).toEqual(['local']);
  await newAdministrator(newBrowser(), 'Cleo');
  expect(await rows()).toEqual([]);
  expect(atAws().tokens).toBe(0);
  expect(await ends()).toMatchObject([{ actor: 'Cleo', detail: { name: 'local' } }]);
});
