import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { boss, closeBoss, DELIVERY_TICK_QUEUE } from '#lib/collect/queue.ts';
import { resetEnv } from '#lib/env.ts';
import { testDatabase } from '#lib/server/test-database.ts';
import { listActivity } from '#lib/store/activity.ts';
import { rememberAwsTime } from '#lib/store/clock.ts';
import { database } from '#lib/store/database.ts';
import { lastDeliveries } from '#lib/store/deliveries.ts';
import { emptyEstate, guardrail } from '../alerts/looks.test-support.ts';
import { certificateOfLocalhost } from './certificate.test-support.ts';
import { scheduleSchema, targetSchema } from './channel.ts';
import { addChannel } from './manage.ts';

/** The worker as the launcher starts it, in a process of its own. */
const worker = new URL('../../server/worker.ts', import.meta.url);
const own = {
  APP_SECRET: 'a secret of at least thirty-two characters',
  ALLOW_PRIVATE_TARGETS: 'true',
  // Nobody is there: what these workers deliver, they know.
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'x',
  AWS_SECRET_ACCESS_KEY: 'x',
  LOG_LEVEL: 'silent',
};
let store: Awaited<ReturnType<typeof testDatabase>>;
let directory: string;
let certificate: Awaited<ReturnType<typeof certificateOfLocalhost>>;
let target: Awaited<ReturnType<typeof startTarget>>;
const workers: ChildProcess[] = [];

beforeAll(async () => {
  store = await testDatabase();
  Object.assign(process.env, own);
  resetEnv();
  await database().pool.query('alter table activity disable trigger activity_is_append_only');
  directory = await mkdtemp(path.join(tmpdir(), 'straybytes-killed-'));
  certificate = await certificateOfLocalhost();
  await writeFile(path.join(directory, 'authority.pem'), certificate.cert);
}, 60_000);
afterAll(async () => {
  await closeBoss();
  for (const name of Object.keys(own)) delete process.env[name];
  await store.drop();
  await rm(directory, { recursive: true, force: true });
});
beforeEach(async () => {
  await emptyEstate();
  target = await startTarget();
});
afterEach(async () => {
  for (const child of workers.splice(0)) await kill(child);
  await target.close();
});

type Mode =
  /** Takes the connection, and says nothing: no handshake. */
  | 'mute'
  /** Takes the whole request, and never answers. */
  | 'hold'
  | 'answer';

