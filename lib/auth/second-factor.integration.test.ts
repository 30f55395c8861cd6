import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  emailOf,
  farFromNextStep,
  goodPassword,
  newAdministrator,
  newBrowser,
  newPerson,
  peopleActivity,
  totp,
  useEnvironment,
} from '#lib/auth/browser.test-support.ts';
import type { Caller } from '#lib/auth/caller.ts';
import { changePassword } from '#lib/auth/change-password.ts';
import { acceptInvitation } from '#lib/auth/invitations.ts';
import { limits, takeAll } from '#lib/auth/limits.ts';
import { removeSecondFactorOf, resetPassword, setRequireSecondFactor } from '#lib/auth/people.ts';
import {
  beginSecondFactor,
  confirmSecondFactor,
  newRecoveryCodes,
  removeSecondFactor,
  secondFactorState,
} from '#lib/auth/second-factor.ts';
import { revokeAllSessions } from '#lib/auth/sessions.ts';
import { useRecoveryCode as enterWithRecovery, signIn, signOut, verifyCode } from '#lib/auth/sign-in.ts';
import { testDatabase } from '#lib/server/test-database.ts';
import { database } from '#lib/store/database.ts';

let store: Awaited<ReturnType<typeof testDatabase>>;
beforeEach(async () => {
  store = await testDatabase();
  useEnvironment();
});
afterEach(() => store.drop());
afterAll(() => useEnvironment({ APP_SECRET: undefined }));

type Browser = ReturnType<typeof newBrowser>;
const wrong = { code: 'unauthenticated' };

async function withFactor(browser: Browser): Promise<{ secret: string; recoveryCodes: string[] }> {
  const begun = await browser.ask((caller) => beginSecondFactor({ password: goodPassword, ...caller }));
  await farFromNextStep();
  const { recoveryCodes } = await browser.ask((caller) =>
    confirmSecondFactor({ code: totp(begun.secret, -1), ...caller }),
  );
  return { secret: begun.secret, recoveryCodes };
}

const begin = (browser: Browser) =>
  browser.ask((caller) => signIn({ email: emailOf('Ada'), password: goodPassword, ...caller }));
const enter = (browser: Browser, code: string) => browser.ask((caller) => verifyCode({ code, ...caller }));
const recover = (browser: Browser, code: string) => browser.ask((caller) => enterWithRecovery({ code, ...caller }));

