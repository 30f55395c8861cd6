import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { APIRequestContext, Page } from '@playwright/test';
import { Decimal } from 'decimal.js';
import { expectAccessible } from './fixtures/accessible.ts';
import { collect } from './fixtures/collect.ts';
import { type Product, startProduct } from './fixtures/product.ts';
import { expect, test } from './fixtures/test.ts';
import { untilItReacts, visit } from './fixtures/visit.ts';

type Item = { start: string; keys: string[]; amount: string };

const headline = (page: Page) => page.getByRole('heading', { level: 1 });
const costTable = (page: Page, by: string) => page.getByRole('table', { name: `Costs by ${by}` });
const rowsOf = (page: Page, by: string) =>
  costTable(page, by)
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => ({
        name: row.querySelector('td a, td span')?.textContent ?? '',
        amount: row.querySelector('td:nth-child(2) data')?.getAttribute('value') ?? '',
      })),
    );

function sumOf(items: { amount: string }[]): string {
  return items.reduce((sum, { amount }) => sum.plus(amount), new Decimal(0)).toFixed();
}

async function costs(request: APIRequestContext, query: string): Promise<Item[]> {
  const { items } = (await (await request.get(`/api/v1/costs?${query}`)).json()) as { items: Item[] };
  return items;
}

/** Sums by key, without those that came to nothing. */
function byKey(items: Item[]): Record<string, string> {
  const groups = Map.groupBy(items, ({ keys }) => keys[0] ?? '');
  const sums = [...groups].map(([key, own]) => [key, sumOf(own)] as const).filter(([, sum]) => sum !== '0');
  return Object.fromEntries(sums.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The range of days that the page shows, out of the link that exports it. */
async function shownRange(page: Page): Promise<string> {
  const href = await page.getByRole('link', { name: 'CSV', exact: true }).getAttribute('href');
  const params = new URL(href ?? '', 'http://localhost').searchParams;
  return `from=${params.get('from')}&to=${params.get('to')}&granularity=${params.get('granularity')}`;
}

test('the month so far, against the month before and the forecast', async ({ page, request, aws }) => {
  const now = await aws.now();
  await visit(page, '/spend');
  await expect(headline(page)).toHaveText(/^[A-Z][a-z]+ has cost \$[\d,]+ so far\.$/);
  const [total = ''] = await headline(page)
    .locator('data')
    .evaluateAll((shown) => shown.map((element) => element.getAttribute('value') ?? ''));
  // On the first of a month maybe no day of it is known yet.
  const from = `${now.toISOString().slice(0, 7)}-01`;
  const to = new Date(now.getTime() + 86_400_000).toISOString().slice(0, 10);
  const month = await costs(request, `from=${from}&to=${to}&groupBy=account`);
  expect(total).toBe(sumOf(month));
  await expect(
    page.getByText(/AWS expects \$[\d,]+ for the whole of \w+, between \$[\d,]+ and \$[\d,]+/),
  ).toBeVisible();
});

test('what AWS billed comes back to the last digit, by every grouping, on the page, in the API and as CSV', async ({
  page,
  request,
  product,
}) => {
  await visit(page, '/spend?rows=all');
  const range = await shownRange(page);
  const truth = async (groupBy: string, also = '') => {
    const answer = await fetch(`${product.awsUrl}/_simulated/costs?${range}&groupBy=${groupBy}${also}`);
    return byKey(((await answer.json()) as { items: Item[] }).items);
  };
  for (const by of ['service', 'account', 'region']) {
    const billed = await truth(by);
    expect(byKey(await costs(request, `${range}&groupBy=${by}`)), by).toEqual(billed);
    await visit(page, `/spend?rows=all&by=${by}`);
    const rows = await rowsOf(page, by);
    expect(
      rows
        .map(({ amount }) => new Decimal(amount).toFixed())
        .filter((amount) => amount !== '0')
        .sort(),
    ).toEqual(Object.values(billed).sort());
    const csv = await (await request.get(`/api/v1/costs.csv?${range}&groupBy=${by}`)).text();
    const [head = '', ...lines] = csv.trimEnd().split('\n');
    const at = head.split(',').indexOf('unblended') - head.split(',').length;
    expect(sumOf(lines.map((line) => ({ amount: line.split(',').at(at) ?? '' }))), by).toBe(
      sumOf(Object.values(billed).map((amount) => ({ amount }))),
    );
  }
  const s3 = '&service=Amazon%20Simple%20Storage%20Service';
  expect(byKey(await costs(request, `${range}&groupBy=usageType`))).toEqual(await truth('usageType', s3));
  const months = byKey(await costs(request, 'granularity=monthly&groupBy=account&from=2026-01-01&to=2026-10-01'));
  const year = await fetch(`${product.awsUrl}/_simulated/costs?from=2026-01-01&to=2026-10-01&groupBy=account`);
  expect(months).toEqual(byKey(((await year.json()) as { items: Item[] }).items));
});

test('credits and refunds can be left out, and another metric taken', async ({ page, request }) => {
  await visit(page, '/spend?range=90d');
  const range = await shownRange(page);
  const total = () => page.getByRole('row', { name: 'All services' }).locator('data').first().getAttribute('value');
  const withCredits = (await total()) ?? '';
  expect(withCredits).toBe(sumOf(await costs(request, range)));
  await page.getByRole('combobox', { name: 'Credits and refunds' }).selectOption({ label: 'Without credits' });
  await expect(page).toHaveURL('/spend?range=90d&credits=out');
  await expect(page.getByText(/, without credits and refunds$/)).toBeVisible();
  const left = sumOf(await costs(request, `${range}&recordTypes=credit,refund`));
  expect(Number(left)).toBeLessThan(0);
  await expect.poll(total).toBe(new Decimal(withCredits).minus(left).toFixed());
  await page.getByRole('combobox', { name: 'Metric' }).selectOption({ label: 'Amortized' });
  await expect(page).toHaveURL('/spend?range=90d&metric=amortized&credits=out');
  await expect.poll(total).toBe(sumOf(await costs(request, `${range}&metric=amortized&recordTypes=usage,tax`)));
});

test('a click narrows to one service, then to one account of it, and the back button goes the same way', async ({
  page,
}) => {
  await visit(page, '/spend');
  await costTable(page, 'service').getByRole('link', { name: 'Amazon Simple Storage Service' }).click();
  await expect(page).toHaveURL('/spend?service=Amazon+Simple+Storage+Service');
  await expect(headline(page)).toHaveText(/^Amazon Simple Storage Service has cost \$[\d,]+ in \w+ so far\.$/);
  await costTable(page, 'account')
    .getByRole('link', { name: /analytics/ })
    .click();
  await expect(page).toHaveURL('/spend?account=318264907715&service=Amazon+Simple+Storage+Service');
  await expect(
    costTable(page, 'usage type').getByRole('row').filter({ hasText: 'TimedStorage' }).first(),
  ).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'By account' })).toHaveValue('318264907715');
  await page.goBack();
  await expect(costTable(page, 'account')).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL('/spend');
  await expect(costTable(page, 'service')).toBeVisible();
});

