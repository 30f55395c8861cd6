import type { Page } from '@playwright/test';
import { expectAccessibleInBoth } from './fixtures/accessible.ts';
import { expectNoOverflow } from './fixtures/fits.ts';
import { openFix } from './fixtures/fix-dialog.ts';
import {
  browserOf,
  codeOf,
  invite,
  join,
  type Somebody,
  setUpSecondFactor,
  signIn,
  signOut,
  typePassword,
} from './fixtures/people.ts';
import { startProduct } from './fixtures/product.ts';
import { test as base, expect } from './fixtures/test.ts';
import { untilItReacts, visit } from './fixtures/visit.ts';

const ada: Somebody = { name: 'Ada Kim', email: 'ada@example.com', password: 'lighthouse granite mellow 41' };
const olu: Somebody = { name: 'Olu Berg', email: 'olu@example.com', password: 'copper meadow unfold 77 tram' };
const vera: Somebody = { name: 'Vera Sato', email: 'vera@example.com', password: 'quilted harbour onion 18 fern' };
const bucket = '/buckets/462905183374/warehouse-unload';
const WRONG = 'The e-mail address or the password is not right, or this person may not sign in.';

/** A simulated organization of its own, on a server where people sign in from the first request on. */
const test = base.extend<object, { product: Awaited<ReturnType<typeof startProduct>> }>({
  product: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      const product = await startProduct({ args: ['--demo'], environment: { SIGN_IN: 'required' } });
      await use(product);
      await product.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});
test.describe.configure({ mode: 'serial', timeout: 120_000 });
// What is refused is told on the console too.
test.use({ expectedErrors: [/status of 40[134]/] });

/** From when Ada has a second factor: the tests are one story, and are tried again from its beginning. */
let secretOfAda: string | undefined;

