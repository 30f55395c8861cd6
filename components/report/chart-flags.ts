/** Where a fix is marked: at `left` per cent of the width, with its words to the right, or to the left near the right end. */
export type ChartFlag = { day: string; left: number; text: string; before: boolean; named: boolean };

/** So much of the width a name may take, in per cent. */
const NAME_WIDTH = 26;
/** Further right there is no room for a name to the right. */
const TURNS_AT = 70;

/**
 * One flag a day, with the bucket's name or how many fixes there were. A name that would lie on another or on a later
 * flag is left out; the newest have theirs first.
 * @param days of the axis, first to last
 */
export function chartFlags(
  marks: readonly { day: string; bucket: string | null }[],
  days: readonly { day: string }[],
): ChartFlag[] {
  const byDay = Map.groupBy(marks, ({ day }) => day);
  let free = Number.POSITIVE_INFINITY;
  return days
    .flatMap(({ day }, index) => {
      const [first, ...others] = byDay.get(day) ?? [];
      const left = (100 * index) / Math.max(1, days.length - 1);
      const text = others.length > 0 ? `${others.length + 1} fixes` : (first?.bucket ?? 'a bucket');
      return first ? [{ day, left, text, before: left > TURNS_AT }] : [];
    })
    .toReversed()
    .map((flag) => {
      const [from, to] = flag.before ? [flag.left - NAME_WIDTH, flag.left] : [flag.left, flag.left + NAME_WIDTH];
      const named = to <= free;
      free = Math.min(free, named ? from : flag.left);
      return { ...flag, named };
    })
    .toReversed();
}
