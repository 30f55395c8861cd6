import type { BucketSpec } from '../world/organization.ts';
import type { AccountName } from './accounts.ts';
import { abortAfter, colderAfter, expireAfter, forgetOldVersions, oldStyleRules, thousandRules } from './rules.ts';
import type { UploadPlan } from './upload-plan.ts';

export type BucketPlan = Omit<BucketSpec, 'accountId' | 'uploads' | 'strays' | 'createdAt'> & {
  account: AccountName;
  /** Age of the bucket in days. */
  age: number;
  uploads?: readonly UploadPlan[];
};

const terraform = { 'managed-by': 'terraform', 'terraform:workspace': 'prod' };

/** Buckets with a story. Their figures make the headline: about 17 TiB and $412 a month. */
export const wastefulBuckets: BucketPlan[] = [
  {
    account: 'analytics',
    name: 'athena-results-apne2',
    region: 'ap-northeast-2',
    age: 1130,
    tags: { team: 'bi', 'cost-center': '0417' },
    uploads: [{ kind: 'athena', count: 2614, gib: 6974, oldest: 335, skew: 1.2, perDay: 10 }],
  },
  {
    account: 'data-platform',
    name: 'warehouse-unload',
    region: 'us-east-1',
    age: 1420,
    tags: {
      'aws:cloudformation:stack-name': 'warehouse-prod',
      'aws:cloudformation:logical-id': 'UnloadBucket',
      'aws:cloudformation:stack-id':
        'arn:aws:cloudformation:us-east-1:462905183374:stack/warehouse-prod/5c1f0c40-7d1e-11ec-9b7a-0a8b6f3e5b1d',
      team: 'warehouse',
    },
    lifecycle: [
      expireAfter(400, { id: 'expire-reports', prefix: 'reports/' }),
      abortAfter(3, { id: 'unload-tmp', prefix: 'unload/tmp/' }),
      abortAfter(3, { id: 'unload-old', prefix: 'unload/old/' }),
      colderAfter(60, { id: 'to-colder', prefix: 'data/' }),
    ],
    uploads: [{ kind: 'redshiftUnload', count: 1206, gib: 3297, oldest: 214, newest: 1.2, active: 2 }],
  },
  {
    account: 'core',
    name: 'nightly-backups',
    region: 'eu-central-1',
    age: 2210,
    versioning: 'Enabled',
    lateShare: 0.2,
    lifecycle: [
      abortAfter(14, { id: 'abort-uploads', enabled: false }),
      forgetOldVersions(60),
      colderAfter(90, { id: 'archive', prefix: 'hosts/', to: 'GLACIER_IR' }),
    ],
    uploads: [{ kind: 'nightlyBackup', count: 182, gib: 2150, oldest: 124, newest: 9 }],
  },
  {
    account: 'analytics',
    name: 'spark-staging',
    region: 'us-east-1',
    age: 890,
    lifecycle: [abortAfter(30), expireAfter(14, { id: 'expire-staging' })],
    uploads: [{ kind: 'spark', count: 640, gib: 1372, oldest: 26, skew: 1, perDay: 14 }],
  },
  {
    account: 'media',
    name: 'media-ingest',
    region: 'us-west-2',
    age: 640,
    tags: terraform,
    uploads: [{ kind: 'footage', count: 14, gib: 635, oldest: 3, newest: 0.4, active: 2 }],
  },
  {
    account: 'media',
    name: 'raw-footage',
    region: 'us-west-2',
    age: 1550,
    versioning: 'Enabled',
    lateShare: 0.3,
    lifecycle: [colderAfter(7, { id: 'to-glacier', to: 'GLACIER' })],
    uploads: [{ kind: 'footage', count: 61, gib: 430, oldest: 163, newest: 12, storageClass: 'GLACIER' }],
  },
  {
    account: 'data-platform',
    name: 'clickstream-archive',
    region: 'us-east-1',
    age: 1810,
    lifecycle: thousandRules(),
    uploads: [{ kind: 'spark', count: 470, gib: 348, oldest: 181, newest: 8.5, storageClass: 'STANDARD_IA' }],
  },
  {
    account: 'ml-research',
    name: 'ml-checkpoints',
    region: 'us-west-2',
    age: 510,
    tags: { ...terraform, team: 'vision' },
    lifecycle: [
      abortAfter(5, { id: 'abort-archive', prefix: 'archive/' }),
      expireAfter(180, { id: 'old-runs', prefix: 'runs/' }),
    ],
    uploads: [{ kind: 'checkpoint', count: 88, gib: 276, oldest: 96 }],
  },
  {
    account: 'data-platform',
    name: 'db-dumps-prod',
    region: 'eu-central-1',
    age: 1260,
    versioning: 'Suspended',
    uploads: [{ kind: 'databaseDump', count: 41, gib: 246, oldest: 192, newest: 8.2, storageClass: 'DEEP_ARCHIVE' }],
  },
  {
    account: 'core',
    name: 'gitlab-artifacts',
    region: 'eu-west-1',
    age: 1690,
    lifecycle: oldStyleRules([
      'artifacts/',
      'cache/',
      'ci_secure_files/',
      'dependency_proxy/',
      'external-diffs/',
      'lfs/',
      'packages/',
      'pages/',
      'registry/',
      'terraform_state/',
      'tmp/',
      'uploads/',
    ]),
    uploads: [{ kind: 'gitlab', count: 1320, gib: 208, oldest: 402, perDay: 3 }],
  },
  {
    account: 'core',
    name: 'velero-eks-apne2',
    region: 'ap-northeast-2',
    age: 720,
    lifecycle: [abortAfter(7, { id: 'abort-kopia', prefix: 'kopia/' })],
    uploads: [{ kind: 'velero', count: 96, gib: 118, oldest: 145 }],
  },
  {
    account: 'analytics',
    name: 'glue-temp-apne2',
    region: 'ap-northeast-2',
    age: 830,
    uploads: [{ kind: 'glue', count: 310, gib: 93, oldest: 88 }],
  },
  {
    account: 'media',
    name: 'mobile-uploads-apse1',
    region: 'ap-southeast-1',
    age: 930,
    lifecycle: [abortAfter(1, { id: 'abort-avatars', prefix: 'avatars/' })],
    uploads: [{ kind: 'browserUpload', count: 770, gib: 84, oldest: 240, perDay: 2 }],
  },
  {
    account: 'data-platform',
    name: 'firehose-landing',
    region: 'us-east-1',
    age: 980,
    uploads: [{ kind: 'firehose', count: 330, gib: 52, oldest: 71, newest: 8.1 }],
  },
  {
    account: 'core',
    name: 'file-gateway-finance',
    region: 'eu-central-1',
    age: 1980,
    versioning: 'Enabled',
    lifecycle: [forgetOldVersions(365)],
    transitionDefaultMinimumObjectSize: 'varies_by_storage_class',
    uploads: [{ kind: 'fileGateway', count: 36, gib: 61, oldest: 132 }],
  },
  {
    account: 'media',
    name: 'cdn-origin-assets',
    region: 'eu-west-1',
    age: 1330,
    tags: terraform,
    versioning: 'Enabled',
    lifecycle: [forgetOldVersions(30)],
    uploads: [{ kind: 'killedCopy', count: 240, gib: 34, oldest: 300, newest: 8.4 }],
  },
];

