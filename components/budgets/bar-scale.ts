/** What a bar shows, in the budget's own unit. */
export type BarFigures = {
  limit: number;
  actual: number;
  forecast: number | null;
  /** Where an even pace would be now; null where there is none. */
  pace: number | null;
};

/** The limit stands at the same place of every bar, so that who crosses it is seen at a glance. */
const LIMIT_AT = 68;
const END = 100;

/** Per cent of the bar's width by amount. What lies beyond the bar ends with it. */
export function barScale({ limit }: Pick<BarFigures, 'limit'>): (amount: number) => number {
  return (amount) => {
    if (amount <= 0) return 0;
    return limit > 0 ? Math.min(END, (LIMIT_AT * amount) / limit) : END;
  };
}

/** Whether an amount lies beyond the end of the bar. */
export function isBeyond({ limit }: Pick<BarFigures, 'limit'>, amount: number): boolean {
  return amount * LIMIT_AT > limit * END;
}
