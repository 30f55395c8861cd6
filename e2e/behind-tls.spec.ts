import { request as ask } from 'node:http';
import { freePort } from '#lib/server/free-port.ts';
import { browserArgs, browserPath } from './fixtures/browser.ts';
import { browserOf, invite, join, type Somebody, signIn, signOut } from './fixtures/people.ts';
import { type Product, startProduct } from './fixtures/product.ts';
import { test as base, expect } from './fixtures/test.ts';
import { startTlsProxy, type TlsProxy } from './fixtures/tls-proxy.ts';
import { visit } from './fixtures/visit.ts';

const session = '__Host-straybytes.session_token';
const hostname = 'straybytes.test';
const ada: Somebody = { name: 'Ada Kim', email: 'ada@example.com', password: 'lighthouse granite mellow 41' };
const olu: Somebody = { name: 'Olu Berg', email: 'olu@example.com', password: 'copper meadow unfold 77 tram' };

type Served = { product: Product; proxy: TlsProxy; origin: string; port: number };

/** A server as others reach it: by its public name, through one proxy that ends TLS. */
const test = base.extend<object, { served: Served }>({
  served: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      const port = await freePort();
      const publicPort = await freePort({ except: port });
      const origin = `https://${hostname}:${publicPort}`;
      const proxy = await startTlsProxy({ port: publicPort, target: port, hostname });
      const environment = { TRUSTED_ORIGIN: origin, TRUSTED_PROXIES: '1' };
      const product = await startProduct({ args: ['--demo'], port, environment });
      await use({ product, proxy, origin, port });
      await product.stop();
      await proxy.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  product: [({ served }, use) => use(served.product), { scope: 'worker' }],
  baseURL: async ({ served }, use) => use(served.origin),
});
test.describe.configure({ mode: 'serial', timeout: 120_000 });
test.use({
  ignoreHTTPSErrors: true,
  // Without TLS a browser says that it ignores one of our headers.
  expectedErrors: [/status of 40[134]|Cross-Origin-Opener-Policy header has been ignored/],
  launchOptions: {
    executablePath: await browserPath(),
    args: [...browserArgs, `--host-resolver-rules=MAP ${hostname} 127.0.0.1`],
  },
});

test('one signs in over TLS, with cookies for TLS only, and every link names the public address', async ({
  page,
  browser,
  served: { product, proxy, origin },
}) => {
  const first = product.administratorLink ?? '';
  expect(first.startsWith(`${origin}/join/`), first).toBe(true);
  // Who asks says whom they ask for: only what the proxy adds counts.
  await page.setExtraHTTPHeaders({ 'x-forwarded-for': '203.0.113.99' });
  await join(page, first, ada);
  const told = proxy.told.at(-1);
  expect(told?.forwardedFor).toMatch(/^203\.0\.113\.99, (::ffff:)?127\.0\.0\.1$/);
  expect(told?.host).toBe(new URL(origin).host);
  const known = '__Host-straybytes.known';
  const expectCookies = async (...names: string[]) => {
    const cookies = await page.context().cookies();
    expect(cookies.map(({ name }) => name).toSorted()).toEqual(names);
    const every = { domain: hostname, path: '/', secure: true, httpOnly: true, sameSite: 'Lax' };
    for (const cookie of cookies) expect(cookie).toMatchObject(every);
  };
  await expectCookies(known, session);
  await signOut(page);
  await expectCookies(known);
  const entry = await page.goto('/budgets');
  await expect(page).toHaveURL(`${origin}/sign-in?to=%2Fbudgets`);
  expect(entry?.headers()['strict-transport-security']).toBe('max-age=31536000');
  await signIn(page, ada);
  await expectCookies(known, session);
  expect(new URL(page.url()).origin).toBe(origin);
  await visit(page, '/you');
  await expect(page.getByRole('main')).toContainText('127.0.0.1');
  await expect(page.getByRole('main')).not.toContainText('203.0.113.99');

  const invitation = await invite(page, olu, 'viewer');
  expect(invitation.startsWith(`${origin}/join/`), invitation).toBe(true);
  const invited = await browserOf(browser, origin, { ignoreHTTPSErrors: true });
  await join(invited, invitation, olu);
  await visit(page, '/reports');
  await page.getByRole('button', { name: 'Make a link' }).click();
  const share = page.getByLabel('The link, shown this once');
  await expect(share).toHaveValue(/\/shared\/[\w-]{43}$/);
  const link = await share.inputValue();
  expect(link.startsWith(`${origin}/shared/`), link).toBe(true);
  expect((await invited.goto(link))?.status()).toBe(200);
  await invited.context().close();
});

test('who goes around the proxy, without TLS, has no session there and gets none', async ({ page, served }) => {
  const { origin, port } = served;
  await signIn(page, ada);
  const kept = (await page.context().cookies()).find(({ name }) => name === session);
  expect(kept?.value).toBeTruthy();
  const cookie = `${session}=${kept?.value}`;
  const { host } = new URL(origin);
  // The browser keeps its cookie to itself there, and the name is none of the server's.
  const around = `http://${hostname}:${port}`;
  const sent: (string | undefined)[] = [];
  page.on('request', async (request) => {
    if (request.url().startsWith(around)) sent.push((await request.allHeaders()).cookie);
  });
  expect((await page.goto(`${around}/buckets`))?.status()).toBe(403);
  await expect.poll(() => sent).toEqual([undefined]);
  expect(await page.evaluate(() => document.cookie)).toBe('');

  const enter = { 'next-action': '40'.repeat(21), 'content-type': 'text/plain;charset=UTF-8' };
  for (const [what, headers, method, status] of [
    ['a page by its own name', { host: `localhost:${port}` }, 'GET', 303],
    ['a page by the public name', { host }, 'GET', 303],
    ['a page that says it came by TLS', { host, 'x-forwarded-proto': 'https' }, 'GET', 303],
    ['a page by the name without TLS', { host: `${hostname}:${port}`, cookie }, 'GET', 403],
    ['signing in on a page without TLS', { ...enter, host, origin: `http://${host}` }, 'POST', 403],
    ['signing in at the name without TLS', { ...enter, host: `${hostname}:${port}`, origin: around }, 'POST', 403],
  ] as const) {
    const answer = await plainly({ port, method, headers, path: method === 'GET' ? '/buckets' : '/sign-in' });
    expect([what, answer]).toEqual([what, { status, cookies: [] }]);
  }
});

/** Over plain http, past the proxy, by whatever name. */
function plainly(asked: {
  port: number;
  method: string;
  path: string;
  headers: Record<string, string>;
}): Promise<{ status: number | undefined; cookies: string[] }> {
  return new Promise((resolve, reject) => {
    const request = ask({ host: '127.0.0.1', ...asked }, (answer) => {
      answer.resume().once('end', () => {
        resolve({ status: answer.statusCode, cookies: answer.headers['set-cookie'] ?? [] });
      });
    });
    request.once('error', reject);
    request.end(asked.method === 'GET' ? undefined : '[]');
  });
}
