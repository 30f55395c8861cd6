import type { Page } from '@playwright/test';
import { memberPolicy } from '#lib/collect/policy.ts';
import { accountIds } from '#lib/demo/organization/accounts.ts';
import { expectAccessible } from './fixtures/accessible.ts';
import { collect } from './fixtures/collect.ts';
import { expect, test } from './fixtures/test.ts';
import { visit } from './fixtures/visit.ts';

const headline = (page: Page) => page.getByRole('heading', { level: 1 });
const table = (page: Page) => page.getByRole('table', { name: 'Accounts' });
const rowOf = (page: Page, name: string) =>
  table(page)
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name, exact: true }) });

/** Asks AWS about the account that the page shows, and waits for the answer. */
async function checkNow(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Check now' });
  await button.click();
  await expect(page.getByText(/^\s*Checked just now$/)).toBeVisible();
  await expect(button).toBeEnabled();
}

test('every account stands in its unit, with what is denied, what it costs and what guards it', async ({ page }) => {
  await visit(page, '/accounts');
  await expect(headline(page)).toHaveText(/^In [23] of 7 accounts something is denied\.$/);
  const names = await table(page).locator('tbody').getByRole('link').allInnerTexts();
  expect(names).toEqual([
    'core',
    'Infrastructure',
    'data-platform',
    'Sandbox',
    'sandbox',
    'Security',
    'security',
    'Suspended',
    'legacy-shop',
    'Workloads',
    'Dev',
    'ml-research',
    'Prod',
    'analytics',
    'media',
  ]);
  await expect(rowOf(page, 'core')).toContainText('management account');
  await expect(rowOf(page, 'core')).toContainText('Seen whole');
  await expect(rowOf(page, 'core')).toContainText('8 of 8');
  await expect(rowOf(page, 'security')).toContainText(/\d denied/);
  await expect(rowOf(page, 'security')).toContainText('None');
  await expect(rowOf(page, 'data-platform')).toContainText('Over');
  await expect(rowOf(page, 'legacy-shop')).toContainText('Suspended');
  await page.getByRole('link', { name: 'Not seen whole' }).click();
  await expect(page).toHaveURL('/accounts?show=attention');
  await expect(rowOf(page, 'core')).toHaveCount(0);
  const causes = page.getByRole('region', { name: /^[23] accounts not seen whole, for \d causes$/ });
  const kms = causes.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'ml-research' }) });
  await expect(kms).toContainText('1 account');
  await expect(kms.getByRole('heading')).toHaveText('Missing in the policy of the role: kms:Decrypt');
  await kms.getByText('The statement to add').focus();
  await page.keyboard.press('Enter');
  const statement = kms.getByRole('region', { name: /^Statement, / });
  expect(JSON.parse((await statement.textContent()) ?? '')).toMatchObject({ Effect: 'Allow', Action: 'kms:Decrypt' });
  await rowOf(page, 'security').getByRole('link', { name: 'security', exact: true }).click();
  await expect(headline(page)).toHaveText(/denied in security\.$/);
});

test('the figures of the page are those of the API', async ({ page, request }) => {
  const { items } = await (await request.get('/api/v1/accounts')).json();
  await visit(page, '/accounts');
  for (const { name, waste, spend, guardrails } of items) {
    if (spend === null) continue;
    const row = rowOf(page, name);
    await expect(row.locator(`data[value="${spend.monthToDate}"]`)).toBeVisible();
    await expect(row.locator(`data[value="${waste.monthlyUsd}"]`)).toBeVisible();
    const all = guardrails.pass + guardrails.fail + guardrails.blind;
    await expect(row).toContainText(`${guardrails.pass} of ${all}`);
  }
});

test('what is denied is told with who denies it and exactly what to add', async ({ page }) => {
  await visit(page, `/accounts/${accountIds['ml-research']}`);
  await expect(headline(page)).toHaveText('One action is denied in ml-research.');
  const denied = page.getByRole('region', { name: 'One action is denied' });
  await expect(denied).toContainText('kms:Decrypt');
  await expect(denied).toContainText('identity-based policy');
  const statement = denied.getByRole('region', { name: 'Statement for kms:Decrypt' });
  expect(JSON.parse((await statement.textContent()) ?? '')).toMatchObject({ Effect: 'Allow', Action: 'kms:Decrypt' });
  // The button has a row of its own: no text is under it.
  const copy = await denied.getByRole('button', { name: 'Copy Statement for kms:Decrypt' }).boundingBox();
  const text = await statement.boundingBox();
  expect((copy?.y ?? Infinity) + (copy?.height ?? 0)).toBeLessThanOrEqual(text?.y ?? 0);
  await expect(page.getByRole('region', { name: 'Guardrails' })).toContainText('6 of 8 hold, 2 fail');
});

