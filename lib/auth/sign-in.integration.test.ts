import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  emailOf,
  goodPassword,
  newAdministrator,
  newBrowser,
  newPerson,
  peopleActivity,
  signedIn,
  useEnvironment,
} from '#lib/auth/browser.test-support.ts';
import { changePassword } from '#lib/auth/change-password.ts';
import { changeRole, disablePerson, enablePerson } from '#lib/auth/people.ts';
import { listSessions, revokeAllSessions, revokeSession } from '#lib/auth/sessions.ts';
import { signIn, signOut } from '#lib/auth/sign-in.ts';
import { AppError } from '#lib/errors.ts';
import { testDatabase } from '#lib/server/test-database.ts';
import { closeDatabase, database } from '#lib/store/database.ts';

let store: Awaited<ReturnType<typeof testDatabase>>;
beforeEach(async () => {
  store = await testDatabase();
  useEnvironment();
});
afterEach(() => store.drop());
afterAll(() => useEnvironment({ APP_SECRET: undefined, TRUSTED_ORIGIN: undefined }));

const attempt = (browser: ReturnType<typeof newBrowser>, email: string, password: string) =>
  browser.ask((caller) => signIn({ email, password, ...caller })).catch((error: unknown) => error);

describe('signing in', () => {
  it('takes the right password, whatever the case of the address, and ends by signing out', async () => {
    await newAdministrator(newBrowser());
    const browser = newBrowser('203.0.113.5');
    expect(await attempt(browser, ' ADA@Example.com ', goodPassword)).toEqual({ state: 'in' });
    expect(await browser.viewer()).toMatchObject({ name: 'Ada', role: 'administrator', kind: 'person', reduced: null });
    const before = new Map(browser.cookies);
    await browser.ask(signOut);
    // The browser is known, and nobody in it.
    expect([...browser.cookies.keys()]).toEqual(['straybytes.known']);
    // Not even the cookie that was thrown away opens anything.
    expect(await newBrowser('203.0.113.5', before).viewer()).toBeNull();
    const done = (await peopleActivity()).map(({ actor, action, address }) => `${actor} ${action} ${address}`);
    expect(done.slice(-2)).toEqual(['Ada session.begin 203.0.113.5', 'Ada session.end 203.0.113.5']);
  });

  it('answers a wrong password, an unknown address, a disabled person and no address alike', async () => {
    const actor = await newAdministrator(newBrowser());
    const { personId } = await newPerson(newBrowser(), { name: 'Bo', role: 'viewer', actor });
    await disablePerson({ personId, actor });
    const answers = [
      await attempt(newBrowser(), emailOf('Ada'), 'wrong password of Ada'),
      await attempt(newBrowser(), emailOf('Nobody'), goodPassword),
      await attempt(newBrowser(), emailOf('Bo'), goodPassword),
      await attempt(newBrowser(), goodPassword, goodPassword),
    ];
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toBeInstanceOf(AppError);
    expect(answers[0]).toMatchObject({ code: 'unauthenticated' });
    const refused = (await peopleActivity()).filter(({ action }) => action === 'session.refuse');
    expect(refused.map(({ actor: who, detail }) => [who, detail.email, detail.reason])).toEqual([
      ['Ada', 'ada@example.com', 'password'],
      ['nobody@example.com', 'nobody@example.com', 'unknown'],
      ['Bo', 'bo@example.com', 'disabled'],
      // Some type the password into the field of the address: it is not kept.
      ['not an e-mail address', 'not an e-mail address', 'unknown'],
    ]);
    await enablePerson({ personId, actor });
    expect(await attempt(newBrowser(), emailOf('Bo'), goodPassword)).toEqual({ state: 'in' });
  });

  it('does the same work for who is unknown: the time tells nobody', async () => {
    await newAdministrator(newBrowser());
    const known: number[] = [];
    const unknown: number[] = [];
    for (let nth = 0; nth < 6; nth += 1) {
      for (const [times, name] of [
        [known, 'Ada'],
        [unknown, 'Nobody'],
      ] as const) {
        // Work and not time: what else this machine does takes as long as it takes.
        const before = process.cpuUsage();
        await attempt(newBrowser(), emailOf(name), 'not the password at all');
        const { user, system } = process.cpuUsage(before);
        times.push(user + system);
      }
    }
    const ratio = Math.min(...known) / Math.min(...unknown);
    // A hash takes tens of milliseconds, all else a few: leaving it out would be a factor of five and more.
    expect(ratio).toBeGreaterThan(0.4);
    expect(ratio).toBeLessThan(2.5);
  });

  it('keeps nobody out of their own browser by what strangers guess elsewhere', async () => {
    const own = newBrowser('203.0.113.5');
    await newAdministrator(own);
    await own.ask(signOut);
    const wrong = async (browser: ReturnType<typeof newBrowser>) =>
      (await attempt(browser, emailOf('Ada'), 'wrong')) as { code?: string };
    // From anywhere, and from the address that is also Ada's.
    for (const at of ['198.51.100.1', '203.0.113.5']) for (let nth = 0; nth < 10; nth += 1) await wrong(newBrowser(at));
    for (let nth = 0; nth < 10; nth += 1) await attempt(newBrowser('203.0.113.5'), `p${nth}@example.com`, 'wrong');
    expect(await wrong(newBrowser('203.0.113.99'))).toMatchObject({ code: 'throttled' });
    expect(await attempt(newBrowser('203.0.113.5'), 'p99@example.com', 'wrong')).toMatchObject({ code: 'throttled' });
    expect(await attempt(own, emailOf('Ada'), goodPassword)).toEqual({ state: 'in' });
    // Nor does that browser open the count of strangers, or have no end of its own.
    expect(await wrong(newBrowser('203.0.113.99'))).toMatchObject({ code: 'throttled' });
    const codes = [];
    for (let nth = 0; nth < 11; nth += 1) codes.push((await wrong(own)).code);
    expect(codes).toEqual([...Array(10).fill('unauthenticated'), 'throttled']);
    // After the time that it was told.
    const seconds = Number(((await attempt(own, emailOf('Ada'), goodPassword)) as AppError).details.retryAfterSeconds);
    expect(seconds).toBeGreaterThan(500);
    await database().pool.query('update rate_limit set expire = expire - $1::bigint', [seconds * 1000]);
    expect(await attempt(own, emailOf('Ada'), goodPassword)).toEqual({ state: 'in' });
    expect(await attempt(newBrowser('198.51.100.1'), emailOf('Ada'), goodPassword)).toEqual({ state: 'in' });
  });

  it('knows a browser only by what it was given itself, for that person', async () => {
    const actor = await newAdministrator(newBrowser());
    const own = newBrowser();
    await newPerson(own, { name: 'Bo', role: 'viewer', actor });
    const known = own.cookies.get('straybytes.known') ?? '';
    expect(known).toMatch(/^[\w-]{22}\.[\w-]{43}$/);
    for (let nth = 0; nth < 10; nth += 1)
      for (const name of ['Ada', 'Bo']) await attempt(newBrowser(`203.0.113.${nth}`), emailOf(name), 'wrong');
    const [browser = '', proof = ''] = known.split('.');
    const forged = [`${'A'.repeat(22)}.${proof}`, `${browser}.${'A'.repeat(43)}`, browser, `${known}x`, ''];
    for (const value of forged)
      expect(
        await attempt(newBrowser('198.51.100.9', new Map([['straybytes.known', value]])), emailOf('Bo'), goodPassword),
        value,
      ).toMatchObject({ code: 'throttled' });
    // One's own is none for another person.
    expect(await attempt(own, emailOf('Ada'), goodPassword)).toMatchObject({ code: 'throttled' });
    expect(await attempt(own, emailOf('Bo'), goodPassword)).toEqual({ state: 'in' });
  });

  it('knows a browser that several people share for each of them, the last five', async () => {
    const shared = newBrowser();
    const actor = await newAdministrator(shared);
    const names = ['Bo', 'Cy', 'Di', 'Eve', 'Flo'];
    for (const name of names) await newPerson(shared, { name, role: 'viewer', actor });
    for (let nth = 0; nth < 10; nth += 1)
      for (const name of ['Ada', 'Bo', 'Flo']) await attempt(newBrowser(`203.0.113.${nth}`), emailOf(name), 'wrong');
    const throttled = { code: 'throttled' };
    expect(await attempt(shared, emailOf('Ada'), goodPassword)).toMatchObject(throttled);
    for (const name of ['Bo', 'Flo', 'Bo']) {
      expect(await attempt(shared, emailOf(name), goodPassword)).toEqual({ state: 'in' });
      expect(shared.cookies.get('straybytes.known')?.split('.')).toHaveLength(6);
    }
  });

  it('knows no browser any more that was known by another password, but the one where it was changed', async () => {
    const ada = newBrowser();
    await newAdministrator(ada);
    const thief = newBrowser('203.0.113.66');
    await attempt(thief, emailOf('Ada'), goodPassword);
    const next = 'velvet tractor nimbus 81';
    await ada.ask((caller) => changePassword({ current: goodPassword, next, ...caller }));
    for (let nth = 0; nth < 10; nth += 1) await attempt(newBrowser(`203.0.113.${nth}`), emailOf('Ada'), 'wrong');
    expect(await attempt(thief, emailOf('Ada'), 'wrong')).toMatchObject({ code: 'throttled' });
    expect(await attempt(ada, emailOf('Ada'), next)).toEqual({ state: 'in' });
  });

  it('keeps with TLS what no other host of the domain can set', async () => {
    useEnvironment({ TRUSTED_ORIGIN: 'https://straybytes.example.com' });
    const browser = newBrowser();
    await newAdministrator(browser);
    useEnvironment({ TRUSTED_ORIGIN: undefined });
    const names = ['__Host-straybytes.known', '__Host-straybytes.session_token'];
    expect([...browser.cookies.keys()].sort()).toEqual(names);
  });

  it('is limited by address of who signs in, also across processes, and by client', async () => {
    await newAdministrator(newBrowser());
    const limited = {
      code: 'throttled',
      details: { reason: 'tooOften', retryAfterSeconds: expect.stringMatching(/^\d+$/) },
    };
    for (let nth = 0; nth < 10; nth += 1)
      expect(await attempt(newBrowser(`203.0.113.${nth}`), emailOf('Ada'), 'wrong')).toMatchObject({
        code: 'unauthenticated',
      });
    await closeDatabase();
    // Also the right password, from wherever: which Activity tells once.
    for (const address of ['203.0.113.99', '203.0.113.98'])
      expect(await attempt(newBrowser(address), emailOf('Ada'), goodPassword)).toMatchObject(limited);
    const refused = (await peopleActivity()).filter(({ action }) => action === 'session.refuse');
    expect(refused).toHaveLength(11);
    const detail = { email: emailOf('Ada'), reason: 'tooOften' };
    expect(refused.at(-1)).toMatchObject({ actor: 'Ada', address: '203.0.113.99', detail });

    const guesser = newBrowser('198.51.100.99');
    for (let nth = 0; nth < 20; nth += 1) await attempt(guesser, `p${nth}@example.com`, 'wrong');
    expect(await attempt(guesser, 'p99@example.com', 'wrong')).toMatchObject(limited);
    expect(await attempt(newBrowser('198.51.100.100'), 'p99@example.com', 'wrong')).toMatchObject({
      code: 'unauthenticated',
    });
  });

  it('counts many guesses that come at once', async () => {
    await newAdministrator(newBrowser());
    const tries = Array.from({ length: 30 }, (_, nth) =>
      attempt(newBrowser(`203.0.113.${nth}`), emailOf('Ada'), `wrong ${nth}`),
    );
    const codes = (await Promise.all(tries)).map((answer) => (answer instanceof AppError ? answer.code : 'in'));
    expect(codes.filter((code) => code === 'unauthenticated')).toHaveLength(10);
    expect(codes.filter((code) => code === 'throttled')).toHaveLength(20);
  });

  it('does not count who succeeds: an office behind one address signs in', async () => {
    await newAdministrator(newBrowser());
    for (let nth = 0; nth < 25; nth += 1)
      expect(await attempt(newBrowser(), emailOf('Ada'), goodPassword)).toEqual({ state: 'in' });
  });
});

