import type { Page } from '@playwright/test';
import { expectAccessible } from './fixtures/accessible.ts';
import { expect, test } from './fixtures/test.ts';
import { visit } from './fixtures/visit.ts';

/** Makes a link on the page of the last week, as a person does. @returns its address */
async function makeLink(page: Page): Promise<string> {
  await visit(page, '/reports');
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = page.getByLabel('The link, shown this once');
  await expect(link).toHaveValue(/\/shared\/[\w-]{43}$/);
  return link.inputValue();
}

test('a stranger sees the report, masked, and nothing else, until the link is revoked', async ({ page, browser }) => {
  const link = await makeLink(page);
  const week = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  const plain = await (await page.request.get(`/api/v1/reports/${week}`)).json();
  const stranger = await browser.newPage();
  const asked: string[] = [];
  stranger.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const html = (await (await stranger.goto(link))?.text()) ?? '';
  await expect(stranger.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(stranger.getByRole('img')).toBeVisible();
  await expect(stranger.getByRole('link')).toHaveCount(0);
  await expect(stranger.getByRole('navigation')).toHaveCount(0);
  for (const path of asked.filter((own) => own !== ''))
    expect(path).toMatch(/^\/shared\/[\w-]{43}(\/picture\.png)?$|^image/);
  for (const text of ['<script', '__next', 'self.__', '/buckets', '/activity', '/spend'])
    expect(html).not.toContain(text);
  const withoutStyle = html.replace(/<style>[^<]*<\/style>/, '').replace(/media="[^"]*"/, '');
  for (const { accountId, accountName, bucket } of plain.mostWasteful)
    for (const text of [accountId, accountName, bucket]) expect(withoutStyle).not.toContain(text);
  await page.reload();
  const row = page.getByRole('table', { name: 'Links to this report' }).getByRole('row').nth(1);
  await expect(row).toContainText('accounts and bucket names as aliases, amounts in per cent');
  await row.getByRole('button', { name: 'Revoke' }).click();
  await expect(row).toContainText('Revoked');
  expect((await stranger.goto(link))?.status()).toBe(404);
  await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('This link shows nothing, or nothing any more.');
  expect((await stranger.request.get(`${link}/picture.png`)).status()).toBe(404);
  await stranger.close();
  await visit(page, '/activity');
  await expect(page.getByText(/made a link to the report of/).first()).toBeVisible();
  await expect(page.getByText(/opened once/).first()).toBeVisible();
});

test('a link is in no index, and a guess opens nothing', async ({ page, request }) => {
  const link = await makeLink(page);
  const answer = await request.get(link);
  expect(answer.headers()['x-robots-tag']).toContain('noindex');
  expect(answer.headers()['referrer-policy']).toBe('no-referrer');
  expect(answer.headers()['cross-origin-resource-policy']).toBe('same-origin');
  const picture = await request.get(`${link}/picture.png?theme=dark`);
  expect(picture.headers()['content-type']).toBe('image/png');
  expect(picture.headers()['cross-origin-resource-policy']).toBe('cross-origin');
  expect((await request.get(link, { headers: { host: 'straybytes.example.com' } })).status()).toBe(403);
  for (const guess of [`/shared/${'A'.repeat(43)}`, '/shared/x', `${new URL(link).pathname.slice(0, -1)}`])
    expect((await request.get(guess)).status()).toBe(404);
  const beyond = await request.get(`${link}/more`);
  expect(beyond.status()).toBe(404);
  expect(await beyond.text()).not.toMatch(/<(a|script)\b/);
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`a shared report is for everybody, on any screen, in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(await makeLink(page));
    await expectAccessible(page);
    await page.setViewportSize({ width: 360, height: 740 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await expectAccessible(page);
  });

for (const colorScheme of ['light', 'dark'] as const)
  test(`a channel is added, tested, paused and deleted, in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const name = `Team ${colorScheme}`;
    await visit(page, '/reports/channels');
    await page.getByRole('button', { name: 'Add a channel' }).click();
    await page.getByRole('textbox', { name: /^Name/ }).fill(name);
    await page.getByLabel('Kind').selectOption('webhook');
    await page.getByLabel('Webhook address').fill('https://localhost:1/hooks/secret-path-of-the-hook');
    await page.getByLabel('Signing key').fill('a-key-of-enough-letters');
    await page.getByLabel('Time zone').fill('Asia/Seoul');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.getByText('Mondays at 09:00, Asia/Seoul')).toBeVisible();
    await page.getByRole('button', { name: `Send a test to ${name}` }).click();
    await expect(page.getByText(/The test did not arrive: .*not an address of the public internet/)).toBeVisible();
    await page.getByRole('button', { name: `Pause ${name}` }).click();
    await expect(page.getByText('Paused', { exact: true })).toBeVisible();
    expect(await page.content()).not.toContain('secret-path');
    await page.setViewportSize({ width: 360, height: 740 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await expectAccessible(page);
    await page.getByRole('button', { name: `Delete ${name}` }).click();
    await page.getByRole('button', { name: `Delete ${name} and its secrets` }).click();
    await expect(page.getByRole('heading', { name })).toHaveCount(0);
  });

test('what a channel is told beside the week is suggested, chosen and kept', async ({ page }) => {
  await visit(page, '/reports/channels');
  const name = 'Alerted team';
  await page.getByRole('button', { name: 'Add a channel' }).click();
  await page.getByRole('textbox', { name: /^Name/ }).fill(name);
  await page.getByLabel('Kind').selectOption('webhook');
  await page.getByLabel('Webhook address').fill('https://localhost:1/hooks/of-the-alerted-team');
  await page.getByLabel('Signing key').fill('a-key-of-enough-letters');
  await expect(page.getByRole('checkbox', { name: 'A guardrail opened' })).toBeChecked();
  await page.getByRole('checkbox', { name: 'A budget is forecast to be exceeded' }).uncheck();
  await page.getByLabel('Waste grew by more than').fill('12.50');
  await page.getByLabel('The same not again for').selectOption('72');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  const card = page.getByRole('region', { name });
  const told =
    /Told at once: waste grew within a day \(by more than \$12\.50 a month\), a fixed bucket .*, a guardrail opened; each not again for 3 days\./;
  await expect(card).toContainText(told);
  // What began before it was there is no news to it.
  await card.getByText('Now nothing would be told').click();
  await expect(card.getByText('Looking here sends nothing.')).toBeVisible();
  await expect(card.getByRole('list', { name: `Alerts that ${name} would be told, or not` })).toBeVisible();
  await expectAccessible(page);
  await card.getByRole('button', { name: `Edit ${name}` }).click();
  await expect(page.getByRole('checkbox', { name: 'A budget is forecast to be exceeded' })).not.toBeChecked();
  await expect(page.getByLabel('Waste grew by more than')).toHaveValue('12.5');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(card).toContainText(told);
  await card.getByRole('button', { name: `Delete ${name}` }).click();
  await card.getByRole('button', { name: `Delete ${name} and its secrets` }).click();
  await expect(card).toHaveCount(0);
});
