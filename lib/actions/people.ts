'use server';

import { z } from 'zod';
import { linkBase } from '#lib/auth/invitations.ts';
import {
  changeRole,
  disablePerson,
  enablePerson,
  removeSecondFactorOf,
  resetPassword,
  setRequireSecondFactor,
} from '#lib/auth/people.ts';
import { type ActionResult, actionResult } from './action-result.ts';
import { personInput, roleInput } from './person-input.ts';

const newRole = personInput.extend({ role: roleInput });
const access = personInput.extend({ enabled: z.boolean() });
const settings = z.object({ required: z.boolean() });

/** Takes effect at their next click. */
export async function giveRole(input: z.input<typeof newRole>): Promise<ActionResult<null>> {
  return actionResult('people', async (actor) => {
    await changeRole({ ...newRole.parse(input), actor });
    return null;
  });
}

/** Lets somebody sign in, or ends all they have here. */
export async function setAccess(input: z.input<typeof access>): Promise<ActionResult<null>> {
  return actionResult('people', async (actor) => {
    const { personId, enabled } = access.parse(input);
    await (enabled ? enablePerson({ personId, actor }) : disablePerson({ personId, actor }));
    return null;
  });
}

/** Makes a link with which somebody chooses a new password. Its address is told this once. */
export async function makePasswordLink(
  input: z.input<typeof personInput>,
): Promise<ActionResult<{ url: string; expiresAt: Date }>> {
  return actionResult('people', async (actor) => {
    const { token, expiresAt } = await resetPassword({ ...personInput.parse(input), actor });
    return { url: `${linkBase()}/join/${token}`, expiresAt };
  });
}

/** For who lost the app and the recovery codes. */
export async function takeSecondFactor(input: z.input<typeof personInput>): Promise<ActionResult<null>> {
  return actionResult('people', async (actor) => {
    await removeSecondFactorOf({ ...personInput.parse(input), actor });
    return null;
  });
}

/** Whether whoever may fix needs a second factor. */
export async function requireSecondFactor(input: z.input<typeof settings>): Promise<ActionResult<null>> {
  return actionResult('people', async (actor) => {
    await setRequireSecondFactor({ ...settings.parse(input), actor });
    return null;
  });
}
