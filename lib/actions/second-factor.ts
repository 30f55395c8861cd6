'use server';

import { z } from 'zod';
import {
  beginSecondFactor,
  confirmSecondFactor,
  type NewSecondFactor,
  newRecoveryCodes,
  removeSecondFactor,
} from '#lib/auth/second-factor.ts';
import { type ActionResult, ownResult } from './action-result.ts';
import { callerOfAction } from './caller.ts';
import { codeInput, passwordInput } from './person-input.ts';

const proof = z.object({ password: passwordInput });
const firstCode = z.object({ code: codeInput });

/** Makes a secret for an authenticator app. */
export async function beginOwnSecondFactor(input: z.input<typeof proof>): Promise<ActionResult<NewSecondFactor>> {
  return ownResult(async () => beginSecondFactor({ ...proof.parse(input), ...(await callerOfAction()) }));
}

/** Proves that the app has it; from now on it is asked for. */
export async function confirmOwnSecondFactor(
  input: z.input<typeof firstCode>,
): Promise<ActionResult<{ recoveryCodes: string[] }>> {
  return ownResult(async () => confirmSecondFactor({ ...firstCode.parse(input), ...(await callerOfAction()) }));
}

export async function renewRecoveryCodes(
  input: z.input<typeof proof>,
): Promise<ActionResult<{ recoveryCodes: string[] }>> {
  return ownResult(async () => newRecoveryCodes({ ...proof.parse(input), ...(await callerOfAction()) }));
}

export async function removeOwnSecondFactor(input: z.input<typeof proof>): Promise<ActionResult<null>> {
  return ownResult(async () => {
    await removeSecondFactor({ ...proof.parse(input), ...(await callerOfAction()) });
    return null;
  });
}
