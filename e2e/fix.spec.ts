import type { Page } from '@playwright/test';
import { collect } from './fixtures/collect.ts';
import { applyFix, openFix } from './fixtures/fix-dialog.ts';
import { passNight } from './fixtures/night.ts';
import type { Place } from './fixtures/simulated-aws.ts';
import { expect, test } from './fixtures/test.ts';
import { visit } from './fixtures/visit.ts';

const headline = (page: Page) => page.getByRole('heading', { level: 1 });

/** USD a month of a line of the Recovered card. */
async function recovered(page: Page, line: 'Measured' | 'Expected, not yet proved'): Promise<number> {
  const card = page.getByRole('region', { name: 'Recovered' });
  const text = await card
    .locator('div', { has: page.getByText(line, { exact: true }) })
    .last()
    .textContent();
  return Number(/\$([\d,.]+)/.exec(text ?? '')?.[1]?.replaceAll(',', ''));
}

test('a fix is proved: confirmed by S3, 0 B after the night, the saving booked', async ({ page, aws }) => {
  test.setTimeout(120_000);
  const dumps: Place = { account: 'data-platform', bucket: 'db-dumps-prod', region: 'eu-central-1' };
  await visit(page, '/?account=462905183374');
  const measured = await recovered(page, 'Measured');
  const expected = await recovered(page, 'Expected, not yet proved');

  const dialog = await applyFix(page, dumps.bucket);
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Applied' })).toContainText('UTC');
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Confirmed' })).toContainText(
    'S3 itself names the rule straybytes-abort-incomplete-mpu',
  );
  expect(await aws.rules(dumps)).toEqual([
    {
      ID: 'straybytes-abort-incomplete-mpu',
      Status: 'Enabled',
      Filter: { Prefix: '' },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    },
  ]);
  await dialog.getByRole('button', { name: 'Done' }).click();
  const row = page
    .getByRole('region', { name: 'Most wasteful buckets' })
    .getByRole('row')
    .filter({ hasText: dumps.bucket });
  await expect(row).toContainText('Fixed, due tonight');
  await expect.poll(() => recovered(page, 'Expected, not yet proved')).toBeGreaterThan(expected);
  const booked = (await recovered(page, 'Expected, not yet proved')) - expected;
  expect(booked).toBeCloseTo(6.03, 1);

  await passNight(page);
  await expect(row).toHaveCount(0);
  await expect.poll(() => recovered(page, 'Measured')).toBeCloseTo(measured + booked, 1);
  expect(await recovered(page, 'Expected, not yet proved')).toBeCloseTo(expected, 1);
  expect((await aws.truth()).get('462905183374/db-dumps-prod')).toBeUndefined();

  await visit(page, '/buckets/462905183374/db-dumps-prod');
  await expect(headline(page)).toHaveText('db-dumps-prod hides nothing.');
  const proof = page.getByRole('list', { name: 'Proof of the fix of db-dumps-prod' });
  await expect(proof.getByRole('listitem').last()).toContainText(
    /None of the planned uploads is left: \$6\.\d\d a month booked/,
  );
  await expect(
    page.getByRole('heading', { name: 'A rule for the whole bucket aborts uploads after 7 days' }),
  ).toBeVisible();
  await visit(page, '/activity');
  await expect(page.getByRole('listitem').filter({ hasText: 'db-dumps-prod' }).first()).toContainText(
    /found a fixed bucket clean: 41 uploads gone, \$6\.\d\d a month booked/,
  );
});

