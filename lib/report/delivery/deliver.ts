import { randomUUID } from 'node:crypto';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { recordActivity } from '#lib/store/activity.ts';
import { alertsOf } from '#lib/store/alerts.ts';
import { type Channel, channelById } from '#lib/store/channels.ts';
import { awsNow } from '#lib/store/clock.ts';
import {
  beginDelivery,
  claimDelivery,
  type Delivery,
  type DeliveryState,
  endDelivery,
  endLostDeliveries,
  keptBody,
  postponeDelivery,
  waitingDelivery,
} from '#lib/store/deliveries.ts';
import { accountNames } from '#lib/store/known-accounts.ts';
import { foundSchema } from '../alerts/alert.ts';
import { maskAlerts } from '../alerts/mask-alert.ts';
import { lastWholeWeek, parseWeek } from '../iso-week.ts';
import { noMask, parseMask } from '../mask.ts';
import { maskedReport } from '../masked-report.ts';
import { drawPicture } from '../picture/draw.ts';
import { themes } from '../picture/palette.ts';
import { dimensions, sizes } from '../picture/picture.ts';
import { createShare, revokeShare, shareUrl } from '../share.ts';
import { alertMessageOf } from './alert-message.ts';
import { tellsNews } from './changed.ts';
import { MOST_ATTEMPTS, repeatableKinds, type Target, targetSchema } from './channel.ts';
import { noteDelivery } from './delivery-note.ts';
import { type Message, messageOf } from './message.ts';
import type { Outcome } from './outcome.ts';
import type { Begin } from './post.ts';
import { unseal } from './seal.ts';
import { send, sendAlert, sendKept } from './send.ts';

/** A minute, doubled with each attempt, up to two hours: six hours in all until the last one. */
const FIRST_WAIT_SECONDS = 60;
const LONGEST_WAIT_SECONDS = 2 * 3600;
const LONGEST_ASKED_SECONDS = 24 * 3600;
const LOST = 'Straybytes was stopped while it was sending: it may have arrived, so it is not sent again.';
const EARLIER = 'an earlier attempt was not answered and may have arrived';
const ACTOR = 'schedule';

/**
 * Sends a delivery that waits, once: everything is made ready, then it is claimed, then it is sent. What the other side
 * certainly did not take is tried again later. What was not answered is so too, as it was, where it carries a key by which
 * the other side takes it once; anywhere else it leaves at most once and is `unknown`, because nobody but the other side knows.
 */
export async function deliver(deliveryId: string): Promise<void> {
  const waiting = await waitingDelivery(deliveryId);
  const channel = waiting && (await channelById(waiting.channelId));
  if (!waiting || !channel) return;
  const ready = await preparedFor(channel, waiting).catch((error: unknown) => {
    if (error instanceof AppError) return error;
    throw error;
  });
  if (ready instanceof AppError) return settle(channel, waiting, { state: 'failed', answer: ready.message }, 'waiting');
  if (ready === 'unchanged')
    return void (await endDelivery({
      deliveryId,
      from: 'waiting',
      state: 'unchanged',
      answer: null,
      at: await awsNow(),
    }));
  const claimed = await claimDelivery(deliveryId);
  if (!claimed) return;
  const begin = async (body?: string) => {
    const made = body === undefined ? undefined : { ...channel, body };
    if (!(await beginDelivery(claimed, made))) throw new TakenOver();
  };
  try {
    await settle(channel, claimed, await ready(begin), 'sending');
  } catch (error) {
    if (!(error instanceof TakenOver)) throw error;
  }
}

/** Its sender was so slow that another one has it by now. */
class TakenOver extends Error {}

type Send = (begin?: Begin) => Promise<Outcome>;

async function preparedFor(channel: Channel, { deliveryId, week }: Delivery): Promise<Send | 'unchanged'> {
  const body = await keptBody(deliveryId);
  if (body !== null) {
    const target = targetSchema.parse(unseal(channel.sealed, channel.channelId));
    if (target.kind === 'webhook') return (begin) => sendKept(target, { deliveryId, body }, begin);
  }
  if (week === null) return preparedAlerts(channel, deliveryId);
  const ready = await prepared(channel, { deliveryId, week, test: false });
  const own = parseWeek(week);
  if (channel.onlyIfChanged && own && !(await tellsNews(own, (each) => maskedReport({ week: each, mask: '' }))))
    return 'unchanged';
  return (begin) => sendWithLink(channel, ready, { actor: ACTOR, begin });
}

