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
import { forCaller } from './caller.ts';
import { codeInput, passwordInput } from './person-input.ts';

const proof = z.object({ password: passwordInput });
const firstCode = z.object({ code: codeInput });

/** Makes a secret for an authenticator app. */
export async function beginOwnSecondFactor(input: z.input<typeof proof>): Promise<ActionResult<NewSecondFactor>> {
  return ownResult(() => {
    const given = proof.parse(input);
    return forCaller((caller) => beginSecondFactor({ ...given, ...caller }));
  });
}

/** Proves that the app has it; from now on it is asked for. */
export async function confirmOwnSecondFactor(
  input: z.input<typeof firstCode>,
): Promise<ActionResult<{ recoveryCodes: string[] }>> {
  return ownResult(() => {
    const given = firstCode.parse(input);
    return forCaller((caller) => confirmSecondFactor({ ...given, ...caller }));
  });
}

export async function renewRecoveryCodes(
  input: z.input<typeof proof>,
): Promise<ActionResult<{ recoveryCodes: string[] }>> {
  return ownResult(() => {
    const given = proof.parse(input);
    return forCaller((caller) => newRecoveryCodes({ ...given, ...caller }));
  });
}

export async function removeOwnSecondFactor(input: z.input<typeof proof>): Promise<ActionResult<null>> {
  return ownResult(async () => {
    const given = proof.parse(input);
    await forCaller((caller) => removeSecondFactor({ ...given, ...caller }));
    return null;
  });
}
