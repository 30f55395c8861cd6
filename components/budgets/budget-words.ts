import { formatDate, formatDay } from '#components/ui/date.ts';
import type { Tone } from '#components/ui/tag.tsx';
import type { BudgetStanding } from '#lib/data/views.ts';
import { formatMoney } from '#lib/money/format-money.ts';
import type { Budget } from '#lib/spend/budget.ts';

type State = BudgetStanding['verdict']['state'];

const states: Record<State, { label: string; tone: Tone }> = {
  over: { label: 'Over', tone: 'alarm' },
  willExceed: { label: 'Will exceed', tone: 'waste' },
  aheadOfPace: { label: 'Ahead of pace', tone: 'waste' },
  onTrack: { label: 'On track', tone: 'recovered' },
  notMoney: { label: 'Not money', tone: 'quiet' },
  unknown: { label: 'Not known', tone: 'quiet' },
  ended: { label: 'Ended', tone: 'quiet' },
};

/** How it stands in a tag; one that is not of money says what it is of, and one that is stale as of when it is so. */
export function stateTag(standing: Pick<BudgetStanding, 'budget' | 'verdict' | 'stale' | 'readAt'>): {
  label: string;
  tone: Tone;
} {
  const { budget, verdict, stale, readAt } = standing;
  const { label, tone } = states[verdict.state];
  const words = typeWords(budget.type);
  const said = verdict.state === 'notMoney' ? `${words.charAt(0).toUpperCase()}${words.slice(1)}` : label;
  if (!stale || verdict.state === 'ended' || verdict.state === 'unknown') return { label: said, tone };
  return { label: `${said} on ${formatDay(readAt)}`, tone: tone === 'recovered' ? 'quiet' : tone };
}

const units = {
  DAILY: 'Daily',
  MONTHLY: 'Monthly',
  QUARTERLY: 'Quarterly',
  ANNUALLY: 'Annual',
  CUSTOM: 'Custom',
} as const;

const types: Record<string, string> = {
  COST: 'cost',
  USAGE: 'usage',
  RI_UTILIZATION: 'reservation utilization',
  RI_COVERAGE: 'reservation coverage',
  SAVINGS_PLANS_UTILIZATION: 'Savings Plans utilization',
  SAVINGS_PLANS_COVERAGE: 'Savings Plans coverage',
};

export function typeWords(type: string): string {
  return types[type] ?? type.toLowerCase().replaceAll('_', ' ');
}

/** "Monthly cost, 1–30 Nov": what it is of, and for which days. */
export function periodWords({ budget, period }: Pick<BudgetStanding, 'budget' | 'period'>): string {
  return `${units[budget.timeUnit]} ${typeWords(budget.type)}${period ? `, ${daysWords(period)}` : ''}`;
}

/** "23 Nov", "1–30 Nov", "1 Oct – 31 Dec", "15 Nov 2026 – 14 Jan 2027"; the end is exclusive. */
function daysWords({ start, end }: { start: string; end: string }): string {
  const first = new Date(`${start}T00:00:00Z`);
  const last = new Date(Date.parse(`${end}T00:00:00Z`) - 1);
  if (first.toISOString().slice(0, 10) === last.toISOString().slice(0, 10)) return formatDay(first);
  if (first.getUTCFullYear() !== last.getUTCFullYear()) return `${formatDate(first)} – ${formatDate(last)}`;
  if (first.getUTCMonth() === last.getUTCMonth()) return `${first.getUTCDate()}–${formatDay(last)}`;
  return `${formatDay(first)} – ${formatDay(last)}`;
}

/** An amount of a budget in its own unit: money, a quantity, or a share. */
export function amountWords(amount: string | number, { limit, actual, type }: Budget): string {
  const unit = limit?.unit ?? actual?.unit ?? '';
  if (type === 'COST') return formatMoney(amount, unit || null);
  const text = Number(amount).toLocaleString('en-US', { maximumFractionDigits: 1 });
  return type === 'USAGE' ? `${text} ${unit}` : `${text} %`;
}

