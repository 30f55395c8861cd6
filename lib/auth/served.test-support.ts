/** A server as people reach it: the launcher's own processes, asked over HTTP with cookies or a token. */

import { readFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import path from 'node:path';
import type { Role } from '#lib/auth/power.ts';
import { startLauncher, type TestLauncher, testDirectory, untilUp } from '#lib/server/test-launcher.ts';
import { goodPassword } from './browser.test-support.ts';

export type Answer = { status: number; headers: IncomingHttpHeaders; cookies: string[]; text: string };
export type Asked = { method?: string; headers?: Record<string, string>; body?: string };

/** Somebody who asks: nobody without cookies, a person by them, a program by its token. */
export type Client = {
  /** By name. */
  cookies: Map<string, string>;
  ask: (path: string, asked?: Asked) => Promise<Answer>;
  /** Calls a server action by its name, as a page that has it does; or what has an id, at a path. */
  act: (action: string, input?: unknown, on?: { path?: string }) => Promise<Answer>;
};

export type Served = {
  launcher: TestLauncher;
  url: string;
  client: (given?: { token?: string; headers?: Record<string, string> }) => Client;
  /** Makes a person by the link of an administrator, signed in. */
  join: (link: string, who: { name: string; email?: string }) => Promise<Client>;
};

const root = path.join(import.meta.dirname, '..', '..');

/** Every server function of the build: its name, the id that it is called with, and paths of pages that have it. */
export async function serverFunctions(): Promise<{ id: string; file: string; name: string; paths: string[] }[]> {
  const text = await readFile(path.join(root, '.next', 'server', 'server-reference-manifest.json'), 'utf8');
  const { node } = JSON.parse(text) as {
    node: Record<string, { filename: string; exportedName: string; workers: Record<string, unknown> }>;
  };
  return Object.entries(node).map(([id, { filename: file, exportedName: name, workers }]) => {
    return { id, file, name, paths: Object.keys(workers).map(pathOf).sort() };
  });
}

/** An address of a page by its name in the build, `app/reports/[week]/page`. */
function pathOf(page: string): string {
  return page.replace(/^app|\/page$/g, '').replace(/\[\w+\]/g, 'nothing') || '/';
}

/** Starts a launcher that asks everybody to sign in, over a database that is empty. */
export async function serve({
  databaseUrl,
  demo = false,
  environment = {},
}: {
  databaseUrl: string;
  demo?: boolean;
  environment?: Record<string, string>;
}): Promise<Served> {
  const alone = demo
    ? {}
    : { AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' };
  const launcher = await startLauncher({
    dataDir: await testDirectory(),
    demo,
    environment: { DATABASE_URL: databaseUrl, SIGN_IN: 'required', ...alone, ...environment },
  });
  await untilUp(launcher);
  const url = `http://localhost:${launcher.port}`;
  const known = new Map((await serverFunctions()).map((one) => [one.name, one]));
  const client: Served['client'] = ({ token, headers: always = {} } = {}) => {
    const cookies = new Map<string, string>();
    const ask: Client['ask'] = async (at, { method = 'GET', headers = {}, body } = {}) => {
      const answer = await send(`${url}${at}`, {
        method,
        headers: {
          ...always,
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(cookies.size > 0 && { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
          ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
          ...headers,
        },
        ...(body !== undefined && { body }),
      });
      keep(cookies, answer.cookies);
      return answer;
    };
    const act: Client['act'] = (action, input, { path: at } = {}) => {
      const { id, paths } = known.get(action) ?? { id: action, paths: ['/'] };
      const headers = { 'next-action': id, accept: 'text/x-component', 'content-type': 'text/plain;charset=UTF-8' };
      const body = JSON.stringify(input === undefined ? [] : [input]);
      return ask(at ?? paths[0] ?? '/', {
        method: 'POST',
        headers: { origin: always.origin ?? url, ...headers },
        body,
      });
    };
    return { cookies, ask, act };
  };
  return {
    launcher,
    url,
    client,
    join: async (link, { name, email }) => {
      const browser = client();
      const token = link.split('/').at(-1) ?? '';
      const input = { token, name, password: goodPassword, ...(email !== undefined && { email }) };
      const answer = await browser.act('join', input);
      if (resultOf(answer)?.ok !== true) throw new Error(`${name} could not join: ${answer.status} ${answer.text}`);
      return browser;
    },
  };
}

/** The three roles, each signed in. */
export async function peopleOf({ launcher, join }: Served): Promise<Record<Role, Client>> {
  const [link = ''] = /http\S+\/join\/\S+/.exec(launcher.said()) ?? [];
  const administrator = await join(link, { name: 'Ada', email: 'ada@example.com' });
  const invited = async (name: string, role: Role) => {
    const email = `${name.toLowerCase()}@example.com`;
    const made = resultOf(await administrator.act('invitePerson', { email, role }));
    return join(String(made?.value?.url), { name });
  };
  return { administrator, operator: await invited('Olu', 'operator'), viewer: await invited('Vera', 'viewer') };
}

/** What an action answered; null where it did not get as far. */
export function resultOf({ text }: Answer): {
  ok: boolean;
  value?: Record<string, unknown> | null;
  error?: { code: string; message: string };
} | null {
  // Long text comes in rows of its own, which end without a line's end.
  const [, result] = /(?:^|[\n>])[0-9a-f]+:(\{"ok":.*)/.exec(text) ?? [];
  return result === undefined ? null : JSON.parse(result);
}

/** Node's `fetch` does not let one choose Host and others. */
function send(url: string, { method, headers, body }: Required<Omit<Asked, 'body'>> & Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, headers, timeout: 60_000 }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          cookies: answer.headers['set-cookie'] ?? [],
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      );
      answer.once('error', reject);
    });
    request.once('timeout', () => request.destroy(new Error(`No answer to ${method} ${url} in a minute`)));
    request.once('error', reject);
    request.end(body);
  });
}

function keep(cookies: Map<string, string>, set: string[]): void {
  for (const cookie of set) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (value === '' || /max-age=0(;|$)/i.test(cookie)) cookies.delete(name);
    else cookies.set(name, value);
  }
}
