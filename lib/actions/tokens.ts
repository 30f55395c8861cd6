'use server';

import { z } from 'zod';
import { type ApiTokenView, makeToken, revokeToken } from '#lib/auth/api-tokens.ts';
import { type ActionResult, actionResult } from './action-result.ts';
import { idInput, nameInput, roleInput } from './person-input.ts';

const newToken = z.object({ name: nameInput, role: roleInput, days: z.int() });
const one = z.object({ tokenId: idInput });

/** Makes a token for a program. It is told this once. */
export async function makeApiToken(
  input: z.input<typeof newToken>,
): Promise<ActionResult<{ token: string; view: ApiTokenView }>> {
  return actionResult('people', (actor) => makeToken({ ...newToken.parse(input), actor }));
}

export async function revokeApiToken(input: z.input<typeof one>): Promise<ActionResult<null>> {
  return actionResult('people', async (actor) => {
    await revokeToken({ ...one.parse(input), actor });
    return null;
  });
}
