import type { Organization } from '../world/organization.ts';

/** The organization of the demo, the same for the same seed and moment. */
export function seededOrganization(birth: { seed: string; now: Date }): Organization {
  return {
    managementAccountId: '204817365920',
    accounts: [{ id: '204817365920', name: 'core' }],
    buckets: [{ accountId: '204817365920', name: 'nightly-backups', region: 'eu-central-1', createdAt: birth.now }],
  };
}
