import { formatUsd, formatUsdRound } from '#lib/money/format.ts';
import { formatMoneyRound } from '#lib/money/format-money.ts';
import { dayText } from '../report-words.ts';
import type { Found, FoundOf } from './alert.ts';

/** An alert in words. */
export type AlertWords = {
  headline: string;
  detail: string | null;
  /** What to do, in one sentence. */
  next: string;
  /** Of the page that shows it. */
  path: string;
};

/** @param named false where a mask has changed names: such a one leads to no page */
export function alertWords(found: Found, { named = true }: { named?: boolean } = {}): AlertWords {
  const pageOf = named ? bucketPath : () => '/buckets';
  switch (found.kind) {
    case 'growth':
      return growthWords(found, pageOf);
    case 'returned':
      return returnedWords(found, pageOf);
    case 'budget':
      return budgetWords(found);
    case 'guardrail':
      return guardrailWords(found);
  }
}

type PageOf = (bucket: { accountId: string | null; bucket: string | null }) => string;

function growthWords({ usd, percent, totalUsd, since, buckets }: FoundOf<'growth'>, pageOf: PageOf): AlertWords {
  const by = usd === null ? (percent === null ? null : percentText(percent)) : `${amount(usd)} a month`;
  const now = totalUsd === null ? null : `It is ${amount(totalUsd)} a month now.`;
  const named = buckets.map((bucket) => {
    const own = bucket.usd === null ? '' : `, +${amount(bucket.usd)}`;
    return `${bucket.bucket ?? 'a bucket'}${ownerOf(bucket)}${own}`;
  });
  const [only, ...others] = buckets;
  return {
    headline: by === null ? 'Waste grew within a day' : `Waste grew by ${by} within a day`,
    detail: [now, `Since ${dayText(since)}, ${since.slice(11, 16)} UTC, most in ${named.join('; ')}.`]
      .filter((part) => part !== null)
      .join(' '),
    next:
      others.length === 0
        ? 'See who leaves the uploads there, and fix the bucket.'
        : 'See who leaves the uploads there, and fix the buckets, the first one first.',
    path: only && others.length === 0 ? pageOf(only) : '/buckets',
  };
}

function returnedWords(found: FoundOf<'returned'>, pageOf: PageOf): AlertWords {
  const { bucket, monthlyUsd, provedAt, likelyCause } = found;
  const cost = monthlyUsd === null ? '' : `, ${amount(monthlyUsd)} a month`;
  const stop = likelyCause ? `Stop what leaves it, likely ${likelyCause}` : 'Find who leaves it, and stop it';
  return {
    headline: `Waste is back in ${bucket ?? 'a fixed bucket'}${ownerOf(found)}${cost}`,
    detail: `Its fix was proved on ${dayText(provedAt)}.`,
    // Fixing again does nothing while the rule of the fix stands: it clears what is there, once that is old enough.
    next: `${stop}; fix the bucket again only if its rule is gone.`,
    path: pageOf(found),
  };
}

function budgetWords(found: FoundOf<'budget'>): AlertWords {
  const { name, over, limit, actual, forecast, forecastPercent, currency } = found;
  const called = name === null ? 'A budget' : `The budget ${name}`;
  const money = (value: string) => formatMoneyRound(value, currency);
  const reached = over ? actual : forecast;
  const of = reached !== null && limit !== null ? `: ${money(reached)} of ${money(limit)}` : '';
  const spent = !over && actual !== null ? `${money(actual)} is spent so far.` : null;
  const share = of === '' && forecastPercent !== null ? `AWS forecasts ${percentText(forecastPercent)} of it.` : null;
  return {
    headline: `${called}${ownerOf(found)} is ${over ? 'exceeded' : 'forecast to be exceeded'}${of}`,
    detail: [spent, share].filter((part) => part !== null).join(' ') || null,
    next: 'See what grew among the month’s costs, and what waste can go.',
    path: '/budgets',
  };
}

function guardrailWords(found: FoundOf<'guardrail'>): AlertWords {
  return {
    headline: `A guardrail opened${ownerOf(found)}: ${found.title}`,
    detail: found.evidence,
    next: 'Close it again: the page says how, step by step.',
    path: '/guardrails',
  };
}

function ownerOf({ accountName }: { accountName: string | null }): string {
  return accountName === null ? '' : ` (${accountName})`;
}

const bucketPath: PageOf = ({ accountId, bucket }) => {
  if (accountId === null || bucket === null) return '/buckets';
  return `/buckets/${encodeURIComponent(accountId)}/${encodeURIComponent(bucket)}`;
};

function amount(usd: number): string {
  return usd < 100 ? formatUsd(Math.round(usd * 100) / 100) : formatUsdRound(usd);
}

function percentText(value: number): string {
  return `${value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 1 : 0 })} %`;
}
