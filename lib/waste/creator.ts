import type { Creator } from './upload.ts';

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

type Pattern = {
  id: string;
  label: string;
  /** Keys that hardly anybody else writes: enough by themselves. */
  distinctKey?: RegExp;
  /** Keys that others write too. */
  key?: RegExp;
  /** Names of roles, users or sessions. */
  initiator?: RegExp;
  bucket?: RegExp;
  /** Weak signs in the initiator or the key, for want of a better one. */
  hint?: RegExp;
};

/** Two good signs together, or a distinct key, are high confidence; one good sign is medium; a bucket's name alone is low. */
const weights = { distinctKey: 40, key: 20, initiator: 19, bucket: 15, hint: 10 };
const HIGH = 35;
const MEDIUM = 19;

/** In order: the first of the strongest matches wins. Adding a creator is one entry. */
const patterns: readonly Pattern[] = [
  {
    id: 'athena',
    label: 'Athena, cancelled queries',
    distinctKey: new RegExp(`(^|/)Unsaved/\\d{4}/\\d{2}/\\d{2}/|(^|/)tables/${UUID}/`, 'i'),
    key: new RegExp(`(^|/)${UUID}\\.(csv|txt)(\\.metadata)?$`, 'i'),
    initiator: /athena/i,
    bucket: /athena/i,
  },
  {
    id: 'redshift-unload',
    label: 'Redshift UNLOAD',
    distinctKey: /\d{4}_part_\d{2,}(\.\w+)*$/,
    initiator: /redshift/i,
    bucket: /redshift|unload/i,
  },
  {
    id: 'gitlab',
    label: 'GitLab',
    distinctKey: /(^|\/)tmp\/uploads\/\d{9,}-\d+-/,
    key: /(^|\/)@hashed\/[0-9a-f]{2}\/|(^|\/)tmp\/(work|cache|upload)/,
    initiator: /gitlab/i,
    bucket: /gitlab/i,
  },
  {
    id: 'spark',
    label: 'Spark committers',
    distinctKey: new RegExp(`(^|/)(_temporary|__magic[^/]*|_spark_metadata)/|(^|/)part-\\d{5}-${UUID}[-.]`, 'i'),
    key: /(^|\/)part-[rm]?-?\d{5}([-.]|$)/,
    initiator: /\bemr|spark|databricks/i,
    bucket: /spark|emr|databricks/i,
  },
  { id: 'glue', label: 'Glue jobs', key: /(^|\/)run-(\w+-)?\d{10,}-part-/i, initiator: /glue/i, bucket: /\bglue\b/i },
  {
    id: 'replication',
    label: 'S3 Replication',
    initiator: /replication|AWSServiceRoleForS3|s3crr/i,
  },
  { id: 'firehose', label: 'Firehose', key: /-\d+-\d{4}(-\d{2}){5}-[0-9a-f]{8}-/, initiator: /firehose/i },
  {
    id: 'backup',
    label: 'Backup job',
    key: /(^|[/_.-])(backups?|dumps?|snapshots?|velero|restic|pgbackrest|barman|wal-g|mysqldump|pg_dump)([/_.-]|$)|\.(bak|dump|sql(\.\w+)?|xbstream|vbk|vib)$/i,
    initiator: /backup|velero|restic|veeam|pgbackrest|wal-?g|\bdump/i,
    bucket: /backup|dump|velero|restic|veeam/i,
  },
  { id: 'storage-gateway', label: 'File Gateway', initiator: /storage-?gateway|file-?gateway|\bsgw-/i },
  {
    id: 'media-upload',
    label: 'Browser or mobile uploads',
    initiator: /cognito|amplify|upload(er|s)?[-_]?(web|app|api|role)/i,
  },
  { id: 'mounted-bucket', label: 'Mounted bucket', initiator: /s3fs|goofys|mountpoint/i },
  { id: 'rclone', label: 'rclone', initiator: /rclone/i, key: /\.rclone-chunk\./ },
  {
    id: 'aws-cli',
    label: 'Killed CLI or SDK copy',
    initiator: /aws-?cli|boto(3|core)/i,
    hint: /:user\/|\.(iso|img|ova|vmdk|qcow2|mp4|mov|mxf|mkv|avi|wav|tar|tgz|zip|7z|gz|zst|bz2|bam|cram|fastq|h5|ckpt|safetensors|pt|parquet|csv|json|raw|bin)$/i,
  },
];

const labels = new Map(patterns.map(({ id, label }) => [id, label]));
const UNKNOWN: Creator = { id: 'unknown', confidence: 'low' };

/**
 * Who probably left an upload behind, from its key, its bucket's name and its initiator's ARN. A heuristic: always to be
 * shown with "likely".
 */
export function likelyCreator({
  bucket,
  key,
  initiator,
}: {
  bucket: string;
  key: string;
  initiator: string | null;
}): Creator {
  const who = initiatorName(initiator);
  let best: Creator = UNKNOWN;
  let bestScore = 0;
  for (const pattern of patterns) {
    const score = scoreOf(pattern, bucket, key, who);
    if (score <= bestScore) continue;
    bestScore = score;
    best = { id: pattern.id, confidence: score >= HIGH ? 'high' : score >= MEDIUM ? 'medium' : 'low' };
  }
  return best;
}

/** A creator in words: "Athena, cancelled queries". */
export function creatorLabel(id: string): string {
  return labels.get(id) ?? 'Unknown';
}

function scoreOf(pattern: Pattern, bucket: string, key: string, who: string): number {
  const byKey = pattern.distinctKey?.test(key) ? weights.distinctKey : pattern.key?.test(key) ? weights.key : 0;
  const byInitiator = who !== '' && pattern.initiator?.test(who) ? weights.initiator : 0;
  const byBucket = pattern.bucket?.test(bucket) ? weights.bucket : 0;
  const byHint = pattern.hint?.test(who) || pattern.hint?.test(key) ? weights.hint : 0;
  return byKey + byInitiator + byBucket + byHint;
}

/** The part of an ARN that people name; '' for a canonical user id, which tells nothing. */
function initiatorName(initiator: string | null): string {
  const match = /^arn:[^:]*:(iam|sts)::\d*(:.+)$/.exec(initiator ?? '');
  return match?.[2] ?? '';
}