test('the bars of a part are a link too, and the same figures are a table', async ({ page }) => {
  await visit(page, '/spend?by=account');
  const panel = page.getByRole('region').filter({ has: costTable(page, 'account') });
  await panel.getByText('Show as table').click();
  await expect(panel.getByRole('region', { name: 'The bars as a table' }).getByRole('row')).toHaveCount(31);
  await panel.locator('.recharts-bar-rectangle g').first().click();
  await expect(page).toHaveURL(/\/spend\?account=\d{12}$/);
});

test('7, 30 and 90 days and 13 months; only days can be compared with days', async ({ page }) => {
  await visit(page, '/spend');
  await expect(costTable(page, 'service').getByRole('columnheader', { name: 'Change' })).toBeVisible();
  await page.getByRole('link', { name: '13 months' }).click();
  await expect(page).toHaveURL('/spend?range=13m');
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText(/^\$[\d,]+ in 13 months, \d+ % of it /);
  await expect(costTable(page, 'service').getByRole('columnheader', { name: 'Change' })).toHaveCount(0);
  await page.getByRole('link', { name: '7 days', exact: true }).click();
  await expect(page).toHaveURL('/spend?range=7d');
  await expect(page.getByText('estimated: AWS may still change it').first()).toBeVisible();
});

test('a URL that makes no sense shows what can be shown', async ({ page }) => {
  await visit(page, '/spend?range=1y&by=tag&metric=x&credits=maybe&service=AWS+Glue&region=eu-west-1&rows=-1');
  await expect(costTable(page, 'account')).toBeVisible();
  await visit(page, '/spend?service=no+such+service');
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText('What 30 days cost is not known');
  await expect(page.getByText('No Cost Explorer that was read names no such service.').first()).toBeVisible();
});

test('S3 and its waste stand on one axis, and it says how the waste is known', async ({ page }) => {
  await visit(page, '/spend');
  const s3 = page.getByRole('region', { name: /^Incomplete uploads are at least [\d.]+ % of what S3 costs: \$/ });
  await expect(s3).toContainText('measured bytes × list price, not a line of the bill');
  await expect(s3.getByRole('list', { name: 'Legend' })).toContainText('Incomplete uploads, measured');
  await s3.getByText('Show as table').click();
  await expect(s3.getByRole('row').filter({ hasText: 'clickstream-raw' })).toHaveCount(1);
  await visit(page, '/spend?service=AWS+Glue');
  await expect(s3).toHaveCount(0);
});

