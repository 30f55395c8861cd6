import type { Place } from './fixtures/simulated-aws.ts';
import { expect, test } from './fixtures/test.ts';
import { visit } from './fixtures/visit.ts';

test('a refusal does not stop the rest', async ({ page, aws }) => {
  test.setTimeout(90_000);
  await visit(page, '/buckets');
  for (const bucket of ['feature-store-use1', 'clickstream-archive', 'loadtest-results-apse1', 'cdn-origin-assets'])
    await page.getByRole('checkbox', { name: `Choose ${bucket}` }).check();
  // Whose rules cannot be read cannot be chosen.
  await expect(page.getByRole('checkbox', { name: 'Choose partner-dropzone' })).toHaveCount(0);
  const selection = page.getByRole('region', { name: 'Selection' });
  await expect(selection).toContainText('4 buckets chosen');
  await selection.getByRole('button', { name: 'Fix all 4…' }).click();

  const dialog = page.getByRole('dialog', { name: 'Fix 4 buckets' });
  const row = (bucket: string) => dialog.getByRole('listitem').filter({ hasText: bucket });
  await expect(row('clickstream-archive')).toContainText(/refused/);
  await expect(row('clickstream-archive')).toContainText(/1,?000 lifecycle rules/);
  // What code owns is asked one by one.
  await expect(row('cdn-origin-assets')).toContainText('Terraform owns it');
  await expect(row('cdn-origin-assets').getByRole('checkbox')).not.toBeChecked();
  await expect(row('feature-store-use1').getByRole('checkbox')).toBeChecked();
  await dialog.getByRole('button', { name: 'Fix 2 buckets' }).click();
  await expect(dialog.getByRole('status')).toHaveText('2 fixed · 1 refused · 1 left out');
  await expect(row('feature-store-use1')).toContainText('fixed');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(dialog).toBeHidden();

  await expect(page.getByRole('row').filter({ hasText: 'loadtest-results-apse1' })).toContainText(
    /Fixed, (due|waiting)/,
  );
  const ids = async (account: Place['account'], bucket: string) =>
    (await aws.rules({ account, bucket, region: 'us-east-1' })).map(({ ID }) => ID);
  expect(await ids('analytics', 'feature-store-use1')).toEqual(['straybytes-abort-incomplete-mpu']);
  expect(await ids('data-platform', 'clickstream-archive')).not.toContain('straybytes-abort-incomplete-mpu');
  expect(await aws.rules({ account: 'media', bucket: 'cdn-origin-assets', region: 'eu-west-1' })).toHaveLength(1);
});

test('the overview offers its worst at once, and nothing is written without a yes', async ({ page, aws }) => {
  const writes = async () => (await aws.calls()).PutBucketLifecycleConfiguration ?? 0;
  await visit(page, '/');
  await page.getByRole('button', { name: /^Fix these \d…$/ }).click();
  const dialog = page.getByRole('dialog', { name: /^Fix \d buckets$/ });
  const before = await writes();
  await expect(dialog.getByRole('status')).toHaveText(/\$[\d.]+ a month saved, expected · [\d.]+ [GT]iB go/);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  expect(await writes()).toBe(before);
});
