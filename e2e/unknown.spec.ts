import { openFix } from './fixtures/fix-dialog.ts';
import { expect, test } from './fixtures/test.ts';
import { visit } from './fixtures/visit.ts';

const denied = '/buckets?measurement=denied';

test('of buckets that could not be read nobody says that they hide nothing', async ({ page }) => {
  await visit(page, denied);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('2 buckets match; what they hide is not known.');
  await expect(page.getByText('nothing hidden')).toHaveCount(0);
});

test('a fix of uploads that nobody could list says so and waits for a tick', async ({ page }) => {
  await visit(page, denied);
  const dialog = await openFix(page, 'forensics-images');
  await expect(dialog.getByText('Not known', { exact: true })).toHaveCount(3);
  const add = dialog.getByRole('button', { name: 'Add the rule' });
  await expect(add).toBeDisabled();
  await dialog.getByRole('checkbox', { name: 'Add the rule all the same' }).check();
  await expect(add).toBeEnabled();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
});

test('money counts as recovered once it is measured', async ({ page }) => {
  await visit(page, '/');
  const card = page.getByRole('region', { name: 'Recovered' });
  const amounts = [...((await card.textContent()) ?? '').matchAll(/\$([\d,.]+)/g)].map(([, amount]) =>
    Number(amount?.replaceAll(',', '')),
  );
  const [headline = 0, measured = 0] = amounts;
  expect(headline).toBe(Math.round(measured));
});
