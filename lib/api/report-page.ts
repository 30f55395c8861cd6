import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { lastWholeWeek } from '#lib/report/iso-week.ts';
import { overWeek } from '#lib/report/weekly-report.ts';
import { awsNow } from '#lib/store/clock.ts';
import { isStoreAway } from '#lib/store/database-errors.ts';

/**
 * Where a document below /reports is really: `/reports` is the last week that is over, and null a week that is none, or not
 * over. The page finds that out when the answer has begun with 200; only before it can the status be another.
 */
export async function reportPageOf({
  method,
  pathname,
  headers,
}: {
  method: string;
  pathname: string;
  headers: Headers;
}): Promise<string | null> {
  const [, week] = /^\/reports(?:\/([^/]*))?\/?$/.exec(pathname) ?? [null, undefined];
  const isPage = /^\/reports(\/|$)/.test(pathname) && week !== 'channels' && (method === 'GET' || method === 'HEAD');
  if (!isPage || (headers.get('sec-fetch-dest') ?? 'document') !== 'document') return pathname;
  const timeZone = env().REPORT_TIME_ZONE;
  try {
    if (!week) return `/reports/${lastWholeWeek(await awsNow(), timeZone)}`;
    await overWeek({ week, timeZone });
    return pathname;
  } catch (error) {
    if (error instanceof AppError) return null;
    if (isStoreAway(error)) return pathname;
    throw error;
  }
}
