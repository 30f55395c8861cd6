import { AppError } from '#lib/errors.ts';
import { latestSnapshot } from '#lib/store/buckets.ts';
import { awsNow } from '#lib/store/clock.ts';
import { latestSpendSnapshot } from '#lib/store/spend-snapshots.ts';
import { type IsoWeek, parseWeek, weekDays, weekName, weekSpan } from './iso-week.ts';
import { keepLast } from './kept.ts';
import { readReport } from './read-report.ts';
import type { Report } from './report.ts';

/** Of a few dozen KB each. */
const kept = keepLast<Report>(24);

/**
 * The report of a week that is over. As the pages have it, it is made once for each state of the store.
 * @throws AppError `invalid` for what is no week, `notFound` for one that is not over yet
 */
export async function weeklyReport({ week, timeZone }: { week: string; timeZone: string }): Promise<Report> {
  const of = { week: await overWeek({ week, timeZone }), timeZone };
  const [snapshot, spend] = await Promise.all([latestSnapshot(), latestSpendSnapshot()]);
  if (!snapshot) return readReport(of);
  return kept(`${of.week} ${timeZone} ${snapshot.snapshotId} ${spend?.snapshotId}`, () => readReport(of));
}

/** The week, if it is one and over. @throws AppError as `weeklyReport` */
export async function overWeek({ week: text, timeZone }: { week: string; timeZone: string }): Promise<IsoWeek> {
  const week = parseWeek(text);
  if (!week)
    throw new AppError('invalid', `${JSON.stringify(text.slice(0, 20))} is no week: write it as 2026-W47.`, {
      week: text.slice(0, 20),
    });
  const { end } = weekSpan(week, timeZone);
  if (end <= (await awsNow())) return week;
  const when = `${end.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  throw new AppError(
    'notFound',
    `${weekName(week)} (${weekDays(week)}) is not over: its report is made from ${when} on.`,
    {
      week,
      endsAt: end.toISOString(),
    },
  );
}
