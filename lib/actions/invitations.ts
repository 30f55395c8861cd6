'use server';

import { z } from 'zod';
import { acceptInvitation, invite, linkBase, revokeInvitation } from '#lib/auth/invitations.ts';
import type { SignedIn } from '#lib/auth/sign-in.ts';
import { type ActionResult, actionResult, anybodysResult } from './action-result.ts';
import { forCaller } from './caller.ts';
import { emailInput, idInput, linkInput, nameInput, passwordInput, roleInput } from './person-input.ts';

const newPerson = z.object({ email: emailInput, role: roleInput });
const one = z.object({ invitationId: idInput });
const answer = z.object({
  token: linkInput,
  name: nameInput.optional(),
  email: emailInput.optional(),
  password: passwordInput,
});

/** Makes a link to join with. Its address is told this once. */
export async function invitePerson(
  input: z.input<typeof newPerson>,
): Promise<ActionResult<{ url: string; expiresAt: Date }>> {
  return actionResult('people', async (actor) => {
    const { token, expiresAt } = await invite({ ...newPerson.parse(input), actor });
    return { url: `${linkBase()}/join/${token}`, expiresAt };
  });
}

export async function takeInvitationBack(input: z.input<typeof one>): Promise<ActionResult<null>> {
  return actionResult('people', async (actor) => {
    await revokeInvitation({ ...one.parse(input), actor });
    return null;
  });
}

/** Whoever has a link makes their person, or a new password, with it. */
export async function join(input: z.input<typeof answer>): Promise<ActionResult<SignedIn>> {
  return anybodysResult(async () => {
    const { token, name, email, password } = answer.parse(input);
    const given = { token, password, ...(name !== undefined && { name }), ...(email !== undefined && { email }) };
    return forCaller((caller) => acceptInvitation({ ...given, ...caller }));
  });
}
