import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures/test.ts';
import { visit } from './fixtures/visit.ts';

const rows = (page: Page) =>
  page
    .getByRole('table', { name: 'Buckets' })
    .getByRole('row')
    .filter({ has: page.getByRole('cell') });
const headline = (page: Page) => page.getByRole('heading', { level: 1 });

async function listed(page: Page): Promise<string[]> {
  return rows(page).evaluateAll((list) => list.map((row) => row.querySelector('a')?.textContent ?? ''));
}

test('searching narrows rows, sums and the URL', async ({ page }) => {
  await visit(page, '/buckets');
  await expect(headline(page)).toHaveText(/^All 140 buckets, at least \$[\d,]+ a month\.$/);
  await expect(rows(page)).toHaveCount(50);
  await page.getByRole('searchbox', { name: 'Search by bucket or account' }).fill('lake-');
  await expect(page).toHaveURL('/buckets?q=lake-');
  await expect(headline(page)).toHaveText(/^\d+ buckets match, \$[\d.]+ a month\.$/);
  await expect.poll(async () => (await listed(page)).every((name) => name.includes('lake-'))).toBe(true);
  await page.reload();
  await expect(page.getByRole('searchbox')).toHaveValue('lake-');
  await page.getByRole('searchbox').fill('no such bucket');
  await expect(headline(page)).toHaveText('No bucket matches.');
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(page).toHaveURL('/buckets');
  await expect(rows(page)).toHaveCount(50);
  await expect(page.getByRole('searchbox')).toHaveValue('');
});

test('filters by account, region, protection and how it is known, all at once', async ({ page }) => {
  await visit(page, '/buckets');
  const account = page.getByRole('combobox', { name: 'By account' });
  await account.selectOption('204817365920');
  await expect(page).toHaveURL('/buckets?account=204817365920');
  await page.getByRole('combobox', { name: 'By region' }).selectOption('eu-central-1');
  await expect(page).toHaveURL('/buckets?account=204817365920&region=eu-central-1');
  await page.getByRole('combobox', { name: 'Protection' }).selectOption({ label: 'Rule disabled' });
  await expect(page).toHaveURL('/buckets?account=204817365920&region=eu-central-1&coverage=disabled');
  await expect.poll(() => listed(page)).toContain('nightly-backups');
  await expect(rows(page).first()).toContainText('core · eu-central-1');
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(page).toHaveURL('/buckets');
  await page.getByRole('combobox', { name: 'How it is known' }).selectOption({ label: 'Not read whole' });
  await expect
    .poll(async () => (await listed(page)).sort())
    .toEqual(['forensics-images', 'research-datasets', 'vault-exports']);
});

test('sorts by what is clicked, and turns round', async ({ page }) => {
  await visit(page, '/buckets?account=462905183374');
  const bytes = () =>
    rows(page).evaluateAll((list) =>
      list.map((row) => Number(row.querySelector('td:nth-child(3) data')?.getAttribute('value'))),
    );
  await page.getByRole('link', { name: 'Hidden bytes' }).click();
  await expect(page).toHaveURL('/buckets?account=462905183374&sort=-bytes');
  await expect(page.getByRole('columnheader', { name: 'Hidden bytes' })).toHaveAttribute('aria-sort', 'descending');
  const falling = await bytes();
  expect(falling.length).toBeGreaterThan(5);
  expect(falling).toEqual(falling.toSorted((a, b) => b - a));
  await page.getByRole('link', { name: 'Hidden bytes' }).click();
  await expect(page.getByRole('columnheader', { name: 'Hidden bytes' })).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(bytes).toEqual(falling.toReversed());
  await page.getByRole('columnheader', { name: 'Bucket' }).getByRole('link').click();
  await expect(page).toHaveURL(/sort=name$/);
  await expect.poll(async () => (await listed(page))[0]).toMatch(/^a/);
  const names = await listed(page);
  expect(names).toEqual(names.toSorted());
});

test('pages through all buckets, and the back button goes the same way', async ({ page }) => {
  await visit(page, '/buckets');
  const paging = page.getByRole('navigation', { name: 'Pages of buckets' });
  const first = await listed(page);
  await paging.getByRole('link', { name: 'Next' }).click();
  await expect(page).toHaveURL('/buckets?page=2');
  await expect(paging).toContainText('51–100 of 140');
  const second = await listed(page);
  await paging.getByRole('link', { name: 'Next' }).click();
  await expect(paging).toContainText('101–140 of 140');
  await expect(paging.getByRole('link', { name: 'Next' })).toHaveCount(0);
  const third = await listed(page);
  expect(new Set([...first, ...second, ...third]).size).toBe(140);
  await page.goBack();
  await expect(paging).toContainText('51–100 of 140');
  await expect.poll(() => listed(page)).toEqual(second);
  await page.goBack();
  await expect(page).toHaveURL('/buckets');
  await expect.poll(() => listed(page)).toEqual(first);
});

test('a bucket and back: the list is as it was left', async ({ page }) => {
  await visit(page, '/buckets?account=537718204691&sort=name');
  const before = await listed(page);
  await page.getByRole('link', { name: 'media-ingest' }).click();
  await expect(headline(page)).toHaveText(/^media-ingest hides/);
  await page.goBack();
  await expect(page).toHaveURL('/buckets?account=537718204691&sort=name');
  await expect(page.getByRole('combobox', { name: 'By account' })).toHaveValue('537718204691');
  await expect.poll(() => listed(page)).toEqual(before);
});

test('a URL that makes no sense shows what can be shown', async ({ page }) => {
  await visit(page, '/buckets?page=999');
  await expect(page.getByText('There is no page 999.')).toBeVisible();
  await page.getByRole('link', { name: 'Go to the first' }).click();
  await expect(rows(page)).toHaveCount(50);
  await visit(page, '/buckets?sort=price&coverage=all&page=-1&q=%00');
  await expect(headline(page)).toBeVisible();
});

test('exports the whole selection as CSV, to the byte', async ({ page, request }) => {
  await visit(page, '/buckets?account=462905183374&sort=-bytes');
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'CSV' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^straybytes-buckets-\d{4}-\d\d-\d\d\.csv$/);
  const [head = '', ...lines] = (await readFile(await download.path(), 'utf8')).trim().split('\n');
  const columns = head.split(',');
  const cell = (line: string, name: string) => line.split(',')[columns.indexOf(name)];
  const { items } = await (await request.get('/api/v1/buckets?account=462905183374&sort=-bytes&limit=1000')).json();
  expect(lines.map((line) => [cell(line, 'bucket'), cell(line, 'uploads'), cell(line, 'bytes')])).toEqual(
    (items as { name: string; uploads: number; bytes: number }[]).map(({ name, uploads, bytes }) => [
      name,
      String(uploads),
      String(bytes),
    ]),
  );
  const all = await (await request.get('/api/v1/buckets.csv')).text();
  expect(all.trim().split('\n')).toHaveLength(141);
  const denied = all.split('\n').find((line) => line.includes('vault-exports')) ?? '';
  expect(denied).toMatch(/,vault-exports,eu-west-1,,,/);
});