async function expectGoodToRead(page: Page): Promise<void> {
  await expectAccessibleInBoth(page);
  for (const width of [768, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNoOverflow(page);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

test('nobody sees anything before they have signed in', async ({ page }) => {
  const answer = await page.goto('/spend?range=13m');
  await expect(page).toHaveURL('/sign-in?to=%2Fspend%3Frange%3D13m');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in to Straybytes');
  await expect(page.getByRole('navigation')).toHaveCount(0);
  expect(await answer?.text()).not.toContain('warehouse-unload');
  expect((await page.request.get('/api/v1/buckets')).status()).toBe(401);
  expect((await page.request.get('/api/health')).status()).toBe(200);
  await untilItReacts(page);
  await expect(page.getByLabel('E-mail address')).toBeFocused();
  await expectGoodToRead(page);
});

test('the first administrator comes by the printed link, which works once', async ({ page, product, browser }) => {
  const link = product.administratorLink ?? '';
  expect(link).toMatch(/\/join\/[\w-]{22,}$/);
  await page.goto(link);
  await untilItReacts(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You become the first administrator.');
  await expectGoodToRead(page);
  await page.getByLabel('E-mail address').fill(ada.email);
  await page.getByLabel('Name').fill(ada.name);
  await page.getByLabel('Password', { exact: true }).fill('ada kim 12');
  const strength = page.getByRole('status').filter({ hasText: /\w/ });
  await expect(strength).not.toHaveText(/^(Good|Very good)/);
  await page.getByRole('button', { name: 'Join' }).click();
  await expect(page.getByText(/^Choose another password\./)).toBeVisible();
  await expectAccessibleInBoth(page);
  await page.getByLabel('Password', { exact: true }).fill(ada.password);
  await expect(strength).toHaveText(/^(Good|Very good)\.$/);
  await page.getByRole('button', { name: 'Join' }).click();
  await expect(page.getByRole('button', { name: 'Signed in as Ada Kim, administrator' })).toBeVisible();
  const stranger = await browserOf(browser, product.url);
  await stranger.goto(link);
  await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('This link opens nothing, or nothing any more.');
  await expectGoodToRead(stranger);
  await stranger.context().close();
});

test('a wrong password and an unknown person read the same; whoever signs in goes on to where they wanted to', async ({
  page,
}) => {
  await page.goto('/buckets?sort=-bytes');
  await typePassword(page, { ...ada, password: 'not the password of Ada' });
  await expect(page.getByText(WRONG)).toBeVisible();
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused();
  await expectAccessibleInBoth(page);
  await typePassword(page, { ...ada, email: 'nobody@example.com' });
  await expect(page.getByText(WRONG)).toBeVisible();
  await page.getByLabel('E-mail address').fill(ada.email);
  await page.getByLabel('Password', { exact: true }).fill(ada.password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/buckets?sort=-bytes');
  await untilItReacts(page);
  await signOut(page);
  await page.goto('/buckets');
  await expect(page).toHaveURL('/sign-in?to=%2Fbuckets');
  for (const elsewhere of ['//evil.example', '/\\evil.example', 'https://evil.example']) {
    await page.goto(`/sign-in?to=${encodeURIComponent(elsewhere)}`);
    await typePassword(page, ada);
    await expect(page.getByRole('button', { name: /^Signed in as Ada/ })).toBeVisible();
    expect(new URL(page.url()).pathname).toBe('/');
    await untilItReacts(page);
    await signOut(page);
  }
});

test('an operator and a viewer are invited; the viewer cannot fix, and every button says why', async ({
  page,
  browser,
  product,
}) => {
  await signIn(page, ada);
  const links = [await invite(page, olu, 'operator'), await invite(page, vera, 'viewer')];
  await expectGoodToRead(page);
  const operator = await browserOf(browser, product.url);
  await join(operator, links[0] ?? '', olu);
  const viewer = await browserOf(browser, product.url);
  await join(viewer, links[1] ?? '', vera);

  await visit(operator, bucket);
  const planned = operator.waitForRequest((request) => request.headers()['next-action'] !== undefined);
  await openFix(operator, 'warehouse-unload');
  const action = await planned;

  await visit(viewer, bucket);
  const fix = viewer.getByRole('button', { name: 'Fix warehouse-unload' });
  await expect(fix).toBeDisabled();
  await fix.focus();
  const why = 'Only operators and administrators may do this; you are a viewer.';
  await expect(viewer.getByRole('tooltip')).toHaveText(why);
  await expect(fix).toHaveAccessibleDescription(why);
  await viewer.keyboard.press('Enter');
  await expect(viewer.getByRole('dialog')).toHaveCount(0);
  await expect(viewer.getByRole('button', { name: 'Look again' })).toBeDisabled();
  await expect(viewer.getByRole('button', { name: 'Move the clock one day' })).toBeDisabled();
  await expectGoodToRead(viewer);
  for (const [path, name] of [
    ['/budgets', 'Read again'],
    ['/reports', 'Make a link'],
    ['/reports/channels', 'Add a channel'],
    ['/accounts/462905183374', 'Leave it out'],
  ] as const) {
    await visit(viewer, path);
    await expect(viewer.getByRole('button', { name }).first()).toBeDisabled();
  }
  // What is only greyed out is no gate: the same request as the operator's, with the viewer's cookies.
  const { 'next-action': id = '', 'content-type': contentType = '' } = action.headers();
  const headers = { 'next-action': id, 'content-type': contentType, accept: 'text/x-component', origin: product.url };
  const refused = await viewer.request.post(bucket, { headers, data: action.postData() ?? '' });
  expect(await refused.text()).toContain('"code":"forbidden"');
  const allowed = await operator.request.post(bucket, { headers, data: action.postData() ?? '' });
  expect(await allowed.text()).toContain('"ok":true');
  const answer = await viewer.request.post('/api/v1/collect', { headers: { origin: product.url } });
  expect(answer.status()).toBe(403);

  for (const own of [viewer, operator]) {
    expect((await own.goto('/people'))?.status()).toBe(403);
    await expect(own.getByRole('heading', { level: 1 })).toHaveText('This page is not yours to see.');
    await untilItReacts(own);
    await own.getByRole('button', { name: /^Signed in as/ }).click();
    await expect(own.getByRole('menuitem', { name: 'People' })).toBeDisabled();
    await expect(own.getByRole('menu')).toContainText('Only administrators may do this');
  }
  await viewer.keyboard.press('Escape');
  await expectGoodToRead(viewer);
  await viewer.context().close();
  await operator.context().close();
});

test('a second factor is set up and asked for; a recovery code works once', async ({ page }) => {
  await signIn(page, olu);
  await visit(page, '/you');
  await expectGoodToRead(page);
  const { secret, codes } = await setUpSecondFactor(page, olu);
  expect(new Set(codes).size).toBeGreaterThanOrEqual(8);
  await expectGoodToRead(page);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  expect((await download).suggestedFilename()).toBe('straybytes-recovery-codes.txt');
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByText(`${codes.length} recovery codes are left`)).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('a password and a second factor');
  await signOut(page);

  await typePassword(page, olu);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Enter the code of your app.');
  await expect(page.getByLabel('Code', { exact: true })).toBeFocused();
  expect((await page.request.get('/api/v1/buckets')).status()).toBe(401);
  await expectGoodToRead(page);
  const right = await codeOf(secret);
  await page.getByLabel('Code', { exact: true }).fill(right === '000000' ? '111111' : '000000');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Code', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Code', { exact: true }).fill(right);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Signed in as Olu/ })).toBeVisible();
  await untilItReacts(page);
  await signOut(page);

  const [code = ''] = codes;
  for (const works of [true, false]) {
    await typePassword(page, olu);
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    await page.getByLabel('Recovery code').fill(code);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    if (works) {
      await expect(page.getByRole('button', { name: /^Signed in as Olu/ })).toBeVisible();
      await untilItReacts(page);
      await signOut(page);
    } else await expect(page.getByLabel('Recovery code')).toHaveAttribute('aria-invalid', 'true');
  }
});

