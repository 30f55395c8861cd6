import { env } from '#lib/env.ts';
import { accountNames } from '#lib/store/known-accounts.ts';
import { maskReport, noMask, parseMask } from './mask.ts';
import type { Report } from './report.ts';
import { weeklyReport } from './weekly-report.ts';

/** The report of a week without what a mask, as an address has it, takes out. @throws AppError as `weeklyReport` */
export async function maskedReport({
  week,
  mask,
  timeZone = env().REPORT_TIME_ZONE,
}: {
  week: string;
  mask: string;
  timeZone?: string;
}): Promise<Report> {
  const { APP_SECRET: secret } = env();
  const report = await weeklyReport({ week, timeZone });
  if (mask === '') return report;
  // Without one, whoever guesses a name could tell its alias.
  if (!secret) throw new Error('APP_SECRET is not set: start Straybytes with `npm start`, which makes one.');
  return maskReport(report, parseMask(mask) ?? noMask, secret, await accountNames());
}
