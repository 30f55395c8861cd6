import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mayRole, type Role } from '#lib/auth/power.ts';
import { ensureBuilt } from '#lib/server/build.ts';
import { testDatabase } from '#lib/server/test-database.ts';
import { cleanUp } from '#lib/server/test-launcher.ts';
import { actions, calls, pages, type Takes } from './authorization.test-support.ts';
import {
  type Answer,
  type Client,
  peopleOf,
  resultOf,
  type Served,
  serve,
  serverFunctions,
} from './served.test-support.ts';

const root = path.join(import.meta.dirname, '..', '..');
const apiToken = 'authorization-token-0001';

let store: Awaited<ReturnType<typeof testDatabase>>;
let served: Served;
/** Who asks, and what they may by a page or an action, and by a call; null: nothing. */
let everybody: [who: string, client: Client, byPage: Role | null, byCall: Role | null][];

beforeAll(async () => {
  store = await testDatabase();
  await ensureBuilt();
  served = await serve({ databaseUrl: store.url, demo: true, environment: { API_TOKEN: apiToken } });
  const { viewer, operator, administrator } = await peopleOf(served);
  const made = await administrator.act('makeApiToken', { name: 'ci', role: 'viewer', days: 1 });
  const token = String(resultOf(made)?.value?.token);
  expect(token).toMatch(/^straybytes_/);
  everybody = [
    ['nobody', served.client(), null, null],
    ['viewer', viewer, 'viewer', 'viewer'],
    ['operator', operator, 'operator', 'operator'],
    ['administrator', administrator, 'administrator', 'administrator'],
    // A token is for calls: no page and no action asks for it.
    ['API_TOKEN', served.client({ token: apiToken }), null, 'operator'],
    ['the token of a viewer', served.client({ token }), null, 'viewer'],
  ];
}, 300_000);
afterAll(async () => {
  await cleanUp();
  await store.drop();
}, 60_000);

