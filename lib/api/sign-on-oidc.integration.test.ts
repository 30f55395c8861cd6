import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Browser,
  newAdministrator,
  newBrowser,
  newPerson,
  peopleActivity,
  useEnvironment as setEnvironment,
} from '#lib/auth/browser.test-support.ts';
import { invite } from '#lib/auth/invitations.ts';
import { isOpen } from '#lib/auth/open.ts';
import { listPeople } from '#lib/auth/people.ts';
import { listSessions } from '#lib/auth/sessions.ts';
import { type Claims, type TestOidcProvider, testOidcProvider } from '#lib/auth/sign-on/oidc-provider.test-support.ts';
import { here, problemOf, visit } from '#lib/auth/sign-on/provider-browser.test-support.ts';
import { signInMethods } from '#lib/auth/single-sign-on.ts';
import { testDatabase } from '#lib/server/test-database.ts';
import { database } from '#lib/store/database.ts';
import { beginSignOn, finishOidc } from './sign-on.ts';

const redirectUri = `${here}/api/auth/oidc/callback`;
const login = '/api/auth/oidc/login?to=%2Fbuckets%3Fq%3Da';
const ada: Claims = {
  sub: 's-1',
  email: 'Ada@Example.com',
  email_verified: true,
  name: 'Ada Kim',
  groups: ['finops-admins', 'everybody'],
};
const bo: Claims = { sub: 's-2', email: 'bo@example.com', email_verified: true, name: 'Bo', groups: ['engineers'] };
const unset = {
  TRUSTED_ORIGIN: undefined,
  OIDC_ISSUER: undefined,
  OIDC_CLIENT_ID: undefined,
  OIDC_CLIENT_SECRET: undefined,
  OIDC_LABEL: undefined,
  OIDC_GROUPS_CLAIM: undefined,
  SSO_ROLES: undefined,
};

let store: Awaited<ReturnType<typeof testDatabase>>;
let idp: TestOidcProvider;
let settings: Record<string, string>;
beforeAll(async () => {
  idp = await testOidcProvider({ redirectUri });
  settings = {
    OIDC_ISSUER: idp.issuer,
    OIDC_CLIENT_ID: 'straybytes',
    OIDC_CLIENT_SECRET: 'a secret: with/signs&=',
    SSO_ROLES: 'finops-admins=administrator,engineers=operator',
  };
});
beforeEach(async () => {
  store = await testDatabase();
  setEnvironment({ ...unset, ...settings });
  Object.assign(idp.state, { user: ada, refuses: false, tamper: null, asked: [] });
});
afterEach(() => store.drop());
afterAll(async () => {
  setEnvironment({ ...unset, APP_SECRET: undefined });
  await idp.stop();
});

const begin = (browser: Browser) => visit(browser, (request) => beginSignOn(request, 'oidc'), login);
const finish = (browser: Browser, url: string) => visit(browser, finishOidc, url);

/** The whole way of somebody, as far as it goes. */
async function signOn(browser: Browser, user: Claims) {
  idp.state.user = user;
  const { to } = await begin(browser);
  return finish(browser, await idp.authorize(to));
}

/** Alters one answer of the provider. */
function tamper(at: RegExp, change: Record<string, unknown>) {
  idp.state.tamper = (path, body) => (at.test(path) ? { ...body, ...change } : body);
}

async function why() {
  return (await peopleActivity()).findLast(({ action }) => action === 'session.refuse')?.detail.reason;
}

