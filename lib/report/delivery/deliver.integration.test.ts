import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { resetEnv } from '#lib/env.ts';
import { testDatabase } from '#lib/server/test-database.ts';
import { daysOf } from '#lib/spend/calendar.ts';
import { listActivity } from '#lib/store/activity.ts';
import { channelById } from '#lib/store/channels.ts';
import { rememberAwsTime } from '#lib/store/clock.ts';
import { cost, MEMBER, storeDays } from '#lib/store/costs.test-support.ts';
import { database } from '#lib/store/database.ts';
import { beginDelivery, claimDelivery, dueDeliveries, keptBody, lastDeliveries } from '#lib/store/deliveries.ts';
import { sampleReport } from '../sample.test-support.ts';
import { openShare } from '../share.ts';
import { type Schedule, scheduleSchema, type Target, targetSchema } from './channel.ts';
import { deliver, endLost, sendTest } from './deliver.ts';
import { noteAllDue, startDeliveries } from './delivery-worker.ts';
import { addChannel, changeChannel, removeChannel, setPaused } from './manage.ts';
import { messageOf } from './message.ts';
import { type Received, startReceiver } from './receiver.test-support.ts';
import { sendAgain } from './send-again.ts';
import { sendSlackBot } from './send-slack.ts';
import { signatureOf } from './send-webhook.ts';

const key = 'a-key-of-enough-letters';
const week = '2026-W47';
const schedule = (changes: Partial<Schedule> = {}): Schedule =>
  scheduleSchema.parse({ name: 'Team', timeZone: 'Asia/Seoul', ...changes });
let store: Awaited<ReturnType<typeof testDatabase>>;
const closing: (() => Promise<unknown>)[] = [];

function setEnv(values: Record<string, string | undefined>) {
  for (const [name, value] of Object.entries(values))
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  resetEnv();
}

