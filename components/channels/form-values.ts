import type { saveChannel } from '#lib/actions/channels.ts';
import { type Mask, maskText } from '#lib/report/mask-text.ts';

type Input = Parameters<typeof saveChannel>[0];

const alertKinds = ['growth', 'returned', 'budget', 'guardrail'] as const;

/** The server checks every value: what is no choice of these is refused there. */
export function scheduleOf(form: FormData, mask: Mask): Input['schedule'] {
  return {
    name: text(form, 'name'),
    weekday: Number(text(form, 'weekday')),
    hour: Number(text(form, 'hour')),
    timeZone: text(form, 'timeZone'),
    size: chosen(text(form, 'size'), ['wide', 'square', 'story']),
    theme: chosen(text(form, 'theme'), ['light', 'dark']),
    mask: maskText(mask),
    onlyIfChanged: form.has('onlyIfChanged'),
    alerts: alertKinds.filter((kind) => form.getAll('alerts').includes(kind)),
    growthUsd: Number(text(form, 'growthUsd')),
    quietHours: Number(text(form, 'quietHours')),
  };
}

export function targetOf(kind: string, form: FormData): Input['target'] {
  switch (kind) {
    case 'email':
      return {
        kind,
        host: text(form, 'host'),
        port: Number(text(form, 'port')),
        security: chosen(text(form, 'security'), ['starttls', 'tls', 'none']),
        user: text(form, 'user'),
        password: text(form, 'password'),
        from: text(form, 'from'),
        to: text(form, 'to')
          .split(',')
          .map((address) => address.trim())
          .filter(Boolean),
      };
    case 'slackBot':
      return { kind, token: text(form, 'token'), channel: text(form, 'channel') };
    case 'webhook':
      return { kind, url: text(form, 'url'), key: text(form, 'key') };
    case 'slack':
    case 'discord':
    case 'teams':
      return { kind, url: text(form, 'url') };
    default:
      return null;
  }
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

function chosen<const T extends string>(value: string, among: readonly [T, ...T[]]): T {
  return among.find((known) => known === value) ?? among[0];
}