test('anomalies with what caused them, commitments with what is unused and what shrinks', async ({ page }) => {
  await visit(page, '/spend');
  const anomalies = page.getByRole('region', { name: /anomal/ });
  await expect(anomalies).toContainText('Found by AWS Cost Anomaly Detection, 1 monitor');
  await expect(anomalies.getByRole('row').nth(1)).toContainText(/\w+.*·.*\+\$[\d,]+/s);
  const commitments = page.getByRole('region', { name: /a month is committed and not used$/ });
  await expect(commitments.getByRole('row').filter({ hasText: 'Savings Plans' })).toContainText(
    /\d+ %.*\d+ %.*\$[\d,.]+/s,
  );
  await expect(commitments).toContainText(/What Reservations cover has shrunk by \d+ %/);
});

test('all costs can be taken along in the columns of FOCUS', async ({ page, request }) => {
  await visit(page, '/spend');
  const range = await shownRange(page);
  const href = await page.getByRole('link', { name: 'FOCUS 1.2' }).getAttribute('href');
  const [head = '', ...lines] = (await (await request.get(href ?? '')).text()).trimEnd().split('\n');
  await visit(page, '/spend?account=318264907715');
  await expect(page.getByRole('link', { name: 'FOCUS 1.2, all accounts and services' })).toBeVisible();
  const billed = head.split(',').indexOf('BilledCost');
  expect(sumOf(lines.map((line) => ({ amount: line.split(',')[billed] ?? '' })))).toBe(
    sumOf(await costs(request, `${range}&groupBy=service`)),
  );
});

test('the overview has the month against its budget, within two screens', async ({ page }) => {
  await visit(page, '/');
  const card = page.getByRole('region', {
    name: /^(January|February|March|April|May|June|July|August|September|October|November|December)$/,
  });
  await expect(card).toContainText(/\$[\d,]+.*of \$[\d,]+.*Forecast.*\$[\d,]+ ± \$[\d,]+/s);
  await expect(card.getByRole('link', { name: /^data-platform is over by \$[\d,]+$/ })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(2 * 900);
  await card.getByRole('link', { name: /^[A-Z][a-z]+$/ }).click();
  await expect(page).toHaveURL('/spend');
});

test('looking is free: no page calls AWS', async ({ page, aws }) => {
  const before = await aws.calls();
  for (const path of [
    '/',
    '/?by=bucket',
    '/buckets',
    '/buckets/462905183374/warehouse-unload',
    '/spend',
    '/spend?range=90d&by=region',
    '/spend?account=318264907715&credits=out',
    '/budgets',
    '/activity',
    '/connect',
  ]) {
    await visit(page, path);
  }
  expect(await aws.calls()).toEqual(before);
});

test.describe('when Cost Explorer stops answering', () => {
  test.afterEach(async ({ aws, product }) => {
    await aws.setFaults({});
    await collectCosts(product.url);
  });

  for (const [state, words] of [
    ['notEnabled', 'Not enabled yet'],
    ['html', 'Not offered here'],
  ] as const) {
    test(`${state}: what was known stays, with its reason beside it`, async ({ page, aws, product }) => {
      await visit(page, '/spend');
      const before = await headline(page).textContent();
      await aws.setFaults({ costExplorer: { state } });
      await collectCosts(product.url);
      await visit(page, '/spend');
      await expect(headline(page)).toHaveText(before ?? '');
      await expect(page.getByText(new RegExp(`^${words}`)).first()).toBeVisible();
      await visit(page, '/');
      await expect(headline(page)).toHaveText(/^You pay/);
    });
  }
});

async function collectCosts(url: string): Promise<void> {
  const kinds = ['costs', 'forecast', 'anomalies', 'commitments'];
  await fetch(`${url}/api/v1/collect`, { method: 'POST', body: JSON.stringify({ kinds }) });
  await collect(url);
}

test.describe('before anything was read', () => {
  let fresh: Product;
  let home: string;
  test.beforeAll(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'straybytes-home-'));
    fresh = await startProduct({ environment: { HOME: home, AWS_EC2_METADATA_DISABLED: 'true' } });
  });
  test.afterAll(async () => {
    await fresh.stop();
    await rm(home, { recursive: true, force: true });
  });

  test('the price of the first reading is shown, and why it fails without credentials', async ({ page }) => {
    await page.goto(`${fresh.url}/spend`);
    await expect(headline(page)).toHaveText('What you pay has not been read yet.');
    await untilItReacts(page);
    const plan = page.getByRole('region', { name: 'The first reading costs about $0.15 to $0.33' });
    await expect(plan.getByRole('row').filter({ hasText: 'Costs of 90 days' })).toContainText('4–13$0.04 to $0.13');
    await expect(plan).toContainText('above $1 a day (DAILY_API_BUDGET_USD)');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Read it now' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'The last attempt failed.' })).toContainText(/credentials/, {
      timeout: 45_000,
    });
    await expect(headline(page)).toHaveText('What you pay has not been read yet.');
    const answer = await page.request.get(`${fresh.url}/api/v1/costs`);
    expect(await answer.json()).toEqual({
      currency: null,
      items: [],
      known: { from: null, to: null, periods: 0, of: 30 },
      asOf: null,
    });
  });
});
