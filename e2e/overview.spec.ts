import { collect } from './fixtures/collect.ts';
import { expect, test } from './fixtures/test.ts';
import { untilItReacts, visit } from './fixtures/visit.ts';

test('a stranger sees at once what is wasted and what to click', async ({ page }) => {
  await page.goto('/');
  const headline = page.getByRole('heading', { level: 1 });
  await expect(headline).toHaveText(/^You pay (at least )?\$[\d,]+ a month for [\d.]+ TiB that nobody can see\.$/);
  await untilItReacts(page);
  const first = page.getByRole('button', { name: /^Fix / }).filter({ hasText: /^Fix$/ }).first();
  // Not below the fold of a laptop.
  await expect(first).toBeInViewport({ ratio: 1 });
  await expect(headline).toBeInViewport({ ratio: 1 });
  await first.click();
  await expect(page.getByRole('dialog', { name: /^Fix / })).toBeVisible();
});

test('on a phone the first bucket to fix comes before the chart, for the eye and for the keyboard', async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await visit(page, '/');
  const first = page.getByRole('button', { name: /^Fix / }).filter({ hasText: /^Fix$/ }).first();
  const chart = page.getByRole('region').filter({ has: page.getByText('Show as table') });
  const top = async (locator: typeof first) => (await locator.boundingBox())?.y ?? Number.NaN;
  expect(await top(first)).toBeLessThan(800);
  expect(await top(chart)).toBeGreaterThan(await top(first));
  await first.focus();
  await page.keyboard.press('Tab');
  // The next bucket, and not the chart that stands first in the document.
  const focused = await page.evaluate(() => document.activeElement?.closest('tr') !== null);
  expect(focused).toBe(true);
});

test('the headline is the sum of what the API says, and each figure opens to the byte', async ({ page, request }) => {
  const { totals } = await (await request.get('/api/v1/buckets?limit=1')).json();
  await visit(page, '/');
  const headline = page.getByRole('heading', { level: 1 });
  await expect(headline).toContainText(`at least $${Math.round(totals.monthlyUsd)} a month`);
  await expect(headline.getByTitle(`${totals.bytes.toLocaleString('en-US')} bytes`)).toBeVisible();
  await expect(page.getByText(`Parts of ${totals.uploads.toLocaleString('en-US')} uploads`)).toBeVisible();
  await expect(page.getByText(/(more|less) than last week|As much as last week/)).toBeVisible();
});

test('says how fresh and how complete the figures are, and what looking cost', async ({ page }) => {
  await visit(page, '/');
  const known = page.getByRole('region', { name: 'How this is known' });
  await expect(known).toContainText(/Last look.*(just now|ago)/s);
  await expect(known).toContainText(/Counted whole\s*137 of 140/);
  await expect(known).toContainText(/Cost of looking\s*[\d,]+ calls, (<\$0\.01|\$0\.\d\d)/);
  await known.getByRole('link', { name: 'Not read whole' }).click();
  await expect(page).toHaveURL('/buckets?measurement=unread');
  await expect(page.getByRole('link', { name: 'vault-exports', exact: true })).toBeVisible();
});

test('the most wasteful bucket comes first and can be fixed', async ({ page, request }) => {
  const { items } = await (await request.get('/api/v1/buckets?limit=8')).json();
  await visit(page, '/');
  const rows = page.getByRole('region', { name: 'Most wasteful buckets' }).getByRole('row');
  const names = await rows.getByRole('link').allInnerTexts();
  const dearest = (items as { name: string }[]).map(({ name }) => name);
  expect(names.filter((name) => dearest.includes(name))).toEqual(dearest);
  const athena = rows.filter({ hasText: 'athena-results-apne2' });
  await expect(athena).toContainText(/analytics · ap-northeast-2/);
  await expect(athena).toContainText(/6\.\d\d TiB.*\$17\d\.\d\d.*1[12] months.*Athena.*None/s);
  await expect(athena.getByRole('button', { name: 'Fix athena-results-apne2' })).toBeEnabled();
});

test('a bucket that cannot be read is never 0 and says why', async ({ page }) => {
  await visit(page, '/');
  const rows = page.getByRole('region', { name: 'Most wasteful buckets' }).getByRole('row');
  const denied = rows.filter({ hasText: 'vault-exports' });
  await expect(denied).toContainText('not readable');
  await expect(denied).not.toContainText('0 B');
  await denied.getByRole('link', { name: /^Why: / }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^What [\w-]+ hides is not known\.$/);
});

