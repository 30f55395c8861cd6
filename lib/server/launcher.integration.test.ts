import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { ensureBuilt } from '#lib/server/build.ts';
import { testDatabase } from '#lib/server/test-database.ts';
import {
  cleanUp,
  familyOf,
  isReady,
  startLauncher,
  survivors,
  type TestLauncher,
  testDirectory,
  untilUp,
} from '#lib/server/test-launcher.ts';

const parts = ['web', 'worker', 'simulated-aws', 'postgres'] as const;

const NOBODY = 65534;
/** Only root can be another user, and only where that one may read this repository. */
const somebodyElse =
  process.getuid?.() === 0 &&
  spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', import.meta.dirname], { uid: NOBODY, gid: NOBODY, cwd: '/' }).status ===
    0;

beforeAll(() => ensureBuilt(), 180_000);
afterAll(cleanUp, 60_000);

async function untilReady(launcher: TestLauncher): Promise<void> {
  await vi.waitFor(async () => expect(await isReady(launcher)).toBe(true), { timeout: 60_000, interval: 100 });
}

/** The launcher's last words and status. */
async function failure(launcher: TestLauncher): Promise<{ status: number | string; line: string }> {
  const status = await launcher.ended;
  return {
    status,
    line: launcher
      .said()
      .trim()
      .split('\n')
      .filter((line) => !line.startsWith('✓'))
      .join('\n'),
  };
}

test('the demo starts, survives kill -9 of every part and of itself, starts again, and stops whole', async () => {
  const dataDir = await testDirectory();
  const first = await startLauncher({ dataDir });
  await untilUp(first);
  expect(await isReady(first)).toBe(true);
  expect((await stat(path.join(dataDir, 'app-secret'))).mode & 0o777).toBe(0o600);
  expect((await stat(path.join(dataDir, 'postgres.password'))).mode & 0o777).toBe(0o600);

  for (const part of parts) {
    const killed = first.pidOf(part);
    process.kill(killed, 'SIGKILL');
    await vi.waitFor(() => expect(first.pidOf(part)).not.toBeOneOf([0, killed]), { timeout: 60_000, interval: 50 });
    await untilReady(first);
  }

  const family = familyOf(dataDir);
  first.kill('SIGKILL');
  const second = await startLauncher({ dataDir, port: first.port });
  await untilUp(second);
  expect(await survivors(family, 0)).toEqual([]);
  expect(await isReady(second)).toBe(true);

  const third = await startLauncher({ dataDir });
  expect(await failure(third)).toMatchObject({
    status: 1,
    line: expect.stringMatching(/^✗ Straybytes already runs on .*$/),
  });

  const all = familyOf(dataDir);
  second.kill('SIGTERM');
  expect(await second.ended).toBe(0);
  expect(await survivors(all, 0)).toEqual([]);
  expect(second.said()).not.toMatch(/error|ended unasked/i);
  // Whoever sits at the demo tries everything: it asks nobody to sign in.
  expect(second.said()).not.toContain('/join/');
}, 300_000);

test("without AWS and with a database of one's own it starts all the same", async () => {
  const { url, drop } = await testDatabase();
  const launcher = await startLauncher({
    dataDir: await testDirectory(),
    demo: false,
    environment: {
      DATABASE_URL: url,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    },
  });
  await untilUp(launcher);
  expect(await isReady(launcher)).toBe(true);
  const printed = /first administrator, once, within an hour: (http:\/\/127\.0\.0\.1:\d+\/join\/[\w-]{43})/;
  const link = printed.exec(launcher.said())?.[1] ?? '';
  expect((await fetch(link)).status).toBe(200);
  const environment = { ...process.env, DATABASE_URL: url, PORT: String(launcher.port) };
  const again = spawnSync(process.execPath, ['lib/server/administrator.ts'], { env: environment, encoding: 'utf8' });
  expect(again.stdout).toMatch(/^Open once, within an hour: http:\/\/127\.0\.0\.1:\d+\/join\/[\w-]{43}\n$/);
  expect(again.stdout).not.toContain(link);
  launcher.kill('SIGINT');
  expect(await launcher.ended).toBe(0);

  const mixed = await startLauncher({ dataDir: await testDirectory(), environment: { DATABASE_URL: url } });
  expect(await failure(mixed)).toMatchObject({
    status: 1,
    line: expect.stringMatching(/^✗ The database at .* holds your own AWS accounts; .*$/),
  });
  await drop();
});

