import { actionRefusal } from '../access.ts';
import { accessDenied } from '../s3/failure.ts';
import type { Service } from '../service.ts';
import { ServiceFailure } from '../service-failure.ts';
import { getAccountSummary, listAccountAliases, listOrganizationsFeatures } from './account.ts';
import { generateCredentialReport, getCredentialReport } from './credential-report.ts';
import { listMfaDevices, listVirtualMfaDevices } from './mfa-devices.ts';
import { type IamRequest, iamRequest } from './request.ts';
import { getRole, listRoles } from './roles.ts';
import { getLoginProfile, listUsers } from './users.ts';
import { iamAnswer, iamFailure } from './xml.ts';

const handlers: Record<string, (request: IamRequest) => string> = {
  GenerateCredentialReport: generateCredentialReport,
  GetAccountSummary: getAccountSummary,
  GetCredentialReport: getCredentialReport,
  GetLoginProfile: getLoginProfile,
  GetRole: getRole,
  ListAccountAliases: listAccountAliases,
  ListMFADevices: listMfaDevices,
  ListOrganizationsFeatures: listOrganizationsFeatures,
  ListRoles: listRoles,
  ListUsers: listUsers,
  ListVirtualMFADevices: listVirtualMfaDevices,
};

/** IAM by its query protocol, 2010-05-08. */
export const iam: Service = {
  operationOf: ({ body }) => new URLSearchParams(body).get('Action') ?? 'Unknown',
  answer: (call) => {
    const { operation, caller, faults, requestId } = call;
    const handler = handlers[operation];
    if (!handler)
      throw new ServiceFailure({
        status: 400,
        code: 'InvalidAction',
        message: `Could not find operation ${operation} for version 2010-05-08`,
      });
    const request = iamRequest(call);
    const resource = resourceOf(request);
    const refusal = actionRefusal({ caller, faults, action: `iam:${operation}`, resource });
    if (refusal !== null) throw accessDenied(refusal);
    return iamAnswer({ operation, result: handler(request), requestId });
  },
  fail: iamFailure,
};

/** What IAM names in a refusal. */
function resourceOf({ operation, account, form }: IamRequest): string {
  const arn = (name: string) => `arn:aws:iam::${account.id}:${name}`;
  if (operation === 'ListUsers') return arn('user/');
  if (operation === 'ListRoles') return arn('role/');
  if (operation === 'ListVirtualMFADevices') return arn('mfa/');
  if (form.has('RoleName')) return arn(`role/${form.get('RoleName')}`);
  return form.has('UserName') ? `user ${form.get('UserName')}` : '*';
}
