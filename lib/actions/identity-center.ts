'use server';

import { z } from 'zod';
import { type ConnectionOwner, connectionOwner } from '#lib/auth/connection-owner.ts';
import { limits, takeAll } from '#lib/auth/limits.ts';
import { recordPeople } from '#lib/auth/record.ts';
import { AppError } from '#lib/errors.ts';
import type { Connection } from '#lib/identity-center/connection.ts';
import { disconnect } from '#lib/identity-center/disconnect.ts';
import { identityCenterPlace, saveIdentityCenterPlace } from '#lib/identity-center/place.ts';
import { pollConnection } from '#lib/identity-center/poll-connection.ts';
import { readConnectionAgain } from '#lib/identity-center/read-again.ts';
import { startConnection } from '#lib/identity-center/start-connection.ts';
import { type ActionResult, actionResult } from './action-result.ts';

const placeInput = z.object({ startUrl: z.string(), region: z.string() });

/** Says where the organization's people sign in to AWS. */
export async function savePlace(input: z.input<typeof placeInput>): Promise<ActionResult<null>> {
  return actionResult('accounts', async ({ name: actor, address }) => {
    const place = await saveIdentityCenterPlace(placeInput.parse(input));
    await recordPeople({ actor, action: 'setting.change', address, detail: { setting: 'identityCenter', ...place } });
    return null;
  });
}

/** Begins to connect; what was connected before is ended. */
export async function beginConnecting(): Promise<ActionResult<null>> {
  return ownConnection(async (owner) => {
    const place = await identityCenterPlace();
    if (!place)
      throw new AppError('refused', 'Nobody has said yet where IAM Identity Center is. An administrator does, here.');
    await takeAll([limits.connectOf(owner.personId)]);
    await startConnection({ ...owner, ...place });
    return null;
  });
}

/** Whether the person has answered; AWS is asked when that is due, from however many windows this is called. */
export async function pollConnecting(): Promise<ActionResult<{ state: Connection['state']; waitMs: number }>> {
  return ownConnection(async (owner) => {
    const connection = await pollConnection(owner);
    const waitMs = connection.state === 'pending' ? connection.intervalSeconds * 1000 : 0;
    return { state: connection.state, waitMs };
  });
}

/** Asks AWS anew which accounts and permission sets the person has. */
export async function readAssignmentsAgain(): Promise<ActionResult<null>> {
  return ownConnection(async ({ sessionId, personId }) => {
    await takeAll([limits.connectOf(personId)]);
    await readConnectionAgain(sessionId);
    return null;
  });
}

/** Ends the connection, or the attempt. */
export async function endConnection(): Promise<ActionResult<null>> {
  return ownConnection(async (owner) => {
    await disconnect(owner);
    return null;
  });
}

/** Whoever may look may connect: what they may do here with it is asked where they do it. */
function ownConnection<T>(work: (owner: ConnectionOwner) => Promise<T>): Promise<ActionResult<T>> {
  return actionResult('look', async (viewer) => {
    const owner = connectionOwner(viewer);
    if (!owner) throw new AppError('forbidden', 'Only somebody who has signed in connects with IAM Identity Center.');
    return work(owner);
  });
}
