import { formatBytes, formatCount, formatUsd, formatUsdRound } from '#lib/money/format.ts';
import { formatMoney, formatMoneyRound, formatPercentChange } from '#lib/money/format-money.ts';
import type { IsoWeek } from './iso-week.ts';
import { weekName } from './iso-week.ts';
import { localDayText } from './local-time.ts';
import type { Report, WastefulBucket } from './report.ts';

/** A piece of a sentence; a tone marks what is wasted and what came back. */
export type Piece = { text: string; tone?: 'waste' | 'recovered' };

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

const monthNames = Array.from({ length: 12 }, (_, month) =>
  new Date(Date.UTC(2026, month)).toLocaleString('en-US', { month: 'long', timeZone: 'UTC' }),
);
const budgetStates: Partial<Record<NonNullable<Report['budget']>['state'], string>> = {
  over: 'used up',
  willExceed: 'will not last',
};

/** Amounts of a report in words: dollars (with cents while there are few), per cent where they are masked so, null where hidden. */
export function amountText(report: Report, value: number | null): string | null {
  if (value === null) return null;
  if (report.masked.amounts !== 'no') return formatPercent(value);
  const whole = report.waste?.monthlyUsd ?? value;
  // What is less than half a cent is not nothing.
  const cents = Math.round(value * 100) / 100 || value;
  return Math.max(whole, Math.abs(value)) < 100 ? formatUsd(cents) : formatUsdRound(value);
}

/** "at least $412" where something could not be read; of less than a cent that says nothing. */
export function atLeastText({ waste }: Report, text: string): string {
  return waste?.atLeast && !text.startsWith('<') ? `at least ${text}` : text;
}

/** "22 Nov" of an ISO 8601 day, or of a moment in UTC. */
export function dayText(iso: string): string {
  return `${Number(iso.slice(8, 10))} ${months[Number(iso.slice(5, 7)) - 1] ?? ''}`;
}

/** False: nobody looked in the week, and its figures are of an earlier look. */
export function wasLookedAt({ readAt, start }: Report): boolean {
  return readAt !== null && readAt >= start;
}

/** The week in one sentence or two. */
export function headline(report: Report): Piece[] {
  const { waste, week } = report;
  const name = weekName(weekOfReport(week)).toLowerCase();
  if (!waste || report.readAt === null) return [{ text: `Nothing had been read yet at the end of ${name}.` }];
  const cost = report.masked.amounts === 'no' ? amountText(report, waste.monthlyUsd) : null;
  if (!wasLookedAt(report)) {
    const known = cost === null ? '' : ` It was ${cost} a month on ${localDayText(report, report.readAt)}.`;
    return [{ text: `Nobody looked in ${name}.${known}` }];
  }
  const back = broughtBack(report);
  if (waste.monthlyUsd === 0 || waste.buckets === 0) {
    const first = waste.atLeast ? 'Nothing hidden in all that could be read.' : 'Not one hidden byte is left.';
    return [{ text: first }, ...back];
  }
  const change = report.masked.amounts === 'hidden' ? [] : [{ text: ` ${sinceLastWeek(report)}` }];
  const sequel = back.length > 0 ? back : change;
  if (cost === null) return [...masked(report), ...sequel];
  const start = cost.startsWith('<') ? `Under ${cost.slice(1)}` : atLeastText(report, cost);
  return [{ text: `${capital(start)} a month`, tone: 'waste' }, { text: ' for bytes nobody can see.' }, ...sequel];
}

/** Whether the headline ends with what changed since last week: it does where nothing was recovered. */
export function saysChange(report: Report): boolean {
  return broughtBack(report).length === 0;
}

export function plainText(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join('');
}

/** What to do next, in one sentence. */
export function nextStep(report: Report): string {
  const { fixes, coverage, unseen, readAt, waste } = report;
  if (!waste || readAt === null)
    return 'Connect an account and look once: a report is made of every week that ends after it.';
  if (!wasLookedAt(report)) return `Look again: nothing was read since ${localDayText(report, readAt)}.`;
  const [back] = fixes.returned;
  if (back) {
    const where = `${nameOf(back)}${ownerOf(back)}`;
    const stop = back.likelyCause
      ? `Stop what leaves waste in ${where}, likely ${back.likelyCause.label}`
      : `Find who leaves waste in ${where}, and stop it`;
    return `${stop}: it came back after its fix was proved.`;
  }
  const next = report.mostWasteful.find(({ coverage: covered }) => covered !== 'full' && covered !== null);
  if (next) {
    const amount = report.masked.amounts === 'no' ? amountText(report, next.monthlyUsd) : null;
    return `Fix ${nameOf(next)}${ownerOf(next)}${amount === null ? '' : `, ${amount} a month`}: ${whyOpen(next)}.`;
  }
  const unread = (unseen.buckets ?? 0) + unseen.accounts.length;
  if (unread > 0) return `Let Straybytes read ${unseenText(report)}: what they hold is in no sum.`;
  const [opened] = report.guardrails?.opened ?? [];
  if (opened)
    return `Close the guardrail that opened${ownerOf(opened)}: ${opened.title.charAt(0).toLowerCase()}${opened.title.slice(1)}.`;
  const open = coverage ? coverage.unprotected + coverage.partly : 0;
  if (open > 0) return `Protect ${counted(open, 'bucket')} without a whole-bucket rule before they fill.`;
  return 'Nothing: every bucket is protected, and what is left clears by itself.';
}

