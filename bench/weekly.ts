import { addWeeks, lastWholeWeek } from '#lib/report/iso-week.ts';
import { keepLast } from '#lib/report/kept.ts';
import { drawPicture } from '#lib/report/picture/draw.ts';
import { dimensions, sizes } from '#lib/report/picture/picture.ts';
import { readReport } from '#lib/report/read-report.ts';
import { summaryOf } from '#lib/report/report-summary.ts';
import { weeklyReport } from '#lib/report/weekly-report.ts';
import { latestSnapshot } from '#lib/store/buckets.ts';
import { awsNow } from '#lib/store/clock.ts';
import { latestSpendSnapshot } from '#lib/store/spend-snapshots.ts';
import type { Options } from './options.ts';
import type { PageQuery } from './page-queries.ts';
import { type PageTiming, timeQueries } from './pages.ts';
import type { Store } from './store.ts';
import { longHistory, seedWeeks, shortHistory, type WeeklySize } from './weekly-seed.ts';

const timeZone = 'Asia/Seoul';

/** Seeds years of history and times what the report's page asks for and makes, and the drawing of its pictures. */
export async function timeWeekly({
  store,
  options,
}: {
  store: Store;
  options: Options;
}): Promise<{ size: WeeklySize; seedMs: number; page: PageTiming[]; pictures: PageTiming[] }> {
  const size = options.quick ? shortHistory : longHistory;
  const now = options.start ?? new Date();
  await store.database('weekly');
  const begun = performance.now();
  await seedWeeks({ size, now, timeZone });
  const seedMs = performance.now() - begun;
  const page = await timeQueries(pageQueries({ size, now }), options);
  const pictures = await timeQueries(await pictureDrawings(now), { ...options, explain: undefined });
  return { size, seedMs, page, pictures };
}

function pageQueries({ size, now }: { size: WeeklySize; now: Date }): PageQuery[] {
  const last = lastWholeWeek(now, timeZone);
  const weeks = Math.floor(size.days / 7) - 2;
  const whole = (name: string, weeksAgo: number) => ({
    page: 'report',
    name: `made whole, ${name}`,
    run: async () => summaryOf(await readReport({ week: addWeeks(last, -weeksAgo), timeZone })),
  });
  return [
    { page: 'report', name: 'time of AWS', run: awsNow },
    { page: 'report', name: 'newest snapshot', run: latestSnapshot },
    { page: 'report', name: 'newest snapshot of money', run: latestSpendSnapshot },
    {
      page: 'report',
      name: 'asked for again',
      run: async () => summaryOf(await weeklyReport({ week: last, timeZone })),
    },
    whole('last week', 0),
    whole('half a quarter ago', 6),
    whole('in the middle of the history', Math.floor(weeks / 2)),
    whole('at its beginning', weeks),
  ];
}

/** Each drawing is anew: what was drawn lately is kept by the product, and forgotten here. */
async function pictureDrawings(now: Date): Promise<PageQuery[]> {
  const report = await readReport({ week: lastWholeWeek(now, timeZone), timeZone });
  return ([1, 2] as const).flatMap((scale) =>
    sizes.map((size) => ({
      page: 'picture',
      name: `${size}, ${dimensions[size].width * scale}×${dimensions[size].height * scale}`,
      run: () => drawPicture(report, { theme: 'light', size, scale }, keepLast(1)).png(),
    })),
  );
}