test('whoever may fix only looks until they have the second factor that is asked for', async ({
  page,
  browser,
  product,
}) => {
  await signIn(page, ada);
  await visit(page, '/people');
  await page.getByRole('button', { name: 'Change Vera Sato' }).click();
  const dialog = page.getByRole('dialog', { name: 'Vera Sato' });
  await expect(dialog.getByLabel('Role')).toBeFocused();
  await dialog.getByLabel('Role').selectOption('operator');
  await expect(dialog.getByText('Is an operator now')).toBeVisible();
  await dialog.getByRole('button', { name: 'Undo' }).click();
  await expect(dialog.getByLabel('Role')).toHaveValue('viewer');
  await dialog.getByLabel('Role').selectOption('operator');
  await expect(dialog.getByText('Is an operator now')).toBeVisible();
  await expectGoodToRead(page);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('checkbox', { name: 'Whoever may fix needs one' }).click();
  await expect(page.getByText('You have none yourself.')).toBeVisible();
  await expectAccessibleInBoth(page);
  await page.getByRole('button', { name: 'Require it' }).click();
  await page.getByRole('button', { name: 'Require it now' }).click();
  await expect(page.getByText('You only look for now.')).toBeVisible();
  secretOfAda = (await setUpSecondFactor(page, ada)).secret;
  await expect(page.getByText('You only look for now.')).toHaveCount(0);

  const reduced = await browserOf(browser, product.url);
  await signIn(reduced, vera);
  await visit(reduced, bucket);
  await expect(reduced.getByText('You are an operator, but whoever may fix here needs a second factor')).toBeVisible();
  const fix = reduced.getByRole('button', { name: 'Fix warehouse-unload' });
  await expect(fix).toBeDisabled();
  await expect(fix).toHaveAccessibleDescription(/second factor/);
  await expectGoodToRead(reduced);
  await reduced.getByRole('link', { name: 'Set it up' }).click();
  await expect(reduced).toHaveURL('/you');
  await setUpSecondFactor(reduced, vera);
  await visit(reduced, bucket);
  await expect(fix).toBeEnabled();
  await reduced.context().close();

  await visit(page, '/people');
  await expect(page.getByText('Everybody who may fix has one.')).toBeVisible();
  await page.getByRole('checkbox', { name: 'Whoever may fix needs one' }).click();
  await expect(page.getByRole('checkbox', { name: 'Whoever may fix needs one' })).not.toBeChecked();
});

