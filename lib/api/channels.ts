import { toldAlerts } from '#lib/report/alerts/told-alerts.ts';
import { scheduleSchema } from '#lib/report/delivery/channel.ts';
import { sendTest } from '#lib/report/delivery/deliver.ts';
import { addChannel, changeChannel, removeChannel, requireChannel, setPaused } from '#lib/report/delivery/manage.ts';
import { sendAgain } from '#lib/report/delivery/send-again.ts';
import { type Channel, listChannels } from '#lib/store/channels.ts';
import { lastDeliveries } from '#lib/store/deliveries.ts';
import { answer, json } from './answer.ts';
import { readBody } from './body.ts';
import { channelBody, channelChange, channelParams, deliveryParams } from './channels-input.ts';
import { parsed } from './parsed.ts';

const SHOWN = 5;
type Params = { channelId: string };

/** `GET /api/v1/channels` */
export function getChannels(request: Request): Promise<Response> {
  return answer(request, 'look', async () => {
    const [channels, sent] = await Promise.all([listChannels(), lastSent()]);
    return json({ items: channels.map((channel) => channelJson(channel, sent)) });
  });
}

/** `POST /api/v1/channels` */
export function postChannel(request: Request): Promise<Response> {
  return answer(request, 'deliver', async ({ name: actor }) => {
    const { target, ...schedule } = await readBody(request, channelBody);
    return json(channelJson(await addChannel({ target, schedule, actor })), 201);
  });
}

/** `PATCH /api/v1/channels/{channelId}` */
export function patchChannel(request: Request, params: Params): Promise<Response> {
  return answer(request, 'deliver', async ({ name: actor }) => {
    const { channelId } = parsed(channelParams, params, 'The path');
    const { target, paused, ...changes } = await readBody(request, channelChange);
    const former = await requireChannel(channelId);
    const kept = Object.fromEntries(Object.keys(scheduleSchema.shape).map((name) => [name, Object(former)[name]]));
    const schedule = scheduleSchema.parse({ ...kept, ...changes });
    const changed =
      target || Object.keys(changes).length > 0
        ? await changeChannel({ channelId, target: target ?? null, schedule, actor })
        : former;
    const channel = paused === undefined ? changed : await setPaused({ channelId, paused, actor });
    return json(channelJson(channel, await lastSent()));
  });
}

/** `DELETE /api/v1/channels/{channelId}` */
export function deleteChannelById(request: Request, params: Params): Promise<Response> {
  return answer(request, 'deliver', async ({ name: actor }) => {
    await removeChannel({ ...parsed(channelParams, params, 'The path'), actor });
    return new Response(null, { status: 204 });
  });
}

/** `POST /api/v1/channels/{channelId}/test` */
export function postChannelTest(request: Request, params: Params): Promise<Response> {
  return answer(request, 'deliver', async ({ name: actor }) => {
    const { state, answer: said } = await sendTest({ ...parsed(channelParams, params, 'The path'), actor });
    return json({ state, answer: said });
  });
}

/** `POST /api/v1/deliveries/{deliveryId}/again` */
export function postDeliveryAgain(request: Request, params: { deliveryId: string }): Promise<Response> {
  return answer(request, 'deliver', async ({ name: actor }) => {
    return json(await sendAgain({ ...parsed(deliveryParams, params, 'The path'), actor }));
  });
}

async function lastSent() {
  const [deliveries, told] = await Promise.all([lastDeliveries(SHOWN), toldAlerts(SHOWN)]);
  return { deliveries, told };
}

function channelJson(channel: Channel, { deliveries, told }: Partial<Awaited<ReturnType<typeof lastSent>>> = {}) {
  const { sealed: _sealed, shown: leadsTo, scheduledFrom: _from, pausedAt, ...rest } = channel;
  const own = <T extends { channelId: string }>(list: readonly T[] = []) =>
    list.filter(({ channelId }) => channelId === channel.channelId).map(({ channelId: _id, ...one }) => one);
  return { ...rest, leadsTo, paused: pausedAt !== null, deliveries: own(deliveries), told: own(told) };
}
