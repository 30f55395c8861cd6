import { formatTime } from '#components/ui/date.ts';
import type { AlertPreview } from '#lib/data/alert-previews.ts';
import { formatUsd } from '#lib/money/format.ts';

export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

export const kindNames: Record<string, string> = {
  webhook: 'Webhook',
  email: 'E-mail',
  slack: 'Slack webhook',
  slackBot: 'Slack bot',
  discord: 'Discord',
  teams: 'Microsoft Teams',
};

/** "Mondays at 09:00, Asia/Seoul" */
export function scheduleWords({
  weekday,
  hour,
  timeZone,
}: {
  weekday: number;
  hour: number;
  timeZone: string;
}): string {
  return `${weekdays[weekday - 1] ?? 'Monday'}s at ${String(hour).padStart(2, '0')}:00, ${timeZone}`;
}

/** When a report leaves that is due before its week is over. */
export function weekEndWords(reportTimeZone: string): string {
  return `A week ends on Monday at 00:00, ${reportTimeZone}. A report that is due before leaves at that moment.`;
}

/** "Next: 2026-W48 on 30 Nov 2026, 09:00, Asia/Seoul" */
export function nextWords({ next, timeZone }: { next: { week: string; at: Date }; timeZone: string }): string {
  const format = { timeZone, day: 'numeric', month: 'short', year: 'numeric' } as const;
  const day = new Intl.DateTimeFormat('en-GB', format).format(next.at);
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(next.at);
  return `Next: ${next.week} on ${day}, ${time}, ${timeZone}`;
}

/** What a channel can be told of as soon as it happens. */
export const alertNames = {
  growth: 'Waste grew within a day',
  returned: 'A fixed bucket is wasteful again',
  budget: 'A budget is forecast to be exceeded',
  guardrail: 'A guardrail opened',
} as const;

type Alerting = { alerts: readonly string[]; growthUsd: number; quietHours: number };

/** "Told at once: waste grew within a day (by more than $50 a month), a guardrail opened; quiet for 24 hours" */
export function alertingWords({ alerts, growthUsd, quietHours }: Alerting): string {
  const names = Object.entries(alertNames).flatMap(([kind, name]) => {
    if (!alerts.includes(kind)) return [];
    const small = `${name[0]?.toLowerCase()}${name.slice(1)}`;
    return kind === 'growth' ? `${small} (by more than ${formatUsd(growthUsd)} a month)` : small;
  });
  if (names.length === 0) return 'No alerts beside the week.';
  return `Told at once: ${names.join(', ')}; each not again for ${quietWords(quietHours)}.`;
}

/** "24 hours", "3 days" */
export function quietWords(hours: number): string {
  if (hours > 24 && hours % 24 === 0) return `${hours / 24} days`;
  return hours === 1 ? '1 hour' : `${hours} hours`;
}

/** The headline of a preview. */
export function previewWords(due: number): string {
  if (due === 0) return 'Now nothing would be told';
  return due === 1 ? 'Now 1 alert would be told' : `Now ${due} alerts would be told`;
}

/** Why growth within a day is not judged; null: it is. */
export function growthWords(hours: number | null): string | null {
  return hours === null ? null : `Growth within a day cannot be told: nobody looked in the ${hours} hours before.`;
}

/** Why something that is so is not told. */
export function heldWords(held: AlertPreview['held'][number]['held']): string {
  switch (held.why) {
    case 'told':
      return `is so, and was told on ${formatTime(held.at)}`;
    case 'quiet':
      return `is so again, and not told before ${formatTime(held.until)}`;
    case 'small':
      return `is not more than ${formatUsd(held.growthUsd)} a month`;
    case 'before':
      return 'was so already before this channel listened';
  }
}
