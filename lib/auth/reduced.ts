import { mayRole, type Role } from '#lib/auth/power.ts';
import type { Viewer } from '#lib/auth/viewer.ts';
import { secondFactorRequired } from '#lib/store/settings.ts';

/**
 * Why somebody only looks, whatever their role: a second factor is asked of whoever may fix, and they come without one.
 * @param byPassword whether a password alone lets them in: who comes by single sign-on has the provider's second factor
 */
export async function reducedBy({ role, byPassword }: { role: Role; byPassword: boolean }): Promise<Viewer['reduced']> {
  return byPassword && mayRole(role, 'fix') && (await secondFactorRequired()) ? 'secondFactor' : null;
}
