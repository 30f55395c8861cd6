import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '#lib/server/build.ts';
import { testDatabase } from '#lib/server/test-database.ts';
import { cleanUp } from '#lib/server/test-launcher.ts';
import { actions } from './authorization.test-support.ts';
import { type Client, peopleOf, resultOf, type Served, serve, serverFunctions } from './served.test-support.ts';

const host = 'straybytes.example.com';
const publicly = { host, origin: `https://${host}`, 'x-forwarded-proto': 'https', 'x-forwarded-for': '198.51.100.9' };

let store: Awaited<ReturnType<typeof testDatabase>>;
let served: Served;
let administrator: Client;

beforeAll(async () => {
  store = await testDatabase();
  await ensureBuilt();
  served = await serve({ databaseUrl: store.url, environment: { TRUSTED_ORIGIN: publicly.origin } });
  ({ administrator } = await peopleOf(served));
}, 300_000);
afterAll(async () => {
  await cleanUp();
  await store.drop();
}, 60_000);

/** The headers of a browser that was given this address. */
function by(name: string): Record<string, string> {
  const named = `${name}:${served.launcher.port}`;
  return { host: named, origin: `http://${named}` };
}

/** The client, and another that comes by other headers with the same cookies. */
function as(client: Client | null, headers: Record<string, string>): Client {
  const other = served.client({ headers });
  for (const [name, value] of client?.cookies ?? []) other.cookies.set(name, value);
  return other;
}

// Who clicks and goes on to another page before it is sent, sends it there: Next asks this server again, by itself.
describe('what is clicked just before another page is opened', () => {
  it.each(['localhost', '127.0.0.1', 'the public name'])('is done, by %s', async (name) => {
    const ada = as(administrator, name === 'the public name' ? publicly : by(name));
    const answer = await ada.act('makeApiToken', { name: `by ${name}`, role: 'viewer', days: 1 }, { path: '/buckets' });
    const result = resultOf(answer);
    expect([answer.headers['content-type'], result?.ok], answer.text).toEqual(['text/x-component', true]);
    const token = served.client({ token: String(result?.value?.token) });
    expect((await token.ask('/api/v1/buckets')).status).toBe(200);
  });

  it('is answered as on its own page, whatever it is, and leaves no error in the log', async () => {
    const found: string[] = [];
    for (const { name, file, paths } of (await serverFunctions()).filter(({ id }) => /^[0-7]/.test(id))) {
      const [takes, input] = actions[`${file} ${name}`] ?? ['anybody', undefined];
      if (takes === 'anybody' || paths.includes('/sign-in')) continue;
      for (const headers of [by('127.0.0.1'), publicly]) {
        const answer = await as(null, headers).act(name, input, { path: '/sign-in' });
        const code = resultOf(answer)?.error?.code ?? '';
        // Whose cookies would be lost on the way says so.
        if (!['unauthenticated', 'conflict'].includes(code)) found.push(`${name}: ${answer.status} ${answer.text}`);
      }
    }
    expect(found).toEqual([]);
    expect(served.launcher.said()).not.toMatch(/failed to forward|uncaughtException|aborted/);
  }, 120_000);
});