async function preparedAlerts(channel: Channel, deliveryId: string): Promise<Send> {
  const target = targetSchema.parse(unseal(channel.sealed, channel.channelId));
  const mask = parseMask(channel.mask) ?? noMask;
  const alerts = (await alertsOf(deliveryId)).map(({ key, found }) => ({ key, found: foundSchema.parse(found) }));
  const message = alertMessageOf({
    deliveryId,
    alerts: maskAlerts(alerts, mask, env().APP_SECRET, await accountNames()),
    named: mask.accounts === 'no' && mask.buckets === 'no',
    origin: env().PUBLIC_URL ?? `http://localhost:${env().PORT}`,
  });
  return (begin) => sendAlert(target, message, begin);
}

/** Sends the last week to a channel now, beside its schedule. @throws AppError `notFound`, or as `weeklyReport` */
export async function sendTest({ channelId, actor }: { channelId: string; actor: string }): Promise<Outcome> {
  const channel = await channelById(channelId);
  if (!channel) throw new AppError('notFound', 'There is no such channel.', { channelId });
  const week = lastWholeWeek(await awsNow(), env().REPORT_TIME_ZONE);
  const ready = await prepared(channel, { deliveryId: randomUUID(), week, test: true });
  const outcome = await sendWithLink(channel, ready, { actor });
  const detail = { channelId, name: channel.name, week, state: outcome.state, message: outcome.answer };
  await recordActivity({ at: await awsNow(), actor, action: 'delivery.test', detail });
  return outcome;
}

/** Ends the deliveries of senders that were killed in the middle. */
export async function endLost(): Promise<void> {
  const at = await awsNow();
  const bounds = { repeatable: repeatableKinds, attempts: MOST_ATTEMPTS };
  for (const lost of await endLostDeliveries({ answer: LOST, at, ...bounds })) {
    const channel = await channelById(lost.channelId);
    await noteDelivery(channel?.name ?? 'a deleted channel', lost, { answer: LOST, at });
  }
}

type Ready = { target: Target; message: Message };

async function prepared(
  channel: Channel,
  { deliveryId, week, test }: { deliveryId: string; week: string; test: boolean },
): Promise<Ready> {
  const target = targetSchema.parse(unseal(channel.sealed, channel.channelId));
  const report = await maskedReport({ week, mask: channel.mask });
  const size = sizes.find((known) => known === channel.size) ?? 'wide';
  const theme = themes.find((known) => known === channel.theme) ?? 'light';
  const png = Buffer.from(await drawPicture(report, { theme, size, scale: 1 }).png());
  const picture = { name: `straybytes-${week}-${size}-${theme}.png`, png, size, theme, ...dimensions[size] };
  return { target, message: messageOf({ deliveryId, test, report, picture, link: null }) };
}

/** Where the channel carries no picture, a share link does; one that went nowhere is revoked. */
async function sendWithLink(
  channel: Channel,
  { target, message }: Ready,
  { actor, begin }: { actor: string; begin?: Begin | undefined },
): Promise<Outcome> {
  if (!carriesLink(target)) return send(target, message, begin);
  const { week } = message.report;
  const { share, token } = await createShare({ week, mask: channel.mask, actor });
  const link = shareUrl(token, `http://localhost:${env().PORT}`);
  const outcome = await send(target, { ...message, link }, begin);
  if (outcome.state === 'failed' || outcome.state === 'retry')
    await revokeShare({ shareId: share.shareId, week, actor });
  return outcome;
}

function carriesLink({ kind }: Target): boolean {
  return kind === 'slack' || kind === 'teams';
}

async function settle(
  channel: Channel,
  delivery: Delivery,
  outcome: Outcome,
  from: 'waiting' | 'sending',
): Promise<void> {
  const { deliveryId, attempts } = delivery;
  const isUnanswered = outcome.state === 'unknown';
  const isTriedAgain = outcome.state === 'retry' || (isUnanswered && repeatableKinds.includes(channel.kind));
  if (isTriedAgain && attempts < MOST_ATTEMPTS) {
    const wait = Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** (attempts - 1));
    const asked = Math.min(LONGEST_ASKED_SECONDS, (outcome.state === 'retry' && outcome.afterSeconds) || 0);
    const { answer } = outcome;
    return postponeDelivery({ deliveryId, seconds: Math.max(wait, asked), answer, mayHaveArrived: isUnanswered });
  }
  const { state, answer } = endOf(outcome, delivery);
  const at = await awsNow();
  const ended = await endDelivery({ deliveryId, from, state, answer, at });
  if (ended) await noteDelivery(channel.name, ended, { answer, at });
}

/** What was refused, or never taken, is unknown still where an attempt before went unanswered. */
function endOf({ state, answer }: Outcome, { mayHaveArrived }: Delivery): { state: DeliveryState; answer: string } {
  if (state === 'sent' || !mayHaveArrived) return { state: state === 'retry' ? 'failed' : state, answer };
  return { state: 'unknown', answer: state === 'unknown' ? answer : `${answer}; ${EARLIER}` };
}
