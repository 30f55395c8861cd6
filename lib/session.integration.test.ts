import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listTokens, makeToken, revokeToken } from '#lib/auth/api-tokens.ts';
import {
  newAdministrator,
  newBrowser,
  newPerson,
  peopleActivity,
  useEnvironment,
} from '#lib/auth/browser.test-support.ts';
import { isOpen } from '#lib/auth/open.ts';
import { changeRole, disablePerson, enablePerson, setRequireSecondFactor } from '#lib/auth/people.ts';
import type { Power } from '#lib/auth/power.ts';
import { AppError } from '#lib/errors.ts';
import { testDatabase } from '#lib/server/test-database.ts';
import { viewerOfRequest } from '#lib/session.ts';
import { closeDatabase, database } from '#lib/store/database.ts';

const changed = {
  API_TOKEN: undefined,
  HOST: undefined,
  SIGN_IN: undefined,
  TRUSTED_ORIGIN: undefined,
  CLOCK_CONTROL_URL: undefined,
};
let store: Awaited<ReturnType<typeof testDatabase>>;
beforeEach(async () => {
  store = await testDatabase();
  useEnvironment({ ...changed, API_TOKEN: 'correct-horse-battery' });
});
afterEach(() => store.drop());
afterAll(() => useEnvironment({ ...changed, APP_SECRET: undefined }));

const url = 'http://localhost:3000/api/v1/x';
const nobody = { code: 'unauthenticated' };
function viewer(
  authorization?: string,
  { power = 'look', address = '203.0.113.5' }: { power?: Power; address?: string } = {},
) {
  const headers = { 'x-straybytes-client': address, ...(authorization !== undefined && { authorization }) };
  return viewerOfRequest(new Request(url, { headers }), power);
}

describe('an open server', () => {
  it('takes whoever reaches it for the owner of this machine, without power over people', async () => {
    expect(await isOpen()).toBe(true);
    expect(await viewer(undefined, { power: 'fix' })).toMatchObject({
      name: 'local',
      role: 'administrator',
      kind: 'local',
      address: '203.0.113.5',
    });
    await expect(viewer(undefined, { power: 'people' })).rejects.toMatchObject({ code: 'forbidden' });
    useEnvironment({ CLOCK_CONTROL_URL: 'http://127.0.0.1:1/_simulated/clock' });
    expect(await viewer(undefined, { power: 'people' })).toMatchObject({ name: 'local' });
  });

  it('takes nobody for the owner who came through a proxy that it was not told of', async () => {
    const proxied = new Request(url, { headers: { 'x-straybytes-proxied': '1' } });
    await expect(viewerOfRequest(proxied, 'look')).rejects.toThrow(/Set TRUSTED_ORIGIN/);
    useEnvironment({ SIGN_IN: 'required' });
    await expect(viewerOfRequest(proxied, 'look')).rejects.toThrow(/^Nobody is signed in/);
  });

  it.each([{ SIGN_IN: 'required' }, { HOST: '0.0.0.0' }, { TRUSTED_ORIGIN: 'https://straybytes.example.com' }])(
    'is none with %j, also while there is nobody',
    async (environment) => {
      useEnvironment(environment);
      expect(await isOpen()).toBe(false);
      await expect(viewer()).rejects.toMatchObject(nobody);
      expect(await viewer('Bearer correct-horse-battery')).toMatchObject({ name: 'api token', role: 'operator' });
    },
  );

  it('closes with its first administrator, in every process, and stays closed', async () => {
    const browser = newBrowser();
    const actor = await newAdministrator(browser);
    await expect(viewer()).rejects.toMatchObject(nobody);
    await closeDatabase();
    await expect(viewer()).rejects.toMatchObject(nobody);
    expect(await browser.viewer()).toMatchObject({ name: 'Ada', role: 'administrator' });
    // Nobody made it so in the application: the database was changed beside it.
    await database().pool.query('update person set disabled_at = now() where id = $1', [actor.personId]);
    await expect(viewer()).rejects.toMatchObject(nobody);
  });

  it('does not close with somebody who only looks', async () => {
    const actor = { ...(await viewer()), mayPeople: true };
    await newPerson(newBrowser(), { name: 'Vic', role: 'viewer', actor });
    expect(await viewer()).toMatchObject({ name: 'local' });
  });
});

