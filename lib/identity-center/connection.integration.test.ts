import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decide } from '#lib/demo/sso/control.ts';
import { resetEnv } from '#lib/env.ts';
import { listActivity } from '#lib/store/activity.ts';
import { database } from '#lib/store/database.ts';
import { endExpiredConnections } from '#lib/store/identity-center.ts';
import { place, type SsoWorld, session, ssoWorld } from './connected.test-support.ts';
import { accountsOf, connectionOf } from './connection.ts';
import { disconnect, disconnectPerson } from './disconnect.ts';
import { ownSessionOf, permissionSetChoices } from './own-session.ts';
import { identityCenterPlace, saveIdentityCenterPlace } from './place.ts';
import { pollConnection } from './poll-connection.ts';
import { startConnection } from './start-connection.ts';

const { sessionId, actor } = session;
let world: SsoWorld;

beforeEach(async () => {
  world = await ssoWorld();
});
afterEach(() => world.close());

async function started() {
  const connection = await startConnection({ ...place, ...session });
  if (connection.state !== 'pending') throw new Error(connection.state);
  return connection;
}
const asked = () => world.aws.world.requests.CreateToken ?? 0;
const tokens = () => [...world.aws.world.sso.flow.tokens.keys()];

async function column(name: 'sealed' | 'interval_seconds'): Promise<unknown[]> {
  const { rows } = await database().pool.query(`SELECT ${name} AS value FROM identity_center_connection`);
  return rows.map(({ value }) => value);
}

