/** Where a fix is marked: at `left` per cent of the width, with its words to the right, or to the left near the right end. */
export type ChartFlag = { day: string; left: number; text: string; before: boolean; named: boolean };

/** So much of the width a name may take, in per cent. */
const NAME_WIDTH = 26;
const MARK_WIDTH = 2;
/** Further right there is no room for a name to the right. */
const TURNS_AT = 70;

/**
 * One flag a day, with the bucket's name or how many fixes there were; a name that would lie on another is left out.
 * @param days of the axis, first to last
 */
export function chartFlags(
  marks: readonly { day: string; bucket: string | null }[],
  days: readonly { day: string }[],
): ChartFlag[] {
  const byDay = Map.groupBy(marks, ({ day }) => day);
  let free = -Infinity;
  return days.flatMap(({ day }, index) => {
    const [first, ...others] = byDay.get(day) ?? [];
    if (!first) return [];
    const left = (100 * index) / Math.max(1, days.length - 1);
    const before = left > TURNS_AT;
    const text = others.length > 0 ? `${others.length + 1} fixes` : (first.bucket ?? 'a bucket');
    const named = (before ? left - NAME_WIDTH : left) >= free;
    if (named || !before) free = Math.max(free, before ? left : left + (named ? NAME_WIDTH : MARK_WIDTH));
    return [{ day, left, text, before, named }];
  });
}
