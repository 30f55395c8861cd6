import { expect, test } from './fixtures/test.ts';
import { visit } from './fixtures/visit.ts';

const warehouse = '/buckets/462905183374/warehouse-unload';
const athena = '/buckets/318264907715/athena-results-apne2';

test('says what it hides, since when and probably because of whom', async ({ page }) => {
  await visit(page, warehouse);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    /^warehouse-unload hides 3\.\d\d TiB for \$[\d.]+ a month\.$/,
  );
  await expect(
    page.getByText(/1,206 uploads that never finished, the oldest 7 months old, likely left by Redshift/),
  ).toBeVisible();
  await expect(page).toHaveTitle('warehouse-unload · Straybytes');
  const history = page.getByRole('region').filter({ hasText: 'Bytes in incomplete uploads' });
  await history.getByText('Show as table').click();
  const today = history.getByRole('table').getByRole('row').nth(1);
  await expect(today).toContainText(/TiB/);
  const madeOf = page.getByRole('region', { name: 'What it is made of' });
  await expect(madeOf.getByRole('region', { name: 'By age' })).toContainText(/over 90 days\s*[\d.]+ [GT]iB/);
  await expect(madeOf.getByRole('region', { name: 'Likely left by' })).toContainText('Redshift UNLOAD');
});

test('shows the rules in words, as XML and as JSON', async ({ page, aws }) => {
  await visit(page, warehouse);
  const coverage = page.getByRole('region', { name: /^Two rules cover only unload/ });
  await expect(coverage).toContainText(/[\d.]+ [GT]iB lie outside: nothing will ever abort them/);
  const tmp = coverage.getByRole('row').filter({ hasText: 'unload-tmp' });
  await expect(tmp).toContainText('aborts uploads after 3 days');
  await coverage.getByRole('tab', { name: 'XML' }).click();
  const xml = coverage.getByRole('region', { name: 'XML' });
  await expect(xml).toContainText('<AbortIncompleteMultipartUpload>');
  await expect(xml).toContainText('<Prefix>unload/old/</Prefix>');
  await coverage.getByRole('tab', { name: 'JSON' }).click();
  const shown = JSON.parse((await coverage.getByRole('region', { name: 'JSON' }).textContent()) ?? '');
  expect(shown.Rules).toEqual(
    await aws.rules({ account: 'data-platform', bucket: 'warehouse-unload', region: 'us-east-1' }),
  );
});

test('lists uploads by size, age and key, page by page', async ({ page, request }) => {
  await visit(page, athena);
  const uploads = page.getByRole('region', { name: 'Unfinished uploads' });
  const rows = uploads.getByRole('row').filter({ has: page.getByRole('cell') });
  const keys = () =>
    rows.evaluateAll((list) => list.map((row) => row.querySelector('td')?.firstChild?.textContent ?? ''));
  await expect(rows).toHaveCount(50);
  const { items } = await (
    await request.get('/api/v1/buckets/318264907715/athena-results-apne2/uploads?limit=100')
  ).json();
  const expected = (items as { key: string }[]).map(({ key }) => key);
  expect(await keys()).toEqual(expected.slice(0, 50));
  await expect(rows.first()).toContainText(/GiB.*STANDARD.*Athena/s);
  await uploads.getByRole('link', { name: 'Next 50' }).click();
  await expect.poll(keys).toEqual(expected.slice(50));
  await uploads.getByRole('link', { name: 'First page' }).click();
  await expect.poll(keys).toEqual(expected.slice(0, 50));
  await uploads.getByRole('link', { name: 'Oldest' }).click();
  await expect(page).toHaveURL(/sort=initiatedAt/);
  await expect(rows.first()).toContainText('11 months');
  await uploads.getByRole('link', { name: 'By key' }).click();
  await expect(page).toHaveURL(/sort=key/);
  const forged = Buffer.from('{"sort":"-bytes","value":"many","tie":["a","b"]}').toString('base64url');
  for (const cursor of ['nonsense', forged]) {
    await visit(page, `${athena}?cursor=${cursor}`);
    await expect.poll(keys).toEqual(expected.slice(0, 50));
  }
});

test('says of each upload what the rules do to it, on a phone too', async ({ page }) => {
  await visit(page, `${warehouse}?sort=key`);
  const uploads = page.getByRole('region', { name: 'Unfinished uploads' });
  await expect(uploads.getByRole('columnheader', { name: 'Rule' })).toBeVisible();
  await expect(uploads.getByRole('cell', { name: 'no rule', exact: true }).first()).toBeVisible();
  await page.setViewportSize({ width: 360, height: 800 });
  await expect(uploads.getByRole('columnheader', { name: 'Rule' })).toBeHidden();
  await expect(uploads.getByRole('row').nth(1).getByText('no rule').first()).toBeVisible();
});

test('of what may not be read it says why, and offers no fix', async ({ page }) => {
  await visit(page, '/buckets/609143875528/vault-exports');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What vault-exports hides is not known.');
  await expect(page.getByText(/service control policy|SCP/).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Fix vault-exports' })).toHaveCount(0);

  await visit(page, '/buckets/883920517406/partner-dropzone');
  await expect(page.getByRole('region', { name: 'Its lifecycle rules could not be read' })).toContainText(
    'denies s3:GetLifecycleConfiguration',
  );
  await expect(page.getByRole('button', { name: 'Fix partner-dropzone' })).toHaveCount(0);
});

test('parts locked by a key are of unknown size, not of none', async ({ page }) => {
  await visit(page, '/buckets/751386420917/research-datasets');
  await expect(page.getByRole('heading', { level: 1 })).not.toContainText('nothing');
  const uploads = page.getByRole('region', { name: 'Unfinished uploads' });
  await expect(uploads.getByRole('cell', { name: 'not known' }).first()).toBeVisible();
  await expect(page.getByText('kms:Decrypt').first()).toBeVisible();
});

test.describe('a bucket that is not there', () => {
  test.use({ expectedErrors: [/404/] });

  for (const path of [
    '462905183374/no-such-bucket',
    '000000000000/warehouse-unload',
    '462905183374/..%2F..%2Fetc',
    '462905183374/%00',
  ]) {
    test(`is told as such: ${path}`, async ({ page }) => {
      const answer = await page.goto(`/buckets/${path}`);
      expect(answer?.status()).toBe(404);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is nothing at this address.');
      await page.getByRole('link', { name: 'See all buckets' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^All 140 buckets/);
    });
  }
});

test.describe('an address that is not there', () => {
  test.use({ expectedErrors: [/404/] });

  test('is told as such', async ({ page }) => {
    const answer = await page.goto('/no-such-page');
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is nothing at this address.');
    await expect(page.getByText('bucket may have been deleted')).toHaveCount(0);
    await expect(page.getByRole('link', { name: 'Go to the overview' })).toBeVisible();
  });
});

test('an old link to a page of activity shows the newest', async ({ page }) => {
  const forged = Buffer.from('{"sort":"-at","value":"soon","tie":["one"]}').toString('base64url');
  for (const cursor of ['nonsense', forged]) {
    await visit(page, `/activity?cursor=${cursor}`);
    await expect(page.getByText('found a fixed bucket clean').first()).toBeVisible();
  }
});
