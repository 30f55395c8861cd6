import { betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins';
import { CLIENT_ADDRESS_HEADER } from '#lib/auth/client-address.ts';
import { cookiePrefix, isOverTls } from '#lib/auth/cookie-prefix.ts';
import { MAX_PASSWORD, MIN_PASSWORD } from '#lib/auth/password.ts';
import { secretFor } from '#lib/auth/secret.ts';
import { sessionPlugin } from '#lib/auth/session-plugin.ts';
import { type Env, env } from '#lib/env.ts';
import { disconnectOver } from '#lib/identity-center/disconnect.ts';
import { authTables } from '#lib/store/auth-tables.ts';
import { database } from '#lib/store/database.ts';
import { personRow } from '#lib/store/people.ts';

const DAY_SECONDS = 86_400;

type Auth = ReturnType<typeof newAuth>;
type Database = ReturnType<typeof database>;
const made = new WeakMap<Database, { of: Env; auth: Auth }>();

/**
 * better-auth, which this server asks by itself: `auth().api…`. One a process; a new one when the database or the
 * environment is another, which only tests see.
 */
export function auth(): Auth {
  const known = made.get(database());
  if (known?.of === env()) return known.auth;
  const fresh = newAuth();
  made.set(database(), { of: env(), auth: fresh });
  return fresh;
}

function newAuth() {
  const { TRUSTED_ORIGIN, PORT } = env();
  const baseURL = TRUSTED_ORIGIN ?? `http://localhost:${PORT}`;
  return betterAuth({
    appName: 'Straybytes',
    baseURL,
    basePath: '/api/auth',
    secret: secretFor('sign-in'),
    database: authTables(),
    telemetry: { enabled: false },
    // What goes wrong comes back as an error; expected refusals are in Activity, with no password beside them.
    logger: { disabled: true },
    // Ours hold across processes (lib/auth/limits.ts).
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD,
      maxPasswordLength: MAX_PASSWORD,
    },
    user: {
      modelName: 'person',
      additionalFields: {
        role: { type: 'string', input: false, defaultValue: 'viewer' },
        disabledAt: { type: 'date', input: false, required: false },
      },
    },
    session: {
      fields: { userId: 'personId' },
      // A session that was ended is ended: no copy of it in a cookie.
      cookieCache: { enabled: false },
      expiresIn: 7 * DAY_SECONDS,
      updateAge: DAY_SECONDS,
      additionalFields: { method: { type: 'string', input: false, defaultValue: 'password' } },
    },
    account: { modelName: 'credential', fields: { userId: 'personId' }, accountLinking: { enabled: false } },
    verification: { storeIdentifier: 'hashed' },
    advanced: {
      // better-auth's own prefix for TLS would be the weaker one.
      cookiePrefix: cookiePrefix(),
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', secure: isOverTls() },
      database: { generateId: 'uuid' },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER], ipv6Subnet: 128 },
    },
    databaseHooks: {
      session: {
        create: {
          // However somebody comes to a session: who is disabled gets none.
          before: async (session) => ((await isDisabled(session.userId)) ? false : undefined),
        },
        delete: {
          // One that is found to be over goes at once: what it is connected with ends before.
          before: async ({ id, expiresAt }) => {
            if (expiresAt.getTime() <= Date.now()) await disconnectOver(id);
          },
        },
      },
      account: {
        create: { before: async (account) => ({ data: { ...account, ...noTokens } }) },
        update: { before: async (account) => ({ data: { ...account, ...noTokens } }) },
      },
    },
    plugins: [
      twoFactor({
        issuer: 'Straybytes',
        // Its lock is of a person everywhere: whoever has the password would keep them out. Ours tells browsers apart.
        accountLockout: { enabled: false },
        schema: { twoFactor: { modelName: 'secondFactor', fields: { userId: 'personId' } } },
      }),
      sessionPlugin,
    ],
  });
}

/** An identity provider's tokens are of no use here: they are not kept. */
const noTokens = { accessToken: null, refreshToken: null, idToken: null };

async function isDisabled(personId: string): Promise<boolean> {
  const person = await personRow(personId);
  return person === null || person.disabledAt !== null;
}
