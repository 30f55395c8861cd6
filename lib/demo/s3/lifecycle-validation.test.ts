import { expect, test } from 'vitest';
import type { LifecycleRule } from '#lib/lifecycle/rule.ts';
import { validateLifecycle } from './lifecycle-validation.ts';

const abort = { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } };
const tag = { Key: 'team', Value: '007' };

function rule(fields: Partial<LifecycleRule>): LifecycleRule {
  return { Status: 'Enabled', Filter: {}, ...fields };
}

/** A rule of the first version: Prefix and no Filter. */
function v1(prefix: string, fields: Partial<LifecycleRule> = abort): LifecycleRule {
  return { Status: 'Enabled', Prefix: prefix, ...fields };
}

const accepted: [string, LifecycleRule[]][] = [
  ['an abort rule for the whole bucket, empty filter', [rule(abort)]],
  ['an abort rule for the whole bucket, empty prefix', [rule({ Filter: { Prefix: '' }, ...abort })]],
  ['an ID of 255 characters', [rule({ ID: 'x'.repeat(255), ...abort })]],
  ['1,000 rules', Array.from({ length: 1000 }, (_, i) => rule({ ID: `r${i}`, ...abort }))],
  ['And with prefix and tag', [rule({ Filter: { And: { Prefix: 'a/', Tags: [tag] } }, Expiration: { Days: 1 } })]],
  ['a tag filter without abort', [rule({ Filter: { Tag: tag }, Expiration: { Days: 1 } })]],
  ['a date at midnight', [rule({ Expiration: { Date: '2027-01-01T00:00:00.000Z' } })]],
  ['all rules V1, separate prefixes', [v1('a/'), v1('b/')]],
  ['all rules V1, overlapping prefixes of different actions', [v1(''), v1('a', { Expiration: { Days: 3 } })]],
  ['overlapping prefixes in V2', [rule(abort), rule({ Filter: { Prefix: 'a' }, ...abort })]],
  ['expired delete markers', [rule({ Expiration: { ExpiredObjectDeleteMarker: true } })]],
  ['rules without an ID', [rule(abort), rule({ Expiration: { Days: 9 } })]],
];

test.each(accepted)('takes %s', (_name, rules) => {
  expect(validateLifecycle(rules)).toBeNull();
});

