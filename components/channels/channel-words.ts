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
