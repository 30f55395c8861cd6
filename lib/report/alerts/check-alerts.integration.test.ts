import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { resetEnv } from '#lib/env.ts';
import { testDatabase } from '#lib/server/test-database.ts';
import { lastAlerts } from '#lib/store/alerts.ts';
import { rememberAwsTime } from '#lib/store/clock.ts';
import { database } from '#lib/store/database.ts';
import { dueDeliveries } from '#lib/store/deliveries.ts';
import { type Schedule, scheduleSchema } from '../delivery/channel.ts';
import { addChannel, changeChannel, setPaused } from '../delivery/manage.ts';
import { alertKinds, foundSchema } from './alert.ts';
import { alertWords } from './alert-words.ts';
import { checkAlerts, previewAlerts } from './check-alerts.ts';
import { budget, emptyEstate, guardrail, look, provedFix } from './looks.test-support.ts';

let store: Awaited<ReturnType<typeof testDatabase>>;

beforeAll(async () => {
  store = await testDatabase();
  process.env.APP_SECRET = 'a secret of at least thirty-two characters';
  resetEnv();
  await database().pool.query('alter table activity disable trigger activity_is_append_only');
});
afterAll(async () => {
  delete process.env.APP_SECRET;
  await store.drop();
});
beforeEach(async () => {
  await emptyEstate();
  await rememberAwsTime(new Date('2026-11-20T00:00:00Z'));
});

const scheduleOf = (changes: Partial<Schedule> = {}): Schedule =>
  scheduleSchema.parse({ name: 'Team', alerts: alertKinds, ...changes });

async function channel(changes: Partial<Schedule> = {}): Promise<string> {
  const target = { kind: 'webhook', url: 'https://hooks.example.com/x', key: 'a-key-of-enough-letters' } as const;
  return (await addChannel({ target, schedule: scheduleOf(changes), actor: 'local' })).channelId;
}

/** Headlines that a channel was told, the newest first. */
async function told(channelId: string): Promise<string[]> {
  const alerts = (await lastAlerts(50)).filter((alert) => alert.channelId === channelId);
  return alerts.map(({ found }) => alertWords(foundSchema.parse(found)).headline);
}

describe('waste that grows', () => {
  it('above the amount of a channel is told to it, once, whoever checks how often', async () => {
    const [own, patient, silent] = [await channel(), await channel({ growthUsd: 66 }), await channel({ alerts: [] })];
    await look('2026-11-20T06:00:00Z', { logs: 10 });
    expect(await checkAlerts()).toBe(0);
    await look('2026-11-20T12:00:00Z', { logs: 70 });
    const noted = await Promise.all([checkAlerts(), checkAlerts(), checkAlerts(), checkAlerts()]);
    expect(noted.reduce((sum, count) => sum + count)).toBe(1);
    expect(await checkAlerts()).toBe(0);
    expect(await told(own)).toEqual(['Waste grew by $60 a month within a day']);
    expect(await told(patient)).toEqual([]);
    expect(await told(silent)).toEqual([]);
    expect(await dueDeliveries()).toHaveLength(1);
    await look('2026-11-20T18:00:00Z', { logs: 75 });
    expect(await checkAlerts()).toBe(0);
  });

  it('on and on is told once a quiet period, each time by what came since', async () => {
    const own = await channel();
    for (const [at, usd] of [
      ['20T06', 10],
      ['20T18', 80],
      ['21T06', 150],
      ['21T17', 220],
      ['21T19', 225],
    ] as const) {
      await look(`2026-11-${at}:00:00Z`, { logs: usd });
      await checkAlerts();
    }
    expect(await told(own)).toEqual([
      'Waste grew by $145 a month within a day',
      'Waste grew by $70 a month within a day',
    ]);
  });

  it('is none where it only became readable, nor over a week, nor before the channel was there', async () => {
    const own = await channel();
    await look('2026-11-20T06:00:00Z', { logs: 10, vault: null });
    await look('2026-11-20T12:00:00Z', { logs: 10, vault: 500 });
    await checkAlerts();
    await look('2026-11-28T12:00:00Z', { logs: 400, vault: 500 });
    await checkAlerts();
    await look('2026-11-28T18:00:00Z', { logs: 600, vault: 500 });
    const late = await channel();
    await checkAlerts();
    expect(await told(own)).toEqual(['Waste grew by $200 a month within a day']);
    expect(await told(late)).toEqual([]);
  });
});

