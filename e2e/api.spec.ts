import { request as httpRequest } from 'node:http';
import { collect } from './fixtures/collect.ts';
import type { Place } from './fixtures/simulated-aws.ts';
import { apiToken, expect, test } from './fixtures/test.ts';

type Bucket = { accountId: string; name: string; uploads: number | null; bytes: number | null; measurement: string };

/** Headers that `fetch` does not let one choose, such as Host. */
function rawStatus(url: string, options: { method?: string; headers?: Record<string, string>; body?: string }) {
  return new Promise<number>((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = options;
    const request = httpRequest(url, { method, headers }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
    });
    request.once('error', reject);
    request.end(body);
  });
}

test('figures equal the truth to the byte in every bucket that can be read', async ({ request, product, aws }) => {
  await collect(product.url);
  const truth = await aws.truth();
  const buckets: Bucket[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: { items: Bucket[]; nextCursor: string | null } = await (
      await request.get(`/api/v1/buckets?limit=60${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
    ).json();
    buckets.push(...page.items);
    cursor = page.nextCursor;
  }
  expect(buckets).toHaveLength(140);
  const readable = buckets.filter(({ measurement }) => measurement === 'exact');
  expect(readable.length).toBe(137);
  const none = { uploads: 0, bytes: 0 };
  const told = readable.map(({ accountId, name, uploads, bytes }) => ({ id: `${accountId}/${name}`, uploads, bytes }));
  expect(told).toEqual(told.map(({ id }) => ({ id, ...(truth.get(id) ?? none) })));
  expect(buckets.filter(({ bytes }) => bytes === null).map(({ name }) => name)).toContain('vault-exports');

  const { totals } = await (await request.get('/api/v1/buckets?limit=1')).json();
  expect(totals.bytes).toBe(told.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0));
  expect(totals.atLeast).toBe(true);
});

test('uploads of a bucket, page by page, add up to it', async ({ request }) => {
  const path = '/api/v1/buckets/204817365920/gitlab-artifacts';
  const bucket = await (await request.get(path)).json();
  let sum = 0;
  let count = 0;
  for (let cursor: string | null = ''; cursor !== null; ) {
    const answer = await request.get(`${path}/uploads?limit=500${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    const page: { items: { bytes: number }[]; nextCursor: string | null } = await answer.json();
    sum += page.items.reduce((total, { bytes }) => total + bytes, 0);
    count += page.items.length;
    cursor = page.nextCursor;
  }
  expect({ sum, count }).toEqual({ sum: bucket.bytes, count: bucket.uploads });
  expect(bucket.history.length).toBeGreaterThan(80);
  expect(bucket.rules).toHaveLength(12);
});

test('a program plans, applies and undoes with its token', async ({ request, aws }) => {
  const place: Place = { account: 'core', bucket: 'terraform-state-apse1', region: 'ap-southeast-1' };
  const path = '/api/v1/buckets/204817365920/terraform-state-apse1/fix';
  const headers = { authorization: `Bearer ${apiToken}` };
  const before = await aws.rules(place);
  const plan = await (await request.post(path, { headers, data: { days: 7, dryRun: true } })).json();
  expect(plan).toMatchObject({ abortsUploads: expect.any(Number), managedBy: null, noop: false });
  expect(await aws.rules(place)).toEqual(before);

  const data = { days: 7, dryRun: false, fingerprint: plan.fingerprint };
  const fix = await (await request.post(path, { headers, data })).json();
  expect(fix).toMatchObject({ actor: 'api token', bucket: place.bucket });
  expect(await aws.rules(place)).toEqual(plan.after);
  const again = await (await request.post(path, { headers, data })).json();
  expect(again.fixId).toBe(fix.fixId);
  expect((await request.post(path, { headers, data: { ...data, fingerprint: 'another' } })).status()).toBe(409);

  const undone = await (await request.post(`/api/v1/fixes/${fix.fixId}/undo`, { headers })).json();
  expect(undone.state).toBe('undone');
  expect(await aws.rules(place)).toEqual(before);
});

test('every call of the OpenAPI document answers', async ({ request }) => {
  const document = await (await request.get('/api/v1/openapi.json')).json();
  expect(document.openapi).toMatch(/^3\.1/);
  const plain = Object.entries<object>(document.paths).filter(([path, calls]) => 'get' in calls && !path.includes('{'));
  expect(plain.length).toBeGreaterThanOrEqual(5);
  for (const [path] of plain) expect((await request.get(path)).status(), path).toBe(200);
});

test.describe('bad input is a 4xx that helps, and changes nothing', () => {
  const bucket = '/api/v1/buckets/318264907715/athena-results-apne2';
  const nowhere = '00000000-0000-4000-8000-000000000000';
  const cases: [name: string, status: number, method: 'GET' | 'POST', path: string, body?: string][] = [
    ['an unknown bucket', 404, 'GET', '/api/v1/buckets/318264907715/no-such-bucket'],
    ['an unknown bucket to fix', 404, 'POST', '/api/v1/buckets/318264907715/no-such-bucket/fix', '{"days":7}'],
    ['an unknown account', 404, 'GET', '/api/v1/buckets/000000000000/athena-results-apne2'],
    ['days 0', 400, 'POST', `${bucket}/fix`, '{"days":0}'],
    ['days 3.5', 400, 'POST', `${bucket}/fix`, '{"days":3.5}'],
    ['days as text', 400, 'POST', `${bucket}/fix`, '{"days":"7"}'],
    ['no fingerprint', 400, 'POST', `${bucket}/fix`, '{"days":7,"dryRun":false}'],
    ['a wrong fingerprint', 409, 'POST', `${bucket}/fix`, '{"days":7,"dryRun":false,"fingerprint":"x"}'],
    ['broken JSON', 400, 'POST', `${bucket}/fix`, '{"days":7'],
    ['a body of a megabyte', 413, 'POST', `${bucket}/fix`, `{"days":7,"x":"${'x'.repeat(1 << 20)}"}`],
    ['a name with ../', 400, 'GET', '/api/v1/buckets/318264907715/..%2F..%2Fetc'],
    ['a name with ../ to fix', 400, 'POST', '/api/v1/buckets/318264907715/..%2F..%2Fetc/fix', '{"days":7}'],
    ['a name with NUL', 400, 'GET', '/api/v1/buckets/318264907715/a%00b'],
    ['a wrong cursor', 400, 'GET', '/api/v1/buckets?cursor=nonsense'],
    ['a wrong cursor of uploads', 400, 'GET', `${bucket}/uploads?cursor=nonsense`],
    ['a limit beyond', 400, 'GET', '/api/v1/buckets?limit=100000'],
    ['an unknown sort', 400, 'GET', '/api/v1/buckets?sort=price'],
    ['an unknown kind', 400, 'POST', '/api/v1/collect', '{"kinds":["gold"]}'],
    ['an unknown run', 404, 'GET', `/api/v1/collect/${nowhere}`],
    ['an unknown fix', 404, 'POST', `/api/v1/fixes/${nowhere}/undo`],
    ['no fix at all', 400, 'POST', '/api/v1/fixes/x/undo'],
    ['an unknown call', 404, 'GET', '/api/v1/nothing'],
    ['another method', 405, 'POST', '/api/v1/buckets'],
  ];
  for (const [name, status, method, path, body] of cases) {
    test(`${name}: ${status}`, async ({ product, aws }) => {
      const before = (await aws.calls()).PutBucketLifecycleConfiguration;
      const answer = await fetch(`${product.url}${path}`, { method, ...(body !== undefined && { body }) });
      expect(answer.status).toBe(status);
      if (status !== 405) {
        expect(answer.headers.get('content-type')).toBe('application/problem+json');
        const problem = (await answer.json()) as { detail: string; status: number };
        expect(problem.status).toBe(status);
        expect(problem.detail.length).toBeGreaterThan(20);
      }
      expect((await aws.calls()).PutBucketLifecycleConfiguration).toBe(before);
    });
  }
});

test('answers to its own names only', async ({ product }) => {
  const { port } = new URL(product.url);
  for (const path of ['/', '/api/v1/buckets', '/api/health']) {
    expect(await rawStatus(`${product.url}${path}`, { headers: { host: 'rebound.example' } })).toBe(403);
    expect(await rawStatus(`${product.url}${path}`, { headers: { host: `rebound.example:${port}` } })).toBe(403);
    expect(await rawStatus(`${product.url}${path}`, { headers: { host: `localhost:${port}` } })).toBe(200);
  }
});

test.describe('a page of another site', () => {
  test.use({ expectedErrors: [/403/] });

  test('may write nothing', async ({ product, page }) => {
    const write = (headers: Record<string, string>) =>
      rawStatus(`${product.url}/api/v1/collect`, { method: 'POST', headers, body: '{"kinds":[]}' });
    expect(await write({ origin: 'http://evil.example' })).toBe(403);
    expect(await write({ origin: 'null' })).toBe(403);
    expect(await write({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await write({ 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1:1' })).toBe(403);

    const form = `<form method="post" action="${product.url}/api/v1/collect" enctype="text/plain"><button>Win</button></form>`;
    await page.route('http://evil.example/', (route) => route.fulfill({ contentType: 'text/html', body: form }));
    await page.goto('http://evil.example/');
    const answered = page.waitForResponse(`${product.url}/api/v1/collect`);
    await page.getByRole('button', { name: 'Win' }).click();
    expect((await answered).status()).toBe(403);
  });
});

test('a wrong bearer is no bearer', async ({ request }) => {
  const status = async (authorization: string) =>
    (await request.get('/api/v1/buckets', { headers: { authorization } })).status();
  expect(await status('Bearer wrong-token-wrong-token')).toBe(401);
  expect(await status(`Basic ${apiToken}`)).toBe(401);
  expect(await status(`Bearer ${apiToken}`)).toBe(200);
});

test('alive and ready', async ({ request }) => {
  expect((await request.get('/api/health')).status()).toBe(200);
  expect((await request.get('/api/ready')).status()).toBe(200);
});
