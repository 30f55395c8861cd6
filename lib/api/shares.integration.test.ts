import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CLIENT_ADDRESS_HEADER } from '#lib/auth/client-address.ts';
import { resetEnv } from '#lib/env.ts';
import { testDatabase } from '#lib/server/test-database.ts';
import { listActivity } from '#lib/store/activity.ts';
import { rememberAwsTime } from '#lib/store/clock.ts';
import { database } from '#lib/store/database.ts';
import { deleteShare, getSharedPage, getSharedPicture, getShares, postShare } from './shares.ts';
import { madeShareSchema, sharesSchema } from './shares-output.ts';

const week = '2026-W46';
const now = new Date('2026-11-23T12:00:00Z');
let store: Awaited<ReturnType<typeof testDatabase>>;

beforeAll(async () => {
  store = await testDatabase();
  // Each of these tests begins with an empty log.
  await database().pool.query('alter table activity disable trigger activity_is_append_only');
  process.env.APP_SECRET = 'a secret of at least thirty-two characters';
  resetEnv();
});
afterAll(async () => {
  delete process.env.APP_SECRET;
  await store.drop();
});
beforeEach(async () => {
  await database().pool.query('truncate report_share, activity, rate_limit');
  await rememberAwsTime(now);
});

const call = (path: string, init: RequestInit = {}) =>
  new Request(`http://localhost:3000${path}`, { ...init, headers: { host: 'localhost:3000' } });

async function made(body: object = {}) {
  const answer = await postShare(call('/', { method: 'POST', body: JSON.stringify(body) }), { week });
  expect(answer.status, await answer.clone().text()).toBe(201);
  const share = madeShareSchema.parse(await answer.json());
  return { ...share, token: share.path.replace('/shared/', '') };
}

const open = (token: string, method = 'GET') => getSharedPage(call(`/shared/${token}`, { method }), { token });

