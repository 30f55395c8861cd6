/** The child's side: what web, worker and the simulated AWS have in common, started by the launcher or by hand. */
import type { FromChild, Task, ToChild } from '#lib/server/message.ts';
import { StartupError } from '#lib/server/startup-error.ts';

export type Running = {
  stop(): Promise<void>;
  /** @returns null, or why it failed */
  perform?(task: Task): Promise<string | null>;
};

const STOP_WITHIN_MS = 6_000;

/**
 * Runs until told to stop: by the launcher, by its death (the IPC channel closes), or by a signal.
 * Ctrl-C reaches the whole group; a child of the launcher leaves the order of stopping to it.
 */
export async function runChild(start: () => Promise<Running>): Promise<void> {
  const supervised = process.send !== undefined;
  let running: Running | undefined;
  let stopping = false;

  async function end(): Promise<void> {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    await running?.stop().catch(() => undefined);
    process.exit(0);
  }

  process.on('SIGTERM', end);
  process.on('SIGINT', () => (supervised ? undefined : end()));
  process.on('disconnect', end);
  process.on('message', (message: ToChild) => {
    if (message.type === 'stop') return end();
    const { id, task } = message;
    perform(task).then((problem) => tell({ type: 'done', id, problem }));
  });

  async function perform(task: Task): Promise<string | null> {
    try {
      return (await running?.perform?.(task)) ?? null;
    } catch (error) {
      return messageOf(error);
    }
  }

  try {
    running = await start();
    tell({ type: 'ready' });
  } catch (error) {
    // Anything but an expected reason is a defect, and its stack is wanted.
    if (!(error instanceof StartupError)) console.error(error);
    else if (!supervised) console.error(error.message);
    tell({ type: 'failed', message: messageOf(error) }, () => process.exit(1));
    if (!supervised) process.exit(1);
  }
}

function tell(message: FromChild, sent?: () => void): void {
  if (process.connected) process.send?.(message, undefined, {}, () => sent?.());
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
