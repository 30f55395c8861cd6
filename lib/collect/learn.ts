import type { AppError } from '#lib/errors.ts';
import { addDenial, recordReach } from '#lib/store/denials.ts';
import { deniedActionOf } from './denied-action.ts';
import type { RunContext } from './run-context.ts';

/** What this process has written down of a run already: a bucket policy may deny a thousand times. */
const written = new WeakMap<RunContext, Set<string>>();

/** Remembers that the role of an account can be used. */
export async function learnReached({ context, accountId }: { context: RunContext; accountId: string }): Promise<void> {
  if (isNew(context, `${accountId} reached`)) await recordReach({ accountId, denied: null, at: context.now() });
}

/** Remembers what an error says is denied in an account, and by whom; nothing where it is another error. */
export async function learnDenied({
  context,
  accountId,
  kind,
  error,
}: {
  context: RunContext;
  accountId: string;
  /** What was being read. */
  kind: string;
  error: AppError;
}): Promise<void> {
  const at = context.now();
  const denied = deniedActionOf({ error, kind, at, policies: context.policies });
  if (!denied) return;
  if (denied.kind === 'role') {
    if (isNew(context, `${accountId} refused`)) await recordReach({ accountId, denied, at });
    return;
  }
  await learnReached({ context, accountId });
  const { asked, action, by, policyArn } = denied;
  if (isNew(context, [accountId, kind, asked, action, by, policyArn].join(' ')))
    await addDenial({ runId: context.run.runId, accountId, denied });
}

function isNew(context: RunContext, name: string): boolean {
  const names = written.get(context) ?? new Set();
  written.set(context, names);
  if (names.has(name)) return false;
  names.add(name);
  return true;
}