describe('signing in by OpenID Connect', () => {
  it('begins with state, nonce and PKCE, kept here, and ends with a session as every other', async () => {
    expect(await isOpen()).toBe(false);
    expect(signInMethods()).toMatchObject({ oidc: { label: new URL(idp.issuer).host }, saml: null });
    const browser = newBrowser('203.0.113.5');
    const { to, status, setCookie } = await begin(browser);
    expect(status).toBe(303);
    expect(setCookie[0]).toMatch(/^straybytes\.sign_on=[\w-]{43}; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/);
    const asked = new URL(to).searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      client_id: 'straybytes',
      redirect_uri: redirectUri,
      scope: 'openid email profile',
      code_challenge_method: 'S256',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    });
    const kept = JSON.stringify((await database().pool.query('select * from verification')).rows);
    for (const secret of [asked.get('state'), asked.get('nonce'), '/buckets']) expect(kept).not.toContain(secret);
    const { to: end } = await finish(browser, await idp.authorize(to));
    expect(end).toBe('/buckets?q=a');
    const viewer = await browser.viewer();
    expect(viewer).toMatchObject({ name: 'Ada Kim', email: 'ada@example.com', role: 'administrator', reduced: null });
    expect([...browser.cookies.keys()]).toEqual(['straybytes.session_token']);
    const sessions = await listSessions({ personId: viewer?.personId ?? '', current: viewer?.sessionId ?? null });
    expect(sessions).toMatchObject([{ method: 'oidc', address: '203.0.113.5', current: true }]);
    // No token of the provider is kept.
    const { rows } = await database().pool.query('select * from credential');
    expect(rows).toMatchObject([
      { provider_id: 'oidc', account_id: `${idp.issuer} s-1`, access_token: null, id_token: null, password: null },
    ]);
    expect((await database().pool.query('select from verification')).rowCount).toBe(0);
  });

  it('asks for groups where the ID token does not tell them, and only there', async () => {
    await signOn(newBrowser(), ada);
    expect(idp.state.asked).toContain('/me');
    const telling = await testOidcProvider({ redirectUri, inIdToken: true });
    try {
      setEnvironment({ OIDC_ISSUER: telling.issuer, OIDC_LABEL: 'Example' });
      expect(signInMethods().oidc).toEqual({ label: 'Example' });
      telling.state.user = { ...bo, email: 'bo@example.com' };
      const browser = newBrowser();
      const { to } = await begin(browser);
      await finish(browser, await telling.authorize(to));
      expect(await browser.viewer()).toMatchObject({ name: 'Bo', role: 'operator' });
      expect(telling.state.asked).not.toContain('/me');
      // The same subject of another provider is another person.
      telling.state.user = { ...ada, email: 'other@example.com' };
      const other = newBrowser();
      await finish(other, await telling.authorize((await begin(other)).to));
      expect(await listPeople()).toHaveLength(3);
    } finally {
      await telling.stop();
    }
  });

  it('behind TLS keeps a cookie that no other host can set, and comes back to the public address', async () => {
    setEnvironment({ TRUSTED_ORIGIN: 'https://straybytes.example.com' });
    const { to, setCookie } = await visit(newBrowser(), (request) => beginSignOn(request, 'oidc'), login);
    expect(setCookie[0]).toMatch(/^__Host-straybytes\.sign_on=[\w-]{43}; Path=\/; .*HttpOnly; SameSite=Lax; Secure$/);
    expect(new URL(to).searchParams.get('redirect_uri')).toBe('https://straybytes.example.com/api/auth/oidc/callback');
  });

  it('finds groups by a path', async () => {
    setEnvironment({ OIDC_GROUPS_CLAIM: 'realm.roles' });
    tamper(/^\/me$/, { realm: { roles: ['engineers'] } });
    const browser = newBrowser();
    await signOn(browser, ada);
    expect(await browser.viewer()).toMatchObject({ role: 'operator' });
  });
});

describe('an answer counts', () => {
  it('once, and in the browser that began', async () => {
    const browser = newBrowser();
    const back = await idp.authorize((await begin(browser)).to);
    expect(problemOf(await finish(newBrowser(), back))).toBe('again');
    // It is used up by that: also who was meant begins again.
    expect(problemOf(await finish(browser, back))).toBe('again');
    expect(await listPeople()).toEqual([]);
    const second = await idp.authorize((await begin(browser)).to);
    expect((await finish(browser, second)).to).toBe('/buckets?q=a');
    expect(problemOf(await finish(browser, second))).toBe('again');
  });

  it('for ten minutes', async () => {
    const browser = newBrowser();
    const back = await idp.authorize((await begin(browser)).to);
    await database().pool.query(`update verification set expires_at = now() - interval '1 second'`);
    expect(problemOf(await finish(browser, back))).toBe('again');
  });

  it.each([
    '/api/auth/oidc/callback',
    '/api/auth/oidc/callback?code=x',
    `/api/auth/oidc/callback?state=${'x'.repeat(500)}`,
  ])('to something that was asked: %s', async (url) => {
    const browser = newBrowser();
    await begin(browser);
    expect(problemOf(await finish(browser, url))).toBe('again');
  });

  it('unless the provider or the person says no, in our words only', async () => {
    idp.state.refuses = true;
    const refused = await signOn(newBrowser(), ada);
    expect(problemOf(refused)).toBe('refused');
    expect(refused.to).toBe('/sign-in?problem=refused&to=%2Fbuckets%3Fq%3Da');
  });

  it('from this provider (RFC 9207)', async () => {
    const browser = newBrowser();
    const back = new URL(await idp.authorize((await begin(browser)).to));
    back.searchParams.set('iss', 'https://evil.example.com');
    expect(problemOf(await finish(browser, back.href))).toBe('answer');
    const second = new URL(await idp.authorize((await begin(browser)).to));
    second.searchParams.delete('iss');
    expect(problemOf(await finish(browser, second.href))).toBe('answer');
    expect(await why()).toBe('it is from another issuer');
  });

  it('with a code of this attempt: one from elsewhere has another verifier', async () => {
    const [browser, other] = [newBrowser(), newBrowser()];
    const mine = new URL(await idp.authorize((await begin(browser)).to));
    const theirs = new URL(await idp.authorize((await begin(other)).to));
    mine.searchParams.set('code', theirs.searchParams.get('code') ?? '');
    expect(problemOf(await finish(browser, mine.href))).toBe('provider');
    expect(await why()).toContain('invalid_grant');
  });

  it('with an ID token of this attempt, of this provider, unaltered', async () => {
    const browser = newBrowser();
    let token = '';
    idp.state.tamper = (path, body) => {
      if (path === '/token') token = String(body.id_token);
      return body;
    };
    await signOn(browser, bo);
    // A good token of an earlier attempt has another nonce.
    tamper(/^\/token$/, { id_token: token });
    expect(problemOf(await signOn(newBrowser(), ada))).toBe('answer');
    expect(await why()).toBe('its nonce is not ours');
    const [header = '', payload = '', signature = ''] = token.split('.');
    const claims = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), sub: 's-1' };
    const forged = Buffer.from(JSON.stringify(claims)).toString('base64url');
    tamper(/^\/token$/, { id_token: `${header}.${forged}.${signature}` });
    expect(problemOf(await signOn(newBrowser(), ada))).toBe('answer');
    expect(await why()).toContain('signature');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    tamper(/^\/token$/, { id_token: `${none}.${forged}.` });
    expect(problemOf(await signOn(newBrowser(), ada))).toBe('answer');
    tamper(/^\/token$/, { id_token: undefined });
    expect(problemOf(await signOn(newBrowser(), ada))).toBe('answer');
    expect(await why()).toBe('there is no ID token');
    expect((await listPeople()).map(({ name }) => name)).toEqual(['Bo']);
  });

  it('with user info of the same person', async () => {
    tamper(/^\/me$/, { sub: 's-2' });
    expect(problemOf(await signOn(newBrowser(), ada))).toBe('answer');
    expect(await why()).toContain('somebody else');
  });
});

