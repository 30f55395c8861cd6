import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { resetEnv } from '#lib/env.ts';
import { testDatabase } from '#lib/server/test-database.ts';
import { listActivity } from '#lib/store/activity.ts';
import { lastAlerts } from '#lib/store/alerts.ts';
import { rememberAwsTime } from '#lib/store/clock.ts';
import { database } from '#lib/store/database.ts';
import { dueDeliveries } from '#lib/store/deliveries.ts';
import { alertKinds } from '../alerts/alert.ts';
import { checkAlerts } from '../alerts/check-alerts.ts';
import { account, emptyEstate, guardrail, look } from '../alerts/looks.test-support.ts';
import { alertMessageOf } from './alert-message.ts';
import { scheduleSchema, type Target } from './channel.ts';
import { deliver } from './deliver.ts';
import { addChannel } from './manage.ts';
import { startReceiver } from './receiver.test-support.ts';
import { sendSlackBotAlert } from './send-alert.ts';
import { signatureOf } from './send-webhook.ts';

const key = 'a-key-of-enough-letters';
const own = {
  APP_SECRET: 'a secret of at least thirty-two characters',
  ALLOW_PRIVATE_TARGETS: 'true',
  PUBLIC_URL: 'https://straybytes.example.com',
};
let store: Awaited<ReturnType<typeof testDatabase>>;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  store = await testDatabase();
  Object.assign(process.env, own);
  resetEnv();
  await database().pool.query('alter table activity disable trigger activity_is_append_only');
});
afterAll(async () => {
  for (const name of Object.keys(own)) delete process.env[name];
  await store.drop();
});
beforeEach(async () => {
  await emptyEstate();
  await rememberAwsTime(new Date('2026-11-20T00:00:00Z'));
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function receiver(...[reply]: Parameters<typeof startReceiver>) {
  const started = await startReceiver(reply);
  closing.push(started.close);
  return started;
}

/** A channel that is to be told of a guardrail that opened, and of waste that grew. @returns the delivery that waits */
async function due(target: Target, mask = ''): Promise<string> {
  await addChannel({
    target,
    schedule: scheduleSchema.parse({ name: 'Team', mask, alerts: alertKinds }),
    actor: 'local',
  });
  await guardrail('2026-11-20T12:00:00Z', 'pass');
  await look('2026-11-20T12:01:00Z', { logs: 10 });
  await checkAlerts();
  await guardrail('2026-11-20T18:00:00Z', 'fail');
  await look('2026-11-20T18:01:00Z', { logs: 90 });
  expect(await checkAlerts()).toBe(2);
  const [deliveryId = ''] = await dueDeliveries();
  return deliveryId;
}

const state = async () => (await lastAlerts(5)).map((alert) => [alert.state, alert.answer]);

describe('alerts', () => {
  it('are one signed message, once, with a key each, and are in the log', async () => {
    const { url, received } = await receiver(() => ({ status: 200, body: 'thank you' }));
    const deliveryId = await due({ kind: 'webhook', url: `${url}/in`, key });
    await Promise.all(Array.from({ length: 6 }, () => deliver(deliveryId)));
    await checkAlerts();
    expect(await dueDeliveries()).toEqual([]);
    expect(received).toHaveLength(1);
    const [got] = received;
    if (!got) throw new Error('Nothing was received.');
    const { headers, body } = got;
    const timestamp = String(headers['x-straybytes-timestamp']);
    expect(headers['x-straybytes-signature']).toBe(signatureOf({ key, timestamp, body: body.toString() }));
    expect(headers['idempotency-key']).toBe(deliveryId);
    const sent = JSON.parse(body.toString());
    expect(sent).toMatchObject({
      event: 'alert',
      deliveryId,
      alerts: [
        { found: { kind: 'growth', usd: 80 }, link: `https://straybytes.example.com/buckets/${account}/logs` },
        { found: { kind: 'guardrail', accountId: account }, link: 'https://straybytes.example.com/guardrails' },
      ],
    });
    expect(await state()).toEqual([
      ['sent', 'HTTP 200: thank you'],
      ['sent', 'HTTP 200: thank you'],
    ]);
    const [told] = (await listActivity({ limit: 1 })).items;
    expect(told).toMatchObject({ action: 'alert.sent', actor: 'schedule', detail: { name: 'Team' } });
    expect(told?.detail.alerts).toHaveLength(2);
  });

  it('are tried again when they did not arrive, and their failure is told with the answer', async () => {
    const { url, received } = await receiver((_, count) =>
      count === 1 ? { status: 503, body: 'later' } : { status: 410, body: `gone: ${key}` },
    );
    const deliveryId = await due({ kind: 'webhook', url: `${url}/in`, key });
    await deliver(deliveryId);
    expect((await state())[0]).toEqual(['waiting', 'HTTP 503: later']);
    await database().pool.query('update delivery set next_attempt_at = now() - make_interval(secs => 1)');
    await deliver(deliveryId);
    expect(received).toHaveLength(2);
    expect((await state())[0]).toEqual(['failed', 'HTTP 410: gone: •••']);
    expect((await listActivity({ limit: 1 })).items).toMatchObject([
      { action: 'alert.failed', detail: { message: 'HTTP 410: gone: •••', name: 'Team' } },
    ]);
  });

  it.each(['webhook', 'slack', 'teams', 'discord'] as const)('to %s are masked as the channel is', async (kind) => {
    const { url, received } = await receiver(() => ({ status: 200, body: 'ok' }));
    const at = `${url}/in`;
    const target: Target = kind === 'webhook' ? { kind, url: at, key } : { kind, url: at };
    await deliver(await due(target, 'accounts,buckets,amounts'));
    const text = received[0]?.body.toString() ?? '';
    expect(text).toContain('Waste grew by');
    for (const secret of [account, 'prod', 'logs', '"usd":80', '$80']) expect(text).not.toContain(secret);
  });

  it('to Slack and Teams are small texts, to Discord without a name that calls anybody', async () => {
    const { url, received } = await receiver(() => ({ status: 200, body: 'ok' }));
    const bodies: Record<string, { text?: string; blocks?: object[]; embeds?: object[]; attachments?: object[] }> = {};
    for (const kind of ['slack', 'teams', 'discord'] as const) {
      await emptyEstate();
      await rememberAwsTime(new Date('2026-11-20T00:00:00Z'));
      await deliver(await due({ kind, url: `${url}/in` }));
      bodies[kind] = JSON.parse(received.at(-1)?.body.toString() ?? '{}');
    }
    expect(bodies.slack?.text).toBe('Waste grew by $80 a month within a day, and 1 more');
    expect(bodies.slack?.blocks).toHaveLength(2);
    expect(JSON.stringify(bodies.teams)).toContain('AdaptiveCard');
    expect(bodies.discord).toMatchObject({ allowed_mentions: { parse: [] }, embeds: [{}, {}] });
    expect(received.map(({ body }) => body.byteLength).every((bytes) => bytes < 4096)).toBe(true);
  });

  it('by mail are HTML and plain text, without a picture', async () => {
    const mails: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, _session, callback) {
        const pieces: Buffer[] = [];
        stream.on('data', (piece: Buffer) => pieces.push(piece));
        stream.on('end', () => {
          mails.push(Buffer.concat(pieces).toString());
          callback(null, 'queued');
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => new Promise((resolve) => server.close(() => resolve(null))));
    const { port } = server.server.address() as AddressInfo;
    const to = { from: 'reports@example.com', to: ['lead@example.com'], user: '', password: '' };
    await deliver(await due({ kind: 'email', host: '127.0.0.1', port, security: 'none', ...to }));
    expect((await state())[0]?.[0]).toBe('sent');
    const [mail = ''] = mails;
    for (const part of [
      'Subject: Waste grew by $80 a month',
      'text/plain',
      'text/html',
      'Auto-Submitted: auto-generated',
    ])
      expect(mail).toContain(part);
    expect(mail).not.toContain('image/png');
  });

  it('by a bot of Slack are posted in its channel', async () => {
    let answer = '{"ok":true}';
    const { url, received } = await receiver(() => ({ status: 200, body: answer }));
    const message = alertMessageOf({
      deliveryId: 'x',
      named: true,
      origin: own.PUBLIC_URL,
      alerts: Array.from({ length: 12 }, (_, i) => ({
        key: String(i),
        found: {
          kind: 'guardrail' as const,
          accountId: account,
          accountName: `<prod & ${i}>`,
          check: 'root-without-mfa',
          title: 'The root user has no MFA',
          evidence: null,
        },
      })),
    });
    const bot = { kind: 'slackBot', token: 'xoxb-1234567890-abc', channel: 'C0123456789' } as const;
    expect(await sendSlackBotAlert(bot, message, { api: url })).toMatchObject({ state: 'sent' });
    expect(received[0]).toMatchObject({ path: '/chat.postMessage', headers: { authorization: `Bearer ${bot.token}` } });
    const body = received[0]?.body.toString() ?? '';
    expect(JSON.parse(body)).toMatchObject({ channel: 'C0123456789', unfurl_links: false });
    expect(body).toContain('&lt;prod &amp; 0&gt;');
    expect(body).toContain('And 4 more.');
    answer = '{"ok":false,"error":"missing_scope"}';
    expect(await sendSlackBotAlert(bot, message, { api: url })).toEqual({
      state: 'failed',
      answer: 'Slack: missing_scope',
    });
  });
});
