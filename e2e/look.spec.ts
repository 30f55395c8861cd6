import { expectAccessibleInBoth } from './fixtures/accessible.ts';
import { expectNoOverflow } from './fixtures/fits.ts';
import { openFix } from './fixtures/fix-dialog.ts';
import { expect, test } from './fixtures/test.ts';
import { visit } from './fixtures/visit.ts';

const pages = [
  '/',
  '/?by=bucket',
  '/?account=751386420917',
  '/?ou=Workloads%2FProd',
  '/buckets',
  '/buckets?q=nothing-of-this-name',
  '/buckets/462905183374/warehouse-unload',
  '/buckets/609143875528/vault-exports',
  '/buckets/318264907715/clickstream-raw',
  '/spend',
  '/spend?range=13m&by=account',
  '/spend?service=Amazon+Simple+Storage+Service&by=usageType&rows=all',
  '/activity',
  '/connect',
];

for (const path of pages) {
  test(`reads well in light, in dark, on a tablet and on a phone: ${path}`, async ({ page }) => {
    await visit(page, path);
    for (const summary of await page.getByText('Show as table').all()) await summary.click();
    // A pointer that rests on a chart keeps its tooltip where the chart was wider.
    await page.mouse.move(0, 0);
    await expectAccessibleInBoth(page);
    for (const width of [768, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await expectNoOverflow(page);
    }
  });
}

test('the fix dialog reads well in light and dark, each of its tabs', async ({ page }) => {
  await visit(page, '/');
  const dialog = await openFix(page, 'warehouse-unload');
  await expectAccessibleInBoth(page);
  for (const tab of ['Uploads that go', 'Terraform']) {
    await dialog.getByRole('tab', { name: tab }).click();
    await expect(dialog.getByRole('tabpanel', { name: tab }).getByRole('region')).toBeVisible();
    await expectAccessibleInBoth(page, '[role=dialog]');
  }
});

test('the dialogs of many fixes and of an undo read well in light and dark', async ({ page }) => {
  await visit(page, '/');
  await page.getByRole('button', { name: /^Fix these \d…$/ }).click();
  await expect(page.getByRole('dialog').getByRole('status')).toContainText('a month saved, expected');
  await expectAccessibleInBoth(page);
  await visit(page, '/activity');
  await page
    .getByRole('button', { name: /^Undo the fix of/ })
    .last()
    .click();
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Keep the fix' })).toBeVisible();
  await expectAccessibleInBoth(page);
});

for (const width of [360, 768]) {
  test(`a fix can be planned on a screen ${width} px wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await visit(page, '/');
    await expect(page.getByRole('heading', { level: 1 })).toBeInViewport({ ratio: 1 });
    const dialog = await openFix(page, 'warehouse-unload');
    await expectNoOverflow(page);
    const overflow = await dialog.evaluate((element) => element.scrollWidth - element.clientWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await dialog.getByRole('button', { name: 'Close' }).click();
    if (width === 360) await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('link', { name: 'Activity' }).click();
    await expect(page).toHaveURL('/activity');
  });
}

test('dark is one click away, and stays', async ({ page }) => {
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await visit(page, '/');
  const light = await paper();
  await page.getByRole('button', { name: 'Switch between light and dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  const dark = await paper();
  expect(dark).not.toBe(light);
  // From the first paint on, or a dark room flashes white.
  await page.reload({ waitUntil: 'commit' });
  await page.waitForFunction(() => document.body !== null);
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark', { timeout: 1000 });
  await visit(page, '/buckets');
  expect(await paper()).toBe(dark);
});

test('only scripts with the nonce of this answer run', async ({ page }) => {
  const policies = await Promise.all(
    [page.request.get('/'), page.request.get('/')].map(
      async (answer) => (await answer).headers()['content-security-policy'] ?? '',
    ),
  );
  expect(policies[0]).toMatch(/script-src 'self' 'nonce-[^']{16,}' 'strict-dynamic'/);
  expect(policies[0]).not.toMatch(/script-src[^;]*unsafe/);
  expect(policies[0]).not.toBe(policies[1]);
});
