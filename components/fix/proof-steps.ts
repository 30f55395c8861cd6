import { formatTime } from '#components/ui/date.ts';
import type { FixView } from '#lib/data/views.ts';
import { formatBytes, formatCount, formatUsd } from '#lib/money/format.ts';

export type ProofStep = { name: string; at: Date | null; says: string };

/** The way of a fix from the write to 0 B: what is behind it with its time, what is ahead with what it waits for. */
export function proofSteps(fix: FixView): ProofStep[] {
  const { appliedAt, confirmedAt, eligibleAt, clearingAt, cleanAt, dueAt, abortDate, plannedUploads } = fix;
  return [
    { name: 'Applied', at: appliedAt, says: 'The rule was written and read back.' },
    { name: 'Confirmed', at: confirmedAt, says: confirmation(fix) },
    {
      name: 'Eligible',
      at: eligibleAt,
      says: eligibleAt
        ? 'From now on S3 may abort, and no longer bills what it may abort.'
        : plannedUploads === 0
          ? 'No upload was old enough; the rule works from then on.'
          : `S3 may abort the first uploads from ${formatTime(abortDate ?? dueAt)}.`,
    },
    { name: 'Clearing', at: clearingAt, says: clearing(fix) },
    {
      name: 'Clean',
      at: cleanAt,
      says: cleanAt
        ? `None of the planned uploads is left: ${formatUsd(fix.realisedMonthlyUsd)} a month booked.`
        : 'When none of the planned uploads is left, the saving is booked.',
    },
  ];
}

function confirmation({ confirmedAt, abortRuleId }: FixView): string {
  if (!confirmedAt) return 'Waiting for S3 to name the rule for one of the uploads; that takes minutes.';
  return abortRuleId
    ? `S3 itself names the rule ${abortRuleId} for an upload.`
    : 'The rules were read back unchanged; this server names no rule for an upload.';
}

function clearing({ clearingAt, remainingUploads, remainingBytes, plannedUploads, cleanAt, dueAt }: FixView): string {
  if (cleanAt) return `All ${formatCount(plannedUploads)} uploads went.`;
  if (clearingAt && remainingUploads !== null)
    return `${formatCount(remainingUploads)} of ${formatCount(plannedUploads)} uploads are left, ${formatBytes(remainingBytes ?? 0)}.`;
  if (plannedUploads === 0) return 'Nothing had to go.';
  return `The first go at midnight UTC, ${formatTime(dueAt)}; some may take S3 days.`;
}
