import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeToken } from '#lib/auth/api-tokens.ts';
import {
  emailOf,
  goodPassword,
  newAdministrator,
  newBrowser,
  signedIn,
  totp,
  useEnvironment,
} from '#lib/auth/browser.test-support.ts';
import { firstAdministratorLink, invite } from '#lib/auth/invitations.ts';
import { resetPassword } from '#lib/auth/people.ts';
import { beginSecondFactor, confirmSecondFactor } from '#lib/auth/second-factor.ts';
import { signIn, verifyCode } from '#lib/auth/sign-in.ts';
import { testDatabase } from '#lib/server/test-database.ts';
import { dump, secretsIn } from '#lib/store/dump.test-support.ts';

let store: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  store = await testDatabase();
  useEnvironment();
});
afterAll(async () => {
  await store.drop();
  useEnvironment({ APP_SECRET: undefined });
});

it('no secret of sign-in is in the database in clear', async () => {
  const browser = newBrowser();
  await newAdministrator(browser);
  const factor = await browser.ask((caller) => beginSecondFactor({ password: goodPassword, ...caller }));
  const { recoveryCodes } = await browser.ask((caller) =>
    confirmSecondFactor({ code: totp(factor.secret), ...caller }),
  );
  const actor = await signedIn(browser);
  const secrets: Record<string, string> = {
    password: goodPassword,
    'secret of the authenticator': factor.secret,
    'API token': (await makeToken({ name: 'ci', role: 'viewer', days: 1, actor })).token.slice(20),
    invitation: (await invite({ email: 'bo@example.com', role: 'viewer', actor })).token,
    'first administrator': (await firstAdministratorLink()).token,
    reset: (await resetPassword({ personId: actor.personId, actor })).token,
    ...Object.fromEntries(recoveryCodes.map((code, nth) => [`recovery code ${nth}`, code])),
  };
  for (const [name, value] of browser.cookies) {
    const [token = '', signature = ''] = decodeURIComponent(value).split('.');
    Object.assign(secrets, { [`cookie ${name}`]: token, [`signature ${name}`]: signature });
  }
  // A sign-in that is half way, and mistakes.
  const half = newBrowser();
  await half.ask((caller) => signIn({ email: emailOf('Ada'), password: goodPassword, ...caller }));
  await half.ask((caller) => verifyCode({ code: '000000', ...caller })).catch(() => undefined);
  await newBrowser()
    .ask((caller) => signIn({ email: goodPassword, password: goodPassword, ...caller }))
    .catch(() => undefined);
  for (const value of half.cookies.values())
    Object.assign(secrets, { 'half way': decodeURIComponent(value).split('.')[0] ?? '' });

  const text = await dump();
  // It is a dump: what is no secret is there.
  for (const known of ['ada@example.com', 'bo@example.com', 'session.begin', actor.personId])
    expect(text).toContain(known);
  expect(Object.values(secrets).filter((secret) => secret.length < 8)).toEqual([]);
  expect(secretsIn(text, secrets)).toEqual([]);
});