describe('a second factor', () => {
  it('is shown as a link, a picture and text, and counts only once a code proved it', async () => {
    const browser = newBrowser();
    const { personId } = await newAdministrator(browser);
    await expect(browser.ask((caller) => beginSecondFactor({ password: 'wrong', ...caller }))).rejects.toMatchObject(
      wrong,
    );
    const begun = await browser.ask((caller) => beginSecondFactor({ password: goodPassword, ...caller }));
    expect(begun.uri).toBe(
      `otpauth://totp/Straybytes:ada%40example.com?secret=${begun.secret}&issuer=Straybytes&digits=6&period=30`,
    );
    expect(begun.qrSvg).toMatch(/^<svg/);
    expect(await begin(newBrowser())).toEqual({ state: 'in' });
    await expect(browser.ask((caller) => confirmSecondFactor({ code: '000000', ...caller }))).rejects.toMatchObject(
      wrong,
    );
    const { recoveryCodes } = await browser.ask((caller) =>
      confirmSecondFactor({ code: totp(begun.secret), ...caller }),
    );
    expect(new Set(recoveryCodes).size).toBe(10);
    expect(await secondFactorState({ personId: personId ?? '' })).toEqual({
      enabled: true,
      recoveryCodesLeft: 10,
      hasPassword: true,
    });
    expect(await browser.viewer()).toMatchObject({ name: 'Ada' });
    await expect(
      browser.ask((caller) => beginSecondFactor({ password: goodPassword, ...caller })),
    ).rejects.toMatchObject({ code: 'conflict' });
  });

  it('tells Activity who guesses from a session that is open, and from where', async () => {
    const browser = newBrowser('203.0.113.8');
    await newAdministrator(browser);
    const ask = (call: (caller: Caller) => Promise<unknown>) => browser.ask(call).catch((error: unknown) => error);
    const before = (await peopleActivity()).length;
    await ask((caller) => changePassword({ current: 'wrong', next: 'velvet tractor nimbus 81', ...caller }));
    await ask((caller) => changePassword({ current: goodPassword, next: 'password1234', ...caller }));
    await ask((caller) => beginSecondFactor({ password: 'wrong', ...caller }));
    await ask((caller) => beginSecondFactor({ password: goodPassword, ...caller }));
    await ask((caller) => confirmSecondFactor({ code: '000000', ...caller }));
    const from = { actor: 'Ada', action: 'session.refuse', address: '203.0.113.8' };
    expect((await peopleActivity()).slice(before)).toEqual(
      ['password', 'password', 'code'].map((reason) => ({ ...from, detail: { reason, signedIn: true } })),
    );
  });

  it('is asked for at sign-in: the password alone opens nothing', async () => {
    const first = newBrowser();
    const early = newBrowser();
    await newAdministrator(first);
    await begin(early);
    const { secret } = await withFactor(first);
    // Begun without it: ended.
    expect(await early.viewer()).toBeNull();
    const browser = newBrowser();
    expect(await begin(browser)).toEqual({ state: 'secondFactor' });
    expect(await browser.viewer()).toBeNull();
    await expect(enter(browser, '000000')).rejects.toMatchObject(wrong);
    // Nor is a browser known by a password alone.
    expect([...browser.cookies.keys()]).not.toContain('straybytes.known');
    const code = totp(secret);
    expect(await enter(browser, code)).toEqual({ state: 'in' });
    expect(await browser.viewer()).toMatchObject({ name: 'Ada' });
    expect([...browser.cookies.keys()]).toContain('straybytes.known');
    // The same code again, by who looked over the shoulder.
    const thief = newBrowser('203.0.113.66');
    await begin(thief);
    await expect(enter(thief, code)).rejects.toMatchObject(wrong);
    expect(await thief.viewer()).toBeNull();
    // A code without a password before it is nothing.
    await expect(enter(newBrowser(), totp(secret, 1))).rejects.toMatchObject({
      ...wrong,
      details: { reason: 'again' },
    });
  });

  it('is not taken from the session that somebody planted in the browser', async () => {
    const ada = newBrowser();
    const actor = await newAdministrator(ada);
    await withFactor(ada);
    const mallory = newBrowser('203.0.113.66');
    await newPerson(mallory, { name: 'Mallory', role: 'viewer', actor });
    const { secret } = await withFactor(mallory);
    const victim = newBrowser();
    await begin(victim);
    for (const [name, value] of mallory.cookies) victim.cookies.set(name, value);
    await expect(enter(victim, totp(secret, 1))).rejects.toMatchObject(wrong);
  });

  it('leaves no session where the code could not be noted as used, or the sign-in not be recorded', async () => {
    const first = newBrowser();
    await newAdministrator(first);
    const { secret } = await withFactor(first);
    const { pool } = database();
    const sessions = async () => (await pool.query('select id from session')).rows.length;
    await pool.query(`create function fails() returns trigger language plpgsql as $$ begin raise 'no'; end $$`);
    const failing = async (table: string, when: string, work: () => Promise<void>) => {
      await pool.query(
        `create trigger fails before insert on ${table} for each row when (${when}) execute function fails()`,
      );
      await work();
      await pool.query(`drop trigger fails on ${table}`);
    };
    const browser = newBrowser();
    const refused = async (code: string) => {
      await begin(browser);
      await expect(enter(browser, code)).rejects.toThrow();
      expect([...browser.cookies.keys()].filter((name) => name.includes('session_token'))).toEqual([]);
      expect(await sessions()).toBe(1);
    };
    await failing('rate_limit', `new.key like 'code-once%'`, () => refused(totp(secret)));
    await failing('activity', `new.action = 'session.begin'`, async () => {
      await refused(totp(secret));
      await first.ask((caller) => removeSecondFactor({ password: goodPassword, ...caller }));
      await expect(begin(browser)).rejects.toThrow();
      expect(await sessions()).toBe(1);
    });
    expect(await begin(browser)).toEqual({ state: 'in' });
  });

  it('shows its recovery codes once: no code of the app shows them again, and each code counts once', async () => {
    const browser = newBrowser();
    await newAdministrator(browser);
    const begun = await browser.ask((caller) => beginSecondFactor({ password: goodPassword, ...caller }));
    const confirm = (code: string) => browser.ask((caller) => confirmSecondFactor({ code, ...caller }));
    const code = totp(begun.secret);
    await confirm(code);
    for (const steps of [0, 1, -1])
      await expect(confirm(totp(begun.secret, steps))).rejects.toMatchObject({ code: 'conflict' });
    const other = newBrowser();
    await begin(other);
    await expect(enter(other, code)).rejects.toThrow(/used already/);
    await begin(other);
    expect(await enter(other, totp(begun.secret, 1))).toEqual({ state: 'in' });
  });

  it('is not confirmed by guessing', async () => {
    const browser = newBrowser();
    await newAdministrator(browser);
    const begun = await browser.ask((caller) => beginSecondFactor({ password: goodPassword, ...caller }));
    const confirm = (code: string) => browser.ask((caller) => confirmSecondFactor({ code, ...caller }));
    for (let nth = 0; nth < 10; nth += 1) await expect(confirm(`${100_000 + nth}`)).rejects.toMatchObject(wrong);
    await expect(confirm(totp(begun.secret))).rejects.toMatchObject({ code: 'throttled' });
  });

  it('has recovery codes that are good once each', async () => {
    const first = newBrowser();
    const { personId } = await newAdministrator(first);
    const { recoveryCodes } = await withFactor(first);
    const [one = '', two = ''] = recoveryCodes;
    const browser = newBrowser();
    await begin(browser);
    await expect(recover(browser, 'aaaaa-bbbbb')).rejects.toMatchObject(wrong);
    expect(await recover(browser, ` ${one} `)).toEqual({ state: 'in' });
    expect((await secondFactorState({ personId: personId ?? '' })).recoveryCodesLeft).toBe(9);
    const again = newBrowser();
    await begin(again);
    await expect(recover(again, one)).rejects.toMatchObject(wrong);
    const fresh = await browser.ask((caller) => newRecoveryCodes({ password: goodPassword, ...caller }));
    await expect(recover(again, two)).rejects.toMatchObject(wrong);
    expect(await recover(again, fresh.recoveryCodes[0] ?? '')).toEqual({ state: 'in' });
  });

  it('cannot be guessed: a few wrong codes end the attempt, many lock out', async () => {
    const first = newBrowser();
    await newAdministrator(first);
    const { secret } = await withFactor(first);
    const browser = newBrowser();
    await begin(browser);
    for (let nth = 0; nth < 5; nth += 1) await enter(browser, '000000').catch(() => undefined);
    await expect(enter(browser, totp(secret))).rejects.toMatchObject({ details: { reason: 'again' } });
    for (let nth = 0; nth < 5; nth += 1) {
      const other = newBrowser(`203.0.113.${nth}`);
      await begin(other);
      await enter(other, '000000').catch(() => undefined);
    }
    const late = newBrowser('203.0.113.99');
    await begin(late);
    const tooOften = { code: 'throttled', details: { reason: 'tooOften' } };
    for (let nth = 0; nth < 2; nth += 1) await expect(enter(late, totp(secret))).rejects.toMatchObject(tooOften);
    const told = (await peopleActivity()).filter(({ detail }) => detail.reason === 'tooOften');
    expect(told).toMatchObject([{ actor: 'Ada', action: 'session.refuse', address: '203.0.113.4' }]);
  });

  it('is not kept from its owner by who has the password and guesses elsewhere', async () => {
    const own = newBrowser('203.0.113.5');
    await newAdministrator(own);
    const { secret, recoveryCodes } = await withFactor(own);
    await own.ask(signOut);
    for (let nth = 0; nth < 11; nth += 1) {
      const thief = newBrowser(nth < 3 ? '203.0.113.5' : `198.51.100.${nth}`);
      await begin(thief);
      await enter(thief, '000000').catch(() => undefined);
    }
    const elsewhere = newBrowser('203.0.113.99');
    await begin(elsewhere);
    await expect(enter(elsewhere, totp(secret))).rejects.toMatchObject({ code: 'throttled' });
    // Nor is a code of theirs that they kept on paper.
    expect(await recover(elsewhere, recoveryCodes[0] ?? '')).toEqual({ state: 'in' });
    await begin(own);
    expect(await enter(own, totp(secret))).toEqual({ state: 'in' });
    // That browser has a count of its own, with an end.
    await own.ask(signOut);
    for (let nth = 0; nth < 10; nth += 1) {
      if (nth % 5 === 0) await begin(own);
      await expect(enter(own, '000000')).rejects.toMatchObject(wrong);
    }
    await begin(own);
    await expect(enter(own, totp(secret, 1))).rejects.toMatchObject({ code: 'throttled' });
  });

  it('cannot be guessed day after day: after thirty wrong codes strangers wait for the next, and its owner does not', async () => {
    const own = newBrowser('203.0.113.5');
    await newAdministrator(own);
    const { secret, recoveryCodes } = await withFactor(own);
    await own.ask(signOut);
    for (let nth = 0; nth < 30; nth += 5) {
      const thief = newBrowser(`198.51.100.${nth}`);
      await begin(thief);
      for (let of = 0; of < 5; of += 1) await expect(enter(thief, '00000')).rejects.toMatchObject(wrong);
      // The quarter of an hour is over.
      await database().pool.query("update rate_limit set expire = expire - 900000 where key like 'code-of:%'");
    }
    const elsewhere = newBrowser('203.0.113.99');
    await begin(elsewhere);
    await expect(enter(elsewhere, totp(secret))).rejects.toThrow('This was tried too often. Try again in 24 hours.');
    expect(await recover(elsewhere, recoveryCodes[0] ?? '')).toEqual({ state: 'in' });
    await begin(own);
    expect(await enter(own, totp(secret))).toEqual({ state: 'in' });
  });

  it('is not closed to recovery codes from an address where codes of the app were guessed', async () => {
    const own = newBrowser('203.0.113.5');
    await newAdministrator(own);
    const { recoveryCodes } = await withFactor(own);
    for (let nth = 0; nth < 20; nth += 1) await takeAll([limits.codeFrom('203.0.113.99')]);
    const stranger = newBrowser('203.0.113.99');
    await begin(stranger);
    await expect(enter(stranger, '00000')).rejects.toMatchObject({ code: 'throttled' });
    expect(await recover(stranger, recoveryCodes[0] ?? '')).toEqual({ state: 'in' });
  });

  it('says to who is second with one code that it was used', async () => {
    const first = newBrowser();
    await newAdministrator(first);
    const { secret } = await withFactor(first);
    const two = [newBrowser(), newBrowser('203.0.113.66')];
    for (const browser of two) await begin(browser);
    await farFromNextStep();
    const code = totp(secret, 1);
    const said = await Promise.all(two.map((browser) => enter(browser, code).catch((error: Error) => error.message)));
    expect(said).toContainEqual({ state: 'in' });
    expect(said).toContain('This code was used already. Wait for the next one.');
    // In another tab of one browser it is the same sign-in.
    const tab = newBrowser();
    await begin(tab);
    const other = newBrowser(tab.address, new Map(tab.cookies));
    expect(await enter(tab, totp(secret))).toEqual({ state: 'in' });
    await expect(enter(other, totp(secret, -1))).rejects.toThrow(/is done already/);
  });

  it('is waited for no longer once the password is another, the sessions are ended or the factor is gone', async () => {
    const ada = newBrowser();
    const actor = await newAdministrator(ada);
    const { secret, recoveryCodes } = await withFactor(ada);
    const [code = ''] = recoveryCodes;
    const personId = actor.personId ?? '';
    const next = 'velvet tractor nimbus 81';
    const ends: (() => Promise<unknown>)[] = [
      () => ada.ask((caller) => changePassword({ current: goodPassword, next, ...caller })),
      async () => {
        const { token } = await resetPassword({ personId, actor });
        await newBrowser().ask((caller) => acceptInvitation({ token, password: goodPassword, ...caller }));
      },
      () => revokeAllSessions({ personId, actor }),
      () => removeSecondFactorOf({ personId, actor }),
    ];
    for (const [nth, end] of ends.entries()) {
      const waiting = newBrowser('203.0.113.66');
      const password = nth === 1 ? next : goodPassword;
      const signedIn = waiting.ask((caller) => signIn({ email: emailOf('Ada'), password, ...caller }));
      expect(await signedIn).toEqual({ state: 'secondFactor' });
      await end();
      await expect(recover(waiting, code)).rejects.toMatchObject({ ...wrong, details: { reason: 'again' } });
      await expect(enter(waiting, totp(secret))).rejects.toMatchObject({ ...wrong, details: { reason: 'again' } });
    }
  });

  it('can be removed by its owner with the password, and by an administrator', async () => {
    const admin = newBrowser();
    const actor = await newAdministrator(admin);
    await withFactor(admin);
    await expect(admin.ask((caller) => removeSecondFactor({ password: 'wrong', ...caller }))).rejects.toMatchObject(
      wrong,
    );
    await admin.ask((caller) => removeSecondFactor({ password: goodPassword, ...caller }));
    expect(await admin.viewer()).toMatchObject({ name: 'Ada' });
    expect(await begin(newBrowser())).toEqual({ state: 'in' });
    const bo = newBrowser();
    const { personId } = await newPerson(bo, { name: 'Bo', role: 'viewer', actor });
    await withFactor(bo);
    await removeSecondFactorOf({ personId, actor });
    expect(await bo.viewer()).toBeNull();
    const done = (await peopleActivity()).filter(({ action }) => action.startsWith('secondFactor'));
    expect(done.map(({ actor: who, action }) => `${who} ${action}`)).toEqual([
      'Ada secondFactor.add',
      'Ada secondFactor.remove',
      'Bo secondFactor.add',
      'Ada secondFactor.remove',
    ]);
  });

  it('can be required of everybody who may fix: without it they look', async () => {
    const admin = newBrowser();
    const actor = await newAdministrator(admin);
    const bo = newBrowser();
    await newPerson(bo, { name: 'Bo', role: 'operator', actor });
    const vic = newBrowser();
    await newPerson(vic, { name: 'Vic', role: 'viewer', actor });
    await setRequireSecondFactor({ required: true, actor });
    expect(await bo.viewer()).toMatchObject({ role: 'viewer', granted: 'operator', reduced: 'secondFactor' });
    expect(await admin.viewer()).toMatchObject({ role: 'viewer', granted: 'administrator', reduced: 'secondFactor' });
    expect(await vic.viewer()).toMatchObject({ role: 'viewer', reduced: null });
    await withFactor(bo);
    expect(await bo.viewer()).toMatchObject({ role: 'operator', reduced: null });
    await setRequireSecondFactor({ required: false, actor });
    expect(await admin.viewer()).toMatchObject({ role: 'administrator', reduced: null });
  });
});
