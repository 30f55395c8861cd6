import type { Locator, Page } from '@playwright/test';
import { accountIds } from '#lib/demo/organization/accounts.ts';
import { expectAccessible } from './fixtures/accessible.ts';
import { budgetsOf } from './fixtures/budgets.ts';
import { expect, test } from './fixtures/test.ts';
import { visit } from './fixtures/visit.ts';

const headline = (page: Page) => page.getByRole('heading', { level: 1 });
const rowOf = (page: Page, budget: string): Locator =>
  page
    .getByRole('region', { name: 'Every budget' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { level: 3, name: budget, exact: true }) });
const missing = (page: Page) => page.getByRole('region', { name: 'What is missing' });

/** Has the budgets read again with the button of the page, and waits for it. */
async function readAgain(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Read again' });
  await button.click();
  await expect(page.getByText('A look is under way…')).toBeVisible();
  await expect(button).toBeEnabled({ timeout: 60_000 });
}

async function openStarter(page: Page, account: string): Promise<Locator> {
  await missing(page)
    .getByRole('button', { name: `Starter budget for ${account}` })
    .click();
  const dialog = page.getByRole('dialog', { name: 'Starter budget' });
  await expect(dialog.getByLabel('Account')).toBeVisible();
  return dialog;
}

test('every budget stands on a bar, what needs a person first', async ({ page, request }) => {
  const { items } = await (await request.get('/api/v1/budgets')).json();
  await visit(page, '/budgets');
  await expect(headline(page)).toHaveText(/^One budget is over, by \$[\d,.]+; (one|\d+) more will be\.$/);
  const names = await page
    .getByRole('region', { name: 'Every budget' })
    .getByRole('heading', { level: 3 })
    .allInnerTexts();
  expect(names).toEqual((items as { name: string }[]).map(({ name }) => name));
  expect(names[0]).toBe('data-platform');

  const over = rowOf(page, 'data-platform');
  await expect(over).toContainText(/Over by \$1,\d\d\d/);
  await expect(over.getByRole('img')).toHaveAccessibleName(
    /^\$[\d,]+ of \$[\d,]+, 10\d % used, an even pace would be at \d+ %, forecast \$[\d,]+$/,
  );
  await over.getByText(/^Tells an e-mail address and an SNS topic at 80\s%\sand\s100\s%$/).click();
  await expect(over).toContainText(/Actual at 80\s%, went off: .+@example\.com/);
  await expect(rowOf(page, 'media-delivery')).toContainText('Will be over by');
  await expect(rowOf(page, 'core-platform')).toContainText('12 planned limits');
  await expect(rowOf(page, 'core-platform')).toContainText('Only where linked account is core');
  await expect(rowOf(page, 'research')).toContainText('The limit adjusts itself by what was spent before');
  await expect(rowOf(page, 'analytics-quarter')).toContainText('Quarterly cost');
  await expect(rowOf(page, 'organization-year')).toContainText('Annual cost');
  await expect(rowOf(page, 'athena-scans')).toContainText(/Usage.*Terabytes left/s);
  await expect(rowOf(page, 'compute-savings-plan')).toContainText('Savings Plans utilization');
  await expect(rowOf(page, 'transcoding')).toContainText('Tells nobody: it has no alert');
});

test('what is missing is named, and recovered money has a destination', async ({ page }) => {
  await visit(page, '/budgets');
  await expect(missing(page)).toContainText('2 accounts without a cost budget');
  for (const account of ['sandbox', 'security'])
    await expect(missing(page).getByRole('listitem').filter({ hasText: account })).toBeVisible();
  await expect(missing(page)).toContainText('transcoding');
  await expect(
    page.getByText(/Fixes recovered \$[\d.,]+ a month: \d+ % of what data-platform is over\./),
  ).toBeVisible();
});

