import type { LifecycleConfiguration, LifecycleRule } from './rule.ts';
import { scopeOf } from './scope.ts';
import { unsaidComment } from './unsaid-comment.ts';

const hclEscapes: Record<string, string> = { '\\b': '\\u0008', '\\f': '\\u000c' };

type Attribute = [name: string, value: string | number | boolean | undefined];

/** An `aws_s3_bucket_lifecycle_configuration` resource (AWS provider ≥ 4; the minimum size needs ≥ 5.87). */
export function terraformSnippet({ bucket, after }: { bucket: string; after: LifecycleConfiguration }): string {
  const name = bucket.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d)/, 'bucket_');
  return `${block(`resource "aws_s3_bucket_lifecycle_configuration" "${name}"`, [
    ...attributes([
      ['bucket', bucket],
      ['transition_default_minimum_object_size', after.transitionDefaultMinimumObjectSize ?? undefined],
    ]),
    ...after.rules.flatMap((rule, index) => ['', ...block('rule', ruleLines(rule, index))]),
  ]).join('\n')}\n`;
}

function ruleLines(rule: LifecycleRule, index: number): string[] {
  const {
    Expiration: expiration,
    NoncurrentVersionExpiration: noncurrent,
    AbortIncompleteMultipartUpload: abort,
  } = rule;
  return [
    ...unsaidComment(rule),
    // The provider insists on an id; S3 makes one up where a rule has none.
    ...attributes([
      ['id', rule.ID || `rule-${index + 1}`],
      ['status', rule.Status],
    ]),
    ...block('filter', filterLines(rule)),
    ...(expiration ? block('expiration', attributes([...timed(expiration), marker(expiration)])) : []),
    ...(rule.Transitions ?? []).flatMap((step) =>
      block('transition', attributes([...timed(step), ['storage_class', step.StorageClass]])),
    ),
    ...(rule.NoncurrentVersionTransitions ?? []).flatMap((step) =>
      block('noncurrent_version_transition', attributes([...kept(step), ['storage_class', step.StorageClass]])),
    ),
    ...(noncurrent ? block('noncurrent_version_expiration', attributes(kept(noncurrent))) : []),
    ...(abort
      ? block('abort_incomplete_multipart_upload', attributes([['days_after_initiation', abort.DaysAfterInitiation]]))
      : []),
  ];
}

function filterLines(rule: LifecycleRule): string[] {
  const { prefix, tags, sizeOver, sizeUnder } = scopeOf(rule);
  const plain: Attribute[] = [
    ['prefix', prefix || undefined],
    ['object_size_greater_than', sizeOver ?? undefined],
    ['object_size_less_than', sizeUnder ?? undefined],
  ];
  const conditions = plain.filter(([, value]) => value !== undefined).length + tags.length;
  const [tag] = tags;
  if (conditions > 1) {
    const map = tags.map(({ Key, Value }) => `  ${text(Key)} = ${text(Value)}`);
    return block('and', [...attributes(plain), ...(tag ? ['tags = {', ...map, '}'] : [])]);
  }
  if (tag) {
    return block(
      'tag',
      attributes([
        ['key', tag.Key],
        ['value', tag.Value],
      ]),
    );
  }
  return attributes(plain);
}

function timed({ Date: date, Days: days }: { Date?: string | undefined; Days?: number | undefined }): Attribute[] {
  return [
    ['date', date === undefined ? undefined : new Date(date).toISOString().replace('.000Z', 'Z')],
    ['days', days],
  ];
}

function marker({ ExpiredObjectDeleteMarker: value }: { ExpiredObjectDeleteMarker?: boolean | undefined }): Attribute {
  return ['expired_object_delete_marker', value];
}

function kept(step: {
  NoncurrentDays?: number | undefined;
  NewerNoncurrentVersions?: number | undefined;
}): Attribute[] {
  return [
    ['noncurrent_days', step.NoncurrentDays],
    ['newer_noncurrent_versions', step.NewerNoncurrentVersions],
  ];
}

function attributes(pairs: readonly Attribute[]): string[] {
  return pairs.flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} = ${typeof value === 'string' ? text(value) : value}`],
  );
}

function block(head: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [`${head} {}`];
  return [`${head} {`, ...lines.map((line) => (line === '' ? '' : `  ${line}`)), '}'];
}

/** A quoted HCL string: JSON's escapes but for two that HCL lacks, and no brace that could begin a template. */
function text(value: string): string {
  const quoted = JSON.stringify(value).replace(/\\[^u]/g, (pair) => hclEscapes[pair] ?? pair);
  return quoted.replace(/([$%])\{/g, '$1\\u007b');
}
