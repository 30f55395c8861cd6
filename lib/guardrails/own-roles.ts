import { z } from 'zod';
import type { Mending } from './check.ts';
import { editTrust } from './edit-trust.ts';
import { isOfHub } from './hub-principal.ts';
import type { Role } from './role.ts';

/** The roles that this server assumes, by path and name without the first slash, and who it is: null where not known. */
export const ownRolesSchema = z.object({ names: z.array(z.string()), hub: z.string().nullable() });
export type OwnRoles = z.infer<typeof ownRolesSchema>;

/** Whether a role is one that the templates of this server make. */
export function isOwnRole({ name, path }: Pick<Role, 'name' | 'path'>, { names }: Pick<OwnRoles, 'names'>): boolean {
  return names.includes(`${path}${name}`.slice(1));
}

/**
 * Of an own role that lets in nobody but this server, without an external id; null where it lets in others too. MFA is not
 * asked for: no program can show any, so that the role would be shut. Source: IAM User Guide, "Access to AWS accounts owned
 * by third parties", the external id.
 */
export function ownRoleNote({ name }: Pick<Role, 'name'>, principals: readonly string[], hub: string | null) {
  if (hub === null || !principals.every((each) => isOfHub(each, hub))) return null;
  return `${name} is the role of Straybytes, for ${principals.join(', ')} alone, and asks for no external id.`;
}

/** What to know of an own role that lets in others. */
export const ownRoleWords = 'It is the role of Straybytes, which nobody else has to assume';

export function ownRoleMending({ accountId, name }: { accountId: string; name: string }): Mending {
  const change = 'Leave as principal in trust.json only who runs Straybytes, with an external id';
  return {
    console: [
      `Open IAM, Roles, ${name}, Trust relationships, Edit trust policy.`,
      'Leave as principal only who runs Straybytes, and ask for an external id (EXTERNAL_ID): the template on the Accounts page does both.',
      'Do not ask for MFA: Straybytes is a program and cannot show any, so it could not look into the account any more.',
    ],
    cli: editTrust({ accountId, role: name, change }),
  };
}