describe('a preview', () => {
  async function preview(channelId: string) {
    const judged = (await previewAlerts()).channels.get(channelId) ?? [];
    return judged.map(({ found, held }) => [alertWords(found).headline, held] as const);
  }

  it('says what would be told of what was looked at last, or why it is not, and neither notes nor sends it', async () => {
    const own = await channel({ quietHours: 48 });
    const patient = await channel({ growthUsd: 66 });
    const silent = await channel({ alerts: [] });
    expect(await previewAlerts()).toMatchObject({ lookedAt: null });
    await look('2026-11-20T06:00:00Z', { logs: 10 });
    await checkAlerts();
    expect(await preview(own)).toEqual([]);
    await look('2026-11-20T12:00:00Z', { logs: 70 });
    const grew = 'Waste grew by $60 a month within a day';
    for (let again = 0; again < 2; again += 1) {
      expect(await preview(own)).toEqual([[grew, null]]);
      expect(await preview(patient)).toEqual([[grew, { why: 'small', growthUsd: 66 }]]);
      expect(await preview(silent)).toEqual([]);
    }
    expect([await dueDeliveries(), await told(own)]).toEqual([[], []]);
    const late = await channel();
    await rememberAwsTime(new Date('2026-11-20T13:00:00Z'));
    // What it would have told is told by the check, and by nothing else.
    expect(await checkAlerts()).toBeGreaterThan(0);
    expect(await told(own)).toEqual([grew]);
    expect(await preview(own)).toEqual([[grew, { why: 'told', at: expect.any(Date) }]]);
    await look('2026-11-20T18:00:00Z', { logs: 140 });
    expect(await preview(own)).toEqual([
      ['Waste grew by $70 a month within a day', { why: 'quiet', until: expect.any(Date) }],
    ]);
    expect((await preview(late)).map(([, held]) => held)).toEqual([null]);
  });

  it('says that growth is not known where nobody looked within a day before', async () => {
    await channel();
    const isUnknown = async () => (await previewAlerts()).growthIsUnknown;
    await look('2026-11-20T06:00:00Z', { logs: 10 });
    expect(await isUnknown()).toBe(true);
    await look('2026-11-21T08:00:01Z', { logs: 90 });
    expect(await isUnknown()).toBe(true);
    await look('2026-11-22T10:00:01Z', { logs: 95 });
    expect(await isUnknown()).toBe(false);
  });

  it('says what holds since it was told, and what did before the channel was there', async () => {
    const own = await channel();
    await guardrail('2026-11-20T06:00:00Z', 'pass');
    await checkAlerts();
    await guardrail('2026-11-20T12:00:00Z', 'fail');
    expect((await preview(own)).map(([, held]) => held)).toEqual([null]);
    await rememberAwsTime(new Date('2026-11-20T12:01:00Z'));
    await checkAlerts();
    const late = await channel();
    expect((await preview(own)).map(([, held]) => held)).toEqual([{ why: 'told', at: expect.any(Date) }]);
    expect((await preview(late)).map(([, held]) => held)).toEqual([{ why: 'before' }]);
  });
});

describe('a fixed bucket', () => {
  it('that is wasteful again is told, and once more only after the next fix', async () => {
    const own = await channel({ growthUsd: 1000 });
    await look('2026-11-20T06:00:00Z', { logs: 100 });
    await provedFix('2026-11-20T07:00:00Z');
    await checkAlerts();
    await look('2026-11-20T12:00:00Z', { logs: 1 });
    await checkAlerts();
    await look('2026-11-20T18:00:00Z', { logs: null });
    await checkAlerts();
    expect(await told(own)).toEqual([]);
    await look('2026-11-21T00:00:00Z', { logs: 30 });
    await checkAlerts();
    await look('2026-11-24T00:00:00Z', { logs: 40 });
    await checkAlerts();
    expect(await told(own)).toEqual(['Waste is back in logs (prod), $30 a month']);
  });

  it('whose young uploads its rule has still to abort is not told, and is where they rise again', async () => {
    const own = await channel({ growthUsd: 1000 });
    await provedFix('2026-11-20T07:00:00Z', { heldBytes: 80e9 });
    for (const [day, usd] of [80, 60, 25, 12, 15].entries()) {
      await look(`2026-11-${21 + day}T06:00:00Z`, { logs: usd });
      await checkAlerts();
    }
    expect(await told(own)).toEqual([]);
    await look('2026-11-26T06:00:00Z', { logs: 42 });
    await checkAlerts();
    expect(await told(own)).toEqual(['Waste is back in logs (prod), $30 a month']);
  });

  it('where the fix had nothing to take away has none to come back', async () => {
    const own = await channel({ growthUsd: 1000 });
    await provedFix('2026-11-20T07:00:00Z', { plannedUploads: 0 });
    await look('2026-11-21T06:00:00Z', { logs: 0 });
    await checkAlerts();
    await look('2026-11-22T06:00:00Z', { logs: 500 });
    await checkAlerts();
    expect(await told(own)).toEqual([]);
  });
});