describe('connecting', () => {
  test('shows a code, waits, and knows then who it is, until when, and their accounts', async () => {
    expect(await connectionOf(sessionId)).toEqual({ state: 'none' });
    const { userCode, verificationUriComplete, intervalSeconds } = await started();
    expect([intervalSeconds, verificationUriComplete.endsWith(userCode)]).toEqual([5, true]);
    await world.due();
    expect(await pollConnection(session)).toMatchObject({ state: 'pending', userCode });
    decide(world.aws.world, { userCode, person: 's.kim' });
    world.aws.faults.sso = { intervalSeconds: 0 };
    for (const device of world.aws.world.sso.flow.devices.values()) device.polledAt = null;
    await world.due();
    const connected = await pollConnection(session);
    expect(connected).toMatchObject({ state: 'connected', userName: 's.kim', region: 'us-east-1' });
    const hours = connected.state === 'connected' ? (connected.expiresAt.getTime() - Date.now()) / 3_600_000 : 0;
    expect(hours).toBeCloseTo(8, 1);
    expect(await connectionOf(sessionId)).toEqual(connected);
    expect((await accountsOf(sessionId)).map(({ name }) => name).sort()).toEqual([
      'analytics',
      'data-platform',
      'media',
      'ml-research',
    ]);
    // Who is who at AWS is for those who see who signs in.
    expect((await listActivity({ limit: 5 })).items).toEqual([]);
    const { items } = await listActivity({ limit: 5, people: true });
    expect(items).toMatchObject([{ actor: 'sora', action: 'identityCenter.connect', detail: { userName: 's.kim' } }]);
  });

  test('asks AWS not oftener than it wants, from however many tabs', async () => {
    await started();
    await Promise.all([1, 2, 3].map(() => pollConnection(session)));
    expect(asked()).toBe(0);
    await world.due();
    const answers = await Promise.all([1, 2, 3, 4].map(() => pollConnection(session)));
    expect(asked()).toBe(1);
    expect(answers.map(({ state }) => state)).toEqual(Array(4).fill('pending'));
  });

  test('waits five seconds longer each time that AWS says to slow down', async () => {
    await started();
    for (const seconds of [5, 10, 15]) {
      expect(await column('interval_seconds')).toEqual([seconds]);
      await world.due();
      if (seconds > 5) for (const device of world.aws.world.sso.flow.devices.values()) device.polledAt = Date.now();
      else {
        await pollConnection(session);
        await world.due();
      }
      const before = Date.now();
      const answer = await pollConnection(session);
      const after = Date.now();
      if (answer.state !== 'pending') throw new Error(answer.state);
      expect(answer.intervalSeconds).toBe(seconds + 5);
      // The database's clock, which is this machine's: to some milliseconds.
      const asked = answer.nextPollAt.getTime() - (seconds + 5) * 1000;
      expect(asked).toBeGreaterThan(before - 100);
      expect(asked).toBeLessThan(after + 100);
    }
  });

  test('says that it was denied, that nobody answered in time, or that AWS knows it no more; the codes are gone', async () => {
    const { userCode } = await started();
    decide(world.aws.world, { userCode, person: null });
    await world.due();
    expect(await pollConnection(session)).toMatchObject({ state: 'denied' });
    expect(await column('sealed')).toEqual(['']);
    await started();
    for (const device of world.aws.world.sso.flow.devices.values()) device.until = 0;
    await world.due();
    expect(await pollConnection(session)).toMatchObject({
      state: 'expired',
      problem: expect.stringContaining('Nobody answered'),
    });
    await started();
    world.aws.world.sso.flow.devices.clear();
    await world.due();
    expect(await pollConnection(session)).toMatchObject({ state: 'failed' });
    expect(await column('sealed')).toEqual(['']);
  });

  test('goes on after AWS could not be asked', async () => {
    const { userCode } = await started();
    decide(world.aws.world, { userCode, person: 's.kim' });
    world.aws.faults.sso = { outage: true };
    await world.due();
    await expect(pollConnection(session)).rejects.toMatchObject({ code: 'failed' });
    world.aws.faults.sso = {};
    await world.due();
    expect(await pollConnection(session)).toMatchObject({ state: 'connected' });
  });

  test('of somebody without any account leaves the name open', async () => {
    for (const accountId of world.aws.world.sso.directory.accountsOf('l.meyer'))
      world.aws.world.apply({ type: 'assignment', person: 'l.meyer', accountId, permissionSets: [] });
    await world.connect('l.meyer');
    expect(await connectionOf(sessionId)).toMatchObject({ state: 'connected', userName: null });
    expect(await accountsOf(sessionId)).toEqual([]);
  });

  test.each([
    ['comes after', 'next_poll_at > now()'],
    ['came just before', "state = 'connected'"],
  ])('a token that %s the sign-out is given back', async (_when, reached) => {
    const { userCode } = await started();
    decide(world.aws.world, { userCode, person: 's.kim' });
    await world.due();
    // Long enough to sign out before the answer comes, on a busy machine too.
    world.aws.faults.latencyMs = 3_000;
    const polled = pollConnection(session);
    const { pool } = database();
    const there = `SELECT FROM identity_center_connection WHERE ${reached}`;
    await expect.poll(async () => (await pool.query(there)).rowCount, { timeout: 20_000 }).toBe(1);
    await pool.query('DELETE FROM identity_center_connection');
    world.aws.faults.latencyMs = 0;
    expect(await polled).toEqual({ state: 'none' });
    expect(asked()).toBe(1);
    expect(tokens()).toEqual([]);
    expect((await listActivity({ limit: 5, people: true })).items).toEqual([]);
  });
});

describe('the start URL and region', () => {
  test('are remembered for everybody, and come from the environment until then', async () => {
    expect(await identityCenterPlace()).toBeNull();
    Object.assign(process.env, {
      IDENTITY_CENTER_START_URL: `${place.startUrl}/#/`,
      IDENTITY_CENTER_REGION: 'us-east-1',
    });
    resetEnv();
    expect(await identityCenterPlace()).toEqual(place);
    await saveIdentityCenterPlace({ startUrl: ' https://acme.awsapps.com/start/ ', region: 'eu-central-1' });
    expect(await identityCenterPlace()).toEqual({ startUrl: 'https://acme.awsapps.com/start', region: 'eu-central-1' });
    for (const name of ['IDENTITY_CENTER_START_URL', 'IDENTITY_CENTER_REGION']) delete process.env[name];
    resetEnv();
  });

  test.each([
    ['http://acme.awsapps.com/start', 'eu-central-1'],
    ['javascript:alert(1)', 'eu-central-1'],
    ['https://acme.awsapps.com/start', 'eu-central-1.evil.example/'],
    ['https://acme.awsapps.com/start', ''],
  ])('%s in "%s" is refused before anybody is asked', async (startUrl, region) => {
    await expect(startConnection({ ...session, startUrl, region })).rejects.toMatchObject({ code: 'invalid' });
    expect(world.aws.world.requests).toEqual({});
  });
});

