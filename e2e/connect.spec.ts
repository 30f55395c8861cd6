import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readPolicy } from '#lib/collect/policy.ts';
import { expectAccessible } from './fixtures/accessible.ts';
import { type Product, startProduct } from './fixtures/product.ts';
import { expect, test } from './fixtures/test.ts';

/** Against real AWS, in AWS GovCloud (US), with no credentials to be found: no call leaves this machine. */
test.describe('npm start without usable credentials', () => {
  let real: Product;
  let home: string;
  test.beforeAll(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'straybytes-home-'));
    real = await startProduct({
      environment: { HOME: home, AWS_EC2_METADATA_DISABLED: 'true', AWS_REGION: 'us-gov-east-1' },
    });
  });
  test.afterAll(async () => {
    await real.stop();
    await rm(home, { recursive: true, force: true });
  });

  test('says what was tried, what failed, and the policy to attach', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(real.url);
    await expect(page).toHaveURL(`${real.url}/connect`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Straybytes cannot reach AWS yet.');
    await expect(page.getByRole('alert').filter({ hasText: 'What failed:' })).toContainText(/credentials/);
    const tried = page.getByRole('region', { name: 'What was tried' });
    await expect(tried).toContainText('AWS_ACCESS_KEY_ID');
    await expect(tried).toContainText('AWS_PROFILE');
    const policy = page.getByRole('region', { name: 'Read-only policy' });
    expect(JSON.parse((await policy.textContent()) ?? '')).toEqual(JSON.parse(JSON.stringify(readPolicy())));
    await expect(policy).not.toContainText('Put');
    await page.getByRole('button', { name: 'Copy Read-only policy' }).click();
    expect(JSON.parse(await page.evaluate(() => navigator.clipboard.readText()))).toHaveProperty('Statement');
    await expect(page.getByText('npm run demo')).toBeVisible();
    await expect(
      page.getByText(/^Looking takes two calls a bucket.*about \$0\.05 for 100 buckets.*at most \$1 a day/),
    ).toBeVisible();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('button', { name: 'Try again' })).toBeEnabled();
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectAccessible(page);
  });

  test('what it hands out is of the partition and the region that it stands in', async ({ page }) => {
    await page.goto(`${real.url}/accounts/onboarding`);
    const template = page.getByRole('region', { name: 'CloudFormation template' });
    await expect(template).toContainText('arn:aws-us-gov:s3:::*');
    await expect(template).not.toContainText('arn:aws:');
    const commands = page.getByRole('region', { name: 'Commands for a StackSet' });
    await expect(commands).toContainText('--regions us-gov-east-1 ');
    await expect(page.getByRole('region', { name: 'Policy of this server' })).toContainText(
      'arn:aws-us-gov:iam::*:role/',
    );
    await page.getByLabel('Who may assume the roles').fill('arn:aws-cn:iam::111122223333:role/Hub');
    await expect(template).toContainText('arn:aws-cn:s3:::*');
    await expect(commands).toContainText('--regions cn-north-1 ');
  });

  test('has nothing of a demo, and answers empty', async ({ page }) => {
    await page.goto(`${real.url}/activity`);
    await expect(page.getByText('Nothing yet.')).toBeVisible();
    await expect(page.getByText('Simulated AWS')).toHaveCount(0);
    await page.goto(`${real.url}/connect`);
    await expect(page.getByText('Anybody on this machine can fix.')).toBeVisible();
    await expect(page.getByText('npm run administrator')).toBeVisible();
    expect((await page.request.get(`${real.url}/people`)).status()).toBe(403);
    const answer = await page.request.get(`${real.url}/api/v1/buckets`);
    expect(await answer.json()).toMatchObject({ snapshotId: null, items: [], totals: { bytes: 0, atLeast: true } });
  });
});

test('in the demo the page says who is connected', async ({ page }) => {
  await page.goto('/connect');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('AWS is connected.');
  await expect(page.getByText('204817365920').first()).toBeVisible();
});
