import { AppError } from '#lib/errors.ts';
import { recordActivity } from '#lib/store/activity.ts';
import {
  type Channel,
  channelById,
  deleteChannel,
  insertChannel,
  newChannelId,
  pauseChannel,
  updateChannel,
} from '#lib/store/channels.ts';
import { awsNow } from '#lib/store/clock.ts';
import { endWaiting } from '#lib/store/deliveries.ts';
import { type Schedule, shownTarget, type Target } from './channel.ts';
import { seal } from './seal.ts';
import { checkUrl } from './target.ts';

/** @throws AppError `refused` for a target that is guarded against by its look */
export async function addChannel({
  target,
  schedule,
  actor,
}: {
  target: Target;
  schedule: Schedule;
  actor: string;
}): Promise<Channel> {
  const channelId = newChannelId();
  const at = await awsNow();
  const channel = await insertChannel({ channelId, ...stored(target, channelId), schedule, createdBy: actor, at });
  await note('channel.add', channel, { actor, at });
  return channel;
}

/** Changes a channel; without a target it leads where it led, with the secrets it had. @throws AppError `notFound` */
export async function changeChannel({
  channelId,
  target,
  schedule,
  actor,
}: {
  channelId: string;
  target: Target | null;
  schedule: Schedule;
  actor: string;
}): Promise<Channel> {
  const at = await awsNow();
  const channel = found(
    await updateChannel({ channelId, schedule, target: target && stored(target, channelId), at }),
    channelId,
  );
  await note('channel.change', channel, { actor, at });
  return channel;
}

/** Pauses a channel, and ends what waits for it; or lets it go on from now. @throws AppError `notFound` */
export async function setPaused({
  channelId,
  paused,
  actor,
}: {
  channelId: string;
  paused: boolean;
  actor: string;
}): Promise<Channel> {
  const at = await awsNow();
  const channel = found(await pauseChannel({ channelId, paused, at }), channelId);
  if (paused) await endWaiting({ channelId, answer: 'The channel was paused before it could be sent.', at });
  await note(paused ? 'channel.pause' : 'channel.resume', channel, { actor, at });
  return channel;
}

/** Deletes a channel and its secrets. @throws AppError `notFound` */
export async function removeChannel({ channelId, actor }: { channelId: string; actor: string }): Promise<void> {
  const at = await awsNow();
  const channel = found(await deleteChannel({ channelId, at }), channelId);
  await note('channel.delete', channel, { actor, at });
}

/** @throws AppError `notFound` */
export async function requireChannel(channelId: string): Promise<Channel> {
  return found(await channelById(channelId), channelId);
}

function stored(target: Target, channelId: string): { kind: string; shown: string; sealed: string } {
  if ('url' in target) checkUrl(target.url);
  return { kind: target.kind, shown: shownTarget(target), sealed: seal(target, channelId) };
}

function found(channel: Channel | null, channelId: string): Channel {
  if (channel) return channel;
  throw new AppError('notFound', 'There is no such channel.', { channelId });
}

function note(action: string, { channelId, name, kind, shown }: Channel, { actor, at }: { actor: string; at: Date }) {
  return recordActivity({ at, actor, action, detail: { channelId, name, kind, shown } });
}
