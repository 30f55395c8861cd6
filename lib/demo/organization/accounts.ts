import type { AccountSpec } from '../world/organization.ts';

export const accountIds = {
  core: '204817365920',
  analytics: '318264907715',
  'data-platform': '462905183374',
  media: '537718204691',
  security: '609143875528',
  'ml-research': '751386420917',
  sandbox: '883920517406',
} as const;

export type AccountName = keyof typeof accountIds;

export const managementAccountId = accountIds.core;

export const accounts: AccountSpec[] = Object.entries(accountIds).map(([name, id]) => ({ id, name }));
