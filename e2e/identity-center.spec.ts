import type { Locator, Page } from '@playwright/test';
import { expectAccessible, expectAccessibleInBoth } from './fixtures/accessible.ts';
import { expectNoOverflow } from './fixtures/fits.ts';
import { answerAws, connectAs, startConnecting, writersOf } from './fixtures/identity-center.ts';
import { browserOf, join, type Somebody, signIn, signOut } from './fixtures/people.ts';
import { startProduct } from './fixtures/product.ts';
import { simulatedAws } from './fixtures/simulated-aws.ts';
import { test as base, expect } from './fixtures/test.ts';
import { visit } from './fixtures/visit.ts';

const ada: Somebody = { name: 'Ada Kim', email: 'ada@example.com', password: 'lighthouse granite mellow 41' };
const olu: Somebody = { name: 'Olu Berg', email: 'olu@example.com', password: 'copper meadow unfold 77 tram' };
const vera: Somebody = { name: 'Vera Sato', email: 'vera@example.com', password: 'quilted harbour onion 18 fern' };
const connectPage = '/connect/identity-center';
const warehouse = '/buckets/462905183374/warehouse-unload';
const ingest = '/buckets/537718204691/media-ingest';

/** A simulated organization of its own, on a server where people sign in: an administrator, an operator and a viewer. */
const test = base.extend<object, { product: Awaited<ReturnType<typeof startProduct>> }>({
  product: [
    async ({ browser }, use) => {
      const product = await startProduct({ args: ['--demo'], environment: { SIGN_IN: 'required' } });
      const administrator = await browserOf(browser, product.url);
      await join(administrator, product.administratorLink ?? '', ada);
      for (const [somebody, role] of [
        [olu, 'operator'],
        [vera, 'viewer'],
      ] as const) {
        await visit(administrator, '/people');
        await administrator.getByRole('textbox', { name: 'E-mail address' }).fill(somebody.email);
        await administrator.getByLabel('Role').selectOption(role);
        await administrator.getByRole('button', { name: 'Make a link' }).click();
        const link = administrator.getByLabel(new RegExp(`^For ${somebody.email}, once`));
        const own = await browserOf(browser, product.url);
        await join(own, await link.inputValue(), somebody);
        await own.context().close();
      }
      await administrator.context().close();
      await use(product);
      await product.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  aws: [({ product }, use) => use(simulatedAws(product.awsUrl ?? '')), { scope: 'worker' }],
});
test.use({ expectedErrors: [/status of 40[134]/] });

async function expectGoodToRead(of: Page, part?: string): Promise<void> {
  await expectAccessibleInBoth(of, part);
  for (const width of [768, 360]) {
    await of.setViewportSize({ width, height: 800 });
    await expectNoOverflow(of);
  }
  await expectAccessible(of, part);
  await of.setViewportSize({ width: 1440, height: 900 });
}

const headline = (of: Page) => of.getByRole('heading', { level: 1 });
const asYourself = (dialog: Locator) => dialog.getByRole('radio', { name: /^yourself/ });

/** Opens the dialog of a bucket's page. */
async function openFix(of: Page, bucket: string): Promise<Locator> {
  await of.getByRole('button', { name: `Fix ${bucket}`, exact: true }).click();
  const dialog = of.getByRole('dialog', { name: `Fix ${bucket}` });
  await expect(dialog.getByText('saved a month, expected')).toBeVisible();
  return dialog;
}

test('a code that is allowed on the page of AWS connects, and a fix is then made as oneself', async ({
  page: own,
  product,
}) => {
  await signIn(own, olu);
  await visit(own, warehouse);
  const before = await openFix(own, 'warehouse-unload');
  await before.getByRole('link', { name: 'connect with Identity Center' }).click();
  await expect(own).toHaveURL(/\/connect\/identity-center\?to=/);
  await expect(headline(own)).toHaveText('Fix as yourself, with your own AWS session.');
  await expect(own.getByLabel('Start URL')).toHaveCount(0);
  await expectGoodToRead(own);

  const code = await startConnecting(own);
  await expectGoodToRead(own);
  await own.reload();
  await expect(own.getByText(code)).toBeVisible();
  const second = await own.context().newPage();
  await visit(second, connectPage);
  await expect(second.getByText(code)).toBeVisible();
  await answerAws(own, { person: 'Sora Kim' });
  for (const tab of [own, second]) await expect(headline(tab)).toHaveText('You are connected as s.kim.');
  await second.close();
  const accounts = own.getByRole('main').getByRole('listitem').filter({ hasText: 'Straybytes' });
  await expect(own.getByText('Your permission sets in 4 accounts')).toBeVisible();
  await expect(accounts.filter({ hasText: '462905183374' })).toContainText(/StraybytesViewer.*StraybytesOperator/);
  await expect(own.getByRole('main')).not.toContainText('AdministratorAccess');
  await expect(own.getByRole('main')).not.toContainText('sandbox');
  await expectGoodToRead(own);
  expect(await own.content()).not.toMatch(/aoa[A-Z]|accessToken/);

  await own.getByRole('link', { name: 'Go back to where you were' }).click();
  await expect(own).toHaveURL(warehouse);
  const dialog = await openFix(own, 'warehouse-unload');
  await expect(dialog.getByRole('radio', { name: 'Straybytes’ role StraybytesFix' })).toBeChecked();
  await asYourself(dialog).check();
  // The other set only reads: one fits, so it is chosen, and said.
  await expect(dialog.getByRole('radio', { name: /^StraybytesOperator/ })).toBeChecked();
  await expect(dialog).toContainText('the only one that fits');
  await expect(asYourself(dialog)).toHaveAccessibleName('yourself: s.kim via StraybytesOperator');
  await dialog.getByRole('checkbox', { name: 'Abort them all the same' }).check();
  await expect(dialog.getByRole('button', { name: 'Add the rule' })).toBeEnabled();
  await expectGoodToRead(own, '[role="dialog"]');
  await dialog.getByRole('button', { name: 'Add the rule' }).click();
  const applied = own.getByRole('dialog', { name: 'warehouse-unload is fixed' });
  await expect(applied).toBeVisible();
  const kim = /:assumed-role\/AWSReservedSSO_StraybytesOperator_[0-9a-f]{16}\/s\.kim$/;
  const written = { operation: 'PutBucketLifecycleConfiguration', bucket: 'warehouse-unload' };
  expect(await writersOf(product, written)).toEqual([expect.stringMatching(kim)]);
  expect(await writersOf(product, { ...written, operation: 'GetBucketLifecycleConfiguration' })).toContainEqual(
    expect.stringMatching(kim),
  );
  await applied.getByRole('button', { name: 'Done' }).click();

  await visit(own, warehouse);
  await own.getByRole('button', { name: 'Undo the fix of warehouse-unload' }).click();
  const undo = own.getByRole('dialog', { name: 'Undo the fix of warehouse-unload' });
  await asYourself(undo).check();
  await expectGoodToRead(own, '[role="dialog"]');
  await undo.getByRole('button', { name: 'Undo the fix' }).click();
  await expect(undo).toHaveCount(0);
  expect((await writersOf(product, written)).at(-1)).toMatch(kim);
  expect(await writersOf(product, written)).toHaveLength(2);

  const log = await own.request.get('/api/v1/activity?limit=20');
  if (log.ok()) expect(await log.text()).toContain('StraybytesOperator');
});

test('another session of the same person, and another person, have nothing of it; who only looks does not fix', async ({
  page: own,
  browser,
  product,
}) => {
  await signIn(own, olu);
  await connectAs(own, 'Sora Kim');
  const elsewhere = await browserOf(browser, product.url);
  await signIn(elsewhere, olu);
  await visit(elsewhere, connectPage);
  await expect(headline(elsewhere)).toHaveText('Fix as yourself, with your own AWS session.');
  await expect(elsewhere.getByRole('main')).not.toContainText('s.kim');
  await elsewhere.context().close();
  const viewer = await browserOf(browser, product.url);
  await signIn(viewer, vera);
  await connectAs(viewer, 'Alba Rossi');
  await expect(headline(viewer)).toHaveText('You are connected as a.rossi.');
  await expect(viewer.getByText('You look only:')).toBeVisible();
  await expect(viewer.getByRole('main')).not.toContainText('s.kim');
  await visit(viewer, warehouse);
  await expect(viewer.getByRole('button', { name: 'Fix warehouse-unload' })).toBeDisabled();
  await viewer.context().close();
  await visit(own, connectPage);
  await expect(headline(own)).toHaveText('You are connected as s.kim.');
});

test('who says no is not connected, and may begin again or leave it', async ({ page: own }) => {
  await signIn(own, olu);
  await visit(own, connectPage);
  await startConnecting(own);
  await answerAws(own, null);
  await expect(own.getByText('You said no.')).toBeVisible();
  await expectGoodToRead(own);
  await own.getByRole('button', { name: 'Connect again' }).click();
  await expect(headline(own)).toHaveText('AWS asks whether it is you.');
  await own.getByRole('button', { name: 'Cancel' }).click();
  await expect(headline(own)).toHaveText('Fix as yourself, with your own AWS session.');
});

test('of more than one permission set the person chooses; what a policy of the organization denies says so', async ({
  page: own,
  product,
}) => {
  await signIn(own, olu);
  await connectAs(own, 'Dana Novak');
  await visit(own, ingest);
  const dialog = await openFix(own, 'media-ingest');
  await asYourself(dialog).check();
  const add = dialog.getByRole('button', { name: 'Add the rule' });
  await expect(add).toBeDisabled();
  const sets = dialog.getByRole('radiogroup', { name: 'With which permission set?' });
  await expect(sets.getByRole('radio', { checked: true })).toHaveCount(0);
  const operator = sets.getByRole('radio', { name: 'StraybytesOperator suggested' });
  await expect(operator).toHaveAccessibleDescription(/the least powerful of the 2 that fit/);
  await expect(sets.getByRole('radio', { name: 'AdministratorAccess' })).toHaveAccessibleDescription(/far more/);
  await expectGoodToRead(own, '[role="dialog"]');
  await operator.check();
  const tick = dialog.getByRole('checkbox', { name: /all the same$/ });
  await expect(dialog.locator('[aria-busy="false"]')).toBeVisible();
  if (await tick.isVisible()) await tick.check();
  await expect(add).toBeEnabled();
  await add.click();
  await expect(dialog.getByText('Not applied. A service control policy of the organization denies it.')).toBeVisible();
  await expect(dialog).toContainText('s3:PutLifecycleConfiguration');
  await expect(dialog).toContainText('No other permission set helps');
  await expectGoodToRead(own, '[role="dialog"]');
  const written = { operation: 'PutBucketLifecycleConfiguration', bucket: 'media-ingest' };
  expect(await writersOf(product, written, { allowed: true })).toEqual([]);
});

/** Opens the dialog of a look at something as oneself, once no collection is under way any more. */
async function openLook(of: Page, name: string): Promise<Locator> {
  const button = of.getByRole('button', { name: `Look at ${name} as yourself` });
  await expect(button).toBeEnabled();
  await button.click();
  return of.getByRole('dialog', { name: `Look at ${name} as yourself` });
}

/** Looks as s.kim, who may do it with more than one permission set. */
async function lookAsKim(of: Page, name: string): Promise<void> {
  const dialog = await openLook(of, name);
  await dialog.getByRole('radio', { name: /^StraybytesViewer/ }).check();
  await dialog.getByRole('button', { name: 'Look as s.kim' }).click();
  await expect(dialog).toHaveCount(0);
}

test('a bucket and an account are looked at as oneself, also where Straybytes’ own role cannot', async ({
  page: own,
  browser,
  product,
  aws,
}) => {
  test.slow();
  await signIn(own, olu);
  await visit(own, warehouse);
  const dialog = await openLook(own, 'warehouse-unload');
  await dialog.getByRole('link', { name: 'connect with Identity Center' }).click();
  await expect(own).toHaveURL(/\/connect\/identity-center\?to=/);
  await startConnecting(own);
  await answerAws(own, { person: 'Sora Kim' });
  await own.getByRole('link', { name: 'Go back to where you were' }).click();
  await expect(own).toHaveURL(warehouse);

  await openLook(own, 'warehouse-unload');
  const look = dialog.getByRole('button', { name: 'Look as s.kim' });
  const least = dialog.getByRole('radio', { name: 'StraybytesViewer suggested' });
  await expect(least).toHaveAccessibleDescription(/the least powerful of the 2 that fit/);
  await expect(dialog.getByRole('radio', { checked: true })).toHaveCount(0);
  await expect(look).toBeDisabled();
  await expectGoodToRead(own, '[role="dialog"]');
  await least.check();
  await look.click();
  const main = own.getByRole('main');
  await expect(main).toContainText('Looked as s.kim with the permission set StraybytesViewer.');
  await expectGoodToRead(own);
  const kim = /:assumed-role\/AWSReservedSSO_StraybytesViewer_[0-9a-f]{16}\/s\.kim$/;
  const listed = { operation: 'ListMultipartUploads', bucket: 'warehouse-unload' };
  expect((await writersOf(product, listed)).at(-1)).toMatch(kim);

  // What is denied to the person changes nothing of what is known.
  const before = await headline(own).textContent();
  const action = 's3:ListBucketMultipartUploads';
  await aws.changeAccount('data-platform', {
    denied: [{ action, by: 'service control policy', sessionsOf: 'AWSReservedSSO_' }],
  });
  await visit(own, warehouse);
  await lookAsKim(own, 'warehouse-unload');
  const failed = main.getByRole('alert');
  await expect(failed).toContainText('Nothing could be read as s.kim.');
  await expect(failed).toContainText(`a service control policy of the organization denies ${action}`);
  await expect(failed).toContainText('What was known before stays.');
  await expect(headline(own)).toHaveText(before ?? '');
  await expectGoodToRead(own);

  await aws.changeAccount('data-platform', { denied: null, roles: [] });
  await visit(own, '/accounts/462905183374');
  await own.getByRole('button', { name: 'Check now' }).click();
  await expect(headline(own)).toHaveText('data-platform cannot be reached.');
  await lookAsKim(own, 'data-platform');
  await expect(main).toContainText('Looked as s.kim with the permission set StraybytesViewer.');
  await expect(headline(own)).toHaveText('data-platform cannot be reached.');
  await expectGoodToRead(own);
  expect((await writersOf(product, listed)).at(-1)).toMatch(kim);
  await aws.changeAccount('data-platform', { roles: null });
  await visit(own, '/activity');
  await expect(main).toContainText('as s.kim with StraybytesViewer');

  const viewer = await browserOf(browser, product.url);
  await signIn(viewer, vera);
  await visit(viewer, warehouse);
  await expect(viewer.getByRole('button', { name: 'Look at warehouse-unload as yourself' })).toBeDisabled();
  await viewer.context().close();
});

test('a starter budget is created as oneself', async ({ page: own, product }) => {
  await signIn(own, olu);
  await connectAs(own, 'Sora Kim');
  await visit(own, '/budgets');
  await own.getByRole('button', { name: 'Starter budget', exact: true }).first().click();
  const dialog = own.getByRole('dialog', { name: 'Starter budget' });
  await dialog.getByLabel('Account').selectOption({ value: '462905183374' });
  await dialog.getByLabel(/E-mail/).fill('ops@example.com');
  await asYourself(dialog).check();
  await expect(dialog.getByRole('radio', { name: /^StraybytesOperator/ })).toBeChecked();
  await expectGoodToRead(own, '[role="dialog"]');
  await dialog.getByRole('button', { name: 'Create the budget' }).click();
  await expect(own.getByRole('dialog', { name: /has a starter budget/ })).toBeVisible();
  expect(await writersOf(product, { operation: 'CreateBudget' })).toEqual([
    expect.stringMatching(/AWSReservedSSO_StraybytesOperator_\w+\/s\.kim$/),
  ]);
});

test('a code that nobody answers and a connection whose time is over say so, and where to go', async ({
  page: own,
  aws,
}) => {
  test.slow();
  await signIn(own, olu);
  await aws.setFaults({ sso: { deviceSeconds: 6, intervalSeconds: 1 } });
  await visit(own, connectPage);
  await startConnecting(own);
  await expect(own.getByText('It has ended.')).toBeVisible();
  await expect(own.getByRole('main')).toContainText('Nobody answered');
  await expectGoodToRead(own);
  await aws.setFaults({ sso: { tokenSeconds: 30 } });
  await connectAs(own, 'Sora Kim');
  await aws.setFaults({});
  await visit(own, ingest);
  const dialog = await openFix(own, 'media-ingest');
  await asYourself(dialog).check();
  // The organization denied it here in a test before this one: nothing is chosen for somebody, and more power is not suggested.
  await dialog.getByRole('radio', { name: /^StraybytesOperator/ }).check();
  await own.waitForTimeout(31_000);
  await dialog.getByText('14', { exact: true }).click();
  await expect(dialog.getByText('Your connection with Identity Center has ended.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await openFix(own, 'media-ingest');
  await expect(dialog.getByText('The connection with IAM Identity Center has ended.')).toBeVisible();
  await dialog.getByRole('link', { name: 'connect with Identity Center' }).click();
  await expect(own.getByText('It has ended.')).toBeVisible();
  await expectGoodToRead(own);
});

test('disconnecting and signing out drop the token, here and at AWS', async ({ page: own, product }) => {
  await signIn(own, olu);
  const logouts = async () => (await writersOf(product, { operation: 'sso:Logout' })).length;
  const before = await logouts();
  await connectAs(own, 'Sora Kim');
  await own.getByRole('button', { name: 'Disconnect' }).click();
  await expect(headline(own)).toHaveText('Fix as yourself, with your own AWS session.');
  expect(await logouts()).toBe(before + 1);
  await connectAs(own, 'Sora Kim');
  await signOut(own);
  expect(await logouts()).toBe(before + 2);
  await signIn(own, olu);
  await visit(own, connectPage);
  await expect(headline(own)).toHaveText('Fix as yourself, with your own AWS session.');
});

test('an administrator says where it is, and what cannot be is told', async ({ page: own }) => {
  await signIn(own, ada);
  await visit(own, connectPage);
  const start = own.getByLabel('Start URL');
  const right = await start.inputValue();
  await start.fill('http://example.com/start');
  await own.getByRole('button', { name: 'Save' }).click();
  await expect(own.getByText('Not saved.')).toBeVisible();
  await expectGoodToRead(own);
  await start.fill(`${right}/#/`);
  await own.getByRole('button', { name: 'Save' }).click();
  await expect(own.getByText('Saved for everybody.')).toBeVisible();
  await own.reload();
  await expect(start).toHaveValue(right);
});
