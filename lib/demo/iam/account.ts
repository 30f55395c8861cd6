import { tag } from '../s3/xml.ts';
import { ServiceFailure } from '../service-failure.ts';
import type { IamRequest } from './request.ts';
import { accountRoles } from './roles.ts';
import { element, members } from './xml.ts';

/** GetAccountSummary. An MFA device of the root user is not among MFADevicesInUse of IAM's users. */
export function getAccountSummary(request: IamRequest): string {
  const { root, users } = request.facts;
  const withMfa = users.filter(({ mfa }) => mfa !== 'none').length;
  const virtual = users.filter(({ mfa }) => mfa === 'virtual').length + (root.mfa === 'virtual' ? 1 : 0);
  const figures: Record<string, number> = {
    AccountMFAEnabled: root.mfa === 'none' ? 0 : 1,
    AccountAccessKeysPresent: root.accessKeys.length > 0 ? 1 : 0,
    AccountPasswordPresent: root.hasPassword ? 1 : 0,
    AccountSigningCertificatesPresent: 0,
    Users: users.length,
    UsersQuota: 5000,
    Roles: accountRoles(request).length,
    RolesQuota: 1000,
    Groups: 0,
    GroupsQuota: 300,
    Policies: 0,
    PoliciesQuota: 1500,
    MFADevices: virtual,
    MFADevicesInUse: withMfa,
    AccessKeysPerUserQuota: 2,
  };
  const entries = Object.entries(figures).map(([name, value]) =>
    element('entry', tag('key', name) + tag('value', value)),
  );
  return element('SummaryMap', entries.join(''));
}

export function listAccountAliases({ facts }: IamRequest): string {
  const items = facts.alias === null ? [] : [facts.alias];
  return members('AccountAliases', items) + tag('IsTruncated', false);
}

/** ListOrganizationsFeatures: of the management account, or of who administers IAM for the organization. */
export function listOrganizationsFeatures({ world, faults, account }: IamRequest): string {
  if (faults.organizations.notInUse)
    throw new ServiceFailure({
      status: 400,
      code: 'OrganizationNotFoundException',
      message: 'Organization not found for the account.',
    });
  const mayAsk = account.id === world.managementAccountId || account.administers?.includes('iam.amazonaws.com');
  if (!mayAsk)
    throw new ServiceFailure({
      status: 400,
      code: 'AccountNotManagementOrDelegatedAdministratorException',
      message: 'The account is neither the management account nor a delegated administrator of the organization.',
    });
  return tag('OrganizationId', world.units.organizationId) + members('EnabledFeatures', world.units.rootAccess);
}