/** "88 of 142 buckets protected" */
export function coverageText({ coverage }: Report): string | null {
  return coverage && `${formatCount(coverage.protected)} of ${counted(coverage.buckets, 'bucket')} protected`;
}

/** "3 buckets and 1 account"; null where all that was looked at could be seen. */
export function unseenText({ unseen }: Report): string | null {
  const parts = [
    ...(unseen.buckets ? [counted(unseen.buckets, 'bucket')] : []),
    ...(unseen.accounts.length > 0 ? [counted(unseen.accounts.length, 'account')] : []),
  ];
  return parts.length > 0 ? parts.join(' and ') : null;
}

/** "1 opened, 2 closed"; what could not be compared is said, and is no change. */
export function guardrailsText({ guardrails }: Report): string {
  if (!guardrails) return 'not known at the end of the week';
  const { opened, closed, compared, unknown, failing } = guardrails;
  if (compared === 0) return `${formatCount(failing)} failing, what changed is not known`;
  const changed = [
    ...(opened.length > 0 ? [`${opened.length} opened`] : []),
    ...(closed.length > 0 ? [`${closed.length} closed`] : []),
  ].join(', ');
  return `${changed || 'none opened or closed'}${unknown > 0 ? `, ${formatCount(unknown)} not known` : ''}`;
}

/** "The root user has access keys, in analytics" */
export function guardrailText({ title, accountName }: { title: string; accountName: string | null }): string {
  return `${title}${accountName === null ? '' : `, in ${accountName}`}`;
}

/** The title of the chart: what it shows, from its own figures. */
export function historyFinding(report: Report): string {
  const { days, marks, lessRead = false, moreRead = false } = report.history;
  const totals = days.map(({ parts }) => parts.reduce((sum, part) => sum + part, 0));
  const [first, last] = [totals[0], totals.at(-1)];
  if (first === undefined || last === undefined || days.length < 7) return 'The history begins here';
  const weeks = Math.max(1, Math.round(days.length / 7));
  const time = weeks === 1 ? 'a week' : `${weeks} weeks`;
  const peak = Math.max(...totals);
  if (peak === 0) return `Nothing hidden ${report.waste?.atLeast ? 'in all that could be read ' : ''}in ${time}`;
  const change = last - first;
  const amount = report.masked.amounts === 'no' ? amountText(report, Math.abs(change)) : null;
  const level =
    amount === null
      ? `waste is ${change > 0 ? 'higher' : 'lower'}`
      : `${amount} a month ${change > 0 ? 'more' : 'less'}`;
  const fixed = marks.length > 0 ? `${counted(marks.length, 'fix', 'fixes')} in ${time}: ` : '';
  const text =
    Math.abs(change) < peak * 0.05
      ? `about as much as ${time} ago`
      : change < 0 && lessRead
        ? `less of it can be read than ${time} ago`
        : change > 0 && moreRead
          ? `more of it can be read than ${time} ago`
          : `${level} than ${time} ago`;
  const sentence = fixed + text;
  return capital(sentence);
}

/** "$38 more than a week ago." */
export function sinceLastWeek(report: Report): string {
  const { waste } = report;
  if (waste?.lessRead) return 'Not to be compared with last week: more could be read then.';
  if (waste?.moreRead) return 'Not to be compared with last week: less could be read then.';
  if (report.masked.amounts === 'hidden') return '';
  const isMasked = report.masked.amounts !== 'no';
  // Nothing has no per cent: of nothing now, or of nothing then, these tell only how it changed.
  const change = isMasked && waste?.buckets === 0 ? (waste.changePercent ?? null) : (waste?.changeUsd ?? null);
  if (change === null) return isMasked && waste?.buckets === 0 ? '' : 'This is the first week.';
  if (isMasked && change !== 0 && waste?.changePercent == null) return 'There was none a week ago.';
  const text = isMasked ? formatPercent(Math.abs(waste?.changePercent ?? 0)) : amountText(report, Math.abs(change));
  if (text === null || Math.abs(change) < 0.005) return 'As much as a week ago.';
  return `${text} ${change > 0 ? 'more' : 'less'} than a week ago.`;
}

/** "$48,210, estimated": AWS's bill is an estimate until its month closes. Null: not known, or hidden. */
export function weekBillText({ spend }: Report): string | null {
  const text = spend && billText(spend.amount, spend.currency);
  return text !== null && spend?.estimated ? `${text}, estimated` : text;
}

