import { aliasOf, bucketAlias, type Mask, maskable, redaction } from '../mask.ts';
import type { Found } from './alert.ts';

type Masker = { secret: string; known: readonly string[] };
type Place = { accountId: string | null; accountName: string | null; bucket?: string | null };

/**
 * Alerts without what the mask takes out of them.
 * @param secret APP_SECRET: without it an alias could be guessed
 * @param known what every account was called: a bucket may be named for any of them
 */
export function maskAlerts<T extends { key: string; found: Found }>(
  alerts: readonly T[],
  mask: Mask,
  secret: string | undefined,
  known: readonly string[] = [],
): T[] {
  if (maskable.every((what) => mask[what] === 'no')) return [...alerts];
  if (!secret) throw new Error('APP_SECRET is not set: start Straybytes with `npm start`, which makes one.');
  return alerts.map((alert) => ({
    ...alert,
    // The key names what was found.
    key: aliasOf('alert', alert.key, secret),
    found: maskFound(alert.found, mask, { secret, known }),
  }));
}

/** What was found, without what the mask takes out of it. The aliases are those of the report. */
function maskFound(found: Found, mask: Mask, by: Masker): Found {
  const place = <T extends Place>(item: T): T => maskPlace(item, mask, by);
  const shown = (usd: number | null) => (mask.amounts === 'no' ? usd : null);
  const percent = (value: number | null) => (mask.amounts === 'hidden' ? null : value);
  switch (found.kind) {
    case 'growth':
      return {
        ...found,
        usd: shown(found.usd),
        percent: percent(found.percent),
        totalUsd: shown(found.totalUsd),
        buckets: found.buckets.map((bucket) => ({ ...place(bucket), usd: shown(bucket.usd) })),
      };
    case 'returned':
      return { ...place(found), monthlyUsd: shown(found.monthlyUsd) };
    case 'budget': {
      const money = mask.amounts === 'no' ? {} : { limit: null, actual: null, forecast: null };
      const name = mask.accounts === 'no' ? found.name : null;
      return { ...place(found), ...money, name, forecastPercent: percent(found.forecastPercent) };
    }
    case 'guardrail':
      // The evidence names users and roles, which tell whose account it is.
      return { ...place(found), evidence: mask.accounts === 'no' ? found.evidence : null };
  }
}

function maskPlace<T extends Place>(item: T, { accounts, buckets }: Mask, by: Masker): T {
  const { accountId, accountName, bucket } = item;
  const account =
    accounts === 'hidden' || accountId === null
      ? null
      : accounts === 'no'
        ? accountName
        : aliasOf('account', accountId, by.secret);
  return {
    ...item,
    accountId: accounts === 'no' ? accountId : account,
    accountName: account,
    ...(typeof bucket === 'string' && { bucket: bucketShown(bucket, item, { accounts, buckets, ...by }) }),
  };
}

function bucketShown(
  bucket: string,
  { accountId, accountName }: Pick<Place, 'accountId' | 'accountName'>,
  { accounts, buckets, secret, known }: Pick<Mask, 'accounts' | 'buckets'> & Masker,
): string | null {
  if (buckets === 'hidden') return null;
  if (buckets === 'alias') return bucketAlias({ accountId, bucket }, secret);
  return accounts === 'no' ? bucket : redaction([accountId ?? '', accountName ?? '', ...known])(bucket);
}