describe('a share link', () => {
  it('is as long as nobody can guess, and kept as its hash only', async () => {
    const tokens = await Promise.all([made(), made(), made()]);
    for (const { token } of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(new Set(tokens.map(({ token }) => token)).size).toBe(3);
    const { rows } = await database().pool.query('select to_jsonb(s)::text as text from report_share s');
    for (const { token } of tokens)
      for (const { text } of rows) {
        expect(text).not.toContain(token);
        expect(text).not.toContain(Buffer.from(token, 'base64url').toString('hex'));
      }
  });

  it('lasts for seven days, or for those asked, and never for more than ninety', async () => {
    expect((await made()).expiresAt).toMatch(/^2026-11-30T12:00/);
    expect((await made({ days: 90 })).expiresAt).toMatch(/^2027-02-21T12:00/);
    for (const days of [0, 91, 1.5, '7']) {
      const answer = await postShare(call('/', { method: 'POST', body: JSON.stringify({ days }) }), { week });
      expect(answer.status, String(days)).toBe(400);
    }
    const { token } = await made({ days: 1 });
    await rememberAwsTime(new Date('2026-11-24T11:59:00Z'));
    expect((await open(token)).status).toBe(200);
    await rememberAwsTime(new Date('2026-11-24T12:00:01Z'));
    expect((await open(token)).status).toBe(404);
  });

  it('shows nothing from the moment it is revoked, and ends as any other', async () => {
    const { token, shareId } = await made();
    expect((await open(token)).status).toBe(200);
    expect((await deleteShare(call('/', { method: 'DELETE' }), { week, shareId })).status).toBe(200);
    const [revoked, picture, unknown, odd] = await Promise.all([
      open(token),
      getSharedPicture(call('/'), { token }),
      open('A'.repeat(43)),
      open('../../etc'),
    ]);
    const text = await revoked.text();
    for (const answer of [revoked, picture, unknown, odd]) expect(answer.status).toBe(404);
    expect(await unknown.text()).toBe(text);
    expect(await odd.text()).toBe(text);
    expect((await deleteShare(call('/', { method: 'DELETE' }), { week, shareId })).status).toBe(404);
  });

  it('is of its week: another cannot revoke it', async () => {
    const { shareId } = await made();
    expect((await deleteShare(call('/', { method: 'DELETE' }), { week: '2026-W45', shareId })).status).toBe(404);
  });

  it('is of no week that is not over', async () => {
    for (const [name, status] of [
      ['2026-W48', 404],
      ['2026-W54', 400],
    ] as const)
      expect((await postShare(call('/', { method: 'POST' }), { week: name })).status).toBe(status);
  });

  it('counts how often its page was opened, not its pictures', async () => {
    const { token, shareId } = await made();
    await Promise.all([open(token), open(token), open(token, 'HEAD'), getSharedPicture(call('/x'), { token })]);
    const { items } = sharesSchema.parse(await (await getShares(call('/'), { week })).json());
    expect(items).toMatchObject([{ shareId, opened: 2, createdBy: 'local', revokedAt: null }]);
  });

  it('is told in the activity, made and revoked', async () => {
    const { shareId } = await made({ mask: 'accounts', days: 3 });
    await deleteShare(call('/', { method: 'DELETE' }), { week, shareId });
    const { items } = await listActivity({ limit: 10 });
    expect(items.map(({ action, actor, detail }) => ({ action, actor, detail }))).toEqual([
      { action: 'report.unshare', actor: 'local', detail: { shareId, week, opened: 0 } },
      { action: 'report.share', actor: 'local', detail: { shareId, week, mask: 'accounts', days: 3 } },
    ]);
  });

  it('is limited in the requests of a minute, across processes', async () => {
    const { token } = await made();
    await database().pool.query(`update report_share set minute_at = date_trunc('minute', now()), minute_count = 1000`);
    const answer = await open(token);
    // The minute may have passed between the two.
    if (answer.status !== 200) {
      expect(answer.status).toBe(429);
      expect(answer.headers.get('retry-after')).toBe('60');
    }
    await database().pool.query(`update report_share set minute_at = now() - interval '2 minutes'`);
    expect((await open(token)).status).toBe(200);
  });

  it('is guessed for so long only, by each who asks', async () => {
    const { token } = await made();
    const from = (address: string, guess: string) =>
      getSharedPage(new Request('http://localhost:3000/', { headers: { [CLIENT_ADDRESS_HEADER]: address } }), {
        token: guess,
      });
    for (let i = 0; i < 40; i++) expect((await from('198.51.100.7', token)).status).toBe(200);
    const guesses = await Promise.all(
      Array.from({ length: 45 }, (_, i) => from('203.0.113.9', String(i).padStart(43, 'A'))),
    );
    expect(guesses.filter(({ status }) => status === 404)).toHaveLength(30);
    const [refused, ...others] = guesses.filter(({ status }) => status === 429);
    expect(others).toHaveLength(14);
    expect(Number(refused?.headers.get('retry-after'))).toSatisfy((seconds: number) => seconds > 0 && seconds <= 60);
    expect(await refused?.text()).not.toContain('Straybytes ·');
    expect((await from('198.51.100.7', 'A'.repeat(43))).status).toBe(404);
    await database().pool.query('update rate_limit set expire = expire - 60000');
    expect((await from('203.0.113.9', 'A'.repeat(43))).status).toBe(404);
  });

  it('opens from an address that opened too many that show nothing: an office has one for all', async () => {
    const { token } = await made();
    const from = { headers: { [CLIENT_ADDRESS_HEADER]: '203.0.113.10' } };
    const page = (guess: string) => getSharedPage(new Request('http://localhost:3000/', from), { token: guess });
    for (let i = 0; i < 31; i++) await page(String(i).padStart(43, 'A'));
    expect((await page('A'.repeat(43))).status).toBe(429);
    expect((await page(token)).status).toBe(200);
    expect((await getSharedPicture(new Request('http://localhost:3000/', from), { token })).status).toBe(200);
  });

  it('is in no index and no cache, and leads nowhere', async () => {
    const { token } = await made();
    const answer = await open(token);
    expect(answer.headers.get('x-robots-tag')).toContain('noindex');
    expect(answer.headers.get('cache-control')).toContain('no-cache');
    const text = await answer.text();
    expect(text).toContain('<meta name="robots" content="noindex');
    expect(text).not.toMatch(/<a\b|<script|<form|<iframe|href="(?!data:)/);
    for (const [, address] of text.matchAll(/(?:src|srcset|href|content)="([^"]*\/[^"]*)"/g))
      if (/^(http|\/)/.test(address ?? '')) expect(address).toContain(`/shared/${token}/picture.png`);
  });
});