test('a bucket that S3 clears over two nights says what is left', async ({ page }) => {
  test.setTimeout(180_000);
  await visit(page, '/buckets/204817365920/nightly-backups');
  const dialog = await openFix(page, 'nightly-backups');
  await expect(dialog.getByText('its abort rule is disabled')).toBeVisible();
  await expect(dialog.getByText(/3 rules stay exactly as they are · 1 is added/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Add the rule' }).click();
  await page.getByRole('dialog', { name: 'nightly-backups is fixed' }).getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('button', { name: 'Fix nightly-backups' })).toHaveCount(0);

  await passNight(page);
  const proof = page.getByRole('list', { name: 'Proof of the fix of nightly-backups' });
  await expect(proof.getByRole('listitem').filter({ hasText: 'Clearing' })).toContainText(
    /\d+ of 182 uploads are left, [\d.]+ GiB/,
  );
  await expect(headline(page)).toHaveText(/^nightly-backups hides \d+ GiB/);
  await passNight(page);
  await expect(headline(page)).toHaveText('nightly-backups hides nothing.');
  await expect(proof.getByRole('listitem').last()).toContainText(/\$\d\d\.\d\d a month booked/);
});

test('uploads at work are named, and go only after a tick', async ({ page, aws, product }) => {
  const place: Place = { account: 'media', bucket: 'media-ingest', region: 'us-west-2' };
  await aws.addActiveUpload({ bucket: place.bucket, key: 'second-unit/at-work.mxf', daysAgo: 3 });
  await collect(product.url);
  await visit(page, '/buckets/537718204691/media-ingest');
  const dialog = await openFix(page, place.bucket);
  await expect(dialog.getByText('Terraform owns this bucket')).toBeVisible();
  await dialog.getByText('1', { exact: true }).click();
  const warning = dialog.getByRole('alert').filter({ hasText: /had a part in the last 1 day/ });
  await expect(warning).toContainText('second-unit/at-work.mxf');
  const apply = dialog.getByRole('button', { name: 'Add the rule' });
  await expect(apply).toBeDisabled();
  const tick = warning.getByRole('checkbox', { name: /^Abort (it|them) all the same$/ });
  await tick.check();
  await expect(apply).toBeEnabled();
  // The tick was for one day: two other days cut other uploads.
  await dialog.getByText('3', { exact: true }).click();
  await dialog.getByText('1', { exact: true }).click();
  await expect(dialog.getByText('aborts uploads after 1 day')).toBeVisible();
  expect(await aws.rules(place)).toEqual([]);
  await warning.getByRole('button', { name: /^Use \d+ days, which cuts none$/ }).click();
  await expect(warning).toBeHidden();
  await expect(apply).toBeEnabled();
});

test('a bucket owned by code gets a warning and a snippet to paste', async ({ page, context, aws }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await visit(page, '/');
  const dialog = await openFix(page, 'warehouse-unload');
  await expect(dialog.getByText('CloudFormation owns this bucket')).toBeVisible();
  await expect(dialog).toContainText('stack warehouse-prod');
  await expect(dialog.getByText('2 uploads had a part in the last 7 days.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Add the rule' })).toBeDisabled();
  await dialog.getByRole('tab', { name: 'CloudFormation' }).click();
  const snippet = dialog.getByRole('region', { name: 'CloudFormation' });
  for (const id of ['expire-reports', 'unload-tmp', 'unload-old', 'to-colder', 'straybytes-abort-incomplete-mpu'])
    await expect(snippet).toContainText(id);
  await dialog.getByRole('button', { name: 'Copy CloudFormation' }).click();
  await expect(dialog.getByRole('button', { name: 'Copy CloudFormation' })).toHaveText('Copied');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('AbortIncompleteMultipartUpload');
  await dialog.getByRole('tab', { name: 'Terraform' }).click();
  await expect(dialog.getByRole('region', { name: 'Terraform' })).toContainText(
    'aws_s3_bucket_lifecycle_configuration',
  );
  await dialog.getByRole('tab', { name: 'Uploads that go' }).click();
  await expect(dialog.getByRole('region', { name: 'Uploads that go' }).getByRole('row').nth(1)).toContainText(
    'Redshift',
  );
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  expect(await aws.rules({ account: 'data-platform', bucket: 'warehouse-unload', region: 'us-east-1' })).toHaveLength(
    4,
  );
});

test('rules of the old form are rewritten in sight', async ({ page }) => {
  await visit(page, '/buckets?q=gitlab');
  const dialog = await openFix(page, 'gitlab-artifacts');
  await expect(dialog.getByText(/12 keep their meaning.* · 1 is added/)).toBeVisible();
  await dialog.getByText('12 rules written in another form').click();
  await expect(dialog.getByText('lfs/', { exact: true })).toBeVisible();
});

