import { headers } from 'next/headers';
import { connection } from 'next/server';
import { z } from 'zod';
import { CLIENT_ADDRESS_HEADER } from '#lib/auth/client-address.ts';
import { proxyProblem } from '#lib/auth/current-viewer.ts';
import { type InvitationKind, readInvitation } from '#lib/auth/invitations.ts';
import type { Role } from '#lib/auth/power.ts';
import { ownPath } from '#lib/auth/return-path.ts';
import { signOnProblem } from '#lib/auth/sign-on/problem.ts';
import { signInMethods } from '#lib/auth/single-sign-on.ts';
import { AppError } from '#lib/errors.ts';

export type { PasswordEstimate } from '#lib/auth/password.ts';
export type { SignInMethods as SignInMethodsView } from '#lib/auth/single-sign-on.ts';

const text = z.string().optional().catch(undefined);
const query = z.object({ to: text, problem: text });

/** Where to go after signing in: a path of our own; and why an identity provider did not sign them in, in our words. */
export function parseSignInQuery(params: Record<string, string | string[] | undefined>): {
  to: string;
  problem: string | null;
} {
  const { to, problem } = query.parse(params);
  return { to: ownPath(to), problem: signOnProblem(problem) };
}

/** How one can sign in here: nobody has to be signed in to read this. */
export async function getSignInMethods() {
  await connection();
  return signInMethods();
}

/** Why whoever is at an open server has to sign in here all the same; null: they have to anyway. */
export async function getProxyProblem(): Promise<string | null> {
  await connection();
  return proxyProblem(await headers());
}

export type LinkView = { kind: InvitationKind; email: string | null; role: Role; name: string | null };

/** What a link to join with is for; null: for nothing, or nothing any more; in words where too many were tried. */
export async function getLink(token: string): Promise<LinkView | { problem: string } | null> {
  // What limits many tries asks for the time.
  await connection();
  const address = (await headers()).get(CLIENT_ADDRESS_HEADER) ?? '';
  try {
    return await readInvitation(token, { address });
  } catch (error) {
    if (error instanceof AppError && error.code === 'throttled') return { problem: error.message };
    throw error;
  }
}
