import { check, type Mending, type Observation, type Unseen } from '../check.ts';
import { editTrust } from '../edit-trust.ts';
import {
  isOrganizationAccessRole,
  organizationAccessRoleMending,
  organizationAccessRoleWords,
} from '../organization-access-role.ts';
import { isOwnRole, ownRoleMending, ownRoleNote, ownRoleWords } from '../own-roles.ts';
import { isAtPathOfAws, isManagedByAws, type Role } from '../role.ts';
import { peopleWithoutMfa } from '../trust.ts';

export const rolesWithoutMfa = check({
  id: 'roles-without-mfa',
  title: 'Roles that people assume do not ask for MFA',
  passedTitle: 'Every role that people can assume asks for MFA',
  why: 'Whoever holds the access key of a user whom the role trusts becomes the role. With MFA asked for in the trust policy, the key alone is not enough.',
  source: 'IAM User Guide, "Configuring MFA-protected API access": Bool, not BoolIfExists, in an Allow',
  needs: ['roles'],
  mend: ({ accountId, resource, ownRoles = [] }) => {
    if (ownRoles.some((own) => own.split('/').at(-1) === resource))
      return ownRoleMending({ accountId, name: resource });
    return isOrganizationAccessRole({ name: resource })
      ? organizationAccessRoleMending({ accountId, name: resource })
      : mending({ accountId, role: resource });
  },
  look({ roles }, { accountId, own }) {
    const notOfAws = roles.value.filter((role) => !isManagedByAws(role));
    const byNameAlone = roles.value.filter((role) => isManagedByAws(role) && !isAtPathOfAws(role));
    const seen = notOfAws.flatMap((role): (Observation | Unseen)[] => {
      const { name: resource, trust, createdAt } = role;
      if (trust === null) {
        const problem = `The trust policy of the role ${resource} could not be read.`;
        return [{ verdict: 'blind', resource, action: 'iam:ListRoles', by: null, problem }];
      }
      const isOwn = isOwnRole(role, own);
      const open = peopleWithoutMfa({ statements: trust, accountId, hub: isOwn ? own.hub : null });
      if (!open) return [];
      const note = isOwn ? ownRoleNote(role, open.principals, own.hub) : null;
      if (note) return [{ verdict: 'note', resource, what: note, since: createdAt }];
      const who = open.principals.join(', ');
      const but = open.ifExists ? ': it asks with BoolIfExists, which lets long-term access keys through' : '';
      const made = isOrganizationAccessRole({ name: resource }) ? ` ${organizationAccessRoleWords}.` : '';
      const what = `${resource} can be assumed by ${who} without MFA${but}.${isOwn ? ` ${ownRoleWords}.` : made}`;
      return [{ verdict: 'fail', resource, what, since: createdAt }];
    });
    seen.push(...byNameAlone.flatMap((role) => named(role, accountId)));
    if (seen.some(({ verdict }) => verdict !== 'note')) return seen;
    const notes = seen.flatMap((one) => (one.verdict === 'note' ? one.what : []));
    const what = [allAsk(notOfAws.length), ...notes].join(' ');
    return [...seen, { verdict: 'pass', resource: 'account', what, since: null }];
  },
});

/** A role of AWS by its name but not by its path is none that is sure to be of AWS: not a failure, and not passed over. */
function named({ name: resource, path, trust, createdAt }: Role, accountId: string): Observation[] {
  const open = trust && peopleWithoutMfa({ statements: trust, accountId });
  if (!open) return [];
  const what = `${resource} has the name of a role of AWS, but is at the path ${path} and lets in ${open.principals.join(', ')} without MFA: see whose it is.`;
  return [{ verdict: 'note', resource, what, since: createdAt }];
}

function allAsk(roles: number): string {
  if (roles === 0) return 'AWS manages every role of the account.';
  return roles === 1
    ? 'The only role that AWS does not manage lets nobody in without MFA.'
    : `None of the ${roles} roles that AWS does not manage lets people in without MFA.`;
}

function mending({ accountId, role }: { accountId: string; role: string }): Mending {
  return {
    console: [
      `Open IAM, Roles, ${role}, Trust relationships, Edit trust policy.`,
      'Add to each Allow for users or accounts: "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}.',
      'If a program assumes the role too, give the program a role of its own first: it cannot answer for MFA.',
    ],
    cli: editTrust({ accountId, role, change: 'Add the condition to trust.json' }),
  };
}
