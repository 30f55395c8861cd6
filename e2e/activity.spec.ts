import { readFile } from 'node:fs/promises';
import { expectAccessibleInBoth } from './fixtures/accessible.ts';
import { expectNoOverflow } from './fixtures/fits.ts';
import { apiToken, expect, test } from './fixtures/test.ts';
import { visit } from './fixtures/visit.ts';

test('what happened is narrowed to who, what and when, and taken away as it is shown', async ({ page, request }) => {
  const headers = { authorization: `Bearer ${apiToken}` };
  await request.post('/api/v1/collect', { headers, data: { kinds: ['guardrails'] } });
  await request.get('/api/v1/buckets.csv', { headers });
  await visit(page, '/activity');
  await page.getByLabel('Who').fill('API Tok');
  await page.getByLabel('What').selectOption('Looks asked for');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL(/actor=API\+Tok&action=collect/);
  const entries = page.getByRole('listitem').filter({ has: page.locator('strong') });
  await expect(entries.first()).toHaveText(/^api token asked for a look at guardrails.*from 127\.0\.0\.1$/);
  await expect(page.locator('[data-action]:not([data-action="collect.request"])')).toHaveCount(0);
  await expect(page.getByLabel('Who')).toHaveValue('API Tok');
  await expectAccessibleInBoth(page);
  await expectNoOverflow(page);

  const shown = await page.locator('[data-action]').count();
  const saved = page.waitForEvent('download');
  await page.getByRole('link', { name: 'CSV' }).click();
  const file = await (await saved).path();
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  expect(lines).toHaveLength(1 + shown);
  expect(lines[1]).toContain(',api token,collect.request,127.0.0.1,');

  await page.getByLabel('What').selectOption('Exports');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page.locator('[data-action="export.buckets"]').first()).toContainText('took figures away: buckets.csv');
  await page.getByLabel('Last day (UTC)').fill('2020-01-01');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page.getByText('Nothing of this happened.')).toBeVisible();
  await page.getByRole('link', { name: 'Everything' }).click();
  await expect(page).toHaveURL('/activity');
  await expect(page.getByLabel('Who')).toHaveValue('');
});