describe('a session', () => {
  it('is a new one at each sign-in; one that was planted is neither taken over nor kept', async () => {
    const actor = await newAdministrator(newBrowser());
    const attacker = newBrowser('203.0.113.66');
    await newPerson(attacker, { name: 'Mallory', role: 'viewer', actor });
    const planted = new Map(attacker.cookies);
    const victim = newBrowser('198.51.100.7', new Map(planted));
    await attempt(victim, emailOf('Ada'), goodPassword);
    expect(await signedIn(victim)).toMatchObject({ name: 'Ada' });
    for (const [name, value] of planted) expect(victim.cookies.get(name)).not.toBe(value);
    // The attacker's cookie is not Ada, and has ended with the sign-in in the browser that had it.
    expect(await newBrowser('203.0.113.66', planted).viewer()).toBeNull();
  });

  it.each([
    ['made up', 'straybytes.session_token', 'abc.def'],
    ['a token without our signature', 'straybytes.session_token', null],
  ])('is not begun by a cookie: %s', async (_, name, value) => {
    const browser = newBrowser();
    await newAdministrator(browser);
    const [token = ''] = decodeURIComponent(browser.cookies.get(name) ?? '').split('.');
    const forged = value ?? encodeURIComponent(`${token}.${Buffer.alloc(32).toString('base64')}`);
    expect(await newBrowser('198.51.100.7', new Map([[name, forged]])).viewer()).toBeNull();
  });

  it('cannot be made from what the database holds', async () => {
    const browser = newBrowser();
    await newAdministrator(browser);
    const { rows } = await database().pool.query<{ token: string }>('select token from session');
    const [cookie = ''] = browser.cookies.values();
    const [token = '', signature = ''] = decodeURIComponent(cookie).split('.');
    expect(rows[0]?.token).not.toContain(token);
    const stolen = new Map([['straybytes.session_token', encodeURIComponent(`${rows[0]?.token}.${signature}`)]]);
    expect(await newBrowser('198.51.100.7', stolen).viewer()).toBeNull();
    // And with another APP_SECRET the very cookie is worth nothing.
    useEnvironment({ APP_SECRET: 'another secret of more than 32 characters' });
    expect(await newBrowser('198.51.100.7', browser.cookies).viewer()).toBeNull();
  });

  it('ends at once when it is revoked, by its owner or an administrator, and by nobody else', async () => {
    const admin = newBrowser();
    const actor = await newAdministrator(admin);
    const phone = newBrowser('203.0.113.8');
    const bo = await newPerson(phone, { name: 'Bo', role: 'operator', actor });
    const desk = newBrowser('203.0.113.9');
    await attempt(desk, emailOf('Bo'), goodPassword);
    const listed = await listSessions({ personId: bo.personId, current: bo.sessionId });
    expect(listed.map(({ address, browser, current }) => [address, browser, current])).toEqual(
      expect.arrayContaining([
        ['203.0.113.8', 'Firefox on Linux', true],
        ['203.0.113.9', 'Firefox on Linux', false],
      ]),
    );
    const deskSession = listed.find(({ current }) => !current)?.sessionId ?? '';
    await expect(revokeSession({ sessionId: actor.sessionId ?? '', actor: bo })).rejects.toMatchObject({
      code: 'notFound',
    });
    await expect(revokeAllSessions({ personId: actor.personId ?? '', actor: bo })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await revokeSession({ sessionId: deskSession, actor: bo });
    expect(await desk.viewer()).toBeNull();
    expect(await phone.viewer()).toMatchObject({ name: 'Bo' });
    expect(await revokeAllSessions({ personId: bo.personId, actor })).toBe(1);
    expect(await phone.viewer()).toBeNull();
    expect(await admin.viewer()).toMatchObject({ name: 'Ada' });
  });

  it('ends by itself after a week, and of others when the password changes', async () => {
    const browser = newBrowser();
    await newAdministrator(browser);
    const other = newBrowser();
    await attempt(other, emailOf('Ada'), goodPassword);
    const next = 'velvet tractor nimbus 81';
    await expect(browser.ask((caller) => changePassword({ current: 'wrong', next, ...caller }))).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    await expect(
      browser.ask((caller) => changePassword({ current: goodPassword, next: 'password123', ...caller })),
    ).rejects.toMatchObject({ code: 'invalid' });
    await browser.ask((caller) => changePassword({ current: goodPassword, next, ...caller }));
    expect(await other.viewer()).toBeNull();
    expect(await browser.viewer()).toMatchObject({ name: 'Ada' });
    expect(await attempt(newBrowser(), emailOf('Ada'), goodPassword)).toMatchObject({ code: 'unauthenticated' });
    expect(await attempt(newBrowser(), emailOf('Ada'), next)).toEqual({ state: 'in' });
    await database().pool.query(`update session set expires_at = now() - interval '1 second'`);
    expect(await browser.viewer()).toBeNull();
  });

  it('has the powers of the role as it is now', async () => {
    const actor = await newAdministrator(newBrowser());
    const browser = newBrowser();
    const { personId } = await newPerson(browser, { name: 'Bo', role: 'operator', actor });
    await changeRole({ personId, role: 'viewer', actor });
    expect(await browser.viewer()).toMatchObject({ role: 'viewer' });
    await changeRole({ personId, role: 'administrator', actor });
    expect(await browser.viewer()).toMatchObject({ role: 'administrator' });
    await disablePerson({ personId, actor });
    expect(await browser.viewer()).toBeNull();
  });
});