test('while the account that pays could not be read, of no member it is said that it has no budget', async ({
  page,
  aws,
}) => {
  test.setTimeout(180_000);
  const denied = [{ account: accountIds.core, action: 'budgets:ViewBudget', by: 'identity-based policy' as const }];
  await aws.setFaults({ denied });
  try {
    await visit(page, '/budgets');
    await readAgain(page);
    await expect(missing(page)).toContainText('2 accounts possibly without a cost budget');
    await expect(missing(page)).not.toContainText(/accounts? without a cost budget/);
    const line = missing(page).getByRole('listitem').filter({ hasText: 'sandbox' });
    const whose = `The account that pays for it, core (${accountIds.core}), may hold a budget for it.`;
    await expect(line).toContainText(`${whose} Cannot read the budgets of account ${accountIds.core}: `);
    await expect(page.getByText('Whether 2 accounts have a cost budget is not known.')).toBeVisible();
    await expectAccessible(page);
    await visit(page, '/accounts');
    const cell = page
      .getByRole('row', { name: /^sandbox/ })
      .getByTitle(whose)
      .filter({ visible: true });
    await expect(cell).toHaveText('not known');
  } finally {
    await aws.setFaults({});
    await visit(page, '/budgets');
    await readAgain(page);
  }
  await expect(missing(page)).toContainText('2 accounts without a cost budget');
});

test('the page and its dialog read well in light, in dark, on a tablet and on a phone', async ({ page }) => {
  await visit(page, '/budgets');
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await expectAccessible(page);
  }
  for (const width of [768, 360]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
  }
  const dialog = await openStarter(page, 'sandbox');
  await dialog.getByLabel('E-mail addresses to tell').fill('ann@example.com');
  await expect(dialog.getByRole('tab', { name: 'What is sent to AWS' })).toBeVisible();
  for (const scheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await expectAccessible(page, '[role=dialog]');
  }
});

