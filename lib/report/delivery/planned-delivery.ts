import { type IsoWeek, lastWholeWeek, weekSpan } from '../iso-week.ts';
import { lastOccurrence } from './due.ts';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

/** A weekly schedule, and where weeks begin and end. */
export type Plan = {
  /** 1 is Monday */
  weekday: number;
  hour: number;
  timeZone: string;
  reportTimeZone: string;
  now: Date;
};

/**
 * What the last scheduled moment is of, and when it leaves: at that moment, but not before its week is over. The week is
 * the last that is over on the channel's own calendar; where that is behind, on the report's.
 */
export function plannedDelivery({ weekday, hour, timeZone, reportTimeZone, now }: Plan): { week: IsoWeek; at: Date } {
  const scheduled = lastOccurrence({ weekday, hour, timeZone, now });
  const { end } = weekSpan(lastWholeWeek(scheduled, timeZone), reportTimeZone);
  const at = new Date(Math.max(end.getTime(), scheduled.getTime()));
  return { week: lastWholeWeek(at, reportTimeZone), at };
}

/** The next one that leaves. */
export function nextDelivery(plan: Plan): { week: IsoWeek; at: Date } {
  const last = plannedDelivery(plan);
  if (last.at > plan.now) return last;
  // A week in which clocks go back is an hour longer.
  const week = plannedDelivery({ ...plan, now: new Date(plan.now.getTime() + WEEK_MS) });
  return week.at > plan.now ? week : plannedDelivery({ ...plan, now: new Date(plan.now.getTime() + WEEK_MS + DAY_MS) });
}
