import { localDateText, localDayText } from './local-time.ts';
import type { Report } from './report.ts';
import { unseenText, wasLookedAt } from './report-words.ts';

/** What the figures of a week leave out. @returns `line` in a few words, `text` where no list follows it */
export function unseenWords(report: Report): { line: string; text: string | null } {
  const unseen = unseenText(report);
  if (report.readAt === null)
    return { line: 'Nothing had been read', text: 'No figure of this week is known: nobody had looked by its end.' };
  if (!wasLookedAt(report)) {
    const left = unseen === null ? '' : `, and then ${unseen} could not be read`;
    return {
      line: `Nobody looked this week${left}`,
      text: `Every figure of waste is of ${localDayText(report, report.readAt)}: what came or went since is in none.`,
    };
  }
  if (unseen === null) return { line: 'All of the estate was read', text: 'Every figure of this week is whole.' };
  return { line: `${unseen}: they are in no sum`, text: null };
}

/** In place of the most wasteful buckets, where there are none. */
export function noBucketsText(report: Report): string {
  if (report.readAt === null) return 'No bucket had been read by the end of the week.';
  if (!wasLookedAt(report))
    return `Nobody looked this week. On ${localDayText(report, report.readAt)} no bucket that could be read held parts of unfinished uploads.`;
  return 'No bucket that could be read held parts of unfinished uploads.';
}

/** "As the week ended", or as of when somebody had looked last. */
export function bucketsDayText(report: Report): string {
  if (report.readAt === null) return 'Not known';
  return wasLookedAt(report)
    ? 'As the week ended'
    : `As of ${localDayText(report, report.readAt)}: nobody looked since`;
}

/** "2 applied (1 with nothing to clear), 1 proved, 0 came back"; whether waste came back is seen only by looking. */
export function fixesText(report: Report): string {
  const { applied, proved, returned } = report.fixes;
  const back =
    wasLookedAt(report) || returned.length > 0 ? `${returned.length} came back` : 'nobody looked what came back';
  const empty = applied.filter(({ nothingToClear }) => nothingToClear).length;
  const inForce = empty > 0 ? ` (${empty} with nothing to clear)` : '';
  return `${applied.length} applied${inForce}, ${proved.length} proved, ${back}`;
}

/** In place of fixes, where there are none. */
export function noFixesText(report: Report): string {
  return wasLookedAt(report)
    ? 'Nothing was fixed this week, and nothing that was fixed came back.'
    : 'Nothing was fixed this week; whether anything that was fixed came back, nobody looked.';
}

/** "a month, since 12 Sep 2026": since when what was recovered is summed. */
export function sinceText(report: Report): string {
  const { since } = report.recovered.sinceStart;
  return since === null ? 'a month' : `a month, since ${localDateText(report, since)}`;
}

/** Each moment at which a fix was applied or proved in the week, and its day: "22 Nov". */
export function fixDays(report: Report): Record<string, string> {
  const { applied, proved } = report.fixes;
  return Object.fromEntries([...applied, ...proved].map(({ at }) => [at, localDayText(report, at)]));
}
