import { z } from 'zod';
import { alertKinds, DEFAULT_GROWTH_USD, DEFAULT_QUIET_HOURS } from '../alerts/alert.ts';
import { parseMask } from '../mask.ts';
import { themes } from '../picture/palette.ts';
import { sizes } from '../picture/picture.ts';

const mailbox = z.email().max(254);
const url = z.url({ protocol: /^https?$/ }).max(2000);
const line = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}]*$/u);

/** Where a channel leads, as it is entered: `url`, `key`, `password` and `token` are never shown again. */
export const targetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('webhook'), url, key: z.string().min(16).max(200) }),
  z.strictObject({
    kind: z.literal('email'),
    host: z
      .string()
      .min(1)
      .max(253)
      .regex(/^[\w.:-]+$/),
    port: z.int().min(1).max(65535).default(587),
    security: z
      .enum(['starttls', 'tls', 'none'])
      .default('starttls')
      .meta({ description: 'none: in a private network only' }),
    user: z.string().max(254).default(''),
    password: z.string().max(500).default(''),
    from: mailbox,
    to: z.array(mailbox).min(1).max(50),
  }),
  z.strictObject({ kind: z.literal('slack'), url }),
  z.strictObject({
    kind: z.literal('slackBot'),
    token: z.string().regex(/^xoxb-[\w-]{10,250}$/),
    channel: z
      .string()
      .regex(/^[A-Z0-9]{6,20}$/)
      .meta({ description: 'the id of a channel, such as C0123456789' }),
  }),
  z.strictObject({ kind: z.literal('discord'), url }),
  z.strictObject({ kind: z.literal('teams'), url }),
]);
export type Target = z.infer<typeof targetSchema>;
export type TargetOf<K extends Target['kind']> = Extract<Target, { kind: K }>;

export const scheduleSchema = z.strictObject({
  name: line,
  weekday: z.int().min(1).max(7).default(1).meta({ description: '1 is Monday, 7 is Sunday' }),
  hour: z.int().min(0).max(23).default(9),
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, { error: 'must be an IANA time zone, such as Asia/Seoul' })
    .default('UTC'),
  size: z.enum(sizes).default('wide'),
  theme: z.enum(themes).default('light'),
  mask: z
    .string()
    .max(60)
    .refine((text) => parseMask(text) !== null, { error: 'must be a mask, such as accounts,amounts' })
    .default(''),
  onlyIfChanged: z.boolean().default(false),
  alerts: z
    .array(z.enum(alertKinds))
    .max(alertKinds.length)
    .default([])
    .meta({ description: 'what it is told of as soon as it happens, beside the week' }),
  growthUsd: z
    .number()
    .min(0)
    .max(1_000_000_000)
    .default(DEFAULT_GROWTH_USD)
    .meta({ description: 'USD a month: waste that grows by more within a day is told' }),
  quietHours: z
    .int()
    .min(1)
    .max(24 * 30)
    .default(DEFAULT_QUIET_HOURS)
    .meta({ description: 'the same thing is told once until it is over and comes back, and not within so many hours' }),
});
export type Schedule = z.infer<typeof scheduleSchema>;

export const channelKinds = ['webhook', 'email', 'slack', 'slackBot', 'discord', 'teams'] as const;

/**
 * Of these each attempt carries the same key, by which the other side tells what it has had: what went unanswered is sent
 * again. The rest would show it twice.
 */
export const repeatableKinds: readonly string[] = ['webhook'] satisfies Target['kind'][];

/** Of one delivery, the first included. */
export const MOST_ATTEMPTS = 10;

/** What of a target may be shown: where it leads, without what opens it. */
export function shownTarget(target: Target): string {
  if (target.kind === 'email') return `${target.to.join(', ')} by ${target.host}`;
  if (target.kind === 'slackBot') return `Slack, ${target.channel}`;
  return new URL(target.url).host;
}

/** Each text that must not be in any answer that is stored. */
export function secretsOf(target: Target): string[] {
  if (target.kind === 'email')
    return [target.password, Buffer.from(target.password).toString('base64')].filter(Boolean);
  if (target.kind === 'slackBot') return [target.token];
  return target.kind === 'webhook' ? [target.url, target.key] : [target.url];
}

function isTimeZone(name: string): boolean {
  try {
    return /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat('en-US', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}
