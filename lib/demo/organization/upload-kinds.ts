import type { Random } from '../random.ts';

/** How one kind of program writes: what its keys look like, who it signs as, and how big its parts are. */
export type UploadKind = {
  /** MiB of each part but the last. */
  partMib: number;
  /** How far sizes differ: 0.3 hardly, 1.2 wildly. */
  spread: number;
  /** Seconds between two parts. */
  pace: number;
  /** Hour of the day (UTC) at which uploads begin. */
  hour(random: Random): number;
  key(at: Date, random: Random): string;
  /** ARN after `arn:aws:`; `$` stands for the account. */
  initiator(random: Random): string;
};

const officeHour = (random: Random) => random.integer(0, 9) + random.next();
const anyHour = (random: Random) => random.next() * 22;
const atNight = (random: Random) => 1.5 + random.next();

export const uploadKinds = {
  /** A query that was cancelled or ran over its limit leaves its result behind. */
  athena: {
    partMib: 16,
    spread: 1.1,
    pace: 2,
    hour: officeHour,
    key: (at, random) =>
      random.next() < 0.7
        ? `Unsaved/${ymd(at, '/')}/${random.uuid()}.csv`
        : `tables/${random.uuid()}/${at.getTime()}_${random.hex(5)}`,
    initiator: (random) =>
      `sts::$:assumed-role/bi-reader/${random.pick(['AthenaJDBC', 'tableau', 'superset', 'jihye.park', 'm.okafor'])}`,
  },
  redshiftUnload: {
    partMib: 64,
    spread: 0.7,
    pace: 3,
    hour: atNight,
    key: (at, random) =>
      `unload/${random.pick(['orders', 'sessions', 'ledger', 'inventory'])}/${ymd(at, '-')}/${slice(random)}_part_00.parquet`,
    initiator: () => 'sts::$:assumed-role/redshift-unload/RedshiftIamRoleSession',
  },
  /** Executors that were lost (spot instances) before the committer could finish. */
  spark: {
    partMib: 32,
    spread: 0.8,
    pace: 1,
    hour: anyHour,
    key: (at, random) =>
      `${random.pick(['sessions', 'attribution', 'features'])}/dt=${ymd(at, '-')}/part-${slice(random)}${random.integer(0, 9)}-${random.uuid()}-c000.snappy.parquet`,
    initiator: (random) => `sts::$:assumed-role/EMR_EC2_DefaultRole/i-0${random.hex(16)}`,
  },
  nightlyBackup: {
    partMib: 128,
    spread: 0.35,
    pace: 4,
    hour: atNight,
    key: (at, random) =>
      `hosts/${random.pick(['erp-db1', 'erp-db2', 'files-fra', 'mail-fra'])}/backup-${ymd(at, '-')}.tar.zst`,
    initiator: () => 'iam::$:user/backup-agent',
  },
  databaseDump: {
    partMib: 100,
    spread: 0.6,
    pace: 5,
    hour: atNight,
    key: (at, random) => `pg_dump/${random.pick(['billing', 'crm', 'catalog'])}/${ymd(at, '')}.dump`,
    initiator: () => 'sts::$:assumed-role/rds-dump-task/ecs-tasks',
  },
  velero: {
    partMib: 16,
    spread: 0.9,
    pace: 2,
    hour: atNight,
    key: (at, random) => `velero/backups/daily-${ymd(at, '')}021500/restic/pack-${random.hex(12)}`,
    initiator: () => 'sts::$:assumed-role/velero-server/1698765432',
  },
  gitlab: {
    partMib: 10,
    spread: 0.9,
    pace: 1,
    hour: officeHour,
    key: (at, random) =>
      `tmp/uploads/${Math.floor(at.getTime() / 1000)}-${random.integer(100, 32_000)}-${random.integer(1000, 9999)}-${random.hex(32)}`,
    initiator: () => 'sts::$:assumed-role/gitlab-workhorse/gitlab-web',
  },
  glue: {
    partMib: 32,
    spread: 0.8,
    pace: 2,
    hour: anyHour,
    key: (at, random) => `temp/run-${at.getTime()}-part-r-${slice(random)}${random.integer(0, 9)}`,
    initiator: () => 'sts::$:assumed-role/AWSGlueServiceRole-curate/GlueJobRunnerSession',
  },
  firehose: {
    partMib: 8,
    spread: 0.4,
    pace: 6,
    hour: anyHour,
    key: (at, random) => `events/${ymd(at, '/')}/landing-4-${ymd(at, '-')}-${hms(at)}-${random.uuid()}.gz`,
    initiator: () => 'sts::$:assumed-role/firehose-landing/firehose',
  },
  browserUpload: {
    partMib: 5,
    spread: 1,
    pace: 4,
    hour: anyHour,
    key: (_at, random) => `users/${random.integer(10_000, 99_999)}/originals/IMG_${random.integer(1000, 9999)}.mov`,
    initiator: (random) => `sts::$:assumed-role/mobile-upload-app/cognito-${random.hex(8)}`,
  },
  footage: {
    partMib: 256,
    spread: 0.6,
    pace: 12,
    hour: officeHour,
    key: (at, random) =>
      `${random.pick(['seoul-unit', 'busan-unit', 'second-unit'])}/${ymd(at, '-')}/A${random.integer(100, 999)}_C${random.integer(100, 999)}.mxf`,
    initiator: (random) =>
      `sts::$:assumed-role/ingest-station-${random.integer(1, 3)}/botocore-session-17${random.integer(10_000_000, 69_999_999)}`,
  },
  killedCopy: {
    partMib: 8,
    spread: 1.2,
    pace: 1,
    hour: officeHour,
    key: (at, random) =>
      `${random.pick(['migration', 'handover', 'tmp', 'import'])}/${ymd(at, '-')}/${random.pick(['export', 'disk', 'archive', 'dataset'])}-${random.hex(4)}.${random.pick(['tar', 'zip', 'img', 'csv'])}`,
    initiator: (random) =>
      random.next() < 0.6
        ? `sts::$:assumed-role/${random.pick(['dev-access', 'migration', 'support'])}/botocore-session-17${random.integer(10_000_000, 69_999_999)}`
        : `sts::$:assumed-role/AWSReservedSSO_PowerUser_${random.hex(16)}/${random.pick(['d.novak', 's.kim', 'a.rossi', 'l.meyer'])}`,
  },
  checkpoint: {
    partMib: 64,
    spread: 0.7,
    pace: 2,
    hour: anyHour,
    key: (_at, random) =>
      `runs/${random.pick(['vision-l', 'asr-ko', 'ranker'])}-${random.hex(6)}/step-${random.integer(1, 90)}000/model.safetensors`,
    initiator: () => 'sts::$:assumed-role/training-node/botocore-session',
  },
  fileGateway: {
    partMib: 64,
    spread: 0.7,
    pace: 8,
    hour: anyHour,
    key: (at, random) => `finance-share/${at.getUTCFullYear()}/scan-${random.hex(6)}.pdf`,
    initiator: () => 'sts::$:assumed-role/StorageGatewayBucketAccess/sgw-0A1B2C3D',
  },
} satisfies Record<string, UploadKind>;

export type UploadKindName = keyof typeof uploadKinds;

function ymd(at: Date, separator: string): string {
  return at.toISOString().slice(0, 10).replaceAll('-', separator);
}

function hms(at: Date): string {
  return at.toISOString().slice(11, 19).replaceAll(':', '-');
}

/** Four digits, as slices and partitions are numbered. */
function slice(random: Random): string {
  return String(random.integer(0, 63)).padStart(4, '0');
}
