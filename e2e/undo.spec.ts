import type { Page } from '@playwright/test';
import { applyFix } from './fixtures/fix-dialog.ts';
import type { Place } from './fixtures/simulated-aws.ts';
import { expect, test } from './fixtures/test.ts';
import { visit } from './fixtures/visit.ts';

const entryOf = (page: Page, bucket: string, says: string) =>
  page.getByRole('main').getByRole('listitem').filter({ hasText: bucket }).filter({ hasText: says }).first();

test('a fix is undone from Activity, and every rule is as before', async ({ page, aws }) => {
  const place: Place = { account: 'core', bucket: 'file-gateway-finance', region: 'eu-central-1' };
  const before = await aws.rules(place);
  expect(before).toHaveLength(1);
  await visit(page, '/buckets/204817365920/file-gateway-finance');
  await applyFix(page, place.bucket);
  expect(await aws.rules(place)).toHaveLength(2);

  await visit(page, '/activity');
  const entry = entryOf(page, place.bucket, 'applied a fix: abort after 7 days');
  await expect(entry).toContainText(/^local applied/);
  await entry.getByText('Rules before and after').click();
  await expect(entry.getByText('1 rule stays exactly as it is · 1 is added')).toBeVisible();
  await entry.getByRole('button', { name: 'Undo the fix of file-gateway-finance' }).click();
  const dialog = page.getByRole('dialog', { name: 'Undo the fix of file-gateway-finance' });
  await dialog.getByRole('button', { name: 'Undo the fix' }).click();
  await expect(dialog).toBeHidden();
  expect(await aws.rules(place)).toEqual(before);
  await expect(entryOf(page, place.bucket, 'undid a fix: the rules from before are back')).toBeVisible();
  await expect(entry.getByRole('button', { name: /Undo/ })).toHaveCount(0);
  await visit(page, '/buckets/204817365920/file-gateway-finance');
  await expect(page.getByRole('region', { name: 'One fix' })).toContainText(/Undone by local/);
  await expect(page.getByRole('button', { name: 'Fix file-gateway-finance' })).toBeVisible();
});

test('rules that somebody changed since a fix are not overwritten by its undo', async ({ page, aws }) => {
  const place: Place = { account: 'ml-research', bucket: 'sagemaker-output-apse1', region: 'ap-southeast-1' };
  await visit(page, '/buckets?q=sagemaker-output-apse1');
  await applyFix(page, place.bucket);
  const [ours] = await aws.rules(place);
  const theirs = { ID: 'theirs', Status: 'Enabled' as const, Filter: { Prefix: 'x/' }, Expiration: { Days: 3 } };
  await aws.writeRules(place, [...(ours ? [ours] : []), theirs]);

  await visit(page, '/buckets/751386420917/sagemaker-output-apse1');
  await page.getByRole('button', { name: 'Undo the fix of sagemaker-output-apse1' }).click();
  const dialog = page.getByRole('dialog', { name: 'Undo the fix of sagemaker-output-apse1' });
  await dialog.getByRole('button', { name: 'Undo the fix' }).click();
  await expect(dialog.getByRole('alert')).toContainText(
    /not the ones this fix left.*theirs was added.*Nothing was written/s,
  );
  expect((await aws.rules(place)).map(({ ID }) => ID).sort()).toEqual(['straybytes-abort-incomplete-mpu', 'theirs']);
  await visit(page, '/activity');
  await expect(entryOf(page, place.bucket, 'could not undo a fix')).toContainText('theirs was added');
});
