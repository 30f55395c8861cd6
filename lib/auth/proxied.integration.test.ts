import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '#lib/server/build.ts';
import { testDatabase } from '#lib/server/test-database.ts';
import { cleanUp } from '#lib/server/test-launcher.ts';
import { resultOf, type Served, serve } from './served.test-support.ts';

let store: Awaited<ReturnType<typeof testDatabase>>;
let served: Served;

beforeAll(async () => {
  store = await testDatabase();
  await ensureBuilt();
  served = await serve({ databaseUrl: store.url, environment: { SIGN_IN: 'auto', API_TOKEN: 'sesame' } });
}, 300_000);
afterAll(async () => {
  await cleanUp();
  await store.drop();
}, 60_000);

describe('an open server', () => {
  it('is open to this machine, whatever it says of a proxy that there is none of', async () => {
    const local = served.client({ headers: { 'x-straybytes-proxied': '1' } });
    expect((await local.ask('/api/v1/buckets')).status).toBe(200);
    expect((await local.ask('/buckets')).status).toBe(200);
    expect(resultOf(await local.act('readSpend'))?.ok).toBe(true);
    const page = await local.ask('/sign-in');
    expect(page.headers['strict-transport-security']).toBeUndefined();
    expect(page.text).not.toContain('TRUSTED_ORIGIN');
  });

  it.each([
    { 'x-forwarded-for': '203.0.113.5' },
    { 'x-forwarded-host': 'straybytes.example.com' },
    { forwarded: 'for=203.0.113.5' },
    { 'x-real-ip': '203.0.113.5' },
    { via: '1.1 proxy' },
    { 'x-forwarded-proto': 'https' },
    { 'cf-connecting-ip': '203.0.113.5' },
  ])('is closed to who comes through a proxy that it was not told of, with %j', async (headers) => {
    const anybody = served.client({ headers: { ...headers, 'x-straybytes-proxied': '' } });
    const call = await anybody.ask('/api/v1/buckets');
    expect([call.status, JSON.parse(call.text).detail]).toEqual([401, expect.stringContaining('Set TRUSTED_ORIGIN')]);
    const page = await anybody.ask('/buckets');
    expect([page.status, page.headers.location]).toEqual([303, expect.stringContaining('/sign-in?to=%2Fbuckets')]);
    expect((await anybody.ask('/sign-in')).text).toContain('Set TRUSTED_ORIGIN');
    const acted = resultOf(await anybody.act('readSpend'));
    expect(acted?.error).toMatchObject({
      code: 'unauthenticated',
      message: expect.stringContaining('Set TRUSTED_ORIGIN'),
    });
    const program = served.client({ headers, token: 'sesame' });
    expect((await program.ask('/api/v1/buckets')).status).toBe(200);
  });

  it('is open to this machine for an action of another page too, which Next sends on to this server', async () => {
    const local = served.client();
    expect(resultOf(await local.act('readSpend', undefined, { path: '/people' }))?.ok).toBe(true);
    const host = `127.0.0.1:${served.launcher.port}`;
    const byNumber = served.client({ headers: { host, origin: `http://${host}` } });
    expect(resultOf(await byNumber.act('readSpend', undefined, { path: '/people' }))?.ok).toBe(true);
    const through = served.client({ headers: { 'x-forwarded-for': '203.0.113.5' } });
    const elsewhere = await through.act('readSpend', undefined, { path: '/people' });
    expect(resultOf(elsewhere)?.error).toMatchObject({ code: 'unauthenticated' });
  });

  it('says at its start that a short API_TOKEN can be guessed', () => {
    expect(served.launcher.said()).toMatch(/! API_TOKEN has fewer than 32 characters/);
  });
});
