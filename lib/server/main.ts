/** `npm start` and `npm run demo`: brings everything up, keeps it up, and takes it down again in order. */
import { setTimeout as sleep } from 'node:timers/promises';
import { signInMethods } from '#lib/auth/single-sign-on.ts';
import { type Env, env } from '#lib/env.ts';
import { signInWords } from '#lib/server/administrator-link.ts';
import { ensureBuilt } from '#lib/server/build.ts';
import { takeDataDir } from '#lib/server/data-dir.ts';
import { startDemoAws } from '#lib/server/demo.ts';
import { applyDemoEnvironment, childEnvironment } from '#lib/server/environment.ts';
import { listenOnce } from '#lib/server/free-port.ts';
import { log } from '#lib/server/log.ts';
import { portProblem } from '#lib/server/port-problem.ts';
import { appSecret } from '#lib/server/secret.ts';
import { StartupError } from '#lib/server/startup-error.ts';
import { keepPostgres, prepareStore } from '#lib/server/store.ts';
import { supervise } from '#lib/server/supervise.ts';

/** How long the demo's first start waits for its first collection, which goes on behind it. */
const FIRST_COLLECTION_MS = 20_000;

const demo = process.argv.includes('--demo');
/** How to undo what was started, oldest first. */
const undo: (() => Promise<void> | void)[] = [];
const ending = new AbortController();

async function launch(): Promise<void> {
  if (demo) applyDemoEnvironment();
  const settings = readEnvironment();
  const address = `http://${settings.HOST.includes(':') ? `[${settings.HOST}]` : settings.HOST}:${settings.PORT}`;
  const dataDir = await takeDataDir({ dataDir: settings.DATA_DIR, address });
  undo.push(dataDir.release);
  await checkPort(settings);

  const url = settings.DATABASE_URL ?? (await embedded(dataDir.path));
  const isNew = await prepareStore({ url, estate: demo ? 'demo' : 'aws' });
  tell(`✓ database ready (${settings.DATABASE_URL ? 'DATABASE_URL' : `PostgreSQL 18 in ${settings.DATA_DIR}`})`);

  const building = ensureBuilt({ signal: ending.signal, noted: dataDir.note });
  building.then((built) => tell(built ? '✓ pages built' : '✓ pages are built already')).catch(() => undefined);

  let environment = childEnvironment({
    DATABASE_URL: url,
    DATA_DIR: dataDir.path,
    APP_SECRET: settings.APP_SECRET ?? (await appSecret(dataDir.path)),
  });
  if (demo) {
    const { aws, additions, seeded } = await startDemoAws({ environment, noted: dataDir.note, signal: ending.signal });
    undo.push(aws.stop);
    environment = { ...environment, ...additions };
    tell(`✓ simulated AWS answers at ${additions.AWS_ENDPOINT_URL}`);
    await seeded;
    tell('✓ 90 days of history');
  }

  const worker = await supervise({ name: 'worker', environment, noted: dataDir.note, signal: ending.signal });
  undo.push(worker.stop);
  tell('✓ worker runs');
  const collected = worker.perform(
    demo
      ? { kind: 'collect', trigger: 'demo', actor: 'demo', onlyFirst: false }
      : { kind: 'collect', trigger: 'schedule', actor: 'first start', onlyFirst: true },
  );
  collected.then((problem) => problem && !leaving && log().warn({ problem }, 'the first collection did not complete'));

  await building;
  const web = await supervise({ name: 'web', environment, noted: dataDir.note, signal: ending.signal });
  undo.push(web.stop);
  if (demo && isNew && (await Promise.race([collected, sleep(FIRST_COLLECTION_MS, 'still running')])) === null)
    tell('✓ first collection done');
  for (const line of await signInWords({ url, demo })) tell(line);
  tell(`Straybytes is at ${address}${demo ? ' with an invented organization' : ''} (Ctrl-C stops it)`);
}

function readEnvironment(): Env {
  try {
    const settings = env();
    // What is wrong with the metadata of a SAML provider is told now, not at the first sign-in.
    signInMethods();
    return settings;
  } catch (error) {
    throw new StartupError((error as Error).message, error);
  }
}

async function checkPort({ HOST: host, PORT: port }: Env): Promise<void> {
  await listenOnce(port, host).catch((error: NodeJS.ErrnoException) => {
    throw portProblem({ error, host, port });
  });
}

async function embedded(dataDir: string): Promise<string> {
  const postgres = await keepPostgres({
    dataDir,
    onRestart: (problem) => log().error({ problem }, 'PostgreSQL ended unasked and was started again'),
  });
  undo.push(postgres.stop);
  return postgres.url;
}

let leaving = false;

/** Undoes everything, newest first; a second signal does not wait. */
async function leave(status: number): Promise<void> {
  if (leaving) process.exit(status || 130);
  leaving = true;
  ending.abort();
  for (const step of undo.toReversed()) await step();
  process.exit(status);
}

function tell(line: string): void {
  if (!leaving) console.log(line);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => leave(0));
process.stdout.on('error', () => undefined);

try {
  await launch();
} catch (error) {
  if (!leaving) {
    console.error(error instanceof StartupError ? `✗ ${error.message}` : error);
    await leave(1);
  }
}