describe('a guardrail', () => {
  it('that opened is told; at first sight, or going blind, it has not', async () => {
    const own = await channel();
    const day = (n: number) => `2026-11-${20 + n}T12:00:00Z`;
    for (const [index, status] of (['fail', 'pass', 'blind', 'denied', 'pass'] as const).entries()) {
      await guardrail(day(index), status);
      await checkAlerts();
    }
    expect(await told(own)).toEqual([]);
    await guardrail(day(5), 'blind');
    await checkAlerts();
    await guardrail(day(6), 'fail');
    await checkAlerts();
    await guardrail(day(7), 'fail');
    await checkAlerts();
    expect(await told(own)).toHaveLength(1);
    expect((await told(own))[0]).toMatch(/^A guardrail opened \(prod\): /);
  });

  it('and a budget that open at once are one message', async () => {
    await channel();
    await guardrail('2026-11-20T12:00:00Z', 'pass');
    await budget('2026-11-20T12:01:00Z', 900);
    await checkAlerts();
    await guardrail('2026-11-21T12:00:00Z', 'fail');
    await budget('2026-11-21T12:01:00Z', 1200);
    expect(await checkAlerts()).toBe(2);
    expect(await dueDeliveries()).toHaveLength(1);
  });
});

describe('a budget', () => {
  it('that is forecast to be exceeded is told, each month anew, never of what was not read', async () => {
    const own = await channel();
    await budget('2026-11-20T12:00:00Z', 900);
    await checkAlerts();
    await budget('2026-11-21T12:00:00Z', 'denied');
    await checkAlerts();
    expect(await told(own)).toEqual([]);
    for (const day of ['11-22', '11-23', '11-28', '12-02', '12-03']) {
      await budget(`2026-${day}T12:00:00Z`, 1250);
      await checkAlerts();
    }
    expect(await told(own)).toEqual(
      Array(2).fill('The budget All (prod) is forecast to be exceeded: $1,250 of $1,000'),
    );
  });
});

describe('a budget that is made later', () => {
  it('and is over its forecast at once is told, once', async () => {
    const own = await channel();
    await budget('2026-11-20T12:00:00Z', 'none');
    await checkAlerts();
    for (const day of ['21', '22', '25']) {
      await budget(`2026-11-${day}T12:00:00Z`, 1250);
      await checkAlerts();
    }
    expect(await told(own)).toEqual(['The budget All (prod) is forecast to be exceeded: $1,250 of $1,000']);
  });

  it('is no news where it was there when it was first read', async () => {
    const own = await channel();
    for (const [day, forecast] of [
      ['20', 1250],
      ['21', 1250],
    ] as const) {
      await budget(`2026-11-${day}T12:00:00Z`, forecast);
      await checkAlerts();
    }
    expect(await told(own)).toEqual([]);
  });
});

describe('a channel', () => {
  it('that is paused, or begins to listen later, is not told of what began before', async () => {
    const [paused, later] = [await channel(), await channel({ alerts: [] })];
    await guardrail('2026-11-20T12:00:00Z', 'pass');
    await checkAlerts();
    await setPaused({ channelId: paused, paused: true, actor: 'local' });
    await guardrail('2026-11-21T12:00:00Z', 'fail');
    await checkAlerts();
    await rememberAwsTime(new Date('2026-11-21T13:00:00Z'));
    await setPaused({ channelId: paused, paused: false, actor: 'local' });
    await changeChannel({ channelId: later, target: null, schedule: scheduleOf(), actor: 'local' });
    await guardrail('2026-11-22T12:00:00Z', 'fail');
    await checkAlerts();
    expect([await told(paused), await told(later)]).toEqual([[], []]);
    await guardrail('2026-11-23T12:00:00Z', 'pass');
    await checkAlerts();
    await guardrail('2026-11-24T12:00:00Z', 'fail');
    await checkAlerts();
    expect([(await told(paused)).length, (await told(later)).length]).toEqual([1, 1]);
  });
});

it('a check that breaks in the middle leaves nothing, and the next one does all of it', async () => {
  const own = await channel();
  await guardrail('2026-11-20T12:00:00Z', 'pass');
  await checkAlerts();
  await guardrail('2026-11-21T12:00:00Z', 'fail');
  await database().pool.query('alter table alert add constraint broken check (false) not valid');
  await expect(checkAlerts()).rejects.toThrow(/broken/);
  await database().pool.query('alter table alert drop constraint broken');
  expect(await dueDeliveries()).toEqual([]);
  expect(await checkAlerts()).toBe(1);
  expect(await told(own)).toHaveLength(1);
});
