import { tabTo } from './fixtures/tab-to.ts';
import { expect, test } from './fixtures/test.ts';
import { visit } from './fixtures/visit.ts';

test('pages are reached without a mouse', async ({ page }) => {
  await visit(page, '/');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();

  await visit(page, '/');
  await tabTo(page, 'link', 'Activity');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/activity');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Who did what, and when.');
  await expect(page.getByRole('link', { name: 'Activity' })).toHaveAttribute('aria-current', 'page');

  await visit(page, '/buckets');
  await tabTo(page, 'link', 'athena-results-apne2');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^athena-results-apne2 hides/);
});

test('a fix is planned without a mouse, and the focus comes back', async ({ page }) => {
  await visit(page, '/buckets?q=velero');
  await tabTo(page, 'button', 'Fix velero-eks-apne2');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Fix velero-eks-apne2' });
  await expect(dialog.getByText('saved a month, expected')).toBeVisible();

  await tabTo(page, 'radio', '7');
  await page.keyboard.press('ArrowRight');
  await expect(dialog.getByRole('radio', { name: '14' })).toBeChecked();
  await expect(dialog.getByText('aborts uploads after 14 days')).toBeVisible();
  await tabTo(page, 'button', 'Add the rule');
  // The dialog keeps the focus to itself.
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press('Tab');
    expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Fix velero-eks-apne2' })).toBeFocused();
});

test('a list is sorted, ticked and read without a mouse', async ({ page }) => {
  await visit(page, '/buckets');
  await tabTo(page, 'link', 'Hidden bytes');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/buckets?sort=-bytes');
  await tabTo(page, 'checkbox', 'Choose athena-results-apne2');
  await page.keyboard.press('Space');
  await expect(page.getByRole('region', { name: 'Selection' })).toContainText('1 bucket chosen');
});