describe('a provider', () => {
  it.each([
    [{ issuer: 'https://evil.example.com' }, /calls itself/],
    [{ jwks_uri: 'ftp://example.com/keys' }, /without TLS/],
    [{ token_endpoint: 7 }, /discovery document/],
  ])('that describes itself so is none: %j', async (change, reason) => {
    const other = await testOidcProvider({ redirectUri });
    try {
      setEnvironment({ OIDC_ISSUER: other.issuer });
      other.state.tamper = (path, body) => (path.includes('.well-known') ? { ...body, ...change } : body);
      expect(problemOf(await begin(newBrowser()))).toBe('provider');
      expect(await why()).toMatch(reason);
    } finally {
      await other.stop();
    }
  });

  it('that does not answer is told in words, and again when it does', async () => {
    const other = await testOidcProvider({ redirectUri });
    await other.stop();
    setEnvironment({ OIDC_ISSUER: other.issuer });
    expect((await begin(newBrowser())).to).toBe('/sign-in?problem=provider&to=%2Fbuckets%3Fq%3Da');
    expect(await why()).toContain('did not answer');
    setEnvironment({ OIDC_ISSUER: idp.issuer });
    expect((await signOn(newBrowser(), ada)).to).toBe('/buckets?q=a');
  });
});

describe('an e-mail address', () => {
  it('that the provider does not vouch for takes no invitation and no person', async () => {
    const actor = await newAdministrator(newBrowser());
    await invite({ email: 'cy@example.com', role: 'administrator', actor });
    const cy = { sub: 's-3', email: 'cy@example.com', name: 'Cy', groups: [] };
    expect(problemOf(await signOn(newBrowser(), cy))).toBe('noRole');
    expect(problemOf(await signOn(newBrowser(), { ...cy, email_verified: false }))).toBe('noRole');
    const browser = newBrowser();
    await newPerson(browser, { name: 'Bo', role: 'viewer', actor });
    expect(problemOf(await signOn(browser, { ...bo, email_verified: false }))).toBe('taken');
    const invited = newBrowser();
    await signOn(invited, { ...cy, email_verified: true });
    expect(await invited.viewer()).toMatchObject({ name: 'Cy', role: 'administrator' });
  });
});

