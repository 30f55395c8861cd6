import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '#lib/server/build.ts';
import { testDatabase } from '#lib/server/test-database.ts';
import { cleanUp, isReady } from '#lib/server/test-launcher.ts';
import { database } from '#lib/store/database.ts';
import { emailOf, goodPassword } from './browser.test-support.ts';
import { type Answer, type Client, peopleOf, resultOf, type Served, serve } from './served.test-support.ts';

const host = 'straybytes.example.com';
const origin = `https://${host}`;
const SESSION = '__Host-straybytes.session_token';

let store: Awaited<ReturnType<typeof testDatabase>>;
let served: Served;
let people: Awaited<ReturnType<typeof peopleOf>>;

beforeAll(async () => {
  store = await testDatabase();
  await ensureBuilt();
  served = await serve({ databaseUrl: store.url, environment: { TRUSTED_ORIGIN: origin } });
  people = await peopleOf(served);
}, 300_000);
afterAll(async () => {
  await cleanUp();
  await store.drop();
}, 60_000);

/** Somebody at an address, as the proxy in front hands them on. */
function from(address: string, token?: string): Client {
  const headers = { host, origin, 'x-forwarded-proto': 'https', 'x-forwarded-for': `203.0.113.99, ${address}` };
  return served.client({ headers, ...(token !== undefined && { token }) });
}

function enter(client: Client, email: string, password = goodPassword): Promise<Answer> {
  return client.act('enter', { email, password });
}

function codeOf(answer: Answer): string {
  const result = resultOf(answer);
  return result?.ok ? 'in' : (result?.error?.code ?? `status ${answer.status}`);
}

/** What a request with this line is answered with. */
function statusOf(port: number, line: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: 'localhost', port, path: line, headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asked.on('error', reject).end();
  });
}

