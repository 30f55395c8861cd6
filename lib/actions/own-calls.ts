'use server';

import { z } from 'zod';
import { connectionOwner } from '#lib/auth/connection-owner.ts';
import type { Power } from '#lib/auth/power.ts';
import { may, type Viewer } from '#lib/auth/viewer.ts';
import { lookActions } from '#lib/collect/look-actions.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { budgetActions, fixActions } from '#lib/fix/actions.ts';
import { accountOfStarter } from '#lib/fix/starter-budget-undo.ts';
import { accountOfFix } from '#lib/fix/undo.ts';
import { connectionOf } from '#lib/identity-center/connection.ts';
import { permissionSetChoices } from '#lib/identity-center/own-session.ts';
import { identityCenterPlace } from '#lib/identity-center/place.ts';
import type { PermissionSetChoices } from '#lib/permission-sets/choose.ts';
import { triedActions } from '#lib/store/tried-actions.ts';
import { type ActionResult, actionResult } from './action-result.ts';

const inputSchema = z.union([
  z.object({ task: z.enum(['fix', 'budget', 'look']), accountId: z.string().max(64) }),
  z.object({ task: z.literal('fix'), fixId: z.string().max(64) }),
  z.object({ task: z.literal('budget'), starterId: z.string().max(64) }),
]);

/** What is to be done: something new in an account, a look at it included, or the undo of what was done here. */
export type CallTask = z.infer<typeof inputSchema>;

type Task = CallTask['task'];
const powerOf: Record<Task, Power> = { fix: 'fix', budget: 'budget', look: 'collect' };
const needsOf: Record<Task, readonly string[]> = { fix: fixActions, budget: budgetActions, look: lookActions };

/** Who could make the calls. */
export type OwnCalls = {
  /** The role that Straybytes takes; null where its own credentials are of this account. */
  role: string | null;
  self:
    | { state: 'off' }
    /** Not connected, or not any more; `problem` says why where there is something to say. */
    | { state: 'notConnected'; problem: string | null }
    | ({ state: 'connected'; userName: string | null; problem: string | null } & PermissionSetChoices);
};

/** Asks AWS which of the person's permission sets fit. */
export async function ownCalls(input: CallTask): Promise<ActionResult<OwnCalls>> {
  const asked = inputSchema.safeParse(input).data?.task;
  return actionResult(powerOf[asked ?? 'fix'], async (viewer) => {
    const of = inputSchema.parse(input);
    const { task } = of;
    const accountId = await accountOf(of);
    const [known, self] = await Promise.all([triedActions(accountId), selfIn({ viewer, accountId, task })]);
    const ownAccount = !/^\d{12}$/.test(accountId) || known.get(accountId)?.fixRole?.usable === 'own';
    const { READ_ROLE_NAME, FIX_ROLE_NAME } = env();
    return { role: ownAccount ? null : task === 'look' ? READ_ROLE_NAME : FIX_ROLE_NAME, self };
  });
}

async function accountOf(of: CallTask): Promise<string> {
  if ('fixId' in of) return accountOfFix(of.fixId);
  return 'starterId' in of ? accountOfStarter(of.starterId) : of.accountId;
}

async function selfIn({
  viewer,
  accountId,
  task,
}: {
  viewer: Viewer;
  accountId: string;
  task: Task;
}): Promise<OwnCalls['self']> {
  const owner = connectionOwner(viewer);
  if (!owner) return { state: 'off' };
  const connection = await connectionOf(owner.sessionId);
  if (connection.state !== 'connected') {
    // Where nobody said that there is one, only who could say it is told of it.
    if (!(await identityCenterPlace()) && !may(viewer, 'accounts')) return { state: 'off' };
    return { state: 'notConnected', problem: connection.state === 'expired' ? connection.problem : null };
  }
  const { userName } = connection;
  try {
    const choices = await permissionSetChoices({ sessionId: owner.sessionId, accountId, needs: needsOf[task] });
    return { state: 'connected', userName, problem: null, ...choices };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { reason } = error.details;
    if (reason === 'connection' || reason === 'notConnected') return { state: 'notConnected', problem: error.message };
    const none = { choices: [], suggested: null, mustChoose: true, deniedByOrganization: [] };
    return { state: 'connected', userName, problem: error.message, ...none };
  }
}