beforeAll(async () => {
  store = await testDatabase();
  // Each of these tests begins with an empty log.
  await database().pool.query('alter table activity disable trigger activity_is_append_only');
});
afterAll(async () => {
  setEnv({ APP_SECRET: undefined, ALLOW_PRIVATE_TARGETS: undefined });
  await store.drop();
});
beforeEach(async () => {
  setEnv({ APP_SECRET: 'a secret of at least thirty-two characters', ALLOW_PRIVATE_TARGETS: 'true' });
  await database().pool.query(
    `truncate channel, delivery, alert, alert_condition, report_share, activity, report_money, cost_key, cost_account,
       cost_period, cost_day, cost_sum`,
  );
  await rememberAwsTime(new Date('2026-11-22T12:00:00Z'));
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function receiver(...[reply]: Parameters<typeof startReceiver>) {
  const started = await startReceiver(reply);
  closing.push(started.close);
  return started;
}

/** A channel whose Monday 09:00 in Seoul has just come. @returns the delivery that is due */
async function due(target: Target, changes: Partial<Schedule> = {}): Promise<string> {
  await addChannel({ target, schedule: schedule(changes), actor: 'local' });
  await rememberAwsTime(new Date('2026-11-23T00:00:30Z'));
  await noteAllDue();
  const [deliveryId] = await dueDeliveries();
  return deliveryId ?? '';
}

function firstOf([first]: Received[]): Received {
  if (!first) throw new Error('Nothing was received.');
  return first;
}

const webhook = (url: string): Target => ({ kind: 'webhook', url: `${url}/in/secret-path-of-the-hook`, key });
const now = async () => (await lastDeliveries(5))[0];

describe('a week', () => {
  it('goes to a channel when its hour has come where it is, signed, and only once', async () => {
    const { url, received } = await receiver(() => ({ status: 200, body: 'thank you' }));
    await addChannel({ target: webhook(url), schedule: schedule(), actor: 'local' });
    await rememberAwsTime(new Date('2026-11-22T23:59:00Z'));
    await noteAllDue();
    expect(await dueDeliveries()).toEqual([]);
    await rememberAwsTime(new Date('2026-11-23T00:00:30Z'));
    await Promise.all([noteAllDue(), noteAllDue(), noteAllDue()]);
    const [deliveryId = ''] = await dueDeliveries();
    await Promise.all(Array.from({ length: 8 }, () => deliver(deliveryId)));
    await noteAllDue();
    await deliver(deliveryId);
    expect(received).toHaveLength(1);
    expect(await lastDeliveries(5)).toMatchObject([
      { week, state: 'sent', attempts: 1, answer: 'HTTP 200: thank you' },
    ]);
    const { headers, body } = firstOf(received);
    const timestamp = String(headers['x-straybytes-timestamp']);
    expect(headers['x-straybytes-signature']).toBe(signatureOf({ key, timestamp, body: body.toString() }));
    expect(Math.abs(Date.now() / 1000 - Number(timestamp))).toBeLessThan(60);
    const sent = JSON.parse(body.toString());
    expect(sent).toMatchObject({ event: 'report.weekly', test: false, deliveryId, report: { week } });
    expect(Buffer.from(sent.picture.base64, 'base64').subarray(1, 4).toString()).toBe('PNG');
    expect((await listActivity({ limit: 5 })).items.map(({ action }) => action)).toEqual([
      'delivery.sent',
      'channel.add',
    ]);
  });

  it('that ends after its hour east of the report is waited for, and is not the one before', async () => {
    const { url } = await receiver(() => ({ status: 200 }));
    await addChannel({ target: webhook(url), schedule: schedule({ hour: 8 }), actor: 'local' });
    await rememberAwsTime(new Date('2026-11-22T23:30:00Z'));
    await noteAllDue();
    expect(await lastDeliveries(5)).toEqual([]);
    await rememberAwsTime(new Date('2026-11-23T00:00:30Z'));
    await noteAllDue();
    expect((await lastDeliveries(5)).map((delivery) => delivery.week)).toEqual([week]);
  });

  it('that is due is not lost by an edit of anything but its time or its alerts', async () => {
    const { url } = await receiver(() => ({ status: 200 }));
    const first = await addChannel({ target: webhook(url), schedule: schedule(), actor: 'local' });
    const second = await addChannel({ target: webhook(url), schedule: schedule(), actor: 'local' });
    await rememberAwsTime(new Date('2026-11-23T00:00:30Z'));
    const edit = (channelId: string, changes: Partial<Schedule>) =>
      changeChannel({ channelId, target: null, schedule: schedule(changes), actor: 'local' });
    await edit(first.channelId, { name: 'Another', mask: 'accounts', theme: 'dark' });
    await edit(second.channelId, { hour: 8 });
    await noteAllDue();
    expect((await lastDeliveries(5)).map(({ channelId }) => channelId)).toEqual([first.channelId]);
  });

  it('is not made up for from before a channel was there, and the next one comes', async () => {
    const { url } = await receiver(() => ({ status: 200 }));
    await addChannel({ target: webhook(url), schedule: schedule(), actor: 'local' });
    await noteAllDue();
    expect(await lastDeliveries(5)).toEqual([]);
    await rememberAwsTime(new Date('2026-11-26T00:00:00Z'));
    await noteAllDue();
    await rememberAwsTime(new Date('2026-11-30T00:01:00Z'));
    await noteAllDue();
    expect((await lastDeliveries(5)).map((delivery) => delivery.week).sort()).toEqual(['2026-W47', '2026-W48']);
  });

  it('does not go to a channel that is paused or deleted', async () => {
    const { url, received } = await receiver(() => ({ status: 200 }));
    const { channelId } = await addChannel({ target: webhook(url), schedule: schedule(), actor: 'local' });
    await rememberAwsTime(new Date('2026-11-23T00:00:30Z'));
    await noteAllDue();
    const [deliveryId = ''] = await dueDeliveries();
    await setPaused({ channelId, paused: true, actor: 'local' });
    await deliver(deliveryId);
    await setPaused({ channelId, paused: false, actor: 'local' });
    await deliver(deliveryId);
    expect(await now()).toMatchObject({ state: 'failed', answer: expect.stringContaining('paused') });
    await removeChannel({ channelId, actor: 'local' });
    await deliver(deliveryId);
    expect(received).toEqual([]);
    const { rows } = await database().pool.query('select sealed from channel');
    expect(rows).toEqual([{ sealed: '' }]);
  });

  it('in which nothing changed is not sent where only changes are', async () => {
    const { url, received } = await receiver(() => ({ status: 200 }));
    await deliver(await due(webhook(url), { onlyIfChanged: true }));
    expect(received).toEqual([]);
    expect(await now()).toMatchObject({ state: 'unchanged', attempts: 0 });
  });

  it('is sent by the worker, and by another when the first is gone', async () => {
    const { url, received } = await receiver(() => ({ status: 200 }));
    await due(webhook(url));
    const workers = await Promise.all([startDeliveries(), startDeliveries()]);
    closing.push(...workers.map(({ stop }) => stop));
    await expect.poll(async () => (await now())?.state, { timeout: 120_000 }).toBe('sent');
    expect(received).toHaveLength(1);
  }, 150_000);
});

describe('what goes wrong', () => {
  it('is tried again when it certainly did not arrive, not before the other side wants it', async () => {
    const { url, received } = await receiver((_, count) =>
      count === 1 ? { status: 429, headers: { 'retry-after': '600' }, body: 'slow down' } : { status: 204 },
    );
    const deliveryId = await due(webhook(url));
    await deliver(deliveryId);
    await deliver(deliveryId);
    expect(received).toHaveLength(1);
    expect(await now()).toMatchObject({ state: 'waiting', attempts: 1, answer: 'HTTP 429: slow down' });
    const { rows } = await database().pool.query(
      "select next_attempt_at - now() > interval '9 minutes' as later from delivery",
    );
    expect(rows).toEqual([{ later: true }]);
    await database().pool.query('update delivery set next_attempt_at = now() - make_interval(secs => 1)');
    await deliver(deliveryId);
    expect(await now()).toMatchObject({ state: 'sent', attempts: 2, answer: 'HTTP 204' });
  });

  it('is given up in the end, and told', async () => {
    const { url, close } = await startReceiver(() => ({ status: 200 }));
    await close();
    const deliveryId = await due(webhook(url));
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await deliver(deliveryId);
      await database().pool.query('update delivery set next_attempt_at = now() - make_interval(secs => 1)');
    }
    expect(await now()).toMatchObject({ state: 'failed', attempts: 10, answer: 'No connection: ECONNREFUSED' });
    const { items } = await listActivity({ limit: 1 });
    expect(items).toMatchObject([
      { action: 'delivery.failed', detail: { message: 'No connection: ECONNREFUSED', week } },
    ]);
  });

  it('is told by the other side’s answer, without a secret', async () => {
    const { url } = await receiver(({ path }) => ({ status: 400, body: `no hook ${path}, nor ${key}` }));
    await deliver(await due(webhook(url)));
    const delivery = await now();
    expect(delivery).toMatchObject({ state: 'failed', answer: 'HTTP 400: no hook •••, nor •••' });
  });

  it('is never followed elsewhere', async () => {
    const { url, received } = await receiver(() => ({
      status: 307,
      headers: { location: 'http://169.254.169.254/latest/meta-data/' },
    }));
    await deliver(await due(webhook(url)));
    expect(received).toHaveLength(1);
    expect(await now()).toMatchObject({ state: 'failed', answer: 'HTTP 307: a redirect, which is not followed' });
  });

  const teams = (url: string): Target => ({ kind: 'teams', url: `${url}/in/secret-path-of-the-hook` });
  const timeComes = () =>
    database().pool.query('update delivery set next_attempt_at = now() - make_interval(secs => 1)');

  /** The other side takes it, and the connection breaks without an answer. */
  async function unanswered(deliveryId: string, { received, close }: Awaited<ReturnType<typeof receiver>>) {
    const before = received.length;
    const delivering = deliver(deliveryId);
    // The picture is drawn before.
    await expect.poll(() => received.length, { timeout: 30_000 }).toBe(before + 1);
    await close();
    await delivering;
  }

  it('and may have arrived in a chat is not sent twice: the connection broke without an answer', async () => {
    const server = await receiver(() => null);
    const deliveryId = await due(teams(server.url));
    await unanswered(deliveryId, server);
    expect(await now()).toMatchObject({ state: 'unknown', attempts: 1, mayHaveArrived: true });
    await deliver(deliveryId);
    expect(await dueDeliveries()).toEqual([]);
    expect(server.received).toHaveLength(1);
  });

  it('and may have arrived at a webhook is sent again with the same key, until it is answered', async () => {
    const { url, received } = await receiver((_, count) => (count < 3 ? { status: 504 } : { status: 200 }));
    const deliveryId = await due(webhook(url));
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      await deliver(deliveryId);
      if (attempt < 3) expect(await now()).toMatchObject({ state: 'waiting', attempts: attempt, mayHaveArrived: true });
      await timeComes();
    }
    expect(await now()).toMatchObject({ state: 'sent', attempts: 3, answer: 'HTTP 200' });
    expect(received.map(({ headers }) => headers['idempotency-key'])).toEqual(Array(3).fill(deliveryId));
    expect((await listActivity({ limit: 9 })).items.map(({ action }) => action)).toEqual([
      'delivery.sent',
      'channel.add',
    ]);
  });

  it('and may have arrived at a webhook is repeated letter by letter, whatever the bill of the week is by then', async () => {
    let status = 503;
    const { url, received } = await receiver(() => ({ status }));
    const deliveryId = await due(webhook(url));
    const bills = async () => {
      await deliver(deliveryId);
      await timeComes();
      return received.map(({ body }) => JSON.parse(body.toString()).report.spend?.amount ?? null);
    };
    const billed = (unblended: string) => {
      const days = { from: '2026-11-09', to: '2026-11-23' };
      const rows = daysOf(days).map((start) => cost(start, MEMBER, 'Amazon Simple Storage Service', { unblended }));
      return storeDays(days, rows, { at: new Date('2026-11-25T06:00:00Z') });
    };
    // What was certainly not taken is made anew.
    expect(await bills()).toEqual([null]);
    await billed('10');
    status = 504;
    expect(await bills()).toEqual([null, '70']);
    await database().pool.query('truncate report_money');
    await billed('11');
    expect(await bills()).toEqual([null, '70', '70']);
    expect(received[2]?.body.equals(received[1]?.body ?? Buffer.of())).toBe(true);
    // A channel that was changed is sent what it wants now.
    const channelId = (await now())?.channelId ?? '';
    await changeChannel({ channelId, target: null, schedule: schedule({ mask: 'buckets' }), actor: 'local' });
    expect(await bills()).toEqual([null, '70', '70', '77']);
    status = 200;
    expect(await bills()).toEqual([null, '70', '70', '77', '77']);
    expect(await now()).toMatchObject({ state: 'sent', attempts: 5 });
    expect((await database().pool.query('select body from delivery')).rows).toEqual([{ body: null }]);
  });

  it('and went unanswered once is no failure when it is refused or never taken later', async () => {
    const { url, received } = await receiver((_, count) =>
      count === 1 ? { status: 504 } : { status: 400, body: 'no' },
    );
    const refused = await due(webhook(url));
    await deliver(refused);
    await timeComes();
    await deliver(refused);
    expect(received).toHaveLength(2);
    expect(await now()).toMatchObject({ state: 'unknown', answer: expect.stringMatching(/^HTTP 400: no; an earlier/) });
    await database().pool.query('truncate channel, delivery, alert');
    const server = await receiver(() => null);
    await rememberAwsTime(new Date('2026-11-22T12:00:00Z'));
    const gone = await due(webhook(server.url));
    await unanswered(gone, server);
    for (let attempt = 2; attempt <= 10; attempt += 1) {
      await timeComes();
      await deliver(gone);
    }
    expect(await now()).toMatchObject({ state: 'unknown', attempts: 10, answer: expect.stringContaining('REFUSED') });
    await timeComes();
    expect(await dueDeliveries()).toEqual([]);
  });

  it('is waited for where a webhook is still at work on the same key', async () => {
    const { url } = await receiver((_, count) => (count === 1 ? { status: 409 } : { status: 200 }));
    const deliveryId = await due(webhook(url));
    await deliver(deliveryId);
    expect(await now()).toMatchObject({ state: 'waiting', mayHaveArrived: false });
    await timeComes();
    await deliver(deliveryId);
    expect(await now()).toMatchObject({ state: 'sent' });
  });

  it('and is not known is sent again by a person, once, and told so; what arrived is not', async () => {
    let status = 504;
    const { url, received } = await receiver(() => ({ status, body: 'x' }));
    const deliveryId = await due(teams(url));
    await deliver(deliveryId);
    expect(await now()).toMatchObject({ state: 'unknown' });
    status = 200;
    const both = await Promise.allSettled([1, 2].map(() => sendAgain({ deliveryId, actor: 'ada' })));
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(received).toHaveLength(2);
    expect(await now()).toMatchObject({ state: 'sent', attempts: 2, answer: 'HTTP 200: x' });
    const { items } = await listActivity({ limit: 9 });
    expect(items.map(({ action, actor }) => `${actor} ${action}`)).toEqual(
      expect.arrayContaining(['schedule delivery.unknown', 'ada delivery.again', 'schedule delivery.sent']),
    );
    await expect(sendAgain({ deliveryId, actor: 'ada' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(sendAgain({ deliveryId: randomUUID(), actor: 'ada' })).rejects.toMatchObject({ code: 'notFound' });
    expect(received).toHaveLength(2);
  });

  it('is not sent again while its channel is paused; what a pause ends, and may have arrived, is not known', async () => {
    const { url, received } = await receiver(() => ({ status: 504 }));
    const deliveryId = await due(webhook(url));
    await deliver(deliveryId);
    const channelId = (await now())?.channelId ?? '';
    await setPaused({ channelId, paused: true, actor: 'ada' });
    expect(await now()).toMatchObject({ state: 'unknown', answer: expect.stringContaining('paused') });
    await expect(sendAgain({ deliveryId, actor: 'ada' })).rejects.toMatchObject({ code: 'conflict' });
    expect(received).toHaveLength(1);
  });

  /** What its sender leaves that was killed in the middle. @returns what it had in hand */
  async function killedSender(deliveryId: string, { begun }: { begun: boolean }) {
    const claimed = await claimDelivery(deliveryId);
    if (!claimed) throw new Error('Another has it.');
    if (begun) expect(await beginDelivery(claimed)).toBe(true);
    await endLost();
    expect(await now()).toMatchObject({ state: 'sending' });
    await database().pool.query(`update delivery set lease_until = now() - interval '1 second'`);
    await endLost();
    return claimed;
  }

  it('and may have arrived at a webhook is sent again: the sender was killed', async () => {
    const { url, received } = await receiver(() => ({ status: 200 }));
    const deliveryId = await due(webhook(url));
    await killedSender(deliveryId, { begun: true });
    expect(await now()).toMatchObject({ state: 'waiting', attempts: 1, mayHaveArrived: true });
    await deliver(deliveryId);
    expect(received.map(({ headers }) => headers['idempotency-key'])).toEqual([deliveryId]);
    expect(await now()).toMatchObject({ state: 'sent', attempts: 2 });
  });

  it('and may have arrived ten times at a webhook is not known', async () => {
    const { url } = await receiver(() => ({ status: 200 }));
    const deliveryId = await due(webhook(url));
    await database().pool.query('update delivery set attempts = 9');
    await killedSender(deliveryId, { begun: true });
    expect(await now()).toMatchObject({ state: 'unknown', attempts: 10 });
  });

  it('and may have arrived in a chat is not sent twice: the sender was killed', async () => {
    const { url, received } = await receiver(() => ({ status: 200 }));
    const deliveryId = await due(teams(url));
    await killedSender(deliveryId, { begun: true });
    await deliver(deliveryId);
    expect(received).toEqual([]);
    expect(await now()).toMatchObject({
      state: 'unknown',
      mayHaveArrived: true,
      answer: expect.stringContaining('may have arrived'),
    });
    expect((await listActivity({ limit: 1 })).items).toMatchObject([{ action: 'delivery.unknown' }]);
  });

  it('and had not begun to leave is sent by another; who was only slow lets go of it', async () => {
    const { url, received } = await receiver(() => ({ status: 200 }));
    const deliveryId = await due(webhook(url));
    const slow = await killedSender(deliveryId, { begun: false });
    await deliver(deliveryId);
    expect(received).toHaveLength(1);
    expect(await now()).toMatchObject({ state: 'sent', attempts: 2 });
    expect(await beginDelivery(slow)).toBe(false);
  });

  it('is kept to be repeated only as the channel is that it was made for', async () => {
    const { url } = await receiver(() => ({ status: 200 }));
    const deliveryId = await due(webhook(url));
    const claimed = await claimDelivery(deliveryId);
    const made = claimed && (await channelById(claimed.channelId));
    if (!made) throw new Error('Another has it.');
    const { channelId } = made;
    await changeChannel({ channelId, target: null, schedule: schedule({ mask: 'accounts' }), actor: 'local' });
    expect(await beginDelivery(claimed, { ...made, body: 'unmasked' })).toBe(true);
    expect(await keptBody(deliveryId)).toBeNull();
    const masked = await channelById(channelId);
    expect(masked && (await beginDelivery(claimed, { ...masked, body: 'masked' }))).toBe(true);
    expect(await keptBody(deliveryId)).toBe('masked');
    await changeChannel({ channelId, target: webhook(`${url}/else`), schedule: schedule(), actor: 'local' });
    expect(await keptBody(deliveryId)).toBeNull();
  });

  it('before the connection stands leaves nothing that is not known', async () => {
    const { url, close } = await startReceiver(() => ({ status: 200 }));
    await close();
    await deliver(await due(webhook(url)));
    const { rows } = await database().pool.query('select state, begun_at from delivery');
    expect(rows).toEqual([{ state: 'waiting', begun_at: null }]);
  });

  it('of a private address is refused without the setting, before anything is sent', async () => {
    const { url, received } = await receiver(() => ({ status: 200 }));
    const local = url.replace('127.0.0.1', 'localhost').replace('http:', 'https:');
    const deliveryId = await due(webhook(local));
    setEnv({ ALLOW_PRIVATE_TARGETS: undefined });
    await deliver(deliveryId);
    expect(received).toEqual([]);
    expect(await now()).toMatchObject({
      state: 'failed',
      answer: expect.stringContaining('not an address of the public internet'),
    });
    await expect(addChannel({ target: webhook(url), schedule: schedule(), actor: 'local' })).rejects.toMatchObject({
      code: 'refused',
    });
  });

  it('with another APP_SECRET says that the secret must be entered again', async () => {
    const deliveryId = await due(webhook('https://hooks.example.com'));
    setEnv({ APP_SECRET: 'another secret of at least thirty-two characters' });
    await deliver(deliveryId);
    expect(await now()).toMatchObject({ state: 'failed', answer: expect.stringContaining('Enter it again') });
  });
});

describe('a secret', () => {
  it('is nowhere in the store, and stays when only the schedule changes', async () => {
    const { url, received } = await receiver(() => ({ status: 200 }));
    const { channelId } = await addChannel({ target: webhook(url), schedule: schedule(), actor: 'local' });
    await changeChannel({ channelId, target: null, schedule: schedule({ name: 'Others', hour: 8 }), actor: 'local' });
    const { rows } = await database().pool.query(
      'select (select jsonb_agg(c) from channel c)::text || (select jsonb_agg(a) from activity a)::text as text',
    );
    for (const secret of [key, 'secret-path-of-the-hook']) expect(rows[0].text).not.toContain(secret);
    expect(await sendTest({ channelId, actor: 'local' })).toMatchObject({ state: 'sent' });
    expect(received[0]?.path).toBe('/in/secret-path-of-the-hook');
  });
});

describe('mail', () => {
  type Mail = { from: string; to: string[]; raw: string; user: unknown };

  async function mailServer(refuse: { data?: number; auth?: boolean } = {}) {
    const mails: Mail[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, callback) =>
        refuse.auth || password !== 'correct horse'
          ? callback(new Error('bad login'))
          : callback(null, { user: username }),
      onData(stream, { envelope, user }, callback) {
        const pieces: Buffer[] = [];
        stream.on('data', (piece: Buffer) => pieces.push(piece));
        stream.on('end', () => {
          if (refuse.data) return callback(Object.assign(new Error('not now'), { responseCode: refuse.data }));
          const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
          mails.push({
            from,
            to: envelope.rcptTo.map(({ address }) => address),
            raw: Buffer.concat(pieces).toString(),
            user,
          });
          callback(null, 'queued');
        });
      },
    });
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => new Promise((resolve) => server.close(() => resolve(null))));
    const { port } = server.server.address() as AddressInfo;
    return { mails, port };
  }

  const mail = (port: number, changes: object = {}): Target =>
    targetSchema.parse({
      kind: 'email',
      host: '127.0.0.1',
      port,
      security: 'none',
      user: 'straybytes',
      password: 'correct horse',
      from: 'reports@example.com',
      to: ['lead@example.com', 'cfo@example.com'],
      ...changes,
    });

  it('has the picture in it, HTML and plain text', async () => {
    const { mails, port } = await mailServer();
    await deliver(await due(mail(port)));
    expect(await now()).toMatchObject({ state: 'sent', answer: expect.stringContaining('queued') });
    expect(mails).toMatchObject([
      { from: 'reports@example.com', to: ['lead@example.com', 'cfo@example.com'], user: 'straybytes' },
    ]);
    const raw = mails[0]?.raw ?? '';
    for (const part of [
      'text/plain',
      'text/html',
      'image/png',
      'Content-Id: <picture>',
      'Auto-Submitted: auto-generated',
    ])
      expect(raw.toLowerCase()).toContain(part.toLowerCase());
    expect(raw).toContain('Week 47');
    expect(raw).not.toMatch(/<script|<link|<style/);
  });

  it.each([
    [{ data: 451 }, 'waiting', /not now/],
    [{ data: 554 }, 'failed', /not now/],
    [{ auth: true }, 'failed', /bad login/],
  ] as const)('that is refused by %j is %s', async (refuse, state, answer) => {
    const { mails, port } = await mailServer(refuse);
    await deliver(await due(mail(port)));
    expect(mails).toEqual([]);
    expect(await now()).toMatchObject({ state, answer: expect.stringMatching(answer) });
    expect((await now())?.answer).not.toContain('correct horse');
  });

  it('is not sent where there is no TLS that must be', async () => {
    const { mails, port } = await mailServer();
    await deliver(await due(mail(port, { security: 'starttls' })));
    expect(mails).toEqual([]);
    expect(await now()).toMatchObject({ state: 'failed', answer: expect.stringContaining('not recognized') });
  });

  it('is not sent without TLS, nor into a private network, without the setting', async () => {
    const { mails, port } = await mailServer();
    const deliveryId = await due(mail(port, { security: 'starttls' }));
    setEnv({ ALLOW_PRIVATE_TARGETS: undefined });
    await deliver(deliveryId);
    expect(mails).toEqual([]);
    expect(await now()).toMatchObject({ state: 'failed', answer: expect.stringContaining('public internet') });
  });
});