test('a token opens what its role may, and nothing once it is revoked', async ({ page, product, playwright }) => {
  await signIn(page, ada, secretOfAda);
  await visit(page, '/people/tokens');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No program has a token.');
  await page.getByLabel('What it is for').fill('Nightly export');
  await page.getByLabel('Role').selectOption('viewer');
  await page.getByRole('button', { name: 'Make a token' }).click();
  const token = await page.getByLabel('The token, shown this once').inputValue();
  const program = await playwright.request.newContext({
    baseURL: product.url,
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
  });
  expect((await program.get('/api/v1/buckets')).status()).toBe(200);
  expect((await program.post('/api/v1/collect')).status()).toBe(403);
  await visit(page, '/people/tokens');
  expect(await page.content()).not.toContain(token);
  const row = page.getByRole('row').filter({ hasText: 'Nightly export' });
  await expect(row).toContainText('just now');
  await expectGoodToRead(page);
  await row.getByRole('button', { name: 'Revoke: Nightly export' }).click();
  await row.getByRole('button', { name: 'Revoke now: Nightly export' }).click();
  await expect(row).toContainText('Revoked');
  expect((await program.get('/api/v1/buckets')).status()).toBe(401);
  await program.dispose();
});

test('a session that is ended ends at once, and whoever is disabled comes no more', async ({
  page,
  browser,
  product,
}) => {
  const [first, second] = [await browserOf(browser, product.url), await browserOf(browser, product.url)];
  const bo: Somebody = { name: 'Bo Lind', email: 'bo@example.com', password: 'walnut ferry blanket 92 moth' };
  await signIn(page, ada, secretOfAda);
  await join(first, await invite(page, bo, 'viewer'), bo);
  await signIn(second, bo);
  await visit(first, '/you');
  await expect(first.getByRole('heading', { level: 1 })).toContainText('signed in in 2 places');
  await expectGoodToRead(first);
  await first.getByRole('button', { name: /^End: / }).click();
  await first.getByRole('button', { name: /^End it now: / }).click();
  await expect(first.getByRole('heading', { level: 1 })).toContainText('signed in here only');
  await untilItReacts(second);
  await second
    .getByRole('navigation', { name: 'Pages' })
    .getByRole('link', { name: /^Buckets/ })
    .click();
  await expect(second).toHaveURL('/sign-in?to=%2Fbuckets');
  await expect(second.getByRole('navigation')).toHaveCount(0);

  await visit(page, '/people');
  await page.getByRole('button', { name: 'Change Bo Lind' }).click();
  const dialog = page.getByRole('dialog', { name: 'Bo Lind' });
  await dialog.getByRole('button', { name: 'Disable: Bo Lind' }).click();
  await dialog.getByRole('button', { name: 'Disable now: Bo Lind' }).click();
  await expect(dialog.getByRole('button', { name: 'Enable' })).toBeVisible();
  await first.goto('/');
  await expect(first).toHaveURL(/\/sign-in/);
  await typePassword(first, bo);
  await expect(first.getByText(WRONG)).toBeVisible();
  await dialog.getByRole('button', { name: 'Enable' }).click();
  await expect(dialog.getByRole('button', { name: 'Disable: Bo Lind' })).toBeVisible();
  await signIn(first, bo);

  // The one who is left cannot lock everybody out.
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Change Ada Kim' }).click();
  const own = page.getByRole('dialog', { name: 'Ada Kim' });
  await own.getByLabel('Role').selectOption('viewer');
  await expect(own.getByRole('alert')).toContainText('administrator');
  await expect(own.getByLabel('Role')).toHaveValue('administrator');
  await first.context().close();
  await second.context().close();
});
