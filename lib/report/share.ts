import { createHash, randomBytes } from 'node:crypto';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { recordActivity } from '#lib/store/activity.ts';
import { awsNow } from '#lib/store/clock.ts';
import { countOpening, insertShare, revokeShareRow, type ShareView, takeShare } from '#lib/store/report-shares.ts';
import { overWeek } from './weekly-report.ts';

export const DEFAULT_SHARE_DAYS = 7;
export const MAX_SHARE_DAYS = 90;
/** 256 bits, in 43 characters of base64url. */
const TOKEN_BYTES = 32;
/** A page and its pictures for thirty readers a minute, or one impatient program. */
const REQUESTS_A_MINUTE = 120;
const DAY_MS = 86_400_000;

/**
 * Makes a link that shows one report, masked so, to whoever has it.
 * @returns the link, and its token: the only time that it is known
 * @throws AppError as `overWeek`
 */
export async function createShare({
  week: text,
  mask,
  days = DEFAULT_SHARE_DAYS,
  actor,
}: {
  week: string;
  mask: string;
  /** 1 to MAX_SHARE_DAYS */
  days?: number;
  actor: string;
}): Promise<{ share: ShareView; token: string }> {
  if (!Number.isInteger(days) || days < 1 || days > MAX_SHARE_DAYS)
    throw new AppError('invalid', `A link lasts for 1 to ${MAX_SHARE_DAYS} days.`, { days: String(days) });
  const timeZone = env().REPORT_TIME_ZONE;
  const week = await overWeek({ week: text, timeZone });
  const createdAt = await awsNow();
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const expiresAt = new Date(createdAt.getTime() + days * DAY_MS);
  const share = await insertShare({ tokenHash: hashOf(token), week, timeZone, mask, actor, createdAt, expiresAt });
  await recordActivity({
    at: createdAt,
    actor,
    action: 'report.share',
    detail: { shareId: share.shareId, week, mask, days },
  });
  return { share, token };
}

/**
 * Ends a link now.
 * @throws AppError `notFound` where this week has no such link, or it was revoked before
 */
export async function revokeShare({
  shareId,
  week,
  actor,
}: {
  shareId: string;
  week: string;
  actor: string;
}): Promise<ShareView> {
  const at = await awsNow();
  const share = await revokeShareRow({ shareId, week, by: actor, at });
  if (!share) throw new AppError('notFound', `${week} has no such link that is not revoked.`, { shareId, week });
  await recordActivity({ at, actor, action: 'report.unshare', detail: { shareId, week, opened: share.opened } });
  return share;
}

/**
 * The link that a token opens; null for a token that is none, and for a link that has expired or was revoked: who asks
 * is not told which.
 * @throws AppError `throttled` above a number of requests a minute
 */
export async function openShare(token: string, { counts }: { counts: boolean }): Promise<ShareView | null> {
  if (!/^[\w-]{43}$/.test(token)) return null;
  const now = await awsNow();
  const used = await takeShare({ tokenHash: hashOf(token), now });
  if (!used) return null;
  if (used.requests > REQUESTS_A_MINUTE)
    throw new AppError('throttled', 'This link is opened too often. Try again in a minute.');
  if (counts) await countOpening({ shareId: used.share.shareId, at: now });
  return used.share;
}

/** Where a link leads, for somebody elsewhere; without PUBLIC_URL, where `here` is. */
export function shareUrl(token: string, here: string): string {
  return new URL(`/shared/${token}`, env().PUBLIC_URL ?? here).href;
}

/** Of a token with this much chance in it a plain hash is enough: there is nothing to guess. */
function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
