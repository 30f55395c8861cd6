/** The launcher's side of a child: start it, restart it when it dies, ask it for work, stop it. */
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { log } from '#lib/server/log.ts';
import type { FromChild, Task, ToChild } from '#lib/server/message.ts';
import { StartupError } from '#lib/server/startup-error.ts';

export type Supervised = {
  /** Of the process that runs now. */
  pid(): number | undefined;
  /** Asks the process that runs now. @returns null, or why it failed; a process that dies has failed */
  perform(task: Task): Promise<string | null>;
  stop(): Promise<void>;
};

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;
const STEADY_AFTER_MS = 60_000;
const KILL_AFTER_MS = 8_000;
/**
 * A scan makes much garbage and keeps little: small halves of the young heap, in MiB, and an old heap that is swept when it
 * has grown by so many per cent hold the worker below 350 MiB, at 500 accounts as well. No limit: a larger estate may take more.
 */
export const WORKER_MEMORY = ['--max-semi-space-size=16', '--heap-growing-percent=40'];

/**
 * Starts `lib/server/<name>.ts` and keeps it running.
 * @param noted told the pid of each process started
 * @param signal aborted when all is being taken down: what ends then was asked to, by whomever
 * @throws StartupError when it does not come up the first time
 */
export async function supervise({
  name,
  environment,
  noted,
  signal,
}: {
  name: 'web' | 'worker' | 'simulated-aws';
  environment: NodeJS.ProcessEnv;
  noted: (pid: number) => void;
  signal: AbortSignal;
}): Promise<Supervised> {
  let child: ChildProcess;
  let stopping = false;
  let isUp = false;
  let pause = FIRST_PAUSE_MS;
  let timer: NodeJS.Timeout | undefined;
  let task = 0;

  function start(): void {
    const startedAt = Date.now();
    child = fork(path.join(import.meta.dirname, `${name}.ts`), {
      env: environment,
      execPath: process.execPath,
      execArgv: name === 'worker' ? WORKER_MEMORY : [],
      // stdout is for the launcher's few lines; a child logs to stderr.
      stdio: ['ignore', 'ignore', 2, 'ipc'],
    });
    if (child.pid) noted(child.pid);
    child.on('message', (message: FromChild) => {
      if (message.type === 'failed' && isUp) log().error({ child: name, problem: message.message }, 'cannot work');
    });
    child.on('error', (error) => {
      log().error({ child: name, error: error.message }, 'cannot be started');
      if (!child.pid) child.emit('exit', null, null);
    });
    child.once('exit', (code, by) => {
      if (stopping || signal.aborted) return;
      pause = Date.now() - startedAt > STEADY_AFTER_MS ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS);
      log().error({ child: name, code, signal: by, againInMs: pause }, 'ended unasked and is started again');
      timer = setTimeout(start, pause);
    });
  }

  function stop(): Promise<void> {
    stopping = true;
    clearTimeout(timer);
    return new Promise((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve();
      const kill = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
      child.once('exit', () => {
        clearTimeout(kill);
        resolve();
      });
      if (child.connected) child.send({ type: 'stop' } satisfies ToChild, () => undefined);
      else child.kill('SIGTERM');
    });
  }

  function perform(what: Task): Promise<string | null> {
    const id = ++task;
    const asked = child;
    return new Promise((resolve) => {
      asked.on(
        'message',
        (message: FromChild) => message.type === 'done' && message.id === id && resolve(message.problem),
      );
      asked.once('exit', () => resolve(`${name} ended while at it`));
      asked.send({ type: 'task', id, task: what } satisfies ToChild, (error) => error && resolve(error.message));
    });
  }

  start();
  try {
    await firstReady(name, () => child);
  } catch (error) {
    await stop();
    throw error;
  }
  isUp = true;
  return { pid: () => child.pid, perform, stop };
}

function firstReady(name: string, child: () => ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child().on('message', (message: FromChild) => {
      if (message.type === 'ready') resolve();
      if (message.type === 'failed') reject(new StartupError(message.message));
    });
    child().once('exit', (code, signal) => {
      reject(
        new StartupError(`The ${name} process ended at once (${signal ?? `exit code ${code}`}); its reason is above.`),
      );
    });
  });
}
