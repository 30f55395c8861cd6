'use server';

import { z } from 'zod';
import { type SignedIn, signIn, signOut, useRecoveryCode as spendRecoveryCode, verifyCode } from '#lib/auth/sign-in.ts';
import { type ActionResult, anybodysResult } from './action-result.ts';
import { callerOfAction } from './caller.ts';
import { codeInput, passwordInput } from './person-input.ts';

const credentials = z.object({ email: z.string().trim().max(254), password: passwordInput });
const secondStep = z.object({ code: codeInput, kind: z.enum(['app', 'recovery']) });

/** Begins a session, or says that the second step is needed. */
export async function enter(input: z.input<typeof credentials>): Promise<ActionResult<SignedIn>> {
  return anybodysResult(async () => signIn({ ...credentials.parse(input), ...(await callerOfAction()) }));
}

/** The second step: a code of the app, or one of the recovery codes. */
export async function enterWithCode(input: z.input<typeof secondStep>): Promise<ActionResult<SignedIn>> {
  return anybodysResult(async () => {
    const { code, kind } = secondStep.parse(input);
    const caller = await callerOfAction();
    return kind === 'app' ? verifyCode({ code, ...caller }) : spendRecoveryCode({ code, ...caller });
  });
}

/** Ends this browser's session. */
export async function leave(): Promise<ActionResult<null>> {
  return anybodysResult(async () => {
    await signOut(await callerOfAction());
    return null;
  });
}
