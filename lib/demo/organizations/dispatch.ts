import { actionRefusal } from '../access.ts';
import type { Service } from '../service.ts';
import { ServiceFailure } from '../service-failure.ts';
import {
  describeOrganization,
  listAccounts,
  listAccountsForParent,
  listDelegatedAdministrators,
  listOrganizationalUnitsForParent,
  listParents,
  listRoots,
} from './answers.ts';
import { noPermission, organizationsAnswer, organizationsFailure } from './failure.ts';
import { checkStanding, type OrganizationsRequest, organizationsRequest } from './request.ts';

const handlers: Record<string, (request: OrganizationsRequest) => object> = {
  DescribeOrganization: describeOrganization,
  ListAccounts: listAccounts,
  ListAccountsForParent: listAccountsForParent,
  ListDelegatedAdministrators: listDelegatedAdministrators,
  ListOrganizationalUnitsForParent: listOrganizationalUnitsForParent,
  ListParents: listParents,
  ListRoots: listRoots,
};

/** Organizations by awsJson1_1. */
export const organizations: Service = {
  operationOf: ({ headers }) => String(headers['x-amz-target'] ?? '').split('.')[1] ?? 'Unknown',
  answer: (call) => {
    const { operation, caller, faults } = call;
    const handler = handlers[operation];
    if (!handler)
      throw new ServiceFailure({ status: 400, code: 'UnknownOperationException', message: `No ${operation}.` });
    const request = organizationsRequest(call);
    const refusal = actionRefusal({ caller, faults, action: `organizations:${operation}`, resource: '*' });
    if (refusal !== null) throw noPermission(refusal);
    checkStanding(request);
    return organizationsAnswer(handler(request));
  },
  fail: organizationsFailure,
};
