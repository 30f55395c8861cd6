/** What a bar shows, in the budget's own unit. */
export type BarFigures = {
  limit: number;
  actual: number;
  forecast: number | null;
  /** Where the pace would be now; null where there is none. */
  pace: number | null;
};

/** Beyond the larger of limit and spend there is always some room, so that a line at the end is seen. */
const ROOM = 1.04;

/** Per cent of the bar's width by amount; nothing lies outside the bar. */
export function barScale({ limit, actual, forecast, pace }: BarFigures): (amount: number) => number {
  const end = Math.max(limit, actual, forecast ?? 0, pace ?? 0) * ROOM;
  return (amount) => (end <= 0 ? 0 : Math.min(100, Math.max(0, (100 * amount) / end)));
}