/** Buckets that tell less than one asks for. */
export const closedBuckets: BucketPlan[] = [
  {
    account: 'security',
    name: 'vault-exports',
    region: 'eu-west-1',
    age: 760,
    denied: [{ action: 's3:*', by: 'service control policy' }],
    uploads: [{ kind: 'killedCopy', count: 37, gib: 290, oldest: 180 }],
  },
  {
    account: 'security',
    name: 'forensics-images',
    region: 'us-east-1',
    age: 420,
    denied: [{ action: 's3:ListBucketMultipartUploads', by: 'service control policy' }],
    lifecycle: [colderAfter(30, { id: 'archive', to: 'DEEP_ARCHIVE' })],
    uploads: [{ kind: 'killedCopy', count: 9, gib: 120, oldest: 60 }],
  },
  {
    account: 'ml-research',
    name: 'research-datasets',
    region: 'ap-southeast-1',
    age: 610,
    tags: { classification: 'restricted' },
    lockedKmsKey: 'arn:aws:kms:ap-southeast-1:751386420917:key/8c5f1a52-3b7e-4f0e-9d55-0f6f0c1d2e3a',
    uploads: [{ kind: 'killedCopy', count: 23, gib: 140, oldest: 77 }],
  },
  {
    account: 'security',
    name: 'audit-evidence',
    region: 'eu-central-1',
    age: 1490,
    versioning: 'Enabled',
    mfaDelete: true,
    uploads: [{ kind: 'killedCopy', count: 5, gib: 3, oldest: 410, newest: 30 }],
  },
  {
    account: 'sandbox',
    name: 'partner-dropzone',
    region: 'us-west-2',
    age: 330,
    denied: [{ action: 's3:GetLifecycleConfiguration', by: 'resource-based policy' }],
    uploads: [{ kind: 'killedCopy', count: 18, gib: 26, oldest: 49 }],
  },
];

/** Buckets that fixes of the past have cleaned: only what is younger than seven days is left. */
export const fixedBuckets: BucketPlan[] = [
  {
    account: 'analytics',
    name: 'clickstream-raw',
    region: 'us-east-1',
    age: 1240,
    lifecycle: [
      expireAfter(730, { id: 'expire-raw', prefix: 'raw/' }),
      abortAfter(7, { id: 'straybytes-abort-incomplete-mpu' }),
    ],
    uploads: [{ kind: 'spark', count: 11, gib: 7, oldest: 6, skew: 1, perDay: 2 }],
  },
  {
    account: 'data-platform',
    name: 'etl-scratch-euw1',
    region: 'eu-west-1',
    age: 960,
    lifecycle: [abortAfter(7, { id: 'straybytes-abort-incomplete-mpu' })],
    uploads: [{ kind: 'glue', count: 6, gib: 4, oldest: 5, skew: 1, perDay: 1 }],
  },
];
