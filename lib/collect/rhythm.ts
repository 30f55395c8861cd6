import { CronExpressionParser } from 'cron-parser';
import { env } from '#lib/env.ts';
import { MIN_READING_AGE_DAYS } from '#lib/guardrails/guardrail-standing.ts';

const DAY_MS = 86_400_000;
/** Long enough for what comes once a year. */
const WINDOW_DAYS = 400;

const known = new Map<string, number>();

/**
 * After how many days a reading of guardrails says nothing of now: after twice the longest time between two looks of the
 * schedule (COLLECT_CRON), so that one may fail, and never sooner than `MIN_READING_AGE_DAYS`.
 */
export function maxReadingAgeDays(cron = env().COLLECT_CRON): number {
  const days = known.get(cron) ?? Math.max(MIN_READING_AGE_DAYS, Math.ceil((2 * longestGapMs(cron)) / DAY_MS));
  known.set(cron, days);
  return days;
}

/** Looked at once for each day at most: gaps of less than a day change nothing. */
function longestGapMs(cron: string): number {
  const start = Date.UTC(2026, 0, 1);
  const end = start + WINDOW_DAYS * DAY_MS;
  let longest = 0;
  for (let at = start; at < end; ) {
    const next = CronExpressionParser.parse(cron, { tz: 'UTC', currentDate: new Date(at) })
      .next()
      .getTime();
    const before = CronExpressionParser.parse(cron, { tz: 'UTC', currentDate: new Date(next) })
      .prev()
      .getTime();
    longest = Math.max(longest, next - before);
    at = Math.max(next, at + DAY_MS);
  }
  return longest;
}
