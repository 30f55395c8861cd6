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
 * A scan makes much short-lived garbage and keeps little: small halves of the young heap hold the worker below 400 MB.
 * A limit on the old heap would save another 100 MB and cost a third more CPU. In MiB.
 */
export const WORKER_MEMORY = ['--max-semi-space-size=16'];