/** The one thing to know of a budget, with the number in it. */
export function findingWords({ budget, verdict, past }: Pick<BudgetStanding, 'budget' | 'verdict' | 'past'>): string {
  if (past) return 'It was read in the last period: how it stands now is not known';
  const { limit, actual, forecast, state, pacePercent } = verdict;
  if (limit === null || actual === null) return 'AWS names no limit or no spend for it';
  const amount = (value: number) => amountWords(value, budget);
  const left = Number(limit) - Number(actual);
  switch (state) {
    case 'over':
      return `Over by ${amount(-left)}`;
    case 'willExceed':
      return `Will be over by ${amount(Number(forecast) - Number(limit))}`;
    case 'aheadOfPace':
      return `${amount(Number(actual) - (Number(limit) * (pacePercent ?? 0)) / 100)} ahead of an even pace`;
    case 'onTrack':
      return `${amount(left)} left`;
    case 'notMoney':
      return notMoneyWords(budget, left);
    case 'ended':
      if (budget.type !== 'COST') return 'Its days are over';
      return left < 0 ? `Ended, over by ${amount(-left)}` : `Ended with ${amount(left)} left`;
    case 'unknown':
      return 'How it stands is not known';
  }
}

function notMoneyWords(budget: Budget, left: number): string {
  if (budget.type === 'USAGE')
    return left < 0 ? `Over by ${amountWords(-left, budget)}` : `${amountWords(left, budget)} left`;
  const alarm = budget.notifications?.some(({ state }) => state === 'ALARM');
  return alarm ? 'Its alert went off' : 'None of its alerts went off';
}

/** "Used up in 7 days at this pace"; null where the limit lasts to the end of the period, or is used up. */
export function outWords({ verdict: { daysUntilOut, state } }: Pick<BudgetStanding, 'verdict'>): string | null {
  if (daysUntilOut === null || daysUntilOut <= 0 || state === 'over') return null;
  if (daysUntilOut < 1) return 'Used up today at this pace';
  const days = Math.floor(daysUntilOut);
  return `Used up in ${days === 1 ? '1 day' : `${days} days`} at this pace`;
}

/** What else there is to know of it; accounts of a filter are called by their names. */
export function remarks(
  { filter, plannedLimits, autoAdjust }: Budget,
  accountNames: ReadonlyMap<string, string>,
): string | null {
  const named = filter?.replace(/\b\d{12}\b/g, (id) => accountNames.get(id) ?? id);
  const parts = [
    named ? `only where ${named}` : '',
    plannedLimits ? `${Object.keys(plannedLimits).length} planned limits` : '',
    autoAdjust
      ? `the limit adjusts itself by ${autoAdjust === 'FORECAST' ? 'the forecast' : 'what was spent before'}`
      : '',
  ].filter(Boolean);
  const text = parts.join(' · ');
  return text && `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Whether credits and refunds lower what it counts; null where AWS does not say, or it counts no money. */
export function creditWords({ type, includesCredits, includesRefunds }: Budget): string | null {
  if (type !== 'COST' || includesCredits === null || includesRefunds === null) return null;
  if (includesCredits && includesRefunds) return 'Credits and refunds lower what it counts';
  if (includesCredits || includesRefunds) return `${includesCredits ? 'Credits' : 'Refunds'} lower what it counts`;
  return 'Credits and refunds do not lower what it counts';
}

/**
 * Where there is no budget: that there is none, in all or in what could be read, or that nobody knows. `of` names an
 * account or a unit, null: all; `known` and `unread` count its accounts.
 */
export function noBudgetWords({
  of: name,
  known,
  unread,
}: {
  of: string | null;
  known: number;
  unread: number;
}): string {
  if (known === 0) return name === null ? 'No budget could be read.' : `No budget of ${name} is known.`;
  if (unread > 0) return `There is no budget in what could be read${name === null ? '' : ` of ${name}`}.`;
  return name === null ? 'There is no budget yet.' : `${name} has no budget.`;
}
