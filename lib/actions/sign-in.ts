'use server';

import { z } from 'zod';
import { type SignedIn, signIn, signOut, useRecoveryCode as spendRecoveryCode, verifyCode } from '#lib/auth/sign-in.ts';
import { type ActionResult, anybodysResult } from './action-result.ts';
import { forCaller } from './caller.ts';
import { codeInput, passwordInput, typedEmailInput } from './person-input.ts';

const credentials = z.object({ email: typedEmailInput, password: passwordInput });
const secondStep = z.object({ code: codeInput, kind: z.enum(['app', 'recovery']) });

/** Begins a session, or says that the second step is needed. */
export async function enter(input: z.input<typeof credentials>): Promise<ActionResult<SignedIn>> {
  return anybodysResult(() => {
    const typed = credentials.parse(input);
    return forCaller((caller) => signIn({ ...typed, ...caller }));
  });
}

/** The second step: a code of the app, or one of the recovery codes. */
export async function enterWithCode(input: z.input<typeof secondStep>): Promise<ActionResult<SignedIn>> {
  return anybodysResult(() => {
    const { code, kind } = secondStep.parse(input);
    const step = kind === 'app' ? verifyCode : spendRecoveryCode;
    return forCaller((caller) => step({ code, ...caller }));
  });
}

/** Ends this browser's session. */
export async function leave(): Promise<ActionResult<null>> {
  return anybodysResult(async () => {
    await forCaller(signOut);
    return null;
  });
}