test('a member account is connected: from the template to a role that can be used', async ({ page, aws, request }) => {
  test.setTimeout(120_000);
  await aws.changeAccount('security', { roles: [] });
  await visit(page, `/accounts/${accountIds.security}`);
  await checkNow(page);
  await expect(headline(page)).toHaveText('security cannot be reached.');
  await expect(page.getByText('sts:AssumeRole').first()).toBeVisible();
  await page.getByRole('link', { name: 'Make the role' }).click();

  await expect(page.getByRole('heading', { name: '3. One account waits for the role StraybytesRead' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Commands for a StackSet' })).toContainText('--regions us-east-1 ');
  const template = page.getByRole('region', { name: 'CloudFormation template' });
  await expect(template).toContainText('arn:aws:iam::204817365920:user/straybytes');
  await page.getByLabel('External id').fill('a-secret-of-two');
  await expect(page.getByText('This server is set up with no external id')).toBeVisible();
  await expect(template).toContainText('Default: "a-secret-of-two"');
  await page.getByLabel('External id').fill('');
  await page.getByRole('checkbox', { name: /Make the role that fixes as well/ }).check();
  const href = await page.getByRole('link', { name: 'Download straybytes.yaml' }).getAttribute('href');
  const file = await request.get(href ?? '');
  expect(file.headers()['content-disposition']).toBe('attachment; filename="straybytes.yaml"');
  expect((await file.text()).trim()).toBe((await template.textContent())?.trim());
  // A field that has a default, emptied: the file has none either.
  await page.getByLabel('Who may assume the roles').fill('');
  await expect(template).not.toContainText('arn:aws:iam::204817365920:user/straybytes');
  const open = await page.getByRole('link', { name: 'Download straybytes.yaml' }).getAttribute('href');
  expect((await (await request.get(open ?? '')).text()).trim()).toBe((await template.textContent())?.trim());
  await page.getByRole('tab', { name: 'Terraform' }).click();
  await expect(page.getByRole('region', { name: 'Terraform template' })).toContainText('aws_iam_role');

  const own = page.getByRole('region', { name: 'Policy of this server' });
  expect(JSON.parse((await own.textContent()) ?? '')).toEqual(JSON.parse(JSON.stringify(memberPolicy())));

  await page.getByRole('button', { name: 'Try until it works' }).click();
  await expect(page.getByText('Trying security every few seconds…')).toBeVisible();
  await aws.changeAccount('security', { roles: null });
  await expect(page.getByText('The role can be used in security.')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('heading', { name: '3. Every account that is known can be reached' })).toBeVisible();
});

test('an account whose buckets cannot be listed is not seen whole, and has no figure of now', async ({
  page,
  aws,
  baseURL,
}) => {
  test.setTimeout(120_000);
  await aws.changeAccount('media', { roles: [] });
  await collect(baseURL ?? '');
  await visit(page, '/accounts?show=attention');
  await expect(headline(page)).toHaveText(/^1 of 7 accounts cannot be reached; in [23] more something is denied\.$/);
  await expect(page.getByText('sums are of the accounts shown')).toBeVisible();
  await expect(rowOf(page, 'media')).toContainText('Not reachable');
  await expect(rowOf(page, 'media')).toContainText('sts:AssumeRole');
  await expect(rowOf(page, 'media')).toContainText('not known');
  await expect(rowOf(page, 'security')).toContainText(/\w+:\w+ by /);
  await visit(page, `/accounts/${accountIds.media}`);
  await expect(page.getByText(/buckets, last seen/)).toBeVisible();
  await expect(page.getByText('allowed when its role could still be used')).toBeVisible();
  await expectAccessible(page);
  await visit(page, `/?account=${accountIds.media}`);
  await expect(headline(page)).toHaveText(/^What the \d+ buckets hide is not known\.$/);
  await aws.changeAccount('media', { roles: null });
  await collect(baseURL ?? '');
  await visit(page, `/accounts/${accountIds.media}`);
  await expect(headline(page)).toHaveText('media is seen whole.');
});

test('where no account can be listed any more, what was known is told as of then', async ({ page, aws, baseURL }) => {
  test.setTimeout(120_000);
  const denied = [{ action: 's3:ListAllMyBuckets', by: 'service control policy' as const, explicit: true }];
  await aws.setFaults({ denied });
  try {
    await expect(collect(baseURL ?? '')).rejects.toThrow('failed');
    await visit(page, '/');
    await expect(headline(page)).toHaveText(/^On \d+ \w+ you paid .* that nobody could see\.$/);
    const asOf = page.getByText(
      /What is hidden is told as of .*: the looks at all buckets since then failed, the first/,
    );
    await expect(asOf).toBeVisible();
    await visit(page, '/buckets');
    await expect(headline(page)).toHaveText(/ a month, on \d+ \w+\.$/);
    await visit(page, '/accounts');
    await expect(asOf).toBeVisible();
    await expect(page.getByRole('columnheader', { name: /^Hidden, a month, on \d/ })).toBeVisible();
    await visit(page, `/accounts/${accountIds.media}`);
    await expect(asOf).toBeVisible();
  } finally {
    await aws.setFaults({});
    await collect(baseURL ?? '');
  }
  await visit(page, '/');
  await expect(headline(page)).toHaveText(/^You pay/);
});

test.describe('an account that nobody knows', () => {
  test.use({ expectedErrors: [/404/] });

  test('is told as such', async ({ page }) => {
    const answer = await page.goto('/accounts/000000000000');
    expect(answer?.status()).toBe(404);
    await expect(headline(page)).toHaveText('There is nothing at this address.');
    await expect(page).toHaveTitle(/Not found/);
    await expect(page.getByText('No account of this number is known.')).toBeVisible();
    await page.getByRole('link', { name: 'See all accounts' }).click();
    await expect(page).toHaveURL('/accounts');
  });
});

test('a person names an account otherwise, and leaves it out', async ({ page, request }) => {
  const buckets = await (await request.get(`/api/v1/buckets?account=${accountIds.media}&sort=name`)).json();
  const bucket: string = buckets.items[0].name;
  await visit(page, `/accounts/${accountIds.media}`);
  await page.getByRole('textbox', { name: 'Name' }).fill('Streaming');
  await page.getByRole('button', { name: 'Rename the account' }).click();
  await expect(headline(page)).toHaveText('Streaming is seen whole.');
  await visit(page, '/buckets?account=537718204691');
  await expect(page.getByRole('combobox', { name: 'By account or unit' })).toContainText('Streaming');
  await expect(page.getByRole('table').getByText('Streaming · ').first()).toBeVisible();
  await visit(page, `/accounts/${accountIds.media}`);
  await page.getByRole('textbox', { name: 'Name' }).fill('');
  await page.getByRole('button', { name: 'Rename the account' }).click();
  await expect(headline(page)).toHaveText('media is seen whole.');
  await page.getByRole('button', { name: 'Leave it out' }).click();
  await expect(headline(page)).toHaveText('media is left out.');
  await expect(
    page.getByText(/Left out by .*: it is not looked at\. Its guardrails count nowhere, and from the next look on/),
  ).toBeVisible();
  await visit(page, `/buckets/${accountIds.media}/${bucket}`);
  await expect(headline(page)).toHaveText(`${bucket} is not looked at.`);
  await expect(page.getByText(/Its account media was left out by .*What it hides now is not known/)).toBeVisible();
  await expect(page.getByText(/Last seen/)).toBeVisible();
  await expectAccessible(page);
  // Pages call it by its name, and say why nothing of now is there.
  for (const path of ['/buckets', '/budgets', '/guardrails']) {
    await visit(page, `${path}?account=${accountIds.media}`);
    await expect(page.getByText(/media .*is left out/).first()).toBeVisible();
    await expect(page.getByRole('combobox', { name: 'By account or unit' })).toContainText('media (not looked at)');
  }
  const left = await (await request.get(`/api/v1/budgets?account=${accountIds.media}`)).json();
  expect(left.items).toEqual([]);
  await visit(page, `/buckets/${accountIds.media}/${bucket}`);
  await page.getByRole('link', { name: 'Take media in again' }).click();
  await expect(page.getByRole('button', { name: 'Check now' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Take it in again' }).click();
  await expect(headline(page)).toHaveText('media is seen whole.');
});

test('one choice narrows every page to a unit or to an account', async ({ page, request }) => {
  const { items } = await (await request.get('/api/v1/accounts')).json();
  const prod = (items as { ou: string[]; buckets: number }[]).filter(({ ou }) => ou.join('/') === 'Workloads/Prod');
  const place = page.getByRole('combobox', { name: 'By account or unit' });
  await visit(page, '/');
  await place.selectOption({ label: 'All of Prod (2 accounts)' });
  await expect(page).toHaveURL('/?ou=Workloads%2FProd');
  await expect(headline(page)).toContainText('Prod pays');
  await page.getByRole('link', { name: 'Buckets', exact: true }).last().click();
  await expect(page).toHaveURL('/?ou=Workloads%2FProd&by=bucket');

  await visit(page, '/buckets?ou=Workloads%2FProd');
  const buckets = prod.reduce((sum, account) => sum + account.buckets, 0);
  await expect(headline(page)).toContainText(`${buckets} buckets match`);
  await place.selectOption({ label: `analytics (${prod[0]?.buckets})` });
  await expect(page).toHaveURL('/buckets?account=318264907715');

  await visit(page, '/spend?ou=Workloads%2FProd&by=account');
  await expect(headline(page)).toHaveText(/^Prod has cost \$[\d,]+ in \w+ so far\.$/);
  await expect(page.getByRole('region', { name: /in 30 days/ })).toContainText('analytics');
  await expect(page.getByRole('region', { name: /in 30 days/ })).not.toContainText('sandbox');

  await visit(page, '/budgets?ou=Workloads%2FProd');
  const rows = page.getByRole('region', { name: 'Every budget' }).getByRole('heading', { level: 3 });
  expect(await rows.allInnerTexts()).toEqual(
    expect.arrayContaining(['media-delivery', 'transcoding', 'analytics-quarter', 'athena-scans']),
  );
  await expect(rows.filter({ hasText: 'data-platform' })).toHaveCount(0);

  const media = `account=${accountIds.media}`;
  expect((await request.post('/api/v1/collect', { data: { accounts: [accountIds.media] } })).status()).toBe(202);
  await visit(page, '/activity');
  const entries = page.getByRole('main').getByRole('listitem');
  const all = await entries.count();
  await place.selectOption({ label: 'media' });
  await expect(page).toHaveURL(`/activity?${media}`);
  await expect(entries.first()).toContainText('of account media');
  await expect.poll(() => entries.count()).toBeLessThan(all);
  await expect(page.getByText('Every write to AWS, every refusal, every proof.')).toBeVisible();

  await visit(page, `/reports?${media}`);
  await expect(page).toHaveURL(new RegExp(`/reports/\\d{4}-W\\d{2}\\?${media}$`));
  await expect(page.getByText('Of the whole organization')).toContainText('a report is not narrowed to media');
  await page.getByRole('main').getByRole('link', { name: 'overview' }).click();
  await expect(page).toHaveURL(`/?${media}`);
});

test('a page that is narrowed to what nobody knows says so, and leads back', async ({ page }) => {
  const pages = ['/', '/buckets', '/spend', '/budgets', '/guardrails', '/accounts', '/activity'];
  for (const path of pages) {
    await visit(page, `${path}?account=zzz`);
    await expect(headline(page)).toHaveText('No account “zzz” is known.');
    await visit(page, `${path}?ou=Workloads%2FNowhere`);
    await expect(headline(page)).toHaveText('No account is known in a unit “Workloads / Nowhere”.');
  }
  await visit(page, '/spend?account=no%20such&range=7d');
  await expect(headline(page)).toHaveText('No account “no such” is known.');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Show all accounts' }).click();
  await expect(page).toHaveURL('/spend?range=7d');
  await expect(headline(page)).toContainText('has cost');
});

test('the pages read well in light, in dark, on a tablet and on a phone', async ({ page }) => {
  test.setTimeout(120_000);
  for (const path of [
    '/accounts',
    '/accounts?show=attention',
    `/accounts/${accountIds.security}`,
    '/accounts/onboarding',
  ]) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await visit(page, path);
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await expectAccessible(page);
    }
    for (const width of [768, 360]) {
      await page.setViewportSize({ width, height: 780 });
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
    }
    await expectAccessible(page);
  }
});

test('on a phone every page is reached, by keyboard as well', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await visit(page, '/');
  const pages = page.getByRole('navigation', { name: 'Pages' });
  const more = pages.getByRole('button', { name: 'More' });
  // The clock of the demo stands on two short lines beside the rest, and its button is reached.
  const clock = page.getByRole('button', { name: 'Move the clock one day' });
  const [day, move] = await Promise.all([page.getByText('Sim ·').boundingBox(), clock.boundingBox()]);
  expect(move?.y).toBeGreaterThanOrEqual((day?.y ?? Infinity) + (day?.height ?? 0) - 1);
  expect((move?.x ?? 0) + (move?.width ?? 360)).toBeLessThanOrEqual(360);
  await expect(pages.getByRole('link', { name: 'Accounts' })).toBeHidden();
  await more.focus();
  await page.keyboard.press('Enter');
  await expect(more).toHaveAttribute('aria-expanded', 'true');
  await expectAccessible(page, 'nav');
  await page.keyboard.press('Escape');
  await expect(pages.getByRole('link', { name: 'Accounts' })).toBeHidden();
  await expect(more).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(pages.getByRole('link', { name: 'Accounts' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/accounts');
  await expect(more).toHaveAttribute('aria-expanded', 'false');
  // Columns that have no room here stand under the name.
  await expect(rowOf(page, 'data-platform').getByText('Budget Over', { exact: true })).toBeVisible();
  await expect(rowOf(page, 'data-platform').getByText(/^[A-Z][a-z]+ \$[\d,.]+$/)).toBeVisible();
});