test('a starter budget: checked, previewed, created in AWS, told in Activity, undone', async ({ page, product }) => {
  test.setTimeout(120_000);
  const sandbox = budgetsOf(product.awsUrl, 'sandbox');
  await visit(page, '/budgets');
  const dialog = await openStarter(page, 'sandbox');
  const create = dialog.getByRole('button', { name: 'Create the budget' });
  await expect(create).toBeDisabled();
  const emails = dialog.getByLabel('E-mail addresses to tell');
  await emails.fill('ann@example.com, bob@');
  await emails.blur();
  await expect(dialog.getByText('bob@ is no e-mail address.')).toBeVisible();
  await emails.fill(Array.from({ length: 11 }, (_, index) => `a${index}@example.com`).join(', '));
  await expect(dialog.getByText(/at most 10 e-mail addresses, and there are 11/)).toBeVisible();
  await emails.fill('ann@example.com, bob@example.com');
  const name = dialog.getByLabel('Name');
  await name.fill('daily: sandbox');
  await name.blur();
  await expect(dialog.getByText(/The name must not hold :/)).toBeVisible();
  await name.fill('sandbox-daily');
  await dialog.getByLabel('Limit, USD a day').fill('0');
  await dialog.getByLabel('Limit, USD a day').blur();
  await expect(dialog.getByText(/The amount must be above 0/)).toBeVisible();
  await dialog.getByLabel('Limit, USD a day').fill('5,50');
  await expect(dialog.getByLabel('Limit, USD a day')).toHaveValue('5,50');
  await expect(dialog.getByText(/The amount must be a plain number of USD/)).toBeVisible();
  await expect(create).toBeDisabled();
  await dialog.getByLabel('Limit, USD a day').fill('5');
  await dialog.getByLabel('SNS topic (optional)').fill('arn:aws:sns:us-east-1:883920517406:alerts');
  const sent = dialog.getByRole('region', { name: 'What is sent to AWS' });
  await expect(sent).toContainText('"BudgetName": "sandbox-daily"');
  await expect(sent).toContainText('"IncludeCredit": false');
  await dialog.getByRole('tab', { name: 'What the topic must allow' }).click();
  await expect(dialog.getByRole('region', { name: 'What the topic must allow' })).toContainText(
    'budgets.amazonaws.com',
  );
  await expect(create).toBeEnabled();
  expect(await sandbox.find('sandbox-daily')).toBeNull();
  await create.click();

  const done = page.getByRole('dialog', { name: 'sandbox has a starter budget' });
  await expect(done).toContainText('sandbox-daily is in AWS Budgets: $5.00 a day');
  expect(await sandbox.find('sandbox-daily')).toMatchObject({
    BudgetType: 'COST',
    TimeUnit: 'DAILY',
    BudgetLimit: { Amount: expect.stringMatching(/^5(\.0)?$/), Unit: 'USD' },
    CostTypes: { IncludeCredit: false, IncludeRefund: false },
  });
  const told = ['ann@example.com', 'arn:aws:sns:us-east-1:883920517406:alerts', 'bob@example.com'];
  const alerts = await sandbox.alerts('sandbox-daily');
  expect([alerts[80]?.sort(), alerts[100]?.sort()]).toEqual([told, told]);
  await expect(done.getByRole('status')).toHaveText('It stands in the list of budgets.', { timeout: 60_000 });
  await done.getByRole('button', { name: 'Done' }).click();
  await expect(rowOf(page, 'sandbox-daily')).toContainText('Created here');
  await expect(missing(page)).not.toContainText('sandbox');

  await visit(page, '/activity');
  const entry = page.getByRole('main').getByRole('listitem').filter({ hasText: 'sandbox-daily' }).first();
  await expect(entry).toContainText('created a starter budget: $5 a day');
  await entry.getByRole('button', { name: 'Undo the budget sandbox-daily' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete the budget' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'undid a starter budget' })).toBeVisible();
  expect(await sandbox.find('sandbox-daily')).toBeNull();
});

test('an equal budget is found, a different one of the same name is a conflict', async ({ page, product }) => {
  const security = budgetsOf(product.awsUrl, 'security');
  const theirs = (Amount: string) => ({
    Budget: {
      BudgetName: 'straybytes-daily',
      BudgetType: 'COST' as const,
      TimeUnit: 'DAILY' as const,
      BudgetLimit: { Amount, Unit: 'USD' },
      CostTypes: { IncludeCredit: false, IncludeRefund: false },
    },
    NotificationsWithSubscribers: [80, 100].map((Threshold) => ({
      Notification: {
        NotificationType: 'ACTUAL' as const,
        ComparisonOperator: 'GREATER_THAN' as const,
        Threshold,
        ThresholdType: 'PERCENTAGE' as const,
      },
      Subscribers: [{ SubscriptionType: 'EMAIL' as const, Address: 'ann@example.com' }],
    })),
  });
  await security.create(theirs('7'));
  await visit(page, '/budgets');
  const dialog = await openStarter(page, 'security');
  await dialog.getByLabel('E-mail addresses to tell').fill('ann@example.com');
  await expect(dialog.getByRole('alert')).toContainText(
    /is another one than asked for: its limit is 7(\.0)? USD, not 5 USD/,
  );
  await expect(dialog.getByRole('button', { name: 'Create the budget' })).toBeDisabled();
  await security.remove('straybytes-daily');
  await security.create(theirs('5'));
  // Asked again with the next change.
  await dialog.getByLabel('E-mail addresses to tell').fill('ann@example.com ');
  await dialog.getByLabel('E-mail addresses to tell').fill('ANN@example.com');
  await expect(dialog.getByText('It is there already.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Create the budget' })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  // Another tool's budget appears with the right state; it is not ours to undo.
  await readAgain(page);
  await expect(rowOf(page, 'straybytes-daily')).toContainText(/security · Daily cost.*(left|Over by)/s);
  await expect(rowOf(page, 'straybytes-daily')).not.toContainText('Created here');
  await security.remove('straybytes-daily');
  await readAgain(page);
  await expect(rowOf(page, 'straybytes-daily')).toHaveCount(0);
});

test('an account that cannot be read says why, and keeps what was known', async ({ page, aws }) => {
  await visit(page, '/budgets');
  await aws.setFaults({ budgets: { state: 'denied', accounts: ['462905183374'] } });
  await readAgain(page);
  const unread = missing(page).getByRole('listitem').filter({ hasText: 'data-platform' });
  await expect(unread).toContainText('budgets:ViewBudget');
  await expect(rowOf(page, 'data-platform')).toContainText(/As of .*: it was not read since/);
  await aws.setFaults({ budgets: {} });
  await readAgain(page);
  await expect(unread).toHaveCount(0);
});