const rejected: [string, LifecycleRule[], string, string | RegExp][] = [
  [
    'abort with a tag',
    [rule({ Filter: { Tag: tag }, ...abort })],
    'InvalidRequest',
    'AbortIncompleteMultipartUpload cannot be specified with Tags.',
  ],
  [
    'abort with a tag inside And',
    [rule({ Filter: { And: { Prefix: 'a', Tags: [tag] } }, ...abort })],
    'InvalidRequest',
    'AbortIncompleteMultipartUpload cannot be specified with Tags.',
  ],
  [
    'abort with a size',
    [rule({ Filter: { ObjectSizeGreaterThan: 1 }, ...abort })],
    'InvalidRequest',
    'AbortIncompleteMultipartUpload cannot be specified with Object Size.',
  ],
  [
    'abort with a size inside And',
    [rule({ Filter: { And: { Prefix: 'a', ObjectSizeLessThan: 1 } }, ...abort })],
    'InvalidRequest',
    'AbortIncompleteMultipartUpload cannot be specified with Object Size.',
  ],
  [
    'expired delete markers with a size, even when false',
    [rule({ Filter: { ObjectSizeLessThan: 9 }, Expiration: { ExpiredObjectDeleteMarker: false } })],
    'InvalidRequest',
    'ExpiredObjectDeleteMarker cannot be specified with Object Size.',
  ],
  [
    'expired delete markers with a tag',
    [rule({ Filter: { Tag: tag }, Expiration: { ExpiredObjectDeleteMarker: true } })],
    'InvalidRequest',
    'ExpiredObjectDeleteMarker cannot be specified with Tags.',
  ],
  [
    'expired delete markers with days',
    [rule({ Expiration: { ExpiredObjectDeleteMarker: true, Days: 3 } })],
    'MalformedXML',
    /well-formed/,
  ],
  [
    'expired delete markers with a date',
    [rule({ Expiration: { ExpiredObjectDeleteMarker: true, Date: '2027-01-01T00:00:00Z' } })],
    'MalformedXML',
    /well-formed/,
  ],
  ['no filter and no prefix', [{ Status: 'Enabled', ...abort }], 'MalformedXML', /well-formed/],
  ['filter and prefix in one rule', [rule({ Prefix: '', ...abort })], 'MalformedXML', /well-formed/],
  ['And with one predicate', [rule({ Filter: { And: { Prefix: 'a' } }, ...abort })], 'MalformedXML', /well-formed/],
  [
    'two predicates outside And',
    [rule({ Filter: { Prefix: 'a', Tag: tag }, Expiration: { Days: 1 } })],
    'MalformedXML',
    /well-formed/,
  ],
  ['V1 before V2', [v1('a'), rule(abort)], 'InvalidRequest', 'Filter element can only be used in Lifecycle V2.'],
  [
    'V2 before V1',
    [rule(abort), v1('a')],
    'InvalidRequest',
    'Base level prefix cannot be used in Lifecycle V2, prefixes are only supported in the Filter.',
  ],
  [
    'V1 overlapping prefixes of one action',
    [v1('a', { Expiration: { Days: 9 } }), v1('', { Expiration: { Days: 3 } })],
    'InvalidRequest',
    "Found overlapping prefixes '' and 'a' for same action type 'Expiration'",
  ],
  [
    'one ID twice',
    [rule({ ID: 'a', ...abort }), rule({ ID: 'a', Expiration: { Days: 1 } })],
    'InvalidArgument',
    'Rule ID must be unique. Found same ID for more than one rule',
  ],
  [
    'an ID of 256 characters',
    [rule({ ID: 'x'.repeat(256), ...abort })],
    'InvalidArgument',
    'ID length should not exceed allowed limit of 255',
  ],
  ['no action', [rule({})], 'InvalidRequest', 'At least one action needs to be specified in a rule'],
  [
    '1,001 rules',
    Array.from({ length: 1001 }, (_, i) => rule({ ID: `r${i}`, ...abort })),
    'InvalidRequest',
    'The number of lifecycle rules must not exceed the allowed limit of 1000 rules.',
  ],
  [
    'abort after 0 days',
    [rule({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 0 } })],
    'InvalidArgument',
    /positive integer/,
  ],
  [
    'abort after 3.5 days',
    [rule({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 3.5 } })],
    'MalformedXML',
    /well-formed/,
  ],
  [
    'a date off midnight',
    [rule({ Expiration: { Date: '2027-01-01T01:00:00Z' } })],
    'InvalidArgument',
    "'Date' must be at midnight GMT",
  ],
  ['no rules', [], 'MalformedXML', /well-formed/],
  ['an unknown status', [rule({ Status: 'On', ...abort })], 'MalformedXML', /well-formed/],
  [
    'STANDARD_IA before 30 days',
    [rule({ Transitions: [{ Days: 29, StorageClass: 'STANDARD_IA' }] })],
    'InvalidArgument',
    /greater than or equal to 30/,
  ],
  [
    'expiration before transition',
    [rule({ Transitions: [{ Days: 30, StorageClass: 'GLACIER' }], Expiration: { Days: 30 } })],
    'InvalidArgument',
    /must be greater than 'Days' in the Transition action/,
  ],
];

test.each(rejected)('rejects %s', (_name, rules, code, message) => {
  const rejection = validateLifecycle(rules);
  expect(rejection?.code).toBe(code);
  expect(rejection?.message).toMatch(message);
  if (typeof message === 'string') expect(rejection?.message).toBe(message);
});
