import { expect, it } from 'vitest';
import { abortRule, markerRule } from './own-rule.ts';
import type { LifecycleRule } from './rule.ts';
import { ruleSays, ruleScope } from './wording.ts';

const tags = [
  { Key: 'env', Value: 'dev' },
  { Key: 'team', Value: 'data' },
];

it.each<[LifecycleRule['Filter'], string]>([
  [{}, 'whole bucket'],
  [{ Prefix: '' }, 'whole bucket'],
  [{ Prefix: 'unload/tmp/' }, 'unload/tmp/'],
  [{ Tag: { Key: 'env', Value: 'dev' } }, 'whole bucket, tag env=dev'],
  [{ ObjectSizeGreaterThan: 131072 }, 'whole bucket, over 128 KiB'],
  [{ And: { Prefix: 'logs/', Tags: tags, ObjectSizeLessThan: 0 } }, 'logs/, tag env=dev, tag team=data, under 0 B'],
  [{ Prefix: 'a/', Future: 'x' }, 'a/, condition Future'],
])('the scope of %j is "%s"', (Filter, words) => {
  expect(ruleScope({ Status: 'Enabled', Filter: Filter ?? {} })).toBe(words);
});

it('the scope of a V1 rule is its prefix', () => {
  expect(ruleScope({ Status: 'Enabled', Prefix: 'old/' })).toBe('old/');
});

it.each<[LifecycleRule, string]>([
  [abortRule(7), 'aborts uploads after 7 days'],
  [abortRule(1), 'aborts uploads after 1 day'],
  [markerRule(), 'removes expired delete markers'],
  [{ Status: 'Enabled', Expiration: { Days: 400 } }, 'expires after 400 days'],
  [{ Status: 'Enabled', Expiration: { Date: '2027-01-01T00:00:00.000Z' } }, 'expires on 2027-01-01'],
  [{ Status: 'Enabled', Transitions: [{ Days: 60, StorageClass: 'STANDARD_IA' }] }, 'to STANDARD_IA after 60 days'],
  [
    {
      Status: 'Disabled',
      NoncurrentVersionTransitions: [{ NoncurrentDays: 30, StorageClass: 'GLACIER' }],
      NoncurrentVersionExpiration: { NoncurrentDays: 90, NewerNoncurrentVersions: 3 },
    },
    'disabled: noncurrent versions to GLACIER after 30 days, noncurrent versions expire after 90 days, keeping the newest 3',
  ],
  [{ Status: 'Enabled', FutureAction: {} }, 'also FutureAction, kept as it is'],
  [{ Status: 'Enabled', Expiration: { ExpiredObjectDeleteMarker: false } }, 'does nothing'],
])('%j says "%s"', (rule, words) => {
  expect(ruleSays(rule)).toBe(words);
});
