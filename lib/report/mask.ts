import { createHmac } from 'node:crypto';
import { type Mask, type Masking, maskable } from './mask-text.ts';
import type { Report } from './report.ts';

export { type Mask, maskable, maskText, noMask, parseMask } from './mask-text.ts';

const HIDDEN = '•••';
/** A shorter name, such as `s3`, is in too many words to be taken out of them. */
const TELLING_LETTERS = 3;

/**
 * The report without what the mask takes out of it. An alias stands for the same account or bucket in every report, and
 * nobody without the secret can tell whose it is.
 * @param known what every account was called, in this report or not: a bucket may be named for any of them
 */
export function maskReport(report: Report, mask: Mask, secret: string, known: readonly string[] = []): Report {
  if (maskable.every((what) => mask[what] === 'no')) return report;
  // Buckets first: an alias is of a whole name, not of what is left of it.
  const withoutBuckets = maskBuckets(report, mask.buckets, secret);
  const telling = ownersIn(report).flatMap(({ accountId, accountName }) => [accountId ?? '', accountName ?? '']);
  const redact = mask.buckets === 'no' ? redaction([...telling, ...known]) : (alias: string) => alias;
  const withoutAccounts = maskAccounts(withoutBuckets, mask.accounts, { secret, redact });
  return { ...maskAmounts(withoutAccounts, mask.amounts), masked: mask };
}

type Owned = { accountId: string | null; accountName: string | null };
/** In the history of an older version there is no account. */
type Named = { accountId?: string | null | undefined; bucket: string | null };

function maskAccounts(
  report: Report,
  way: Masking,
  { secret, redact }: { secret: string; redact: (bucket: string) => string },
): Report {
  if (way === 'no') return report;
  const alias = (id: string | null) => (way === 'hidden' || id === null ? null : aliasOf('account', id, secret));
  const owner = <T extends Owned>(item: T): T => ({
    ...item,
    accountId: alias(item.accountId),
    accountName: alias(item.accountId),
    ...('bucket' in item && typeof item.bucket === 'string' && { bucket: redact(item.bucket) }),
  });
  const named = <T extends Named>(item: T): T => ({
    ...item,
    bucket: item.bucket === null ? null : redact(item.bucket),
    ...(item.accountId !== undefined && { accountId: alias(item.accountId) }),
  });
  return {
    ...report,
    mostWasteful: report.mostWasteful.map(owner),
    fixes: {
      applied: report.fixes.applied.map(owner),
      proved: report.fixes.proved.map(owner),
      returned: report.fixes.returned.map(owner),
    },
    unseen: {
      ...report.unseen,
      accounts: report.unseen.accounts.map(owner),
      items: report.unseen.items.map((item) => ({ ...owner(item), problem: null })),
    },
    budget: report.budget && { ...owner(report.budget), name: null },
    guardrails: report.guardrails && {
      ...report.guardrails,
      opened: report.guardrails.opened.map(owner),
      closed: report.guardrails.closed.map(owner),
    },
    history: {
      ...report.history,
      series: report.history.series.map(named),
      marks: report.history.marks.map(named),
    },
  };
}

function maskBuckets(report: Report, way: Masking, secret: string): Report {
  if (way === 'no') return report;
  const masked = <T extends Named>(item: T): T => ({
    ...item,
    bucket: way === 'hidden' ? null : bucketAlias(item, secret),
  });
  return {
    ...report,
    mostWasteful: report.mostWasteful.map(masked),
    fixes: {
      applied: report.fixes.applied.map(masked),
      proved: report.fixes.proved.map(masked),
      returned: report.fixes.returned.map(masked),
    },
    unseen: { ...report.unseen, items: report.unseen.items.map((item) => ({ ...masked(item), problem: null })) },
    history: {
      ...report.history,
      series: report.history.series.map(masked),
      marks: report.history.marks.map(masked),
    },
  };
}

