import { Ago } from '#components/ui/ago.tsx';
import { formatTime } from '#components/ui/date.ts';
import { getNow } from '#lib/data/snapshot.ts';
import { getStaleLook } from '#lib/data/stale-look.ts';

/**
 * Since when nothing new is known of the buckets, and of when the figures are; nothing where the newest look succeeded, or
 * these were read (`readAt`) since.
 */
export async function StaleWords({ readAt = null }: { readAt?: Date | null }) {
  const [stale, now] = await Promise.all([getStaleLook(), getNow()]);
  if (stale === null || (readAt !== null && readAt > stale.since)) return null;
  return (
    <>
      What is hidden is told as of {formatTime(stale.asOf)}: the looks at all buckets since then failed, the first one{' '}
      <Ago at={stale.since} now={now} />.{' '}
    </>
  );
}
