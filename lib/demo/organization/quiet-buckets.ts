import type { LifecycleRule } from '#lib/lifecycle/rule.ts';
import { type Random, randomOf } from '../random.ts';
import type { AccountName } from './accounts.ts';
import { abortAfter, colderAfter, expireAfter, forgetOldVersions } from './rules.ts';
import type { UploadKindName } from './upload-kinds.ts';
import type { UploadPlan } from './upload-plan.ts';
import type { BucketPlan } from './wasteful-buckets.ts';

const regions = ['us-east-1', 'us-west-2', 'eu-central-1', 'eu-west-1', 'ap-northeast-2', 'ap-southeast-1'] as const;
const shortNames: Record<(typeof regions)[number], string> = {
  'us-east-1': 'use1',
  'us-west-2': 'usw2',
  'eu-central-1': 'euc1',
  'eu-west-1': 'euw1',
  'ap-northeast-2': 'apne2',
  'ap-southeast-1': 'apse1',
};

/** What each account keeps besides; a number says in how many regions. */
const names: Record<AccountName, Record<string, number>> = {
  core: {
    'elb-access-logs': 6,
    'cloudtrail-core': 2,
    'artifact-releases': 3,
    'helm-charts': 1,
    'terraform-state': 3,
    'vpc-flow-logs': 5,
    'wiki-attachments': 1,
    'ami-exports': 1,
    'mail-archive': 1,
  },
  analytics: {
    'curated-events': 4,
    'dashboards-cache': 2,
    'feature-store': 2,
    'adhoc-exports': 3,
    'dbt-artifacts': 1,
    'ab-tests': 1,
    'survey-imports': 2,
    'query-exports': 3,
  },
  'data-platform': {
    'lake-bronze': 4,
    'lake-silver': 4,
    'lake-gold': 3,
    'schema-registry': 1,
    'kafka-tiered': 3,
    'dead-letters': 2,
    'airflow-logs': 2,
    'cdc-snapshots': 2,
    'partner-feeds': 2,
  },
  media: {
    'transcoded-hls': 4,
    thumbnails: 3,
    subtitles: 1,
    'press-kit': 1,
    'player-logs': 3,
    podcasts: 2,
    'ad-creatives': 2,
  },
  security: {
    'config-snapshots': 5,
    'guardduty-findings': 4,
    'waf-logs': 3,
    'access-analyzer': 1,
    'pentest-reports': 1,
  },
  'ml-research': {
    notebooks: 2,
    tokenizers: 1,
    'eval-results': 2,
    'speech-corpus': 1,
    'sagemaker-output': 3,
    'model-registry': 2,
    'label-studio': 2,
  },
  sandbox: {
    'hackathon-2025': 1,
    'demo-day': 1,
    'poc-vector-search': 1,
    'loadtest-results': 2,
    interns: 1,
    'old-website': 1,
    'training-labs': 2,
    'static-prototypes': 1,
  },
};

/** Who forgets uploads where. */
const forgetters: Record<AccountName, [UploadKindName, ...UploadKindName[]]> = {
  core: ['killedCopy', 'killedCopy', 'databaseDump'],
  analytics: ['killedCopy', 'athena', 'glue'],
  'data-platform': ['killedCopy', 'glue', 'spark', 'databaseDump'],
  media: ['killedCopy', 'browserUpload', 'footage'],
  security: ['killedCopy'],
  'ml-research': ['checkpoint', 'killedCopy'],
  sandbox: ['killedCopy'],
};

/** All other buckets: most hold no incomplete upload, a third of them a few forgotten ones. */
export function quietBuckets(seed: string): BucketPlan[] {
  return Object.entries(names).flatMap(([account, stems]) =>
    Object.entries(stems).flatMap(([stem, count]) =>
      Array.from({ length: count }, (_, index) => quietBucket({ seed, account: account as AccountName, stem, index })),
    ),
  );
}

function quietBucket(at: { seed: string; account: AccountName; stem: string; index: number }): BucketPlan {
  const random = randomOf(at.seed, 'quiet', at.account, at.stem, at.index);
  const start = randomOf(at.seed, 'region', at.account, at.stem).integer(0, regions.length - 1);
  const region = regions[(start + at.index) % regions.length] ?? 'us-east-1';
  const name = `${at.stem}-${shortNames[region]}`;
  const protection = random.next();
  const isProtected = protection < 0.36;
  const hasWaste = !isProtected && random.next() < 0.5;
  const isVersioned = random.next() < 0.3;
  const lifecycle = [
    ...abortRules(protection, random),
    ...(/logs|findings|snapshots|dead-letters/.test(at.stem)
      ? [expireAfter(random.pick([90, 180, 400]), { id: 'expire' })]
      : []),
    ...(/lake|corpus|archive/.test(at.stem) ? [colderAfter(random.pick([30, 90]), { id: 'colder' })] : []),
    ...(isVersioned ? [forgetOldVersions(random.pick([30, 90]))] : []),
  ];
  return {
    account: at.account,
    name,
    region,
    age: random.integer(90, 2100),
    tags: random.next() < 0.5 ? { team: at.account, env: random.pick(['prod', 'prod', 'staging']) } : {},
    lifecycle,
    ...(isVersioned ? { versioning: 'Enabled' as const } : {}),
    ...(hasWaste ? { uploads: [forgotten(at.account, random)] } : {}),
  };
}

/** A third is protected; a few rules are switched off or reach only a prefix. */
function abortRules(protection: number, random: Random): LifecycleRule[] {
  if (protection < 0.36) return [abortAfter(random.pick([1, 3, 7, 7, 7]))];
  if (protection < 0.41) return [abortAfter(7, { enabled: false })];
  return protection < 0.47 ? [abortAfter(2, { id: 'abort-temporary', prefix: 'temporary/' })] : [];
}

function forgotten(account: AccountName, random: Random): UploadPlan {
  return {
    kind: random.pick(forgetters[account]),
    count: random.integer(1, 16),
    gib: random.logNormal(13, 0.9),
    oldest: random.integer(12, 420),
    newest: 3,
  };
}
