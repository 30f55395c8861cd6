import { readFile } from 'node:fs/promises';
import type { APIResponse, Page } from '@playwright/test';
import { expectAccessible } from './fixtures/accessible.ts';
import { collect } from './fixtures/collect.ts';
import { expect, test } from './fixtures/test.ts';
import { visit } from './fixtures/visit.ts';

type Bucket = { accountId: string; name: string; coverage: string };

const headline = (page: Page) => page.getByRole('heading', { level: 1 });
const pictures = { wide: [1200, 630], square: [1080, 1080], story: [1080, 1920] } as const;

/** The last week that is over, as the product says it. */
async function lastWeek(page: Page): Promise<string> {
  await visit(page, '/reports');
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

/** Of a PNG, from its first chunk. */
async function dimensionsOf(answer: APIResponse): Promise<number[]> {
  const png = await answer.body();
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

async function expectOneSheet(page: Page): Promise<void> {
  for (const format of ['A4', 'Letter']) {
    const pdf = (await page.pdf({ format, printBackground: true })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page[^s]/g), format).toHaveLength(1);
  }
}

test('the reports begin with the last week that is over, and go back', async ({ page }) => {
  await visit(page, '/');
  await page.getByRole('link', { name: 'Reports' }).click();
  await expect(page).toHaveURL(/\/reports\/\d{4}-W\d\d$/);
  await expect(headline(page)).toHaveText(/^At least \$\d+ a month for bytes nobody can see\./);
  const last = page.url();
  await expect(page.getByRole('link', { name: /^The week after/ })).toHaveCount(0);
  await page.getByRole('link', { name: /^The week before/ }).click();
  await expect(page).not.toHaveURL(last);
  await page.getByRole('link', { name: /^The week after/ }).click();
  await expect(page).toHaveURL(last);
  // The week before is still in the document, hidden.
  await expect(page.getByText(/^Next ?Fix athena-results-apne2/).filter({ visible: true })).toHaveCount(1);
  await expect(page.getByRole('row', { name: /athena-results-apne2/ })).toContainText('Athena, cancelled queries');
});

test('a week that is none, or to come, is nowhere', async ({ page, request }) => {
  for (const week of ['2026-W54', '2099-W01', 'last', '2026-W00']) {
    expect((await request.get(`/reports/${week}`)).status(), week).toBe(404);
    expect([400, 404], week).toContain((await request.get(`/api/v1/reports/${week}`)).status());
    expect([400, 404], week).toContain((await request.get(`/api/v1/reports/${week}.png`)).status());
  }
  const week = await lastWeek(page);
  for (const query of ['size=huge', 'theme=pink', 'scale=3', 'mask=everything', 'mask=amounts,amounts'])
    expect((await request.get(`/api/v1/reports/${week}.png?${query}`)).status(), query).toBe(400);
});

test('the picture is the same bytes each time, in each size, theme and scale', async ({ page, request }) => {
  const week = await lastWeek(page);
  for (const [size, [width, height]] of Object.entries(pictures)) {
    for (const theme of ['light', 'dark']) {
      const url = `/api/v1/reports/${week}.png?size=${size}&theme=${theme}`;
      const [one, two] = [await request.get(url), await request.get(url)];
      expect(one.headers()['content-type']).toBe('image/png');
      expect(await dimensionsOf(one)).toEqual([width, height]);
      expect((await one.body()).equals(await two.body())).toBe(true);
      const { etag = '' } = one.headers();
      expect((await request.get(url, { headers: { 'if-none-match': etag } })).status()).toBe(304);
    }
  }
  expect(await dimensionsOf(await request.get(`/api/v1/reports/${week}.png?scale=2`))).toEqual([2400, 1260]);
});

test('a masked report has no name and no amount of the plain one', async ({ page, request }) => {
  const week = await lastWeek(page);
  const plain = await (await request.get(`/api/v1/reports/${week}`)).json();
  const masked = await (await request.get(`/api/v1/reports/${week}?mask=accounts,buckets,amounts`)).text();
  const csv = await (
    await request.get(`/api/v1/reports/${week}.csv?mask=accounts:hide,buckets:hide,amounts:hide`)
  ).text();
  for (const { accountId, accountName, bucket, monthlyUsd } of plain.mostWasteful)
    for (const text of [masked, csv]) {
      expect(text).not.toContain(accountId);
      expect(text).not.toContain(accountName);
      expect(text).not.toContain(bucket);
      expect(text).not.toContain(String(monthlyUsd).slice(0, 7));
    }
  expect(masked).toMatch(/bucket-[0-9a-z]{6}/);
});

test('a link unfolds into the picture', async ({ page, request }) => {
  const week = await lastWeek(page);
  const html = await (
    await request.get(`/reports/${week}`, { headers: { 'user-agent': 'Slackbot-LinkExpanding 1.0' } })
  ).text();
  const image = /<meta property="og:image" content="([^"]+)"/.exec(html)?.[1] ?? '';
  expect(await dimensionsOf(await request.get(image))).toEqual([1200, 630]);
  expect(html).toMatch(/<meta property="og:description" content="At least \$\d+ a month for bytes nobody can see\./);
  expect(html).toContain('<meta name="twitter:card" content="summary_large_image"');
});