describe('chats', () => {
  it.each(['slack', 'teams'] as const)(
    '%s gets a link that opens the report; none is left where it failed',
    async (kind) => {
      let status = 200;
      const { url, received } = await receiver(() => ({ status, body: 'ok' }));
      const target: Target = { kind, url: `${url}/services/hook` };
      const { channelId } = await addChannel({ target, schedule: schedule({ mask: 'accounts' }), actor: 'local' });
      await sendTest({ channelId, actor: 'local' });
      const token = () => /\/shared\/([\w-]{43})/.exec(received.at(-1)?.body.toString() ?? '')?.[1] ?? '';
      expect(await openShare(token(), { counts: false })).toMatchObject({ mask: 'accounts' });
      status = 404;
      expect(await sendTest({ channelId, actor: 'local' })).toMatchObject({ state: 'failed' });
      expect(await openShare(token(), { counts: false })).toBeNull();
    },
  );

  it('Discord gets the picture', async () => {
    const { url, received } = await receiver(() => ({ status: 200, body: '{}' }));
    await deliver(await due({ kind: 'discord', url: `${url}/api/webhooks/1/x` }));
    expect(await now()).toMatchObject({ state: 'sent' });
    const { headers, body } = firstOf(received);
    const form = await new Response(new Uint8Array(body), {
      headers: { 'content-type': String(headers['content-type']) },
    }).formData();
    const file = form.get('files[0]');
    expect(file instanceof File && file.type).toBe('image/png');
    expect(JSON.parse(String(form.get('payload_json')))).toMatchObject({ allowed_mentions: { parse: [] } });
  });

  it('a bot of Slack uploads the picture, then shows it', async () => {
    const png = Buffer.from('a picture');
    const message = messageOf({
      deliveryId: 'x',
      test: false,
      report: sampleReport(),
      picture: { name: 'week.png', png, width: 1, height: 1, size: 'story', theme: 'dark' },
      link: null,
    });
    let last = '{"ok":true}';
    const { url, received } = await receiver(({ path }) => ({
      status: 200,
      body: path.endsWith('getUploadURLExternal')
        ? `{"ok":true,"upload_url":"${url}/upload","file_id":"F1"}`
        : path === '/upload'
          ? 'OK'
          : last,
    }));
    const target = { kind: 'slackBot', token: 'xoxb-1234567890-abc', channel: 'C0123456789' } as const;
    expect(await sendSlackBot(target, message, { api: url })).toMatchObject({ state: 'sent' });
    expect(received.map(({ path }) => path)).toEqual([
      '/files.getUploadURLExternal',
      '/upload',
      '/files.completeUploadExternal',
    ]);
    expect(received[1]?.body.equals(png)).toBe(true);
    expect(JSON.parse(received[2]?.body.toString() ?? '')).toMatchObject({
      channel_id: 'C0123456789',
      files: [{ id: 'F1' }],
    });
    last = '{"ok":false,"error":"not_in_channel"}';
    expect(await sendSlackBot(target, message, { api: url })).toEqual({
      state: 'failed',
      answer: 'Slack: not_in_channel',
    });
  });
});
