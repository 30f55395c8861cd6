'use server';

import { z } from 'zod';
import { changePassword } from '#lib/auth/change-password.ts';
import { readInvitation } from '#lib/auth/invitations.ts';
import { limits, takeAll } from '#lib/auth/limits.ts';
import { estimatePassword, type PasswordEstimate } from '#lib/auth/password.ts';
import { AppError } from '#lib/errors.ts';
import { findViewer } from '#lib/session.ts';
import { type ActionResult, anybodysResult, ownResult } from './action-result.ts';
import { forCaller } from './caller.ts';
import { linkInput, passwordInput } from './person-input.ts';

const typed = z.object({
  password: z.string().max(256),
  name: z.string().max(100).nullable(),
  email: z.string().max(254).nullable(),
  /** Of a link to join with; null: somebody who has signed in. */
  token: linkInput.nullable(),
});
const change = z.object({ current: passwordInput, next: passwordInput });

/** How good a password is while it is typed, for who has a link or has signed in. It is kept nowhere. */
export async function judgePassword(input: z.input<typeof typed>): Promise<ActionResult<PasswordEstimate>> {
  return anybodysResult(async () => {
    const { token, ...asked } = typed.parse(input);
    const viewer = token === null ? await findViewer() : null;
    return forCaller(async ({ address }) => {
      const known = viewer ?? (token !== null && (await readInvitation(token, { address })));
      if (!known) throw new AppError('unauthenticated', 'This is for who has a link, or has signed in.');
      await takeAll([limits.judgeFrom(address), ...(viewer?.personId ? [limits.judgeOf(viewer.personId)] : [])]);
      return estimatePassword(asked);
    });
  });
}

/** Gives oneself another password; ends one's other sessions. */
export async function changeOwnPassword(input: z.input<typeof change>): Promise<ActionResult<null>> {
  return ownResult(async () => {
    const given = change.parse(input);
    await forCaller((caller) => changePassword({ ...given, ...caller }));
    return null;
  });
}