/** Bytes go with the money: a price list turns one into the other. */
function maskAmounts(report: Report, way: Masking): Report {
  if (way === 'no') return report;
  const whole = report.waste?.monthlyUsd ?? 0;
  const shown = (usd: number | null) =>
    way === 'hidden' || whole === 0 || usd === null ? null : round((100 * usd) / whole);
  const peak = Math.max(0, ...report.history.days.map(({ parts }) => sumOf(parts)));
  const scale = way === 'alias' && whole > 0 ? whole : peak;
  const recovered = <T extends { bookedUsd: number | null; expectedUsd: number | null }>(item: T): T => ({
    ...item,
    bookedUsd: shown(item.bookedUsd),
    expectedUsd: shown(item.expectedUsd),
  });
  const { waste, fixes, spend, bill, budget } = report;
  const percent = (value: number | null) => (way === 'hidden' ? null : value);
  return {
    ...report,
    waste: waste && {
      ...waste,
      monthlyUsd: shown(waste.monthlyUsd),
      changeUsd: shown(waste.changeUsd),
      changePercent: percent(waste.changePercent),
      bytes: null,
    },
    recovered: { week: recovered(report.recovered.week), sinceStart: recovered(report.recovered.sinceStart) },
    mostWasteful: report.mostWasteful.map((item) => ({ ...item, monthlyUsd: shown(item.monthlyUsd), bytes: null })),
    otherBuckets: { ...report.otherBuckets, monthlyUsd: shown(report.otherBuckets.monthlyUsd) },
    fixes: {
      applied: fixes.applied.map((fix) => ({ ...fix, expectedUsd: shown(fix.expectedUsd) })),
      proved: fixes.proved.map((fix) => ({ ...fix, bookedUsd: shown(fix.bookedUsd) })),
      returned: fixes.returned.map((fix) => ({
        ...fix,
        monthlyUsd: shown(fix.monthlyUsd),
        cameBackUsd: shown(fix.cameBackUsd ?? null),
        bytes: null,
      })),
    },
    spend: spend && { ...spend, amount: null, former: null, changePercent: percent(spend.changePercent) },
    ...(bill?.lastKnown && { bill: { ...bill, lastKnown: { ...bill.lastKnown, amount: null } } }),
    budget: budget && {
      ...budget,
      limit: null,
      actual: null,
      forecast: null,
      usedPercent: percent(budget.usedPercent),
    },
    history: {
      ...report.history,
      // Hidden, what each bucket has of it would be its amount in another unit: the shape of the whole is left.
      ...(way === 'hidden' && { series: [] }),
      days: report.history.days.map(({ parts, ...day }) => ({
        ...day,
        parts: (way === 'hidden' ? [sumOf(parts)] : parts).map((usd) => (scale === 0 ? 0 : round((100 * usd) / scale))),
      })),
    },
  };
}

function ownersIn({ mostWasteful, fixes, unseen, budget, guardrails }: Report): Owned[] {
  const guarded = guardrails ? [...guardrails.opened, ...guardrails.closed] : [];
  const fixed = [...fixes.applied, ...fixes.proved, ...fixes.returned];
  return [...mostWasteful, ...fixed, ...unseen.accounts, ...unseen.items, ...(budget ? [budget] : []), ...guarded];
}

/**
 * A bucket is often named for its account: then the name tells the account, and that part is taken out of it, however its
 * words are joined: `Data Platform` is in `data-platform-logs`.
 */
export function redaction(telling: readonly string[]): (text: string) => string {
  const words = [...new Set(telling)].filter((word) => word.length >= TELLING_LETTERS && /[^\s._-]/.test(word));
  const longest = words.sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const pattern = new RegExp([String.raw`(?<!\d)\d{12}(?!\d)`, ...longest.map(literal)].join('|'), 'gi');
  return (text) => text.replaceAll(pattern, HIDDEN);
}

function literal(word: string): string {
  const parts = word.split(/[\s._-]+/).filter(Boolean);
  return parts.map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)).join(String.raw`[\s._-]*`);
}

/** Of a bucket by its whole name and its account's id, and of nothing else: whatever else is masked it is the same. */
export function bucketAlias({ accountId, bucket }: Named, secret: string): string | null {
  return bucket === null ? null : aliasOf('bucket', `${accountId ?? ''}/${bucket}`, secret);
}

/** One of two thousand million: no two of one report are alike. */
export function aliasOf(kind: 'account' | 'bucket' | 'alert', name: string, secret: string): string {
  const digest = createHmac('sha256', secret).update(`report ${kind} ${name}`).digest();
  return `${kind}-${digest.readBigUInt64BE().toString(36).padStart(13, '0').slice(-6)}`;
}

function sumOf(parts: readonly number[]): number {
  return parts.reduce((sum, part) => sum + part, 0);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
