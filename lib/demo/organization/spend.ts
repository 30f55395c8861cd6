import type { SpendPlan } from '../bill/spend-plan.ts';
import { randomOf } from '../random.ts';
import { accountIds } from './accounts.ts';
import { EC2 } from './service-usage.ts';
import { workloads } from './workloads.ts';

/** What the demo's organization pays for: about $60,000 a month, with what goes wrong in it. */
export const seededSpend: SpendPlan = {
  currency: 'USD',
  workloads,
  surges: [
    {
      accountId: accountIds['ml-research'],
      service: 'Amazon SageMaker',
      region: 'us-west-2',
      usageType: 'USW2-Train:ml.p4d.24xlarge',
      unit: 'Hrs',
      daysAgo: 15,
      days: 3,
      usd: 688.4,
    },
  ],
  adjustments: [
    {
      recordType: 'Credit',
      accountId: accountIds['ml-research'],
      service: 'Amazon SageMaker',
      region: 'us-west-2',
      usageType: 'USW2-Train:ml.g5.12xlarge',
      unit: 'N/A',
      daysAgo: 9,
      usd: -1250,
    },
    {
      recordType: 'Refund',
      accountId: accountIds.core,
      service: 'Amazon Relational Database Service',
      region: 'eu-central-1',
      usageType: 'EUC1-InstanceUsage:db.r7g.2xl',
      unit: 'N/A',
      daysAgo: 26,
      usd: -86.4,
    },
  ],
  savingsPlan: { accountId: accountIds.core, service: EC2, usdPerDay: 160, discount: 0.28 },
  reservation: { accountId: accountIds['data-platform'], service: EC2, onDemandUsd: 64, discount: 0.36 },
  taxRates: { [accountIds.core]: 0.1, [accountIds.security]: 0.1, [accountIds.sandbox]: 0.1 },
  objectsGib: ({ name, accountId }) => randomOf('objects', accountId, name).logNormal(420, 1.1),
  monitors: [{ name: 'every-service', dimension: 'SERVICE', createdDaysAgo: 410 }],
};
