import type { LifecycleConfiguration, LifecycleRule } from './rule.ts';
import { scopeOf } from './scope.ts';
import { unsaidComment } from './unsaid-comment.ts';

type Property = [name: string, value: string | number | boolean | undefined];

/** The `LifecycleConfiguration` property of an `AWS::S3::Bucket`, as YAML to paste under its `Properties`. */
export function cloudformationSnippet({ bucket, after }: { bucket: string; after: LifecycleConfiguration }): string {
  return [
    `# Under Properties of the AWS::S3::Bucket ${JSON.stringify(bucket)}`,
    'LifecycleConfiguration:',
    ...indent(
      properties([['TransitionDefaultMinimumObjectSize', after.transitionDefaultMinimumObjectSize ?? undefined]]),
    ),
    after.rules.length > 0 ? '  Rules:' : '  Rules: []',
    ...indent(
      after.rules.flatMap((rule) => [...unsaidComment(rule), ...item(ruleLines(rule))]),
      4,
    ),
    '',
  ].join('\n');
}

function ruleLines(rule: LifecycleRule): string[] {
  const { prefix, tags, sizeOver, sizeUnder } = scopeOf(rule);
  const {
    Expiration: expiration,
    NoncurrentVersionExpiration: noncurrent,
    AbortIncompleteMultipartUpload: abort,
  } = rule;
  return [
    ...properties([
      ['Id', rule.ID || undefined],
      ['Status', rule.Status],
      ['Prefix', prefix || undefined],
      // CloudFormation wants these two as strings.
      ['ObjectSizeGreaterThan', sizeOver === null ? undefined : String(sizeOver)],
      ['ObjectSizeLessThan', sizeUnder === null ? undefined : String(sizeUnder)],
    ]),
    ...list('TagFilters', tags, ({ Key, Value }) => [
      ['Key', Key],
      ['Value', Value],
    ]),
    ...properties([
      ['ExpirationDate', expiration?.Date],
      ['ExpirationInDays', expiration?.Days],
      ['ExpiredObjectDeleteMarker', expiration?.ExpiredObjectDeleteMarker],
    ]),
    ...list('Transitions', rule.Transitions ?? [], (step) => [
      ['StorageClass', step.StorageClass],
      ['TransitionDate', step.Date],
      ['TransitionInDays', step.Days],
    ]),
    ...list('NoncurrentVersionTransitions', rule.NoncurrentVersionTransitions ?? [], (step) => [
      ['StorageClass', step.StorageClass],
      ['TransitionInDays', step.NoncurrentDays],
      ['NewerNoncurrentVersions', step.NewerNoncurrentVersions],
    ]),
    ...nested(
      'NoncurrentVersionExpiration',
      noncurrent && [
        ['NoncurrentDays', noncurrent.NoncurrentDays],
        ['NewerNoncurrentVersions', noncurrent.NewerNoncurrentVersions],
      ],
    ),
    ...nested('AbortIncompleteMultipartUpload', abort && [['DaysAfterInitiation', abort.DaysAfterInitiation]]),
  ];
}

/** JSON's strings, numbers and booleans are YAML's too. */
function properties(pairs: readonly Property[]): string[] {
  return pairs.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${JSON.stringify(value)}`]));
}

function nested(name: string, pairs: readonly Property[] | undefined): string[] {
  return pairs ? [`${name}:`, ...indent(properties(pairs))] : [];
}

function list<T>(name: string, items: readonly T[], pairsOf: (item: T) => Property[]): string[] {
  if (items.length === 0) return [];
  return [`${name}:`, ...indent(items.flatMap((each) => item(properties(pairsOf(each)))))];
}

function item(lines: readonly string[]): string[] {
  return lines.map((line, index) => `${index === 0 ? '- ' : '  '}${line}`);
}

function indent(lines: readonly string[], by = 2): string[] {
  return lines.map((line) => ' '.repeat(by) + line);
}