describe('what the provider says of somebody later', () => {
  const told = async (action: string) =>
    (await peopleActivity())
      .filter((entry) => entry.action === action)
      .map(({ actor, detail }) => ({ actor, ...detail }));

  it('is taken over, and they stay who they are', async () => {
    const [first, later] = [newBrowser(), newBrowser()];
    await signOn(first, bo);
    await signOn(later, { ...bo, email: 'Bo.Berg@example.com', name: ' Bo  Berg' });
    const person = { name: 'Bo Berg', email: 'bo.berg@example.com' };
    const { personId } = (await first.viewer()) ?? {};
    for (const browser of [first, later]) expect(await browser.viewer()).toMatchObject({ personId, ...person });
    const actor = 'single sign-on';
    expect(await told('person.rename')).toEqual([{ actor, from: 'Bo', to: 'Bo Berg' }]);
    const email = { name: 'Bo Berg', from: 'bo@example.com', to: 'bo.berg@example.com' };
    expect(await told('person.email')).toEqual([{ actor, ...email }]);
    await signOn(later, { ...bo, email: 'bo.berg@example.com', name: 'Bo Berg' });
    expect([await told('person.rename'), await told('person.email')].map(({ length }) => length)).toEqual([1, 1]);
    // Who gets the old address is somebody else.
    const other = newBrowser();
    await signOn(other, { ...bo, sub: 's-9' });
    expect(await other.viewer()).toMatchObject({ name: 'Bo', email: 'bo@example.com' });
    expect((await other.viewer())?.personId).not.toBe(personId);
  });

  it('of an address that is somebody else’s changes nobody’s, and keeps nobody out', async () => {
    await signOn(newBrowser(), ada);
    await signOn(newBrowser(), bo);
    const browser = newBrowser();
    expect((await signOn(browser, { ...bo, email: 'ada@example.com' })).to).toBe('/buckets?q=a');
    expect(await browser.viewer()).toMatchObject({ name: 'Bo', email: 'bo@example.com', role: 'operator' });
    const everybody = (await listPeople()).map(({ name, email, role }) => [name, email, role]);
    expect(everybody).toEqual([
      ['Ada Kim', 'ada@example.com', 'administrator'],
      ['Bo', 'bo@example.com', 'operator'],
    ]);
    const clash = { name: 'Bo', from: 'bo@example.com', to: 'ada@example.com', taken: true };
    expect(await told('person.email')).toEqual([{ actor: 'single sign-on', ...clash }]);
  });

  it('of an address counts where the provider vouches for it', async () => {
    await signOn(newBrowser(), bo);
    const browser = newBrowser();
    for (const email_verified of [false, undefined])
      await signOn(browser, {
        sub: 's-2',
        groups: ['engineers'],
        email: 'x@example.com',
        ...(email_verified === false && { email_verified }),
      });
    for (const email of ['no address', 'b\u043e@example.com', 'bo\u3164@example.com', 'bo@ex\u00adample.com'])
      await signOn(browser, { ...bo, email });
    expect(await browser.viewer()).toMatchObject({ email: 'bo@example.com' });
    expect(await told('person.email')).toEqual([]);
  });

  it('of a name is taken as far as nobody and no program has it', async () => {
    await signOn(newBrowser(), ada);
    await signOn(newBrowser(), bo);
    const browser = newBrowser();
    const names = async (name: string) => {
      await signOn(browser, { ...bo, name });
      return (await browser.viewer())?.name;
    };
    expect(await names('ADA  kim')).toBe('ADA kim (bo@example.com)');
    expect(await names('ADA kim')).toBe('ADA kim (bo@example.com)');
    for (const none of ['single sign-on', 'ada@example.com', 'B\u043e', ' ', 'B\u200bo'])
      expect(await names(none)).toBe('ADA kim (bo@example.com)');
    expect(await names('bo')).toBe('bo');
    expect(await told('person.rename')).toMatchObject([{ to: 'ADA kim (bo@example.com)' }, { to: 'bo' }]);
  });

  it('leaves who has a password here the address that they sign in with', async () => {
    const actor = await newAdministrator(newBrowser());
    const browser = newBrowser();
    const { personId } = await newPerson(browser, { name: 'Bo', role: 'viewer', actor });
    await signOn(browser, bo);
    await signOn(browser, { ...bo, email: 'bo.berg@example.com', name: 'Bo Berg' });
    expect(await browser.viewer()).toMatchObject({ personId, name: 'Bo Berg', email: 'bo@example.com' });
    expect(await told('person.email')).toEqual([]);
  });
});

it('a sign-in whose limit cannot be given back leaves no session', async () => {
  const browser = newBrowser();
  const back = await idp.authorize((await begin(browser)).to);
  const { pool } = database();
  await pool.query(`create function fails() returns trigger language plpgsql as $$ begin raise 'no'; end $$`);
  await pool.query('create trigger fails before insert or update on rate_limit for each row execute function fails()');
  await expect(finish(browser, back)).rejects.toThrow('no');
  expect([...browser.cookies.keys()]).toEqual(['straybytes.sign_on']);
  expect((await pool.query('select from session')).rowCount).toBe(0);
  expect((await peopleActivity()).map(({ action }) => action)).not.toContain('session.begin');
});
