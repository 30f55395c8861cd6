import type { OwnSession } from '#lib/aws/own-session.ts';
import { AppError } from '#lib/errors.ts';
import { asOneself } from './as-oneself.ts';

/**
 * Does something with Straybytes' own role, or, where a permission set is named, with the person's own session.
 * @param owner whose connection it is; null for a program, which is nobody and so never acts as somebody
 * @param needs see asOneself
 * @throws AppError `forbidden` when a program names a permission set; else as asOneself
 */
export async function asWhom<T>(
  {
    owner,
    permissionSet,
    ...what
  }: {
    owner: { sessionId: string } | null;
    accountId: string;
    permissionSet: string | undefined;
    needs: readonly string[];
  },
  work: (as: OwnSession | undefined) => Promise<T>,
): Promise<T> {
  if (permissionSet === undefined) return work(undefined);
  return asOneself({ sessionId: requireSomebody(owner).sessionId, permissionSet, ...what }, work);
}

/** @throws AppError `forbidden` for a program, which is nobody */
export function requireSomebody<T>(owner: T | null): T {
  if (owner !== null) return owner;
  throw new AppError(
    'forbidden',
    'A permission set is a person’s own: only somebody who has signed in uses it, and no token does. Leave permissionSet out, and Straybytes’ own role makes the call.',
    { reason: 'permissionSetOfNobody' },
  );
}