describe('API_TOKEN', () => {
  it('opens a closed server without anybody having signed in, whole and exact, as operator', async () => {
    await newAdministrator(newBrowser());
    await database().pool.query('delete from session');
    for (const right of ['Bearer correct-horse-battery', 'bearer  correct-horse-battery'])
      expect(await viewer(right, { power: 'fix' })).toMatchObject({
        name: 'api token',
        role: 'operator',
        kind: 'token',
      });
    await expect(viewer('Bearer correct-horse-battery', { power: 'people' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    for (const wrong of ['Bearer correct-horse', 'Bearer correct-horse-battery2', 'Bearer', 'Basic eDp5', ''])
      await expect(viewer(wrong)).rejects.toMatchObject(nobody);
  });

  it('is nobody’s when it is not set', async () => {
    useEnvironment({ API_TOKEN: undefined });
    expect(await viewer()).toMatchObject({ name: 'local' });
    await expect(viewer('Bearer undefined')).rejects.toThrow(/no API_TOKEN/);
  });
});

describe('a token that was made here', () => {
  it('looks only, like its maker, while a second factor is asked that the maker has not', async () => {
    const actor = await newAdministrator(newBrowser());
    const { token } = await makeToken({ name: 'ci', role: 'operator', days: 1, actor });
    await setRequireSecondFactor({ required: true, actor });
    await expect(viewer(`Bearer ${token}`, { power: 'fix' })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await viewer(`Bearer ${token}`)).toMatchObject({ role: 'viewer', granted: 'operator' });
    await database().pool.query('update person set two_factor_enabled = true');
    expect(await viewer(`Bearer ${token}`, { power: 'fix' })).toMatchObject({ role: 'operator', reduced: null });
    // Who comes by single sign-on only has the provider's.
    await database().pool.query('update person set two_factor_enabled = false');
    await database().pool.query('update credential set password = null');
    expect(await viewer(`Bearer ${token}`, { power: 'fix' })).toMatchObject({ role: 'operator' });
  });

  it('by nobody, on the open demo, is an operator at most once people sign in, and can be revoked', async () => {
    useEnvironment({ CLOCK_CONTROL_URL: 'http://127.0.0.1:1/_simulated/clock' });
    const local = await viewer(undefined, { power: 'people' });
    const { token } = await makeToken({ name: 'ci', role: 'administrator', days: 1, actor: local });
    expect(await viewer(`Bearer ${token}`, { power: 'people' })).toMatchObject({ role: 'administrator' });
    const actor = await newAdministrator(newBrowser());
    await expect(viewer(`Bearer ${token}`, { power: 'people' })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await viewer(`Bearer ${token}`)).toMatchObject({ role: 'operator' });
    const [listed] = await listTokens();
    expect(listed).toMatchObject({ state: 'active', byNobody: true });
    await revokeToken({ tokenId: listed?.tokenId ?? '', actor });
    await expect(viewer(`Bearer ${token}`)).rejects.toMatchObject(nobody);
  });

  it('is shown once, kept as a hash, used, noted and revoked', async () => {
    const actor = await newAdministrator(newBrowser());
    const { token, view } = await makeToken({ name: ' nightly ', role: 'operator', days: 30, actor });
    expect(token).toMatch(/^straybytes_[\w-]{43}$/);
    expect(token.startsWith(view.prefix)).toBe(true);
    expect(view).toMatchObject({
      name: 'nightly',
      role: 'operator',
      createdBy: 'Ada',
      lastUsedAt: null,
      state: 'active',
    });
    const { rows } = await database().pool.query('select to_jsonb(t)::text as text from api_token t');
    expect(rows[0]?.text).not.toContain(token.slice(view.prefix.length));
    expect(await viewer(`Bearer ${token}`, { power: 'fix' })).toMatchObject({
      name: 'API token nightly',
      role: 'operator',
      kind: 'token',
    });
    await expect(viewer(`Bearer ${token}`, { power: 'people' })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await listTokens()).toMatchObject([{ lastUsedAt: expect.any(Date), lastUsedFrom: '203.0.113.5' }]);
    await revokeToken({ tokenId: view.tokenId, actor });
    await expect(viewer(`Bearer ${token}`)).rejects.toMatchObject(nobody);
    expect(await listTokens()).toMatchObject([{ state: 'revoked' }]);
    const done = (await peopleActivity()).filter(({ action }) => action.startsWith('token'));
    expect(done.map(({ actor: who, action, address }) => [who, action, address])).toEqual([
      ['Ada', 'token.make', '198.51.100.7'],
      ['Ada', 'token.revoke', '198.51.100.7'],
      ['unknown', 'token.refuse', '203.0.113.5'],
    ]);
  });

  it('ends', async () => {
    const actor = await newAdministrator(newBrowser());
    const { token, view } = await makeToken({ name: 'ci', role: 'viewer', days: 1, actor });
    const hours = (view.expiresAt.getTime() - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(23.9);
    expect(hours).toBeLessThan(24.1);
    await database().pool.query(`update api_token set expires_at = now()`);
    await expect(viewer(`Bearer ${token}`)).rejects.toMatchObject(nobody);
    expect(await listTokens()).toMatchObject([{ state: 'expired' }]);
    for (const days of [0, 366, 1.5, -1, Number.NaN])
      await expect(makeToken({ name: 'ci', role: 'viewer', days, actor })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('may at most what its maker may, when it is made and ever after', async () => {
    const ada = await newAdministrator(newBrowser());
    const bo = await newPerson(newBrowser(), { name: 'Bo', role: 'administrator', actor: ada });
    const operator = { ...bo, role: 'operator' as const };
    await expect(makeToken({ name: 'x', role: 'administrator', days: 1, actor: operator })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const { token } = await makeToken({ name: 'bo', role: 'administrator', days: 1, actor: bo });
    expect(await viewer(`Bearer ${token}`)).toMatchObject({ role: 'administrator' });
    await changeRole({ personId: bo.personId, role: 'viewer', actor: ada });
    expect(await viewer(`Bearer ${token}`)).toMatchObject({ role: 'viewer' });
    await disablePerson({ personId: bo.personId, actor: ada });
    await expect(viewer(`Bearer ${token}`)).rejects.toMatchObject(nobody);
    expect(await listTokens()).toMatchObject([{ state: 'maker' }]);
    await enablePerson({ personId: bo.personId, actor: ada });
    expect(await viewer(`Bearer ${token}`)).toMatchObject({ role: 'viewer' });
  });

  it('opens among many guesses at once, as a long API_TOKEN does; a short one is not found by them', async () => {
    const actor = await newAdministrator(newBrowser());
    const { token } = await makeToken({ name: 'ci', role: 'viewer', days: 1, actor });
    // Never brought before: this process cannot know it.
    const secret = `never-seen-${Math.random().toFixed(10)}`;
    useEnvironment({ API_TOKEN: secret });
    const guesses = Array.from({ length: 150 }, (_, nth) => `never-seen-0.${nth}`);
    const answers = await Promise.allSettled([...guesses, token, secret].map((guess) => viewer(`Bearer ${guess}`)));
    const codes = answers.map((answer) => (answer.status === 'rejected' ? answer.reason.code : 'in'));
    expect(codes.slice(-2)).toEqual(['in', 'throttled']);
    expect(codes.filter((code) => code === 'unauthenticated')).toHaveLength(30);
    expect(codes.filter((code) => code === 'throttled')).toHaveLength(121);
    expect((await peopleActivity()).filter(({ action }) => action === 'token.refuse')).toHaveLength(31);
    useEnvironment({ API_TOKEN: `${secret}-and-long-enough` });
    await expect(viewer(`Bearer ${secret}`)).rejects.toMatchObject({ code: 'throttled' });
    expect(await viewer(`Bearer ${process.env.API_TOKEN}`)).toMatchObject({ name: 'api token' });
  });

  it('opens many calls that begin at once, and costs the limit nothing', async () => {
    const actor = await newAdministrator(newBrowser());
    const { token, view } = await makeToken({ name: 'ci', role: 'viewer', days: 1, actor });
    const taken = async () => {
      const { rows } = await database().pool.query(`select points from rate_limit where key like 'token-from%'`);
      return rows;
    };
    const calls = await Promise.all(Array.from({ length: 60 }, () => viewer(`Bearer ${token}`)));
    expect(calls.map(({ name }) => name)).toEqual(Array(60).fill('API token ci'));
    // Not even written.
    expect(await taken()).toEqual([]);
    await revokeToken({ tokenId: view.tokenId, actor });
    await expect(viewer(`Bearer ${token}`)).rejects.toMatchObject(nobody);
    expect(await taken()).toEqual([{ points: 1 }]);
  });

  it('goes on where others guess from its address; they are told to wait, and find no short API_TOKEN', async () => {
    const actor = await newAdministrator(newBrowser());
    const { token } = await makeToken({ name: 'ci', role: 'viewer', days: 1, actor });
    for (let nth = 0; nth < 30; nth += 1)
      await expect(viewer(`Bearer straybytes_${nth}`)).rejects.toMatchObject(nobody);
    const last = await viewer('Bearer straybytes_30').catch((error: unknown) => error);
    expect(last).toBeInstanceOf(AppError);
    expect(last).toMatchObject({ code: 'throttled', details: { reason: 'tooOften' } });
    const told = (await peopleActivity()).filter(({ action }) => action === 'token.refuse');
    expect(told.map(({ detail }) => detail)).toEqual([...Array(30).fill({}), { reason: 'tooOften' }]);
    await closeDatabase();
    for (const address of ['203.0.113.5', '198.51.100.1'])
      expect(await viewer(`Bearer ${token}`, { address })).toMatchObject({ name: 'API token ci' });
    // A guess that is right after all opens nothing either.
    await expect(viewer('Bearer correct-horse-battery')).rejects.toMatchObject({ code: 'throttled' });
    for (let nth = 0; nth < 40; nth += 1)
      expect(await viewer('Bearer correct-horse-battery', { address: '198.51.100.1' })).toMatchObject({
        name: 'api token',
      });
  });
});