test('the picture is chosen, copied and downloaded', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const week = await lastWeek(page);
  const picture = page.getByRole('img', { name: /^At least/ });
  await picture.scrollIntoViewIfNeeded();
  await page.getByRole('button', { name: 'Copy picture' }).click();
  await expect(page.getByText('The picture is on the clipboard.')).toBeVisible();
  const copied = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const blob = await item?.getType('image/png');
    return blob ? (await createImageBitmap(blob)).width : 0;
  });
  expect(copied).toBe(2400);
  await page.getByText('Story', { exact: true }).click();
  await page.getByText('Dark', { exact: true }).last().click();
  const sharing = page.getByRole('region', { name: 'The picture to share' });
  await sharing.getByLabel('Bucket names').selectOption('alias');
  const shown = page.getByRole('img', { name: /masked/ });
  await expect(shown).toHaveAttribute('src', `/api/v1/reports/${week}.png?theme=dark&size=story&mask=buckets`);
  await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalHeight)).toBe(1920);
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe(`straybytes-${week}-story-dark.png`);
  const png = await readFile(await download.path());
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2160, 3840]);
});

test('what is masked is chosen in one row, in two columns or in one, as the screen is wide', async ({ page }) => {
  await lastWeek(page);
  const fields = page.getByRole('region', { name: 'The picture to share' }).getByRole('combobox');
  const different = (side: 'x' | 'y') =>
    fields.evaluateAll((all, of) => new Set(all.map((one) => Math.round(one.getBoundingClientRect()[of]))).size, side);
  for (const [width, columns, rows] of [
    [1440, 3, 1],
    [768, 2, 2],
    [360, 1, 3],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await expect.poll(() => different('x'), `columns at ${width}`).toBe(columns);
    expect(await different('y'), `rows at ${width}`).toBe(rows);
  }
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`is for everybody, on any screen, in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await lastWeek(page);
    await expectAccessible(page);
    await page.setViewportSize({ width: 360, height: 740 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await expectAccessible(page);
  });

  test(`is one sheet of paper, in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await lastWeek(page);
    await expectOneSheet(page);
    await page.emulateMedia({ media: 'print', colorScheme });
    await expect(page.getByRole('navigation', { name: 'Pages' })).toBeHidden();
    await expect(page.getByRole('button', { name: 'Copy picture' })).toBeHidden();
    await expect(headline(page)).toBeVisible();
  });
}

const busy = test.extend<object, { busyWeek: number }>({
  // An organization of its own, in which a week had more fixes than a sheet names.
  busyWeek: [
    async ({ product, aws }, use) => {
      const api = `${product.url}/api/v1/buckets`;
      const { items } = (await (await fetch(`${api}?limit=100`)).json()) as { items: Bucket[] };
      let fixed = 0;
      for (const { accountId, name } of items.filter(({ coverage }) => coverage === 'none')) {
        const fix = (body: object) =>
          fetch(`${api}/${accountId}/${name}/fix`, { method: 'POST', body: JSON.stringify({ days: 7, ...body }) });
        if (fixed === 8) break;
        const plan = await fix({ dryRun: true });
        if (!plan.ok) continue;
        const { fingerprint } = (await plan.json()) as { fingerprint: string };
        if ((await fix({ dryRun: false, fingerprint })).ok) fixed += 1;
      }
      await aws.advance({ days: 7 });
      await collect(product.url);
      await use(fixed);
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

busy('a week of many fixes names six of them, and is one sheet of paper', async ({ page, busyWeek }) => {
  expect(busyWeek).toBeGreaterThan(6);
  await lastWeek(page);
  const fixes = page.getByRole('region', { name: 'Fixes', exact: true }).getByRole('listitem');
  await expect(fixes).toHaveCount(7);
  await expect(fixes.last()).toHaveText(/^and \d+ more$/);
  await expectOneSheet(page);
});