/** Somebody's webhook, by https. `received` are the requests that it has whole. */
async function startTarget() {
  const received: { key: string; event: string; week: string | undefined }[] = [];
  let mode: Mode = 'answer';
  let connections = 0;
  const sockets = new Set<Socket>();
  const https = createHttpsServer(certificate, async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const { event, report, type } = JSON.parse(Buffer.concat(pieces).toString());
    received.push({ key: String(request.headers['idempotency-key']), event: event ?? type, week: report?.week });
    if (mode === 'answer') response.end('thank you');
  });
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    if (mode !== 'mute') https.emit('connection', socket);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  // A server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://localhost:${port}/hook`,
    received,
    connections: () => connections,
    set: (next: Mode) => {
      mode = next;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

async function startWorker(): Promise<ChildProcess> {
  const child = fork(worker, {
    env: {
      ...process.env,
      DATABASE_URL: store.url,
      DATA_DIR: directory,
      NODE_EXTRA_CA_CERTS: path.join(directory, 'authority.pem'),
      NODE_OPTIONS: '',
    },
    execArgv: [],
  });
  workers.push(child);
  const [message] = await once(child, 'message');
  expect(message).toMatchObject({ type: 'ready' });
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** The minute has come: what the worker's own schedule does, without waiting for the minute. */
async function tick(): Promise<string> {
  let id: string | null = null;
  // One that nobody has taken yet stands for this one too, and is older.
  await expect.poll(async () => (id = await (await boss()).send(DELIVERY_TICK_QUEUE, {})), soon).not.toBeNull();
  return id ?? '';
}

/** The same, and some worker has done what there was to do. */
async function ticked(): Promise<void> {
  const id = await tick();
  const state = async () => (await database().pool.query('select state from pgboss.job where id = $1', [id])).rows;
  await expect.poll(state, soon).toEqual([{ state: 'completed' }]);
}

/** The time for which a killed sender keeps what it had is over. */
async function leasesEnd(): Promise<void> {
  await database().pool.query(`update delivery set lease_until = now() - interval '1 second' where state = 'sending'`);
}

const states = async () => (await lastDeliveries(9)).map(({ week, state }) => `${week} ${state}`);
const soon = { timeout: 40_000, interval: 100 };

async function mondayNineInSeoul({
  alerts = [],
  kind = 'webhook',
}: {
  alerts?: string[];
  kind?: 'webhook' | 'teams';
} = {}): Promise<void> {
  await rememberAwsTime(new Date('2026-11-20T12:00:00Z'));
  const schedule = scheduleSchema.parse({ name: 'Team', weekday: 1, hour: 9, timeZone: 'Asia/Seoul', alerts });
  const hook = { url: target.url, ...(kind === 'webhook' && { key: 'a-key-of-enough-letters' }) };
  await addChannel({ target: targetSchema.parse({ kind, ...hook }), schedule, actor: 'local' });
}

describe('a week that is due on Monday at 09:00 in Seoul, and whose worker is killed', () => {
  it('while a webhook has the request and does not answer, is sent again with the same key until it is answered', async () => {
    await mondayNineInSeoul();
    target.set('hold');
    const first = await startWorker();
    await rememberAwsTime(new Date('2026-11-23T00:00:10Z'));
    await tick();
    await expect.poll(() => target.received.length, soon).toBe(1);
    await kill(first);
    expect(await states()).toEqual(['2026-W47 sending']);
    target.set('answer');
    await Promise.all([startWorker(), startWorker()]);
    await leasesEnd();
    await tick();
    await expect.poll(states, soon).toEqual(['2026-W47 sent']);
    await ticked();
    await ticked();
    // A receiver that keeps the keys it has had has one of them.
    expect(target.received.map(({ week }) => week)).toEqual(['2026-W47', '2026-W47']);
    expect(new Set(target.received.map(({ key }) => key)).size).toBe(1);
    expect(await lastDeliveries(9)).toMatchObject([{ attempts: 2, mayHaveArrived: true }]);
  }, 240_000);

  it('while a chat has the request and does not answer, is there once, and the next week comes', async () => {
    await mondayNineInSeoul({ kind: 'teams' });
    target.set('hold');
    const first = await startWorker();
    await rememberAwsTime(new Date('2026-11-22T23:58:00Z'));
    await ticked();
    expect(target.connections()).toBe(0);
    await rememberAwsTime(new Date('2026-11-23T00:00:10Z'));
    await tick();
    await expect.poll(() => target.received.length, soon).toBe(1);
    await kill(first);
    expect(first.signalCode).toBe('SIGKILL');
    expect(await states()).toEqual(['2026-W47 sending']);

    target.set('answer');
    await startWorker();
    await startWorker();
    await tick();
    await leasesEnd();
    await tick();
    // Nobody but the other side knows: it is told as such, and not sent again.
    await expect.poll(states, soon).toEqual(['2026-W47 unknown']);
    await expect
      .poll(async () => (await listActivity({ limit: 1 })).items, soon)
      .toMatchObject([
        { action: 'delivery.unknown', detail: { message: expect.stringContaining('may have arrived') } },
      ]);
    await rememberAwsTime(new Date('2026-11-30T00:00:10Z'));
    await tick();
    await expect.poll(states, soon).toEqual(['2026-W48 sent', '2026-W47 unknown']);
    expect(target.received.map(({ event }) => event)).toEqual(['message', 'message']);
  }, 240_000);

  it('before anything has left, is sent by another, once', async () => {
    await mondayNineInSeoul();
    target.set('mute');
    const first = await startWorker();
    await rememberAwsTime(new Date('2026-11-23T00:00:10Z'));
    await tick();
    await expect.poll(() => target.connections(), soon).toBe(1);
    expect(await states()).toEqual(['2026-W47 sending']);
    await kill(first);

    target.set('answer');
    await Promise.all([startWorker(), startWorker()]);
    await leasesEnd();
    await tick();
    await expect.poll(states, soon).toEqual(['2026-W47 sent']);
    await ticked();
    await ticked();
    expect(target.received.map(({ week }) => week)).toEqual(['2026-W47']);
  }, 240_000);
});

describe('an alert whose worker is killed', () => {
  it('is told once to a chat', async () => {
    await mondayNineInSeoul({ alerts: ['guardrail'], kind: 'teams' });
    target.set('hold');
    const first = await startWorker();
    await guardrail('2026-11-21T00:00:00Z', 'pass');
    await tick();
    await expect
      .poll(async () => (await database().pool.query('select from alert_condition')).rowCount, soon)
      .toBeGreaterThan(0);
    await guardrail('2026-11-21T06:00:00Z', 'fail');
    await tick();
    await expect.poll(() => target.received.length, soon).toBe(1);
    await kill(first);
    target.set('answer');
    await Promise.all([startWorker(), startWorker()]);
    await leasesEnd();
    await tick();
    const state = async () => (await database().pool.query('select state from delivery')).rows;
    await expect.poll(state, soon).toEqual([{ state: 'unknown' }]);
    // On Sunday still: on Monday the report of the week would come too.
    await guardrail('2026-11-22T06:00:00Z', 'fail');
    await ticked();
    expect(target.received).toHaveLength(1);
    const actions = async () => (await listActivity({ limit: 20 })).items.map(({ action }) => action);
    await expect.poll(actions, soon).toContain('alert.unknown');
  }, 240_000);
});
