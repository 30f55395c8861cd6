import type { Theme } from '../picture/palette.ts';
import type { PictureSize } from '../picture/picture.ts';
import type { Report } from '../report.ts';
import { type ReportSummary, summaryOf } from '../report-summary.ts';
import { plainText } from '../report-words.ts';

/** What is delivered. */
export type Message = {
  /** The same however often it is tried, for receivers that keep what they have had. */
  deliveryId: string;
  test: boolean;
  report: Report;
  summary: ReportSummary;
  headline: string;
  picture: { name: string; png: Buffer; width: number; height: number; size: PictureSize; theme: Theme };
  /** Shows the report without sign-in; null where the channel carries all of it. */
  link: string | null;
};

export function messageOf({
  report,
  ...rest
}: Pick<Message, 'deliveryId' | 'test' | 'report' | 'picture' | 'link'>): Message {
  const summary = summaryOf(report);
  return { report, summary, headline: plainText(summary.headline), ...rest };
}

/** "Test: Week 47, 16–22 Nov 2026" */
export function subjectOf({ test, summary }: Message): string {
  return `${test ? 'Test: ' : ''}${summary.title}`;
}

/** Where a chat fetches the picture itself, as the channel wants it; null where there is no link that it can reach. */
export function pictureUrlOf({ link, picture: { size, theme } }: Message): string | null {
  return link?.startsWith('https:') ? `${link}/picture.png?${new URLSearchParams({ size, theme })}` : null;
}

/** The report in plain text, for a mail. */
export function textOf(message: Message): string {
  const { headline, summary, link } = message;
  return [
    subjectOf(message),
    '',
    headline,
    `Next: ${summary.next}`,
    '',
    ...summary.facts.map(({ label, value }) => `${label}: ${value}`),
    '',
    ...summary.buckets.map(({ name, owner, amount, cause }) =>
      [name, owner, amount, `likely left by ${cause}`].filter((part) => part !== '').join(', '),
    ),
    ...(link === null ? [] : ['', link]),
    ...(summary.read === null ? [] : ['', summary.read]),
  ].join('\n');
}
