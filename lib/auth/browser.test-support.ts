import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Caller } from '#lib/auth/caller.ts';
import { viewerOfHeaders } from '#lib/auth/current-viewer.ts';
import { acceptInvitation, firstAdministratorLink, invite } from '#lib/auth/invitations.ts';
import type { Role } from '#lib/auth/power.ts';
import type { Viewer } from '#lib/auth/viewer.ts';
import { resetEnv } from '#lib/env.ts';
import { database } from '#lib/store/database.ts';

/** Long and of nothing that belongs together. */
export const goodPassword = 'quartz lantern omelette 47';

/** Keeps cookies as a browser does, and asks with them from one address. */
export type Browser = {
  address: string;
  cookies: Map<string, string>;
  /** For one call of lib/auth; what it sets is taken over by `keep`. */
  caller: () => Caller & { answer: Headers };
  /** Runs a call and keeps its cookies. */
  ask: <T>(call: (caller: Caller) => Promise<T>) => Promise<T>;
  /** Who it is now; null: nobody, and somebody has to be. */
  viewer: () => Promise<Viewer | null>;
};

export function newBrowser(address = '198.51.100.7', cookies = new Map<string, string>()): Browser {
  const headers = () =>
    new Headers({
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
      'x-straybytes-client': address,
      ...(cookies.size > 0 && { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
    });
  const browser: Browser = {
    address,
    cookies,
    caller: () => ({ headers: headers(), address, answer: new Headers() }),
    ask: async (call) => {
      const caller = browser.caller();
      try {
        return await call(caller);
      } finally {
        keep(cookies, caller.answer ?? new Headers());
      }
    },
    viewer: () => viewerOfHeaders({ headers: headers(), address }),
  };
  return browser;
}

function keep(cookies: Map<string, string>, answer: Headers): void {
  for (const cookie of answer.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (value === '' || /max-age=0/i.test(cookie)) cookies.delete(name);
    else cookies.set(name, value);
  }
}

/** What the launcher sets; and whatever a test changes of it. */
export function useEnvironment(changes: Record<string, string | undefined> = {}): void {
  process.env.APP_SECRET = 'a secret of the tests, of more than 32 characters';
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  resetEnv();
}

/** The first administrator, signed in. */
export async function newAdministrator(browser: Browser, name = 'Ada'): Promise<Viewer> {
  const { token } = await firstAdministratorLink();
  await browser.ask((caller) =>
    acceptInvitation({ token, name, email: emailOf(name), password: goodPassword, ...caller }),
  );
  return signedIn(browser);
}

/** Somebody whom an administrator invited, signed in. */
export async function newPerson(
  browser: Browser,
  { name, role, actor }: { name: string; role: Role; actor: Viewer },
): Promise<Viewer & { personId: string }> {
  const { token } = await invite({ email: emailOf(name), role, actor });
  await browser.ask((caller) => acceptInvitation({ token, name, password: goodPassword, ...caller }));
  return signedIn(browser);
}

export async function signedIn(browser: Browser): Promise<Viewer & { personId: string }> {
  const viewer = await browser.viewer();
  if (!viewer?.personId) throw new Error('Nobody is signed in.');
  return { ...viewer, personId: viewer.personId };
}

export function emailOf(name: string): string {
  return `${name.toLowerCase()}@example.com`;
}

/** Waits where the 30 s of a code are nearly over: the code of the step before is then soon good for nothing. */
export async function farFromNextStep(): Promise<void> {
  const left = 30_000 - (Date.now() % 30_000);
  if (left < 5_000) await sleep(left);
}

/** The code of an authenticator app (RFC 6238) with a secret in base32, `steps` of 30 s from now. */
export function totp(secret: string, steps = 0): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replace(/=+$/, '')].map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const mac = createHmac('sha1', key).update(counter).digest();
  const at = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** Activity that only those see who have the power over people, the oldest first, as `actor action`. */
export async function peopleActivity(): Promise<
  { actor: string; action: string; address: string | null; detail: Record<string, unknown> }[]
> {
  const { rows } = await database().pool.query(
    `select actor, action, address, detail from activity where audience = 'people' order by id`,
  );
  return rows;
}