describe('the end', () => {
  test('disconnecting ends it at AWS as well, and is told', async () => {
    await world.connect('s.kim');
    expect(tokens()).toHaveLength(1);
    await disconnect({ sessionId, actor });
    expect([tokens(), await column('sealed')]).toEqual([[], []]);
    expect(await connectionOf(sessionId)).toEqual({ state: 'none' });
    const { items } = await listActivity({ limit: 1, people: true });
    expect(items).toMatchObject([{ action: 'identityCenter.disconnect' }]);
    await disconnect({ sessionId, actor });
    expect((await listActivity({ limit: 5, people: true })).items).toHaveLength(2);
  });

  test('the token is gone from here also when AWS does not answer', async () => {
    await world.connect('s.kim');
    world.aws.faults.sso = { outage: true };
    await disconnect({ sessionId, actor });
    expect(await column('sealed')).toEqual([]);
  });

  test('a person is disconnected everywhere, and nobody else is', async () => {
    await world.connect('s.kim');
    await world.connect('s.kim', { ...session, sessionId: 'session-2' });
    await world.connect('d.novak', { ...session, sessionId: 'session-3', personId: 'person-2' });
    await disconnectPerson({ personId: 'person-1', actor });
    const states = await Promise.all(['session-1', 'session-2', 'session-3'].map(connectionOf));
    expect(states.map(({ state }) => state)).toEqual(['none', 'none', 'connected']);
  });

  test('a token that has expired is taken away', async () => {
    await world.connect('s.kim');
    await database().pool.query("UPDATE identity_center_connection SET expires_at = now() - interval '1 second'");
    await endExpiredConnections();
    expect(await column('sealed')).toEqual(['']);
    expect(await connectionOf(sessionId)).toMatchObject({ state: 'expired' });
    expect(await accountsOf(sessionId)).toEqual([]);
    await database().pool.query("UPDATE identity_center_connection SET expires_at = now() - interval '2 days'");
    await endExpiredConnections();
    expect(await connectionOf(sessionId)).toEqual({ state: 'none' });
  });

  test('what AWS has ended is ended here', async () => {
    await world.connect('s.kim');
    world.aws.faults.sso = { expireTokens: true };
    const [account] = await accountsOf(sessionId);
    const ask = permissionSetChoices({ sessionId, accountId: account?.accountId ?? '', needs: [] });
    await expect(ask).rejects.toMatchObject({ details: { reason: 'connection' } });
    expect(await connectionOf(sessionId)).toMatchObject({ state: 'expired' });
    expect(await column('sealed')).toEqual(['']);
  });

  test('with another APP_SECRET nothing opens, and it can still be forgotten', async () => {
    await world.connect('s.kim');
    process.env.APP_SECRET = 'another secret of at least thirty-two characters';
    resetEnv();
    const accountId = (await accountsOf(sessionId))[0]?.accountId ?? '';
    await expect(ownSessionOf({ sessionId, accountId, permissionSet: 'StraybytesViewer' })).rejects.toThrow();
    await disconnect({ sessionId, actor });
    expect(await column('sealed')).toEqual([]);
  });

  test('a row copied to another session opens as nobody’s', async () => {
    await world.connect('d.novak');
    const other = { ...session, sessionId: 'session-2', personId: 'person-2' };
    await world.connect('a.rossi', other);
    await database().pool.query(
      `UPDATE identity_center_connection SET sealed = (SELECT sealed FROM identity_center_connection
         WHERE session_id = 'session-1') WHERE session_id = 'session-2'`,
    );
    const ask = ownSessionOf({
      sessionId: 'session-2',
      accountId: '204817365920',
      permissionSet: 'AdministratorAccess',
    });
    await expect(ask).rejects.toThrow();
  });
});
