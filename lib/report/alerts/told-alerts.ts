import { type AlertView, lastAlerts } from '#lib/store/alerts.ts';
import { type Found, foundSchema } from './alert.ts';
import { alertWords } from './alert-words.ts';

/** The last alerts of each channel, the newest first, as they were found and in words. */
export async function toldAlerts(
  perChannel: number,
): Promise<(Omit<AlertView, 'found'> & { found: Found; headline: string })[]> {
  return (await lastAlerts(perChannel)).map((alert) => {
    const found = foundSchema.parse(alert.found);
    return { ...alert, found, headline: alertWords(found).headline };
  });
}
