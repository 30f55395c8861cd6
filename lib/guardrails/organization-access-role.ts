import type { Mending } from './check.ts';
import { inAccount, inAccountOnceSure } from './guarded-commands.ts';
import type { Role } from './role.ts';
import { shellWord } from './shell-word.ts';

/** What Organizations calls it unless CreateAccount is told otherwise. */
const NAME = 'OrganizationAccountAccessRole';
const condition = '"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}';

/**
 * Whether it is the role that Organizations makes in each account that it creates: it trusts the management account as a
 * whole, without MFA, and may do everything. Nobody chose it, and nothing of AWS needs it later. Source: Organizations User
 * Guide, "Accessing member accounts with OrganizationAccountAccessRole".
 */
export function isOrganizationAccessRole({ name }: Pick<Role, 'name'>): boolean {
  return name === NAME;
}

/** What to know of it beside that it lets people in. */
export const organizationAccessRoleWords =
  'AWS Organizations made it together with the account, for the management account, and it may do everything: whoever may assume roles there is an administrator here';

/**
 * Asks for MFA in each Allow that lets in people, and leaves the rest as it is: a Deny that asked for it would shut
 * everybody out, and so would it shut out services, federation, roles, and programs with an external id.
 */
const seal = [
  '(.Statement | if type == "array" then .[] else . end | select(',
  '.Effect == "Allow" and (.Condition.StringEquals."sts:ExternalId"? == null) and (.Principal |',
  'if type == "object" and keys == ["AWS"] then [.AWS] | flatten elif . == "*" then ["*"] else [] end |',
  'any(test("^([*]|[0-9]{12}|arn:.*:(root|user/.*))$")))',
  ') | .Condition.Bool."aws:MultiFactorAuthPresent") = "true"',
].join(' ');

/** It is sealed by MFA, or deleted where another way in serves; AWS does not make it again. */
export function organizationAccessRoleMending({ accountId, name }: { accountId: string; name: string }): Mending {
  const role = shellWord(name);
  const trust = `aws iam get-role --role-name ${role} --query Role.AssumeRolePolicyDocument --output json`;
  return {
    console: [
      'See who uses it: IAM, Roles, its page, Last activity; and in CloudTrail the events AssumeRole of this role.',
      `To seal it, open Trust relationships, Edit trust policy, and add to each Allow for accounts or users, to no Deny: ${condition}. IAM users of the management account then come in with their MFA; roles, Terraform and IAM Identity Center cannot show any, so each of these needs a role of its own first.`,
      'Or delete it, where IAM Identity Center lets people in and StackSets with service-managed permissions do what is done in every account: AWS does not make it again. Keep one other way to administer the account.',
    ],
    cli: [
      '# 1. See when it was last used, and whom its trust policy lets in:',
      inAccount(accountId, [
        `aws iam get-role --role-name ${role} --query Role.RoleLastUsed --output json`,
        `${trust} | tee trust.json`,
      ]),
      '# 2. To seal it, say yes here once each role, Terraform and IAM Identity Center that used it has another way in. It asks',
      '# for MFA in each Allow for accounts or users, and leaves the rest of the trust policy as it is: trust.json has the old one.',
      inAccountOnceSure(accountId, [
        `trust=$(${trust}) && sealed=$(printf '%s' "$trust" | jq -c '${seal}') && [ -n "$sealed" ] || exit 1`,
        `aws iam update-assume-role-policy --role-name ${role} --policy-document "$sealed"`,
      ]),
      '# Or to delete it, where nobody needs it, in the same account and by hand:',
      `#   aws iam list-role-policies --role-name ${role}`,
      `#   aws iam delete-role-policy --role-name ${role} --policy-name NAME`,
      `#   aws iam list-attached-role-policies --role-name ${role}`,
      `#   aws iam detach-role-policy --role-name ${role} --policy-arn ARN`,
      `#   aws iam delete-role --role-name ${role}`,
    ].join('\n'),
  };
}
