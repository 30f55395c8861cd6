import { formatBytes, formatCount } from '#lib/money/format.ts';
import type { LifecycleRule } from './rule.ts';
import { scopeOf } from './scope.ts';
import { unknownFields } from './unknown-fields.ts';

/** What a rule applies to, in words: "whole bucket", "unload/tmp/", "logs/, tag env=dev, over 128 KiB". */
export function ruleScope(rule: LifecycleRule): string {
  const { prefix, tags, sizeOver, sizeUnder, other } = scopeOf(rule);
  const conditions = [
    ...tags.map((tag) => `tag ${tag.Key}=${tag.Value}`),
    ...(sizeOver === null ? [] : [`over ${formatBytes(sizeOver)}`]),
    ...(sizeUnder === null ? [] : [`under ${formatBytes(sizeUnder)}`]),
    ...other.map(([name]) => `condition ${name}`),
  ];
  return [prefix || 'whole bucket', ...conditions].join(', ');
}

/** What a rule does, in words: "aborts uploads after 7 days", "disabled: expires after 400 days". */
export function ruleSays(rule: LifecycleRule): string {
  const actions = [
    ...expirationWords(rule),
    ...(rule.Transitions ?? []).map((step) => `to ${step.StorageClass ?? 'another class'}${when(step)}`),
    ...noncurrentWords(rule),
    ...abortWords(rule),
    ...unknownFields(rule)
      .filter((name) => !name.startsWith('Filter.'))
      .map((name) => `also ${name}, kept as it is`),
  ];
  const said = actions.join(', ') || 'does nothing';
  return rule.Status === 'Enabled' ? said : `disabled: ${said}`;
}

function expirationWords({ Expiration }: LifecycleRule): string[] {
  if (!Expiration) return [];
  const { Date: date, Days, ExpiredObjectDeleteMarker } = Expiration;
  return [
    ...(date === undefined && Days === undefined ? [] : [`expires${when({ Date: date, Days })}`]),
    ...(ExpiredObjectDeleteMarker ? ['removes expired delete markers'] : []),
  ];
}

function noncurrentWords({ NoncurrentVersionTransitions, NoncurrentVersionExpiration }: LifecycleRule): string[] {
  const words = (NoncurrentVersionTransitions ?? []).map(
    (step) =>
      `noncurrent versions to ${step.StorageClass ?? 'another class'}${when({ Days: step.NoncurrentDays })}${keeping(step)}`,
  );
  if (!NoncurrentVersionExpiration) return words;
  const { NoncurrentDays } = NoncurrentVersionExpiration;
  return [
    ...words,
    `noncurrent versions expire${when({ Days: NoncurrentDays })}${keeping(NoncurrentVersionExpiration)}`,
  ];
}

function abortWords({ AbortIncompleteMultipartUpload: abort }: LifecycleRule): string[] {
  return abort ? [`aborts uploads${when({ Days: abort.DaysAfterInitiation })}`] : [];
}

function when({ Date: date, Days }: { Date?: string | undefined; Days?: number | undefined }): string {
  if (date !== undefined) return ` on ${date.slice(0, 10)}`;
  return Days === undefined ? '' : ` after ${formatCount(Days)} ${Days === 1 ? 'day' : 'days'}`;
}

function keeping({ NewerNoncurrentVersions: kept }: { NewerNoncurrentVersions?: number | undefined }): string {
  return kept === undefined ? '' : `, keeping the newest ${formatCount(kept)}`;
}
