import { env } from '#lib/env.ts';
import { collectors, spendCollectors } from './registry.ts';

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
const preview = ['s3:GetBucketVersioning', 's3:GetBucketTagging'];

/**
 * The read-only policy, made from what the collectors declare. It allows no listing of objects and no change. KMS is
 * there because S3 asks for kms:Decrypt to list the parts of an encrypted upload. Cost Explorer and Budgets know no
 * narrower resource.
 */
export function readPolicy(): PolicyDocument {
  const declared = collectors
    .filter((collector) => !spendCollectors.some(({ kind }) => kind === collector.kind))
    .flatMap((collector) => collector.actions);
  const money = spendCollectors.flatMap((collector) => collector.actions);
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
      Condition: { StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' } },
    },
    { Sid: 'StraybytesSpendAndBudgets', Effect: 'Allow', Action: [...new Set(money)].sort(), Resource: '*' },
  ];
  return { Version: '2012-10-17', Statement: statements };
}

/** What the ambient identity needs beside it to look into member accounts; null where there are none. */
export function memberPolicy(): PolicyDocument | null {
  const { MEMBER_ACCOUNTS, READ_ROLE_NAME, FIX_ROLE_NAME } = env();
  if (MEMBER_ACCOUNTS.length === 0) return null;
  const Resource = MEMBER_ACCOUNTS.map((entry) => entry.split(':', 1)[0] ?? entry).flatMap((id) =>
    [READ_ROLE_NAME, FIX_ROLE_NAME].map((role) => `arn:aws:iam::${id}:role/${role}`),
  );
  return {
    Version: '2012-10-17',
    Statement: [{ Sid: 'StraybytesMembers', Effect: 'Allow', Action: ['sts:AssumeRole'], Resource }],
  };
}
