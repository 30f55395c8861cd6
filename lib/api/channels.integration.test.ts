import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { resetEnv } from '#lib/env.ts';
import { deliver } from '#lib/report/delivery/deliver.ts';
import { noteAllDue } from '#lib/report/delivery/delivery-worker.ts';
import { startReceiver } from '#lib/report/delivery/receiver.test-support.ts';
import { testDatabase } from '#lib/server/test-database.ts';
import { rememberAwsTime } from '#lib/store/clock.ts';
import { database } from '#lib/store/database.ts';
import {
  deleteChannelById,
  getChannels,
  patchChannel,
  postChannel,
  postChannelTest,
  postDeliveryAgain,
} from './channels.ts';
import { channelSchema, channelsSchema, channelTestSchema, sentAgainSchema } from './channels-output.ts';

const target = { kind: 'webhook', url: 'https://hooks.example.com/in/secret-path', key: 'a-key-of-enough-letters' };
const schedule = { name: 'Team', hour: 8, timeZone: 'Asia/Seoul', mask: 'accounts', onlyIfChanged: true };
let store: Awaited<ReturnType<typeof testDatabase>>;

beforeAll(async () => {
  store = await testDatabase();
  // Each of these tests begins with an empty log.
  await database().pool.query('alter table activity disable trigger activity_is_append_only');
  process.env.APP_SECRET = 'a secret of at least thirty-two characters';
  resetEnv();
});
afterAll(async () => {
  delete process.env.APP_SECRET;
  await store.drop();
});
beforeEach(async () => {
  await database().pool.query('truncate channel, delivery, alert, activity');
});

const call = (method: string, body?: object) =>
  new Request('http://localhost:3000/', { method, ...(body && { body: JSON.stringify(body) }) });

async function added() {
  const answer = await postChannel(call('POST', { ...schedule, target }));
  expect(answer.status, await answer.clone().text()).toBe(201);
  return channelSchema.parse(await answer.json());
}

it('a channel is added and listed, without its secrets', async () => {
  const channel = await added();
  expect(channel).toMatchObject({
    ...schedule,
    weekday: 1,
    leadsTo: 'hooks.example.com',
    paused: false,
    deliveries: [],
    // Whoever does not ask for alerts gets none.
    alerts: [],
    growthUsd: 50,
    quietHours: 24,
    told: [],
  });
  const text = await (await getChannels(call('GET'))).text();
  expect(channelsSchema.parse(JSON.parse(text)).items).toEqual([channel]);
  for (const secret of ['secret-path', target.key, 'sealed']) expect(text).not.toContain(secret);
});

it('a change leaves the rest as it is', async () => {
  const { channelId } = await added();
  const changed = await patchChannel(call('PATCH', { hour: 17 }), { channelId });
  expect(channelSchema.parse(await changed.json())).toMatchObject({ ...schedule, hour: 17, paused: false });
  const paused = await patchChannel(call('PATCH', { paused: true }), { channelId });
  expect(channelSchema.parse(await paused.json())).toMatchObject({ ...schedule, hour: 17, paused: true });
});

it('what a channel is told beside the week is chosen, and stays when something else changes', async () => {
  const { channelId } = await added();
  const wanted = { alerts: ['growth', 'guardrail'], growthUsd: 12.5, quietHours: 48 };
  await patchChannel(call('PATCH', wanted), { channelId });
  const changed = await patchChannel(call('PATCH', { hour: 17 }), { channelId });
  expect(channelSchema.parse(await changed.json())).toMatchObject({ ...schedule, ...wanted, hour: 17 });
});

it.each([
  { ...schedule, target, alerts: ['weather'] },
  { ...schedule, target, growthUsd: -1 },
  { ...schedule, target, quietHours: 0 },
  { ...schedule, target: { ...target, key: 'short' } },
  { ...schedule, target: { kind: 'pigeon' } },
  { ...schedule, timeZone: '+09:00', target },
  { ...schedule, hour: 24, target },
  { ...schedule, mask: 'everything', target },
  schedule,
])('%j is not of the form asked for', async (body) => {
  expect((await postChannel(call('POST', body))).status).toBe(400);
});

it('an address of this machine or its cloud is refused', async () => {
  for (const url of ['https://127.0.0.1/x', 'http://hooks.example.com/x', 'https://169.254.169.254/latest/meta-data'])
    expect((await postChannel(call('POST', { ...schedule, target: { ...target, url } }))).status).toBe(409);
});

it('a test says what became of it', async () => {
  const { channelId } = await added();
  const change = { target: { ...target, url: 'https://localhost:1/x' } };
  expect((await patchChannel(call('PATCH', change), { channelId })).status).toBe(200);
  const { state, answer } = channelTestSchema.parse(await (await postChannelTest(call('POST'), { channelId })).json());
  expect({ state, answer }).toEqual({ state: 'failed', answer: expect.stringContaining('public internet') });
});

it('a channel that is deleted is nowhere', async () => {
  const { channelId } = await added();
  expect((await deleteChannelById(call('DELETE'), { channelId })).status).toBe(204);
  expect((await deleteChannelById(call('DELETE'), { channelId })).status).toBe(404);
  expect((await patchChannel(call('PATCH', {}), { channelId })).status).toBe(404);
  expect((await postChannelTest(call('POST'), { channelId })).status).toBe(404);
});

it('a delivery that is not known is sent again once, and one that has arrived is not', async () => {
  let status = 504;
  const { url, received, close } = await startReceiver(() => ({ status }));
  process.env.ALLOW_PRIVATE_TARGETS = 'true';
  resetEnv();
  try {
    await rememberAwsTime(new Date('2026-11-22T12:00:00Z'));
    const teams = { name: 'Team', timeZone: 'Asia/Seoul', target: { kind: 'teams', url: `${url}/hook` } };
    expect((await postChannel(call('POST', teams))).status).toBe(201);
    await rememberAwsTime(new Date('2026-11-23T00:00:30Z'));
    await noteAllDue();
    const listed = async () => channelsSchema.parse(await (await getChannels(call('GET'))).json()).items[0];
    const deliveryId = (await listed())?.deliveries[0]?.deliveryId ?? '';
    await deliver(deliveryId);
    expect((await listed())?.deliveries).toMatchObject([{ deliveryId, week: '2026-W47', state: 'unknown' }]);

    status = 200;
    const again = await postDeliveryAgain(call('POST'), { deliveryId });
    expect(again.status).toBe(200);
    const sent = sentAgainSchema.parse(await again.json());
    expect(sent).toMatchObject({ deliveryId, week: '2026-W47', state: 'sent', answer: 'HTTP 200' });
    expect((await postDeliveryAgain(call('POST'), { deliveryId })).status).toBe(409);
    expect((await postDeliveryAgain(call('POST'), { deliveryId: sent.channelId })).status).toBe(404);
    expect((await postDeliveryAgain(call('POST'), { deliveryId: 'one' })).status).toBe(400);
    expect(received).toHaveLength(2);
  } finally {
    delete process.env.ALLOW_PRIVATE_TARGETS;
    resetEnv();
    await close();
  }
});