/** "known from Wed 25 Nov": two days after the week all of it is on the bill. Null: it is known, or not read at all. */
export function billPendingText({ bill }: Report): string | null {
  return bill ? `known from ${weekdayText(bill.knownFrom)}` : null;
}

/** The bill of the week before, where that of the week is not known yet. Null: it is not known either, or hidden. */
export function lastKnownBill({ bill }: Report): { name: string; amount: string } | null {
  const last = bill?.lastKnown;
  const text = last && billText(last.amount, last.currency);
  if (!last || text === null || text === undefined) return null;
  const name = weekName(weekOfReport(last.week)).toLowerCase();
  return { name, amount: last.estimated ? `${text}, estimated` : text };
}

/** How many days of the history nobody looked on: "nobody looked on 3 of its days"; null: none. */
export function unlookedText(report: Report): string | null {
  const days = unlookedDays(report);
  return days === 0 ? null : `nobody looked on ${formatCount(days)} of its days`;
}

/** The same where it stands alone: "nobody looked on 3 days" */
export function unlookedLegend(report: Report): string | null {
  const days = unlookedDays(report);
  return days === 0 ? null : `nobody looked on ${counted(days, 'day')}`;
}

/** "Tue 24 Nov", in UTC */
export function weekdayText(iso: string): string {
  return `${weekdays[new Date(iso).getUTCDay()] ?? ''} ${dayText(iso)}`;
}

/** An amount of a bill, "$48,210"; null where it is hidden. */
export function billText(amount: string | null, currency: string): string | null {
  if (amount === null) return null;
  return Math.abs(Number(amount)) < 100 ? formatMoney(amount, currency) : formatMoneyRound(amount, currency);
}

/** "Budget of November" and "87 % of $67,000, will not last"; null where there is none, or nothing of it may be shown. */
export function budgetText(report: Report): { label: string; value: string } | null {
  const { budget } = report;
  if (!budget) return null;
  const limit = billText(budget.limit, budget.currency);
  const used = budget.usedPercent === null ? null : formatPercent(Math.round(budget.usedPercent));
  const figures = [used, limit].filter((part) => part !== null).join(' of ');
  const said = budgetStates[budget.state];
  if (figures === '' && said === undefined) return null;
  return {
    label: `Budget of ${monthNames[Number(budget.month.slice(5)) - 1] ?? budget.month}, on ${localDayText(report, budget.readAt)}`,
    value: [figures, said].filter(Boolean).join(', '),
  };
}

export function bytesText(bytes: number | null): string | null {
  return bytes === null ? null : formatBytes(bytes);
}

export function changeText(percent: number | null): string | null {
  return percent === null ? null : formatPercentChange(percent);
}

export function nameOf({ bucket }: { bucket: string | null }): string {
  return bucket ?? 'a bucket';
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

export function weekOfReport(week: string): IsoWeek {
  // The schema lets nothing else through.
  return week as IsoWeek;
}

function masked({ waste }: Report): Piece[] {
  const buckets = `${waste?.atLeast ? 'At least ' : ''}${counted(waste?.buckets ?? 0, 'bucket')}`;
  return [
    { text: buckets, tone: 'waste' },
    { text: ` ${waste?.buckets === 1 ? 'holds' : 'hold'} bytes nobody can see.` },
  ];
}

/** What the week recovered. Per cent are of what is left, of which more than all may be gone: then fixes are counted. */
function broughtBack(report: Report): Piece[] {
  const { bookedUsd } = report.recovered.week;
  const proved = report.fixes.proved.length;
  const isMasked = report.masked.amounts !== 'no';
  if (isMasked ? proved === 0 : !isAmount(bookedUsd)) return [];
  const what = isMasked ? counted(proved, 'fix', 'fixes') : `${amountText(report, bookedUsd)} recovered`;
  return [{ text: ' ' }, { text: what, tone: 'recovered' }, { text: isMasked ? ' proved this week.' : ' this week.' }];
}

function unlookedDays({ history }: Report): number {
  return history.days.filter(({ looked }) => looked === false).length;
}

function isAmount(value: number | null): boolean {
  return value !== null && value >= 0.005;
}

function ownerOf({ accountName }: { accountName: string | null }): string {
  return accountName === null ? '' : ` in ${accountName}`;
}

function whyOpen({ coverage, likelyCause }: WastefulBucket): string {
  const who = likelyCause ? `, likely left by ${likelyCause.label}` : '';
  if (coverage === 'disabled') return `its rule is disabled${who}`;
  return `${coverage === 'partial' ? 'its rules leave keys uncovered' : 'no rule clears it'}${who}`;
}

/** The sign stays with its number at the end of a line. */
function formatPercent(percent: number): string {
  return `${percent.toLocaleString('en-US', { maximumFractionDigits: percent < 10 ? 1 : 0 })}\u00a0%`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
