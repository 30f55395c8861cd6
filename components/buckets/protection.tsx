import { formatTime } from '#components/ui/date.ts';
import { Tag } from '#components/ui/tag.tsx';
import type { BucketView, FixView } from '#lib/data/views.ts';

const words = {
  none: 'None',
  disabled: 'Rule disabled',
  partial: 'Some prefixes only',
} as const;

/** What keeps the bucket from filling again, in a few words; a fix under way comes first. */
export function Protection({
  bucket,
  fix,
  now,
}: {
  bucket: Pick<BucketView, 'coverage' | 'abortAfterDays' | 'problem'>;
  fix: FixView | undefined;
  now: Date;
}) {
  if (fix) return <FixTag fix={fix} now={now} />;
  const { coverage, abortAfterDays, problem } = bucket;
  if (coverage === null) {
    return (
      <Tag tone="quiet" title={problem ?? undefined}>
        Unknown
      </Tag>
    );
  }
  if (coverage === 'full') {
    return <Tag tone="recovered">{abortAfterDays === 1 ? 'After 1 day' : `After ${abortAfterDays} days`}</Tag>;
  }
  return <Tag tone="waste">{words[coverage]}</Tag>;
}

function FixTag({ fix: { problem, dueAt, plannedUploads, clearingAt }, now }: { fix: FixView; now: Date }) {
  if (problem) {
    return (
      <Tag tone="alarm" title={problem}>
        Fix needs a look
      </Tag>
    );
  }
  const waiting = plannedUploads > 0 && now < dueAt && !clearingAt;
  return (
    <Tag tone="recovered" title={waiting ? `The first uploads go ${formatTime(dueAt)}` : undefined}>
      {waiting ? 'Fixed, due tonight' : 'Clearing'}
    </Tag>
  );
}