/** A form without a script, as React writes one: what it calls is named in the body. */
function formNaming(id: string) {
  const fields = {
    $ACTION_KEY: 'k',
    $ACTION_REF_1: '',
    '$ACTION_1:0': JSON.stringify({ id, bound: '$@1' }),
    '$ACTION_1:1': '["x"]',
  };
  const parts = Object.entries(fields).map(
    ([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const headers = { origin: served.url, 'content-type': 'multipart/form-data; boundary=x' };
  return { method: 'POST', headers, body: `${parts.join('')}--x--\r\n` };
}

function filesOf(pattern: string): string[] {
  return globSync(pattern, { cwd: root }).sort();
}

function sourceOf(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

/** `file METHOD` of every handler on disk. */
function handlersOnDisk(): string[] {
  return filesOf('app/**/route.ts').flatMap((file) => {
    const found = sourceOf(file).matchAll(/\b(?:function|const|as) (GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b/g);
    return [...new Set([...found].map(([, method]) => `${file} ${method}`))];
  });
}

/** `file name` of every export of a file that says 'use server'. */
function actionsOnDisk(): string[] {
  return filesOf('{app,components,lib}/**/*.{ts,tsx}')
    .filter((file) => /^\s*['"]use server['"]/m.test(sourceOf(file)))
    .flatMap((file) =>
      [...sourceOf(file).matchAll(/^export (?!type\b)(?:default )?(?:async )?(?:function|const)? *(\w+|\{.*)/gm)].map(
        ([, name]) => `${file} ${name}`,
      ),
    );
}

describe('the table', () => {
  it('has every page, and none that is gone', () => {
    expect(Object.keys(pages).sort()).toEqual(filesOf('app/**/page.{ts,tsx}'));
  });

  it('has every method of every handler, and none that is gone', () => {
    expect(Object.keys(calls).sort()).toEqual(handlersOnDisk().sort());
  });

  it('has every server action, none that is gone, and none that nothing calls', async () => {
    expect(Object.keys(actions).sort()).toEqual(actionsOnDisk().sort());
    const built = (await serverFunctions()).filter(({ id }) => /^[0-7]/.test(id));
    expect(built.map(({ file, name }) => `${file} ${name}`).sort()).toEqual(Object.keys(actions).sort());
  });
});

/** What an answer says of who asked: the word of the refusal, or that there was none. */
function verdict({ status, headers, text }: Answer): 'unauthenticated' | 'forbidden' | 'let in' {
  if (status >= 300 && status < 400 && /\/sign-in(\?|$)/.test(headers.location ?? '')) return 'unauthenticated';
  const problem = headers['content-type']?.startsWith('application/problem+json')
    ? (JSON.parse(text) as { code: string })
    : null;
  if (status === 401 || problem?.code === 'unauthenticated') return 'unauthenticated';
  // A page of its own; a problem may also be AWS's.
  return (problem?.code ?? (status === 403 ? 'forbidden' : '')) === 'forbidden' ? 'forbidden' : 'let in';
}

function verdictOfAction(answer: Answer): ReturnType<typeof verdict> {
  const code = resultOf(answer)?.error?.code;
  return code === 'unauthenticated' || code === 'forbidden' ? code : verdict(answer);
}

function expected(takes: Takes, role: Role | null): ReturnType<typeof verdict> {
  if (takes === 'anybody') return 'let in';
  if (role === null) return 'unauthenticated';
  return mayRole(role, takes) ? 'let in' : 'forbidden';
}

/** Every one of a table by everybody, as `what by whom: verdict`, of which a failure shows what is wrong at once. */
async function walk<T extends [Takes, ...unknown[]]>(
  table: Record<string, T>,
  by: 'byPage' | 'byCall',
  ask: (client: Client, what: string, row: T) => Promise<{ answer: Answer; verdict: string }>,
): Promise<void> {
  const [found, right]: [string[], string[]] = [[], []];
  for (const [what, row] of Object.entries(table)) {
    for (const [who, client, byPage, byCall] of everybody) {
      const { answer, verdict: given } = await ask(client, what, row);
      const detail = answer.status >= 500 ? ` ${answer.status}` : '';
      found.push(`${what} by ${who}: ${given}${detail}`);
      right.push(`${what} by ${who}: ${expected(row[0], by === 'byPage' ? byPage : byCall)}`);
    }
  }
  expect(found).toEqual(right);
}

describe('who may what', () => {
  it('is kept by every page', async () => {
    await walk(pages, 'byPage', async (client, _file, [, at]) => {
      const answer = await client.ask(at, { headers: { accept: 'text/html' } });
      return { answer, verdict: verdict(answer) };
    });
  }, 300_000);

  it('is kept by every page as the browser asks for it when it goes there by a link', async () => {
    await walk(pages, 'byPage', async (client, what, [takes, at]) => {
      const first = await client.ask(at, { headers: { rsc: '1' } });
      // Next wants it to be another address than the page's own.
      const own = first.headers.location?.includes('?_rsc') ? first.headers.location : null;
      const answer = own ? await client.ask(own, { headers: { rsc: '1' } }) : first;
      // What comes in a stream has no status to refuse with: what is shown tells.
      const shown = what.includes('/tokens/') ? 'Make a token' : 'ada@example.com';
      const kept = takes === 'people' && answer.status === 200 && !answer.text.includes(shown);
      return { answer, verdict: kept ? 'forbidden' : verdict(answer) };
    });
  }, 300_000);

  it('is kept by every call of the API', async () => {
    await walk(calls, 'byCall', async (client, what, [, at, body = '{}']) => {
      const method = what.split(' ').at(-1) ?? '';
      const answer = await client.ask(at, { method, ...(method !== 'GET' && { body }) });
      // Only single sign-on sends on, to where it has ended; a call that is refused is a problem.
      return { answer, verdict: answer.status < 400 ? 'let in' : verdict(answer) };
    });
  }, 300_000);

  it('is not changed by a token of nobody, nor by a cookie that is made up', async () => {
    const stranger = served.client({ token: 'straybytes_of_nobody' });
    const forger = served.client();
    forger.cookies.set('straybytes.session_token', 'x'.repeat(32));
    for (const client of [stranger, forger]) {
      expect(verdict(await client.ask('/api/v1/buckets'))).toBe('unauthenticated');
      expect(verdict(await client.ask('/buckets'))).toBe('unauthenticated');
      expect(verdictOfAction(await client.act('readSpend'))).toBe('unauthenticated');
    }
  });

  it('lets nobody call a cached read as if it were an action', async () => {
    const reads = (await serverFunctions()).filter(({ id }) => !/^[0-7]/.test(id));
    expect(reads.length).toBeGreaterThan(5);
    for (const [, client] of everybody)
      for (const { id, file } of reads)
        for (const at of ['/', '/sign-in']) {
          const { status, text } = await client.act(id, 'x', { path: at });
          expect([status, text.includes('There is no such action')], `${file} at ${at}`).toEqual([404, true]);
          const form = await client.ask(at, formNaming(id));
          expect([form.status, form.text.includes('There is no such action')], `${file} by a form at ${at}`).toEqual([
            404,
            true,
          ]);
        }
  }, 120_000);

  it('lets nobody call anything where the door does not look', async () => {
    const asset = /\/_next\/static\/[^"]+\.js/.exec((await served.client().ask('/sign-in')).text)?.[0] ?? '';
    expect((await served.client().ask(asset)).status).toBe(200);
    const [, administrator] = everybody.find(([who]) => who === 'administrator') ?? [];
    const found = new Set<string>();
    for (const { id } of await serverFunctions())
      for (const at of [asset, '/_next/static/nothing'])
        for (const answer of [
          await administrator?.act(id, 'x', { path: at }),
          await administrator?.ask(at, formNaming(id)),
        ])
          found.add(`${answer?.status} ${answer?.text}`);
    expect([...found]).toEqual(['405 ']);
  }, 120_000);

  it('is kept by every server action', async () => {
    await walk(actions, 'byPage', async (client, what, [, input]) => {
      const answer = await client.act(what.split(' ')[1] ?? '', input);
      return { answer, verdict: verdictOfAction(answer) };
    });
  }, 300_000);
});
