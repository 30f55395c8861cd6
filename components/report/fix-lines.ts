import type { ReportView } from '#lib/data/report.ts';

type Fixes = ReportView['report']['fixes'];

/** What became of a bucket's fix in the week; `usd` a month, null where nothing was there to go. */
export type FixLine = { key: string; accountId: string | null; bucket: string | null; usd: number | null } & (
  | { kind: 'returned'; likelyCause: string | null }
  | { kind: 'proved'; at: string }
  | { kind: 'applied'; at: string; nothingToClear: boolean }
);

/** So many are named, that the week stays on one sheet of paper; Activity has them all. */
export const FIXES_SHOWN = 6;

/**
 * A line for each fix, and one only where it was applied and proved in the same week: what came back first, then by USD.
 * @returns `more`: how many are not named; no sum, because what went and what came back add up to nothing
 */
export function fixLines({ returned, proved, applied }: Fixes): {
  lines: FixLine[];
  more: number;
} {
  const back = returned.map(
    (fix): FixLine => ({
      key: `returned ${placeOf(fix)}`,
      kind: 'returned',
      accountId: fix.accountId,
      bucket: fix.bucket,
      usd: fix.cameBackUsd ?? fix.monthlyUsd,
      likelyCause: fix.likelyCause?.label ?? null,
    }),
  );
  const done = proved.map(
    (fix): FixLine => ({
      key: `proved ${placeOf(fix)} ${fix.at}`,
      kind: 'proved',
      accountId: fix.accountId,
      bucket: fix.bucket,
      at: fix.at,
      usd: fix.bookedUsd,
    }),
  );
  const begun = applied
    .filter((fix) => !proved.some((own) => placeOf(own) === placeOf(fix) && own.at >= fix.at))
    .map((fix): FixLine => {
      const nothingToClear = fix.nothingToClear ?? false;
      return {
        key: `applied ${placeOf(fix)} ${fix.at}`,
        kind: 'applied',
        accountId: fix.accountId,
        bucket: fix.bucket,
        at: fix.at,
        nothingToClear,
        usd: nothingToClear ? null : fix.expectedUsd,
      };
    });
  const all = [...back, ...[...done, ...begun].sort(byUsd)];
  return { lines: all.slice(0, FIXES_SHOWN), more: Math.max(0, all.length - FIXES_SHOWN) };
}

function byUsd(a: FixLine, b: FixLine): number {
  return (b.usd ?? 0) - (a.usd ?? 0);
}

function placeOf({ accountId, bucket }: { accountId: string | null; bucket: string | null }): string {
  return `${accountId}/${bucket}`;
}
