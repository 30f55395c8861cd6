import { type Received, startReceiver } from '#lib/report/delivery/receiver.test-support.ts';
import { expectAccessible } from './fixtures/accessible.ts';
import { passNight } from './fixtures/night.ts';
import { type Product, startProduct } from './fixtures/product.ts';
import { simulatedAws } from './fixtures/simulated-aws.ts';
import { tabTo } from './fixtures/tab-to.ts';
import { test as base, expect } from './fixtures/test.ts';
import { visit } from './fixtures/visit.ts';

type Chat = { url: string; received: Received[] };

/** A product that may deliver to this machine, and a chat on it that takes the first message and breaks off. */
const test = base.extend<object, { product: Product; chat: Chat }>({
  product: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      const product = await startProduct({ args: ['--demo'], environment: { ALLOW_PRIVATE_TARGETS: 'true' } });
      await use(product);
      await product.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  chat: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      const chat = await startReceiver((_, count) => (count === 1 ? 'broken' : { status: 200, body: 'posted' }));
      await use(chat);
      await chat.close();
    },
    { scope: 'worker' },
  ],
});
// The worker looks each minute for what is due.
test.setTimeout(240_000);

test('what may have arrived in a chat is sent again by a person, once', async ({ page, request, product, chat }) => {
  const due = new Date((await simulatedAws(product.awsUrl ?? '').now()).getTime() + 12 * 3_600_000);
  const schedule = { weekday: due.getUTCDay() || 7, hour: due.getUTCHours(), timeZone: 'UTC' };
  const target = { kind: 'teams', url: `${chat.url}/hook` };
  const added = await request.post('/api/v1/channels', { data: { name: 'Team', ...schedule, target } });
  expect(added.status(), await added.text()).toBe(201);
  await visit(page, '/');
  await passNight(page);
  type Delivery = { deliveryId: string; week: string; state: string };
  const last = async (): Promise<Delivery | undefined> =>
    (await (await request.get('/api/v1/channels')).json()).items[0].deliveries[0];
  await expect.poll(async () => (await last())?.state, { timeout: 120_000 }).toBe('unknown');
  const { deliveryId = '', week = '' } = (await last()) ?? {};
  expect(chat.received).toHaveLength(1);

  await visit(page, '/reports/channels');
  const line = page.getByRole('list', { name: 'Deliveries to Team' }).getByRole('listitem');
  await expect(line).toContainText(/Not known.*The connection stood, then/);
  await expectAccessible(page);
  await tabTo(page, 'button', `Send again: ${week} to Team`);
  await page.keyboard.press('Enter');
  await expect(line).toContainText(/Sent.*HTTP 200: posted/);
  await expect(line.getByRole('button')).toHaveCount(0);
  expect(await last()).toMatchObject({ deliveryId, week, state: 'sent', attempts: 2 });

  // Who comes late with the same wish is told that it has arrived.
  expect((await request.post(`/api/v1/deliveries/${deliveryId}/again`)).status()).toBe(409);
  expect(chat.received.map(({ path }) => path)).toEqual(['/hook', '/hook']);
  await visit(page, '/activity');
  await expect(page.getByText(new RegExp(`${week}.*again|again.*${week}`)).first()).toBeVisible();
});