test('the history names its finding, marks fixes, and is a table too', async ({ page }) => {
  await visit(page, '/');
  const history = page.getByRole('region').filter({ hasText: 'Bytes in incomplete uploads' });
  await expect(history.getByRole('heading', { level: 2 })).toHaveText(/ fix(es)? took [\d.]+ TiB away/);
  await expect(history.getByText('clickstream-raw').first()).toBeVisible();
  await history.getByText('Show as table').click();
  const table = history.getByRole('table');
  await expect.poll(() => table.getByRole('row').count()).toBeGreaterThanOrEqual(90);
  await expect(table.getByRole('row').filter({ hasText: 'etl-scratch-euw1' })).toHaveCount(1);
  await history.getByRole('link', { name: 'Buckets' }).click();
  await expect(page).toHaveURL('/?by=bucket');
  await expect(history.getByRole('listitem').filter({ hasText: 'athena-results-apne2' }).first()).toBeVisible();
});

test('narrows to one account', async ({ page }) => {
  await visit(page, '/');
  await page.getByRole('combobox', { name: 'Account' }).selectOption({ label: 'media' });
  await expect(page).toHaveURL(/\?account=537718204691$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^media pays (at least )?\$[\d.]+ a month/);
  const wasteful = page.getByRole('region', { name: 'Most wasteful buckets' });
  await expect(wasteful.getByText('athena-results-apne2')).toHaveCount(0);
  await expect(wasteful.getByRole('link', { name: 'media-ingest' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^You pay/);
});

test('looks again on demand and shows how far it is', async ({ page, aws }) => {
  await visit(page, '/');
  const button = page.getByRole('button', { name: 'Look again' });
  // As slow as a real network, or it would be over before anybody saw it.
  await aws.setFaults({ latencyMs: 500 });
  try {
    await button.click();
    const report = page.getByRole('region', { name: 'Collection under way' });
    await expect(report.getByRole('progressbar', { name: 'Buckets read' })).toBeVisible();
    await expect(report.getByRole('status')).toHaveText(/\d+ of \d+ buckets · [\d,]+ calls · .* so far/);
  } finally {
    await aws.setFaults({});
  }
  await expect(button).toBeEnabled({ timeout: 45_000 });
  await expect(page.getByText('Looked just now')).toBeVisible();
  await expect(button).toHaveAttribute('title', /^About .*, going by the last look$/);
});

test('says what a whole look costs when the last one was at a single bucket', async ({ page }) => {
  await visit(page, '/buckets/318264907715/athena-results-apne2');
  await page.getByRole('button', { name: 'Look again' }).click();
  await expect(async () => {
    await visit(page, '/');
    await expect(page.getByText('Looked at 1 bucket')).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 45_000 });
  await expect(page.getByRole('button', { name: 'Look again' })).toHaveAttribute(
    'title',
    /^Looking takes two calls a bucket, .* for 140 buckets with [\d,]+ such uploads, and at most \$1 a day/,
  );
});

test('a look that fails says so, and no figure turns to 0: they are told as of then', async ({
  page,
  aws,
  baseURL,
}) => {
  test.setTimeout(120_000);
  await visit(page, '/');
  const headline = page.getByRole('heading', { level: 1 });
  const [figures = 'no figures'] = /\$.* TiB/.exec((await headline.textContent()) ?? '') ?? [];
  await aws.setFaults({ expiredToken: true });
  try {
    await page.getByRole('button', { name: 'Look again' }).click();
    await expect(page.getByText(/ExpiredToken|expired/i).first()).toBeVisible({ timeout: 45_000 });
    await visit(page, '/');
    await expect(headline).toHaveText(/^On \d+ \w+ you paid/);
    await expect(headline).toContainText(figures);
  } finally {
    await aws.setFaults({});
    await collect(baseURL ?? '');
  }
});

test.describe('when Straybytes itself does not answer', () => {
  test.use({ expectedErrors: [/ERR_FAILED/] });

  test('its buttons say so, and can be tried again', async ({ page }) => {
    await visit(page, '/');
    await page.route('**/*', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
    for (const name of ['Look again', 'Move the clock one day']) {
      await page.getByRole('button', { name }).click();
      await expect(
        page.getByRole('alert').filter({ hasText: 'Straybytes itself did not answer' }).first(),
      ).toBeVisible();
      await expect(page.getByRole('button', { name })).toBeEnabled();
    }
    await page.getByRole('button', { name: 'Fix athena-results-apne2' }).click();
    const dialog = page.getByRole('dialog', { name: 'Fix athena-results-apne2' });
    await expect(dialog.getByRole('alert')).toContainText('Straybytes itself did not answer');
    await page.unrouteAll();
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await expect(dialog.getByText('saved a month, expected')).toBeVisible();
  });
});