test('beyond loopback it says that passwords travel in clear, and lets nobody in who has not signed in', async () => {
  const environment = { HOST: '0.0.0.0' };
  const launcher = await startLauncher({ dataDir: await testDirectory(), environment });
  await untilUp(launcher);
  expect(launcher.said()).toMatch(/! 0\.0\.0\.0 is reached by other machines over plain http/);
  expect(launcher.said()).toMatch(/first administrator.*http:\/\/localhost:\d+\/join\//);
  const at = `http://127.0.0.1:${launcher.port}`;
  expect((await fetch(`${at}/api/v1/buckets`)).status).toBe(401);
  const page = await fetch(`${at}/buckets?sort=name`, { redirect: 'manual' });
  expect([page.status, page.headers.get('location')]).toEqual([303, '/sign-in?to=%2Fbuckets%3Fsort%3Dname']);
  launcher.kill('SIGTERM');
  expect(await launcher.ended).toBe(0);
}, 90_000);

test('npm run administrator prints a link of the embedded database, whether its server runs or not', async () => {
  const dataDir = await testDirectory();
  const environment = {
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
  const launcher = await startLauncher({ dataDir, demo: false, environment });
  await untilUp(launcher);
  const { DATABASE_URL: _, ...others } = process.env;
  const env = { ...others, DATA_DIR: dataDir, PORT: String(launcher.port) };
  const printed = () => spawnSync(process.execPath, ['lib/server/administrator.ts'], { env, encoding: 'utf8' });
  const running = printed();
  const link = /http\S+/.exec(running.stdout)?.[0] ?? running.stderr;
  expect(await (await fetch(link)).text()).toContain('You become the first administrator.');
  launcher.kill('SIGTERM');
  expect(await launcher.ended).toBe(0);
  expect(printed()).toMatchObject({ status: 0, stdout: expect.stringMatching(/\/join\/[\w-]{43}\n$/), stderr: '' });
}, 90_000);

test('a port in use is one line', async () => {
  const server = createServer();
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
  );
  const launcher = await startLauncher({ dataDir: await testDirectory(), port });
  expect(await failure(launcher)).toEqual({
    status: 1,
    line: `✗ Port ${port} on 127.0.0.1 is in use by another program. Stop that, or set another PORT.`,
  });
  server.close();
});

test.for([
  ['not a URL', 'nonsense', /^✗ The environment is not usable: DATABASE_URL: not of the form postgresql:.*$/],
  [
    'nobody there',
    'postgresql://nobody:secret@127.0.0.1:1/none',
    /^✗ No connection to the database at 127.0.0.1:1\/none: .*ECONNREFUSED.*$/,
  ],
  ['wrong password', 'wrong', /^✗ No connection to the database at .*: password authentication failed.*$/],
  ['no such database', 'missing', /^✗ No connection to the database at .*: database "missing" does not exist.*$/],
] as const)('a wrong DATABASE_URL is one line: %s', async ([, given, line]) => {
  const template = new URL(inject('templateUrl'));
  const urls: Record<string, string> = {
    wrong: Object.assign(new URL(template), { password: 'wrong' }).href,
    missing: Object.assign(new URL(template), { pathname: '/missing' }).href,
  };
  const DATABASE_URL = urls[given] ?? given;
  const found = await failure(await startLauncher({ dataDir: await testDirectory(), environment: { DATABASE_URL } }));
  expect(found).toEqual({ status: 1, line: expect.stringMatching(line) });
  expect(found.line).not.toContain('secret');
});

test('a database newer than the code is one line, and stays as it is', async () => {
  const { url, drop } = await testDatabase();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
     VALUES ($1, 'x', '29991231000000_from_the_future', now(), 1)`,
    [randomBytes(8).toString('hex')],
  );
  await client.end();
  const launcher = await startLauncher({ dataDir: await testDirectory(), environment: { DATABASE_URL: url } });
  expect(await failure(launcher)).toEqual({
    status: 1,
    line: expect.stringMatching(/^✗ The database is newer than this version .*29991231000000_from_the_future.*$/),
  });
  await drop();
});

test('a DATA_DIR that cannot be written is one line', async () => {
  const file = path.join(await testDirectory(), 'file');
  await writeFile(file, '');
  expect(await failure(await startLauncher({ dataDir: path.join(file, 'data') }))).toEqual({
    status: 1,
    line: `✗ DATA_DIR ${file}/data cannot be written: a part of the path is a file. Set DATA_DIR to a directory of yours.`,
  });
});

test.runIf(somebodyElse)('as another user it starts in a directory of theirs, and names one that is not', async () => {
  const dataDir = await testDirectory();
  const as = { uid: NOBODY, gid: NOBODY };
  expect(await failure(await startLauncher({ dataDir, as }))).toEqual({
    status: 1,
    line: `✗ DATA_DIR ${dataDir} cannot be written: permission denied. Set DATA_DIR to a directory of yours.`,
  });
  await chown(dataDir, NOBODY, NOBODY);
  const launcher = await startLauncher({ dataDir, as });
  await untilUp(launcher);
  expect(await isReady(launcher)).toBe(true);
  launcher.kill('SIGTERM');
  expect(await launcher.ended).toBe(0);
});

test('every problem of the environment is told at once', async () => {
  const launcher = await startLauncher({
    dataDir: await testDirectory(),
    environment: { HOST: 'anywhere', COLLECT_CRON: 'hourly', OIDC_ISSUER: 'https://login.example.com' },
  });
  const { status, line } = await failure(launcher);
  expect(status).toBe(1);
  expect(line).toMatch(/HOST: an IP address/);
  expect(line).toMatch(/COLLECT_CRON: not a cron expression/);
  expect(line).toMatch(/OIDC_CLIENT_SECRET: is missing, and OIDC_ISSUER is set/);
});

test('metadata of a SAML provider that cannot be used is told at the start', async () => {
  const launcher = await startLauncher({
    dataDir: await testDirectory(),
    environment: { SAML_IDP_METADATA: '/nowhere/idp.xml' },
  });
  const { status, line } = await failure(launcher);
  expect(status).toBe(1);
  expect(line).toMatch(/^✗ SAML_IDP_METADATA names the file \/nowhere\/idp\.xml, which cannot be read/);
});
