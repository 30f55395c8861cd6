import { env } from '#lib/env.ts';
import { accountCollectors, collectors, spendCollectors } from './registry.ts';

export type PolicyStatement = {
  Sid: string;
  Effect: 'Allow';
  Action: string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
};
export type PolicyDocument = { Version: '2012-10-17'; Statement: PolicyStatement[] };

/** Finding the buckets and where they are, and what a fix's preview looks at. */
const discovery = ['s3:ListAllMyBuckets', 's3:GetBucketLocation'];
/** Finding the accounts and their units. */
const organization = [
  'organizations:DescribeOrganization',
  'organizations:ListAccounts',
  'organizations:ListAccountsForParent',
  'organizations:ListOrganizationalUnitsForParent',
  'organizations:ListRoots',
];
/** What lets the ambient identity find them. Organizations knows no narrower resource for it. */
export const organizationStatement: PolicyStatement = {
  Sid: 'StraybytesOrganization',
  Effect: 'Allow',
  Action: organization,
  Resource: '*',
};
/** What KMS calls S3; in China some services have a name with another ending, so both are allowed there. */
const s3Name = 's3.*.amazonaws.com';
const preview = ['s3:GetBucketVersioning', 's3:GetBucketTagging'];

/**
 * The read-only policy, made from what the collectors declare. It allows no listing of objects and no change. KMS is
 * there because S3 asks for kms:Decrypt to list the parts of an encrypted upload. Cost Explorer, Budgets and
 * IAM's reports know no narrower resource.
 * @param partition `aws`, `aws-cn` or `aws-us-gov`
 */
export function readPolicy(partition = 'aws'): PolicyDocument {
  const declared = collectors
    .filter((collector) => !accountCollectors.some(({ kind }) => kind === collector.kind))
    .flatMap((collector) => collector.actions);
  const money = spendCollectors.flatMap((collector) => collector.actions);
  const guardrails = accountCollectors
    .flatMap((collector) => collector.actions)
    .filter((action) => !money.some((each) => each === action));
  const statements: PolicyStatement[] = [
    {
      Sid: 'StraybytesRead',
      Effect: 'Allow',
      Action: [...new Set([...discovery, ...declared, ...preview])].sort(),
      Resource: '*',
    },
    {
      Sid: 'StraybytesSizesOfEncryptedUploads',
      Effect: 'Allow',
      Action: ['kms:Decrypt'],
      Resource: '*',
      Condition: { StringLike: { 'kms:ViaService': partition === 'aws-cn' ? [s3Name, `${s3Name}.cn`] : s3Name } },
    },
    { Sid: 'StraybytesSpendAndBudgets', Effect: 'Allow', Action: [...new Set(money)].sort(), Resource: '*' },
    { Sid: 'StraybytesGuardrails', Effect: 'Allow', Action: [...new Set(guardrails)].sort(), Resource: '*' },
  ];
  return { Version: '2012-10-17', Statement: statements };
}

/**
 * What the ambient identity needs beside it to find the accounts of its organization, and to look into them and into those
 * of MEMBER_ACCOUNTS; null where there are none to find.
 * @param partition `aws`, `aws-cn` or `aws-us-gov`
 */
export function memberPolicy(partition = 'aws'): PolicyDocument | null {
  const { MEMBER_ACCOUNTS, ORGANIZATION, READ_ROLE_NAME, FIX_ROLE_NAME } = env();
  const members = MEMBER_ACCOUNTS.map((entry) => entry.split(':', 1)[0] ?? entry);
  const isWhole = ORGANIZATION === 'auto';
  if (!isWhole && members.length === 0) return null;
  const roles = (isWhole ? ['*'] : members).flatMap((id) =>
    [READ_ROLE_NAME, FIX_ROLE_NAME].map((role) => `arn:${partition}:iam::${id}:role/${role}`),
  );
  const statements: PolicyStatement[] = [
    { Sid: 'StraybytesMembers', Effect: 'Allow', Action: ['sts:AssumeRole'], Resource: roles },
  ];
  if (isWhole) statements.unshift({ ...organizationStatement, Action: [...organization] });
  return { Version: '2012-10-17', Statement: statements };
}