describe('at a public address', () => {
  it('the cookie goes over TLS only, to no script, and not with what another site asks for', async () => {
    const ada = from('198.51.100.1');
    const answer = await enter(ada, emailOf('Ada'));
    expect(codeOf(answer)).toBe('in');
    const cookie = answer.cookies.find((one) => one.startsWith(`${SESSION}=`)) ?? '';
    const attributes = cookie
      .split('; ')
      .slice(1)
      .map((one) => one.toLowerCase());
    expect(attributes).toEqual(expect.arrayContaining(['secure', 'httponly', 'samesite=lax', 'path=/']));
    expect(attributes.filter((one) => one.startsWith('domain'))).toEqual([]);
    for (const one of answer.cookies) expect(one.toLowerCase()).toMatch(/; httponly/);
    expect((await ada.ask('/api/v1/buckets')).status).toBe(200);
  });

  it('a sign-in that could not be recorded hands out no cookie and leaves no session', async () => {
    const { pool } = database();
    const sessions = async () => (await pool.query('select id from session')).rows.length;
    const before = await sessions();
    await pool.query(`create function fails() returns trigger language plpgsql as $$ begin raise 'no'; end $$`);
    await pool.query(`create trigger fails before insert on activity for each row
      when (new.action = 'session.begin') execute function fails()`);
    const ada = from('198.51.100.10');
    const answer = await enter(ada, emailOf('Ada'));
    await pool.query('drop trigger fails on activity');
    expect([answer.status, resultOf(answer)]).toEqual([500, null]);
    expect(answer.cookies.filter((one) => one.includes('session_token'))).toEqual([]);
    expect(await sessions()).toBe(before);
  });

  it('whoever has to sign in is sent to a path of ours, whatever they asked for', async () => {
    const nobody = from('198.51.100.2');
    for (const at of ['/buckets?q=x', '//evil.example/x', '/\\evil.example', '/%5Cevil.example', '/%09/evil.example']) {
      const { status, headers } = await nobody.ask(at);
      if (status === 400 || status === 404) continue;
      const where = new URL(headers.location ?? '', `${origin}/`);
      expect([status >= 300 && status < 400, where.host], `${at}: ${status} ${headers.location}`).toEqual([true, host]);
      expect(where.searchParams.get('to') ?? '/').toMatch(/^\/(?![/\\])/);
    }
  });

  it('a session that somebody planted is neither taken over nor kept', async () => {
    const planted = from('198.51.100.3');
    await enter(planted, emailOf('Vera'));
    const former = planted.cookies.get(SESSION) ?? '';
    expect(former).not.toBe('');
    const victim = from('198.51.100.4');
    victim.cookies.set(SESSION, former);
    expect(codeOf(await enter(victim, emailOf('Olu')))).toBe('in');
    expect(victim.cookies.get(SESSION)).not.toBe(former);
    expect((await victim.ask('/you')).text).toContain(emailOf('Olu'));
    expect((await planted.ask('/api/v1/buckets')).status).toBe(401);

    const made = from('198.51.100.4');
    made.cookies.set(SESSION, `${'a'.repeat(32)}.${'b'.repeat(44)}`);
    expect(codeOf(await enter(made, emailOf('Olu')))).toBe('in');
    expect(made.cookies.get(SESSION)).not.toContain('aaaa');
  });

  it.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: `http://${host}` },
    { origin: `https://${host}.evil.example` },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('a write that comes from %o with a cookie is refused', async (headers) => {
    const ada = from('198.51.100.5');
    await enter(ada, emailOf('Ada'));
    const body = '{"kinds":["nothing"]}';
    expect((await ada.ask('/api/v1/collect', { method: 'POST', body })).status).toBe(400);
    for (const method of ['POST', 'PATCH', 'DELETE']) {
      const answer = await ada.ask('/api/v1/collect', { method, body, headers });
      expect([answer.status, JSON.parse(answer.text).details.reason]).toEqual([403, 'crossSite']);
    }
    // A form of another site can send these; an action without the header of a script is asked for like this.
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      expect(
        (await ada.ask('/people', { method: 'POST', body, headers: { ...headers, 'content-type': type } })).status,
      ).toBe(403);
    const action = await ada.ask('/people', {
      method: 'POST',
      body: '[]',
      headers: { ...headers, 'next-action': '40'.repeat(21) },
    });
    expect(action.status).toBe(403);
  });

  it('is reached through a proxy that has its own Host; no name of a client counts', async () => {
    const named = { host: `localhost:${served.launcher.port}`, origin };
    for (const headers of [named, { host, origin, 'x-forwarded-host': 'evil.example' }]) {
      const ada = served.client({ headers: { ...headers, 'x-forwarded-for': '198.51.100.11' } });
      expect(codeOf(await enter(ada, emailOf('Ada')))).toBe('in');
    }
    const evil = { host, origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' };
    expect((await enter(served.client({ headers: evil }), emailOf('Ada'))).status).toBe(403);
  });

  it('asks browsers to come with TLS only', async () => {
    for (const at of ['/sign-in', '/buckets', '/api/v1/buckets'])
      expect((await from('198.51.100.12').ask(at)).headers['strict-transport-security']).toBe('max-age=31536000');
  });

  it('what cannot be an e-mail address or an id is told so', async () => {
    const somebody = from('198.51.100.13');
    for (const email of ['a\u0000b@example.com', 'a\ud800b@example.com', 'a\u001bb@example.com'])
      expect(codeOf(await enter(somebody, email))).toBe('invalid');
    await enter(somebody, emailOf('Ada'));
    for (const [action, input] of [
      ['giveRole', { personId: 'abc', role: 'viewer' }],
      ['makePasswordLink', { personId: 'abc' }],
      ['takeInvitationBack', { invitationId: 'abc' }],
      ['endSession', { sessionId: 'abc' }],
      ['revokeApiToken', { tokenId: 'abc' }],
    ] as const)
      expect(codeOf(await somebody.act(action, input)), action).toBe('invalid');
  });

  it('a name that is not its own is answered with nothing', async () => {
    const elsewhere = served.client({ headers: { host: 'evil.example' } });
    const { status, text } = await elsewhere.ask('/sign-in');
    expect(status).toBe(403);
    expect(text).toContain('answers only to');
  });
});

describe('whoever asks in a way that nobody does', () => {
  it('is told so: what is too large, a form that names an action, a whole address of elsewhere', async () => {
    const action = { 'next-action': '40'.repeat(21), origin };
    const large = { ...action, 'content-length': String(20_000_000) };
    expect((await from('198.51.100.50').ask('/sign-in', { method: 'POST', headers: large })).status).toBe(413);
    const form = { ...action, 'content-type': 'application/x-www-form-urlencoded' };
    expect((await from('198.51.100.50').ask('/sign-in', { method: 'POST', body: 'x=1', headers: form })).status).toBe(
      404,
    );
    for (const at of ['/', '/sign-in', '/api/v1/buckets', '/nothing'])
      expect((await from('198.51.100.50').ask(at, { method: 'TRACE' })).status).toBe(405);
    for (const [line, status] of [
      ['http://evil.example/sign-in', 403],
      [`http://${host}/sign-in`, 200],
    ] as const)
      expect([line, await statusOf(served.launcher.port, line)]).toEqual([line, status]);
  });

  it('is signed in on the page for it only: an answer that Next hands on loses its cookies', async () => {
    const { pool } = database();
    const before = (await pool.query('select id from session')).rows.length;
    // As it comes without TLS, so that Next asks this server again.
    const ada = served.client({ headers: { host, origin, 'x-forwarded-for': '198.51.100.51' } });
    const answer = await ada.act('enter', { email: emailOf('Ada'), password: goodPassword }, { path: '/people' });
    expect(codeOf(answer)).toBe('conflict');
    expect((await pool.query('select id from session')).rows).toHaveLength(before);
  });
});