test('delete markers can go too where the bucket is or was versioned', async ({ page, aws }) => {
  const place: Place = { account: 'media', bucket: 'raw-footage', region: 'us-west-2' };
  await visit(page, '/buckets?q=raw-footage');
  const dialog = await openFix(page, place.bucket);
  await dialog.getByRole('checkbox', { name: 'Also remove expired delete markers' }).check();
  await dialog.getByRole('button', { name: 'Add 2 rules' }).click();
  await expect(page.getByRole('dialog', { name: 'raw-footage is fixed' })).toBeVisible();
  const rules = await aws.rules(place);
  expect(rules.map(({ ID }) => ID).sort()).toEqual([
    'straybytes-abort-incomplete-mpu',
    'straybytes-expired-delete-markers',
    'to-glacier',
  ]);
  await visit(page, '/buckets?q=glue-temp');
  const never = await openFix(page, 'glue-temp-apne2');
  await expect(never.getByRole('checkbox', { name: /delete markers/ })).toHaveCount(0);
});

test('any whole number of days from 1 on', async ({ page }) => {
  await visit(page, '/buckets?q=glue-temp');
  const dialog = await openFix(page, 'glue-temp-apne2');
  await dialog.getByText('Other', { exact: true }).click();
  const days = dialog.getByRole('textbox', { name: 'Number of days' });
  await days.fill('21');
  await expect(dialog.getByText('aborts uploads after 21 days')).toBeVisible();
  for (const typed of ['0', '3.5', '-7', 'seven', '3651', ' ']) {
    await days.fill('');
    await days.pressSequentially(typed);
    await days.blur();
    await expect(days).toHaveValue(typed);
    await expect(dialog.getByRole('alert')).toHaveText(/^Days are whole numbers, from 1 to 3650/);
    await expect(dialog.getByRole('button', { name: 'Add the rule' })).toBeDisabled();
  }
  await days.fill('3');
  await expect(dialog.getByText('aborts uploads after 3 days')).toBeVisible();
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  await expect(dialog.getByRole('button', { name: 'Add the rule' })).toBeEnabled();
});

test('rules that somebody changed since the plan are not overwritten', async ({ page, aws }) => {
  const place: Place = { account: 'analytics', bucket: 'glue-temp-apne2', region: 'ap-northeast-2' };
  const theirs = { ID: 'theirs', Status: 'Enabled' as const, Filter: { Prefix: 'out/' }, Expiration: { Days: 30 } };
  await visit(page, '/buckets/318264907715/glue-temp-apne2');
  const dialog = await openFix(page, place.bucket);
  await aws.writeRules(place, [theirs]);
  await dialog.getByRole('button', { name: 'Add the rule' }).click();
  const refusal = dialog.getByRole('alert').filter({ hasText: 'Nothing was written.' });
  await expect(refusal).toContainText(
    /`?glue-temp-apne2`? are not the ones this fix was planned for.*theirs was added/,
  );
  expect(await aws.rules(place)).toEqual([theirs]);

  await refusal.getByRole('button', { name: 'Plan again' }).click();
  await expect(dialog.getByText('1 rule stays exactly as it is · 1 is added')).toBeVisible();
  await dialog.getByRole('button', { name: 'Add the rule' }).click();
  await expect(page.getByRole('dialog', { name: 'glue-temp-apne2 is fixed' })).toBeVisible();
  expect(await aws.rules(place)).toContainEqual(theirs);
  await visit(page, '/activity');
  const refused = page
    .getByRole('listitem')
    .filter({ hasText: 'glue-temp-apne2' })
    .filter({ hasText: 'was refused a fix' });
  await expect(refused).toContainText('theirs was added');
});

test('what S3 would refuse is refused with its reason', async ({ page }) => {
  await visit(page, '/buckets?q=audit-evidence');
  await page.getByRole('button', { name: 'Fix audit-evidence' }).click();
  const dialog = page.getByRole('dialog', { name: 'Fix audit-evidence' });
  await expect(dialog.getByRole('alert')).toContainText('MFA delete');
  await expect(dialog.getByRole('button', { name: 'Add the rule' })).toBeDisabled();
});
