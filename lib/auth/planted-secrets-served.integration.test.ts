import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureBuilt } from '#lib/server/build.ts';
import { testDatabase } from '#lib/server/test-database.ts';
import { cleanUp } from '#lib/server/test-launcher.ts';
import { dump, secretsIn } from '#lib/store/dump.test-support.ts';
import { calls, pages } from './authorization.test-support.ts';
import { goodPassword, totp } from './browser.test-support.ts';
import { type Client, peopleOf, resultOf, type Served, serve } from './served.test-support.ts';

const apiToken = 'planted-api-token-of-the-environment';
const appSecret = 'planted-app-secret-that-signs-and-encrypts-everything';
const hook = 'planted-path-of-a-webhook-8472';
const target = `http://127.0.0.1:9/${hook}`;

let store: Awaited<ReturnType<typeof testDatabase>>;
let served: Served;
let ada: Client;
const planted: Record<string, string> = {
  password: goodPassword,
  API_TOKEN: apiToken,
  APP_SECRET: appSecret,
  'address of a webhook': hook,
  'key of a webhook': 'planted-key-of-a-webhook-1234',
  'password of a mail server': 'planted-password-of-a-mail-server',
  'token of a Slack app': 'xoxb-planted-token-of-slack',
};

/** What the simulated IAM Identity Center hands out to us is told to nobody else: by its look. */
const ofIdentityCenter = /\b(access|refresh|device|client-secret)-[\w-]{32}(?![\w-])/;

function found(text: string): string[] {
  const token = ofIdentityCenter.exec(text)?.[1];
  return [...secretsIn(text, planted), ...(token ? [`${token} of IAM Identity Center`] : [])];
}

/** What an action answers, once it is sure that it did. */
async function told(client: Client, action: string, input?: unknown): Promise<Record<string, unknown>> {
  const answer = await client.act(action, input);
  const result = resultOf(answer);
  if (!result?.ok) throw new Error(`${action}: ${answer.status} ${answer.text.slice(0, 500)}`);
  return result.value ?? {};
}

async function connectWithIdentityCenter(): Promise<void> {
  const [, aws = ''] = /simulated AWS answers at (\S+)/.exec(served.launcher.said()) ?? [];
  await told(ada, 'beginConnecting');
  const directory = await (await fetch(`${aws}/_simulated/sso`)).json();
  const approval = { userCode: directory.waiting[0], person: directory.people[0].userName };
  await fetch(`${aws}/_simulated/sso/approve`, { method: 'POST', body: JSON.stringify(approval) });
  for (let nth = 0; nth < 30; nth++) {
    const { state } = await told(ada, 'pollConnecting');
    if (state === 'connected') return;
    await sleep(1000);
  }
  throw new Error('The connection did not come about.');
}

beforeAll(async () => {
  store = await testDatabase();
  await ensureBuilt();
  const environment = {
    API_TOKEN: apiToken,
    APP_SECRET: appSecret,
    LOG_LEVEL: 'trace',
    ALLOW_PRIVATE_TARGETS: 'true',
  };
  served = await serve({ databaseUrl: store.url, demo: true, environment });
  const [, first = ''] = /\/join\/(\S+)/.exec(served.launcher.said()) ?? [];
  ada = (await peopleOf(served)).administrator;

  const factor = await told(ada, 'beginOwnSecondFactor', { password: goodPassword });
  const { recoveryCodes } = await told(ada, 'confirmOwnSecondFactor', { code: totp(String(factor.secret)) });
  planted['secret of the authenticator'] = String(factor.secret);
  for (const [nth, code] of (recoveryCodes as string[]).entries()) planted[`recovery code ${nth}`] = code;
  planted['API token'] = String((await told(ada, 'makeApiToken', { name: 'ci', role: 'viewer', days: 1 })).token).slice(
    20,
  );
  const invited = await told(ada, 'invitePerson', { email: 'bo@example.com', role: 'viewer' });
  planted.invitation = String(invited.url).split('/').at(-1) ?? '';
  const week = (await ada.ask('/reports')).headers.location?.split('/').at(-1) ?? '';
  const shared = await told(ada, 'shareReport', { week, mask: '', days: 7 });
  planted['link to a report'] = String(shared.url).split('/').at(-1) ?? '';

  const schedule = { name: 'Planted', weekday: 1, hour: 9 };
  const mail = { kind: 'email', host: '127.0.0.1', port: 9, security: 'none', user: 'x', from: 'a@example.com' };
  const targets = [
    { kind: 'webhook', url: target, key: planted['key of a webhook'] },
    { kind: 'slack', url: target },
    { ...mail, to: ['b@example.com'], password: planted['password of a mail server'] },
    { kind: 'slackBot', token: planted['token of a Slack app'], channel: 'C0123456789' },
  ];
  for (const one of targets) {
    const { channelId } = await told(ada, 'saveChannel', { channelId: null, schedule, target: one });
    // What goes wrong has to say why, and not where to.
    if (one.kind !== 'slackBot') await ada.act('testChannel', { channelId });
  }
  await connectWithIdentityCenter();
  await served.client().act('enter', { email: goodPassword, password: goodPassword });
  await served.client({ token: `${apiToken}x` }).ask('/api/v1/buckets');
  for (const [name, value] of ada.cookies) {
    const [token = '', signature = ''] = decodeURIComponent(value).split('.');
    Object.assign(planted, { [`cookie ${name}`]: token, [`signature of cookie ${name}`]: signature });
  }
  // It was told once, to whoever started the server, and opens nothing any more.
  expect(first.length).toBeGreaterThan(20);
}, 300_000);
afterAll(async () => {
  await cleanUp();
  await store.drop();
}, 60_000);

it('the secrets are as long as not to be found by chance', () => {
  expect(Object.keys(planted).length).toBeGreaterThan(20);
  expect(Object.entries(planted).filter(([, secret]) => secret.length < 7)).toEqual([]);
  expect(found(`x ${encodeURIComponent(goodPassword)} y`)).toEqual(['password']);
  expect(found(`"access-${'a'.repeat(32)}"`)).toEqual(['access of IAM Identity Center']);
});

it('none is in what a page or a call answers, also to an administrator', async () => {
  const seen: string[] = [];
  const look = async (at: string, headers: Record<string, string> = {}) => {
    const first = await ada.ask(at, { headers });
    const again = first.headers.location?.includes('?_rsc')
      ? await ada.ask(first.headers.location, { headers })
      : first;
    const { status, text, headers: given } = again;
    expect(status, at).toBeLessThan(500);
    seen.push(...found(`${text}\n${JSON.stringify(given)}`).map((name) => `${name} in ${at}`));
    return text;
  };
  expect(await look('/reports/channels')).toContain('Planted');
  expect(await look('/people')).toContain('bo@example.com');
  expect(await look('/activity')).toContain('ci');
  expect(await look('/connect/identity-center')).toContain('Identity Center');
  for (const [, at] of Object.values(pages)) {
    await look(at);
    await look(at, { rsc: '1' });
  }
  for (const [what, [, at]] of Object.entries(calls)) if (what.endsWith(' GET')) await look(at);
  await look('/api/v1/activity?limit=1000');
  expect(seen).toEqual([]);
}, 300_000);

it('none is in the logs, however much they say', () => {
  const said = served.launcher.said();
  expect(said).toContain('first administrator, once');
  expect(found(said)).toEqual([]);
});

it('none is in the database', async () => {
  const text = await dump();
  for (const known of ['ada@example.com', 'bo@example.com', 'Planted', 'identityCenter.connect', 'session.refuse'])
    expect(text).toContain(known);
  expect(found(text)).toEqual([]);
});