describe('whoever guesses', () => {
  it('gets no further than a few guesses, 200 at once; who knows the password gets in meanwhile', async () => {
    const guesser = '192.0.2.66';
    const guesses = Array.from({ length: 200 }, (_, nth) =>
      enter(from(guesser), nth % 2 ? emailOf('Ada') : `person${nth}@example.com`, `guess number ${nth} of many`),
    );
    const honest = Array.from({ length: 5 }, (_, nth) => enter(from(`198.51.100.${20 + nth}`), emailOf('Olu')));
    const codes = (await Promise.all(guesses)).map(codeOf);
    expect((await Promise.all(honest)).map(codeOf)).toEqual(['in', 'in', 'in', 'in', 'in']);
    const told = codes.filter((code) => code === 'unauthenticated').length;
    expect(told).toBeGreaterThan(0);
    expect(told).toBeLessThanOrEqual(20);
    expect(codes.filter((code) => code === 'throttled')).toHaveLength(200 - told);
    // Not even the right one counts from there now, and another address of theirs is of no use against one person.
    expect(codeOf(await enter(from(guesser), emailOf('Vera')))).toBe('throttled');
    expect(resultOf(await enter(from(guesser), emailOf('Vera')))?.error?.message).toMatch(
      /^This was tried too often\. Try again in \d+ minutes\.$/,
    );
    expect(await isReady(served.launcher)).toBe(true);
    expect(served.launcher.said()).not.toMatch(/ended unasked|unhandled/i);
  }, 180_000);

  it('at tokens is told to wait, and a good token goes on, from there too', async () => {
    const made = resultOf(await people.administrator.act('makeApiToken', { name: 'ci', role: 'viewer', days: 1 }));
    const token = String(made?.value?.token);
    const guesses = Array.from({ length: 200 }, (_, nth) =>
      from('192.0.2.67', `straybytes_${nth}`.padEnd(54, 'x')).ask('/api/v1/buckets'),
    );
    const [good, ...answers] = await Promise.all([from('198.51.100.30', token).ask('/api/v1/buckets'), ...guesses]);
    expect(good?.status).toBe(200);
    const limited = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(200 - limited.length);
    expect(limited.length).toBeGreaterThanOrEqual(170);
    for (const { headers } of limited) expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    for (const address of ['192.0.2.67', '198.51.100.30'])
      expect((await from(address, token).ask('/api/v1/buckets')).status).toBe(200);
  }, 120_000);

  it('learns from the time and the words of an answer nothing of who there is', async () => {
    const times = { known: [] as number[], unknown: [] as number[] };
    const words = new Set<string>();
    for (let nth = 0; nth < 7; nth++) {
      for (const [who, email] of [
        ['known', emailOf('Olu')],
        ['unknown', `nobody${nth}@example.com`],
      ] as const) {
        const client = from(`192.0.2.${100 + nth}`);
        const start = performance.now();
        const answer = await enter(client, email, 'not the password of anybody');
        times[who].push(performance.now() - start);
        words.add(JSON.stringify(resultOf(answer)));
        expect([answer.status, answer.cookies]).toEqual([200, []]);
      }
    }
    expect(words.size).toBe(1);
    // Hashing takes most of it: without it one would be many times the other. The quickest was disturbed least.
    const ratio = Math.min(...times.known) / Math.min(...times.unknown);
    expect(ratio).toBeGreaterThan(1 / 3);
    expect(ratio).toBeLessThan(3);
  }, 120_000);

  it('who chooses a password is told so often how good it is, and then to wait', async () => {
    const vera = from('198.51.100.40');
    await enter(vera, emailOf('Vera'));
    const asked = { password: 'vK9#mwQ2!zRt', name: null, email: null, token: null };
    const judged = await Promise.all(Array.from({ length: 160 }, () => vera.act('judgePassword', asked)));
    expect(judged.filter((answer) => resultOf(answer)?.value?.accepted === true)).toHaveLength(150);
    expect(judged.filter((answer) => codeOf(answer) === 'throttled')).toHaveLength(10);
  }, 120_000);
});
