import { randomUUID } from 'node:crypto';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { recordActivity } from '#lib/store/activity.ts';
import { type Channel, channelById } from '#lib/store/channels.ts';
import { awsNow } from '#lib/store/clock.ts';
import {
  claimDelivery,
  type Delivery,
  endDelivery,
  endLostDeliveries,
  postponeDelivery,
  waitingDelivery,
} from '#lib/store/deliveries.ts';
import { lastWholeWeek } from '../iso-week.ts';
import { maskedReport } from '../masked-report.ts';
import { drawPicture } from '../picture/draw.ts';
import { themes } from '../picture/palette.ts';
import { dimensions, sizes } from '../picture/picture.ts';
import { createShare, revokeShare, shareUrl } from '../share.ts';
import { hasChanged } from './changed.ts';
import { type Target, targetSchema } from './channel.ts';
import { type Message, messageOf } from './message.ts';
import type { Outcome } from './outcome.ts';
import { unseal } from './seal.ts';
import { send } from './send.ts';

/** A minute, doubled with each attempt, up to two hours: nine hours in all. */
const FIRST_WAIT_SECONDS = 60;
const LONGEST_WAIT_SECONDS = 2 * 3600;
const MOST_ATTEMPTS = 10;
const LONGEST_ASKED_SECONDS = 24 * 3600;
const LOST = 'Straybytes was stopped while it was sending: it may have arrived, so it is not sent again.';
const ACTOR = 'schedule';

/**
 * Sends a delivery that waits, once: everything is made ready, then it is claimed, then it is sent. What the other side
 * certainly did not take is tried again later.
 */
export async function deliver(deliveryId: string): Promise<void> {
  const waiting = await waitingDelivery(deliveryId);
  const channel = waiting && (await channelById(waiting.channelId));
  if (!waiting || !channel) return;
  const { week } = waiting;
  const ready = await prepared(channel, { deliveryId, week, test: false }).catch((error: unknown) => {
    if (error instanceof AppError) return error;
    throw error;
  });
  if (ready instanceof AppError) return settle(channel, waiting, { state: 'failed', answer: ready.message }, 'waiting');
  if (channel.onlyIfChanged && !hasChanged(await maskedReport({ week, mask: '' })))
    return void (await endDelivery({
      deliveryId,
      from: 'waiting',
      state: 'unchanged',
      answer: null,
      at: await awsNow(),
    }));
  const claimed = await claimDelivery(deliveryId);
  if (!claimed) return;
  const outcome = await sendWithLink(channel, ready, ACTOR);
  await settle(channel, claimed, outcome, 'sending');
}

/** Sends the last week to a channel now, beside its schedule. @throws AppError `notFound`, or as `weeklyReport` */
export async function sendTest({ channelId, actor }: { channelId: string; actor: string }): Promise<Outcome> {
  const channel = await channelById(channelId);
  if (!channel) throw new AppError('notFound', 'There is no such channel.', { channelId });
  const week = lastWholeWeek(await awsNow(), env().REPORT_TIME_ZONE);
  const ready = await prepared(channel, { deliveryId: randomUUID(), week, test: true });
  const outcome = await sendWithLink(channel, ready, actor);
  const detail = { channelId, name: channel.name, week, state: outcome.state, message: outcome.answer };
  await recordActivity({ at: await awsNow(), actor, action: 'delivery.test', detail });
  return outcome;
}

/** Ends the deliveries of senders that were killed in the middle. */
export async function endLost(): Promise<void> {
  const at = await awsNow();
  for (const lost of await endLostDeliveries({ answer: LOST, at })) {
    const channel = await channelById(lost.channelId);
    await note(channel?.name ?? 'a deleted channel', lost, LOST, at);
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
  const picture = { name: `straybytes-${week}-${size}-${theme}.png`, png, ...dimensions[size] };
  return { target, message: messageOf({ deliveryId, test, report, picture, link: null }) };
}

/** Where the channel carries no picture, a share link does; one that went nowhere is revoked. */
async function sendWithLink(channel: Channel, { target, message }: Ready, actor: string): Promise<Outcome> {
  if (!carriesLink(target)) return send(target, message);
  const { week } = message.report;
  const { share, token } = await createShare({ week, mask: channel.mask, actor });
  const link = shareUrl(token, `http://localhost:${env().PORT}`);
  const outcome = await send(target, { ...message, link });
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
  const { answer } = outcome;
  if (outcome.state === 'retry' && attempts < MOST_ATTEMPTS) {
    const wait = Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** (attempts - 1));
    const asked = Math.min(LONGEST_ASKED_SECONDS, outcome.afterSeconds ?? 0);
    return postponeDelivery({ deliveryId, seconds: Math.max(wait, asked), answer });
  }
  const state = outcome.state === 'retry' ? 'failed' : outcome.state;
  const at = await awsNow();
  const ended = await endDelivery({ deliveryId, from, state, answer, at });
  if (ended) await note(channel.name, ended, answer, at);
}

async function note(name: string, { deliveryId, channelId, week, state }: Delivery, answer: string, at: Date) {
  const detail = { channelId, deliveryId, name, week, state, ...(state !== 'sent' && { message: answer }) };
  await recordActivity({ at, actor: ACTOR, action: `delivery.${state}`, detail });
}
