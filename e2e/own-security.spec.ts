import type { Page } from '@playwright/test';
import { expectAccessibleInBoth } from './fixtures/accessible.ts';
import { connectAs, writersOf } from './fixtures/identity-center.ts';
import {
  browserOf,
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
const chosen = { ...ada, password: 'thistle cobalt ferry 93 lamp' };
const WRONG = 'The e-mail address or the password is not right, or this person may not sign in.';

/** A simulated organization of its own, with an administrator and an operator. */
const test = base.extend<object, { product: Awaited<ReturnType<typeof startProduct>> }>({
  product: [
    async ({ browser }, use) => {
      const product = await startProduct({ args: ['--demo'], environment: { SIGN_IN: 'required' } });
      const administrator = await browserOf(browser, product.url);
      await join(administrator, product.administratorLink ?? '', ada);
      const operator = await browserOf(browser, product.url);
      await join(operator, await invite(administrator, olu, 'operator'), olu);
      await operator.context().close();
      await administrator.context().close();
      await use(product);
      await product.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});
// One story, tried again from its beginning: passwords change in it.
test.describe.configure({ mode: 'serial', timeout: 120_000 });
test.use({ expectedErrors: [/status of 40[134]/] });

const signedIn = (page: Page, { name }: Somebody) => page.getByRole('button', { name: `Signed in as ${name}` });

test('who changes the password ends the other sessions, and the old one opens nothing', async ({
  page,
  browser,
  product,
}) => {
  const elsewhere = await browserOf(browser, product.url);
  await signIn(elsewhere, ada);
  await signIn(page, ada);
  await visit(page, '/you');
  await page.getByRole('button', { name: 'Change the password' }).click();
  await page.getByLabel('Password now').fill('not the password of Ada');
  await page.getByLabel('New password').fill(chosen.password);
  await page.getByRole('button', { name: 'Change it' }).click();
  await expect(page.getByText('The password is not right.')).toBeVisible();
  await expectAccessibleInBoth(page);
  await page.getByLabel('Password now').fill(ada.password);
  await page.getByRole('button', { name: 'Change it' }).click();
  await expect(page.getByText('The password is changed, and your other sessions are ended.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('signed in here only');
  await elsewhere.goto('/buckets');
  await expect(elsewhere).toHaveURL('/sign-in?to=%2Fbuckets');
  await typePassword(elsewhere, ada);
  await expect(elsewhere.getByText(WRONG)).toBeVisible();
  await typePassword(elsewhere, chosen);
  await expect(signedIn(elsewhere, ada)).toBeVisible();
  await elsewhere.context().close();
});

test('new recovery codes void the old ones; without the second factor the password alone is asked for', async ({
  page,
}) => {
  await signIn(page, chosen);
  const { secret, codes: old } = await setUpSecondFactor(page, chosen);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByRole('button', { name: 'New recovery codes' }).click();
  await page.getByLabel('Your password').fill(chosen.password);
  await page.getByRole('button', { name: 'Make new codes' }).click();
  const list = page.getByRole('list', { name: 'Recovery codes' });
  await expect(list).toBeVisible();
  const codes = await list.getByRole('listitem').allTextContents();
  expect(codes.length).toBe(old.length);
  expect(codes.filter((code) => old.includes(code))).toEqual([]);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await signOut(page);

  await typePassword(page, chosen);
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  const field = page.getByLabel('Recovery code');
  await field.fill(old[0] ?? '');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await field.fill(codes[0] ?? '');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(signedIn(page, ada)).toBeVisible();

  await visit(page, '/you');
  await expect(page.getByText(`${codes.length - 1} recovery codes are left`)).toBeVisible();
  await page.getByRole('button', { name: 'Remove it' }).click();
  await page.getByLabel('Your password').fill('not the password of Ada');
  await page.getByRole('button', { name: 'Remove the second factor' }).click();
  await expect(page.getByText('The password is not right.')).toBeVisible();
  await page.getByLabel('Your password').fill(chosen.password);
  await page.getByRole('button', { name: 'Remove the second factor' }).click();
  await expect(page.getByRole('button', { name: 'Set up a second factor' })).toBeVisible();
  await expectAccessibleInBoth(page);
  await signOut(page);
  await signIn(page, chosen);
  // The app's secret is of no use any more: a new one is set up with another.
  const { secret: next } = await setUpSecondFactor(page, chosen);
  expect(next).not.toBe(secret);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByRole('button', { name: 'Remove it' }).click();
  await page.getByLabel('Your password').fill(chosen.password);
  await page.getByRole('button', { name: 'Remove the second factor' }).click();
  await expect(page.getByRole('button', { name: 'Set up a second factor' })).toBeVisible();
});

test('by a link of an administrator one chooses a new password, once, and is signed in', async ({
  page,
  browser,
  product,
}) => {
  const own = await browserOf(browser, product.url);
  await signIn(own, olu);
  await signIn(page, chosen);
  await visit(page, '/people');
  await page.getByRole('button', { name: 'Change Olu Berg' }).click();
  const dialog = page.getByRole('dialog', { name: 'Olu Berg' });
  await dialog.getByRole('button', { name: 'Make a link' }).click();
  const field = dialog.getByLabel(/^Works once, until /);
  await expect(field).toHaveValue(/\/join\/[\w-]{22,}$/);
  const link = await field.inputValue();

  const fresh = await browserOf(browser, product.url);
  await fresh.goto(link);
  await untilItReacts(fresh);
  await expect(fresh.getByRole('heading', { level: 1 })).toHaveText('Choose a new password, Olu Berg.');
  await expectAccessibleInBoth(fresh);
  const renewed = { ...olu, password: 'pebble anthem drizzle 58 oak' };
  await fresh.getByLabel('New password').fill(renewed.password);
  await fresh.getByRole('button', { name: 'Change the password' }).click();
  await expect(signedIn(fresh, olu)).toBeVisible();
  await own.goto('/buckets');
  await expect(own).toHaveURL('/sign-in?to=%2Fbuckets');
  await typePassword(own, olu);
  await expect(own.getByText(WRONG)).toBeVisible();
  await own.goto(link);
  await expect(own.getByRole('heading', { level: 1 })).toHaveText('This link opens nothing, or nothing any more.');
  await signIn(own, renewed);
  olu.password = renewed.password;
  await fresh.context().close();
  await own.context().close();
});

test('who is made a viewer is not connected with Identity Center any more', async ({ page, browser, product }) => {
  const own = await browserOf(browser, product.url);
  await signIn(own, olu);
  await connectAs(own, 'Sora Kim');
  const logouts = async () => (await writersOf(product, { operation: 'sso:Logout' })).length;
  const before = await logouts();
  await signIn(page, chosen);
  await visit(page, '/people');
  await page.getByRole('button', { name: 'Change Olu Berg' }).click();
  const dialog = page.getByRole('dialog', { name: 'Olu Berg' });
  await dialog.getByLabel('Role').selectOption('viewer');
  await expect(dialog.getByText('Is a viewer now')).toBeVisible();
  expect(await logouts()).toBe(before + 1);
  await visit(own, '/connect/identity-center');
  await expect(own.getByRole('heading', { level: 1 })).toHaveText('Fix as yourself, with your own AWS session.');
  await expect(own.getByRole('main')).not.toContainText('s.kim');
  await own.context().close();
  await visit(page, '/activity');
  await expect(page.getByText(/ended Olu Berg’s connection with IAM Identity Center/).first()).toBeVisible();
});

test('who guesses too often is told when to try again, in a browser and by the API', async ({
  page,
  browser,
  product,
}) => {
  await signIn(page, chosen);
  const stranger = await browserOf(browser, product.url);
  await stranger.goto('/sign-in');
  const tooOften = stranger
    .getByRole('alert')
    .filter({ hasText: /This was tried too often\. Try again in \d+ (minutes|seconds)\./ });
  let guesses = 0;
  // What was typed wrong in the tests before counts too: ten are answered at most.
  while (guesses <= 10 && !(await tooOften.isVisible())) {
    guesses += 1;
    const answered = stranger.waitForResponse((answer) => answer.request().method() === 'POST');
    await typePassword(stranger, { ...ada, password: `guess number ${guesses} of many` });
    await answered;
    await expect(stranger.getByText(WRONG).or(tooOften)).toBeVisible();
  }
  await expect(tooOften).toBeVisible();
  expect(guesses).toBeGreaterThan(5);
  await typePassword(stranger, chosen);
  await expect(tooOften).toBeVisible();
  await expect(stranger).toHaveURL('/sign-in');
  await expectAccessibleInBoth(stranger);
  await stranger.context().close();
  // A browser in which she has signed in before is her own.
  await signOut(page);
  await signIn(page, chosen);

  const guess = () => page.request.get('/api/v1/buckets', { headers: { authorization: 'Bearer straybytes_none' } });
  const statuses = [];
  for (let nth = 0; nth < 31; nth++) statuses.push((await guess()).status());
  expect(statuses.slice(0, 30)).toEqual(Array(30).fill(401));
  const refused = await guess();
  expect([statuses.at(-1), refused.status()]).toEqual([429, 429]);
  const seconds = Number(refused.headers()['retry-after']);
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(600);
  expect((await refused.json()).detail).toMatch(/^This was tried too often\. Try again in \d+ (minutes|seconds)\.$/);
});
