import type { AccountSpec, Denial } from '../world/organization.ts';
import { contacts } from './contacts.ts';
import { identities } from './identities.ts';

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

const units: Partial<Record<AccountName, string>> = {
  analytics: 'Workloads/Prod',
  media: 'Workloads/Prod',
  'ml-research': 'Workloads/Dev',
  'data-platform': 'Infrastructure',
  security: 'Security',
  sandbox: 'Sandbox',
};

/** There people may change no lifecycle rules, whatever their permission set: only roles of programs may. */
const lifecycleByMachinesOnly: Denial = {
  action: 's3:PutLifecycleConfiguration',
  by: 'service control policy',
  sessionsOf: 'AWSReservedSSO_',
};

/** Names are given as text, which `Object.entries` no longer says of keys. */
const names = Object.keys(accountIds) as AccountName[];

/** The seven accounts of the demo, and one that was closed half a year ago. */
export const accounts: AccountSpec[] = [
  ...names.map((name) => ({
    id: accountIds[name],
    name,
    email: `aws+${name}@example.com`,
    ...(units[name] && { unit: units[name] }),
    ...(name === 'security' && { administers: ['guardduty.amazonaws.com', 'iam.amazonaws.com'] }),
    ...(name === 'media' && { denied: [lifecycleByMachinesOnly] }),
    contacts: contacts[name],
    iam: identities[name],
  })),
  {
    id: '917264058331',
    name: 'legacy-shop',
    email: 'aws+legacy-shop@example.com',
    unit: 'Suspended',
    state: 'SUSPENDED',
  },
];
