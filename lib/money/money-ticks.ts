/** Round values for an axis that holds 0 and everything from `low` to `high`, in at most seven steps. */
export function moneyTicks(low: number, high: number): number[] {
  const rough = Math.max(Math.max(high, 0) - Math.min(low, 0), 0.01) / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = low < 0 ? Math.floor(low / step) : 0;
  const last = Math.max(high > 0 || low >= 0 ? 1 : 0, Math.ceil(high / step));
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(6)));
}
