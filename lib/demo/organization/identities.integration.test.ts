import { GetAlternateContactCommand } from '@aws-sdk/client-account';
import {
  GenerateCredentialReportCommand,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
  type IAMClient,
  ListRolesCommand,
  ListVirtualMFADevicesCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { credentialRows } from '#lib/guardrails/credential-report.ts';
import type { Inventory } from '#lib/guardrails/inventory.ts';
import { judge } from '#lib/guardrails/judge.ts';
import { trustStatements } from '#lib/guardrails/role.ts';
import { userKeys } from '../caller.ts';
import { type SimulatedAws, startSimulatedAws } from '../server.ts';
import { accountClient, iamClient } from '../test-client.test-support.ts';
import { type AccountName, accountIds } from './accounts.ts';
import { seededOrganization } from './seeded-organization.ts';

const now = new Date('2026-11-23T12:00:00Z');
const at = now.toISOString();

let aws: SimulatedAws;

beforeAll(async () => {
  aws = await startSimulatedAws({ organization: seededOrganization, now });
  aws.faults.credentialReport = { polls: 0 };
});

afterAll(() => aws.close());

/** Budgets are another story. */
test.each([
  ['core', []],
  ['security', []],
  ['data-platform', ['root-with-access-keys']],
  ['media', ['root-used-recently', 'root-without-mfa']],
  ['analytics', ['users-without-mfa']],
  ['ml-research', ['roles-without-mfa', 'stale-access-keys']],
  ['sandbox', ['missing-alternate-contact', 'roles-without-mfa']],
] as const)('%s has the gaps of its story: %j', async (account, gaps) => {
  const judgements = judge(await inventoryOf(account), now);
  const failing = judgements.filter(({ status }) => status === 'fail').map(({ check }) => check);
  expect(failing.sort()).toEqual(gaps);
  expect(judgements.filter(({ status }) => status === 'crashed')).toEqual([]);
  expect(judgements.filter(({ status }) => status === 'blind').map(({ check }) => check)).toEqual([
    'missing-cost-budget',
  ]);
});

async function inventoryOf(account: AccountName): Promise<Inventory> {
  const accountId = accountIds[account];
  const iam = iamClient(aws.url, { credentials: userKeys(accountId) });
  const blind = { state: 'blind', at, action: 'budgets:ViewBudget', by: null, problem: 'not asked' } as const;
  const { SummaryMap = {} } = await iam.send(new GetAccountSummaryCommand({}));
  const { VirtualMFADevices = [] } = await iam.send(new ListVirtualMFADevicesCommand({}));
  const { Roles = [] } = await iam.send(new ListRolesCommand({}));
  const enabled = account === 'core' ? ['RootCredentialsManagement', 'RootSessions'] : [];
  return {
    accountId,
    management: account === 'core',
    own: { names: ['StraybytesRead', 'StraybytesFix'], hub: `arn:aws:iam::${accountIds.core}:user/straybytes` },
    parts: {
      summary: { state: 'known', at, value: SummaryMap },
      credentialReport: { state: 'known', at, value: await reportOf(iam) },
      mfaDevices: {
        state: 'known',
        at,
        value: VirtualMFADevices.map(({ SerialNumber = '', User, EnableDate }) => ({
          serialNumber: SerialNumber,
          userArn: User?.Arn ?? null,
          user: User?.UserName ?? null,
          enabledAt: EnableDate?.toISOString() ?? null,
        })),
      },
      roles: {
        state: 'known',
        at,
        value: Roles.map(({ RoleName = '', Path = '/', Arn = '', CreateDate, AssumeRolePolicyDocument }) => ({
          name: RoleName,
          path: Path,
          arn: Arn,
          createdAt: CreateDate?.toISOString() ?? null,
          trust: trustStatements(AssumeRolePolicyDocument),
        })),
      },
      organizationFeatures: { state: 'known', at, value: { enabled } },
      alternateContacts: {
        state: 'known',
        at,
        value: {
          billing: await contactOf(accountId, 'BILLING'),
          operations: await contactOf(accountId, 'OPERATIONS'),
          security: await contactOf(accountId, 'SECURITY'),
        },
      },
      budgets: blind,
    },
  };
}

async function reportOf(iam: IAMClient) {
  await iam.send(new GenerateCredentialReportCommand({}));
  const { Content, GeneratedTime = now } = await iam.send(new GetCredentialReportCommand({}));
  return { generatedAt: GeneratedTime.toISOString(), rows: credentialRows(new TextDecoder().decode(Content)) };
}

async function contactOf(accountId: string, type: 'BILLING' | 'OPERATIONS' | 'SECURITY') {
  const client = accountClient(aws.url, { credentials: userKeys(accountId) });
  try {
    const { AlternateContact } = await client.send(new GetAlternateContactCommand({ AlternateContactType: type }));
    return { name: AlternateContact?.Name ?? '', email: AlternateContact?.EmailAddress ?? '' };
  } catch (error) {
    if ((error as Error).name === 'ResourceNotFoundException') return null;
    throw error;
  }
}
