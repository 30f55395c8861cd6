import fc from 'fast-check';
import { ABORT_RULE_ID, abortRule, MARKER_RULE_ID, markerRule } from './own-rule.ts';
import type { LifecycleConfiguration, LifecycleRule } from './rule.ts';

const size = fc.integer({ min: 0, max: 5 * 2 ** 40 });
const days = fc.integer({ min: 1, max: 4000 });
const colderClass = fc.constantFrom('GLACIER', 'GLACIER_IR', 'DEEP_ARCHIVE', 'INTELLIGENT_TIERING');
const midnight = fc.integer({ min: 0, max: 30_000 }).map((day) => new Date(day * 86_400_000).toISOString());
const prefix = fc.oneof(
  fc.constantFrom('', 'logs/', 'unload/tmp/', 'logs/2026/', '한글/', 'a b+c%', '<&">'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
);
const tags = fc.uniqueArray(
  fc.record({
    Key: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    Value: fc.string({ unit: 'grapheme', maxLength: 12 }),
  }),
  { minLength: 1, maxLength: 4, selector: ({ Key }) => Key },
);
const id = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 255 }),
  fc.constantFrom('expire-logs', `${ABORT_RULE_ID}-2`, ABORT_RULE_ID.toUpperCase()),
);

type Filter = NonNullable<LifecycleRule['Filter']>;

const prefixFilter: fc.Arbitrary<Filter> = fc.oneof(
  fc.constant({}),
  prefix.map((Prefix) => ({ Prefix })),
);
/** Every form of a filter that S3 takes. */
const anyFilter: fc.Arbitrary<Filter> = fc.oneof(
  prefixFilter,
  tags.map(([Tag]) => (Tag ? { Tag } : {})),
  size.map((ObjectSizeGreaterThan) => ({ ObjectSizeGreaterThan })),
  size.map((ObjectSizeLessThan) => ({ ObjectSizeLessThan })),
  fc
    .record(
      { Prefix: prefix, Tags: tags, ObjectSizeGreaterThan: size, ObjectSizeLessThan: size },
      { requiredKeys: ['Prefix', 'Tags'] },
    )
    .map((And) => ({ And })),
  fc.record({ Prefix: prefix, ObjectSizeGreaterThan: size }).map((And) => ({ And })),
);

const expiration = fc.oneof(
  days.map((Days) => ({ Days: Days + 4000 })),
  fc.record({ Date: midnight }),
);
const transitions = fc.array(
  fc.oneof(
    fc.record({ Days: days, StorageClass: colderClass }),
    fc.record({ Date: midnight, StorageClass: colderClass }),
    fc.record({ Days: fc.integer({ min: 30, max: 4000 }), StorageClass: fc.constantFrom('STANDARD_IA', 'ONEZONE_IA') }),
  ),
  { minLength: 1, maxLength: 3 },
);
const noncurrentExpiration = fc.record(
  { NoncurrentDays: days, NewerNoncurrentVersions: fc.integer({ min: 1, max: 100 }) },
  { requiredKeys: ['NoncurrentDays'] },
);
const noncurrentTransitions = fc.array(
  fc.record(
    { NoncurrentDays: days, NewerNoncurrentVersions: fc.integer({ min: 1, max: 100 }), StorageClass: colderClass },
    { requiredKeys: ['NoncurrentDays', 'StorageClass'] },
  ),
  { minLength: 1, maxLength: 2 },
);
const marker = fc.boolean().map((ExpiredObjectDeleteMarker) => ({ ExpiredObjectDeleteMarker }));
const abort = days.map((DaysAfterInitiation) => ({ DaysAfterInitiation }));

/** Actions that S3 takes with any filter, and those that it takes with a prefix alone; at least one in a rule. */
const anyAction = fc
  .record(
    {
      Expiration: expiration,
      Transitions: transitions,
      NoncurrentVersionTransitions: noncurrentTransitions,
      NoncurrentVersionExpiration: noncurrentExpiration,
    },
    { requiredKeys: [] },
  )
  .filter((actions) => Object.keys(actions).length > 0);
const prefixAction = fc
  .record(
    {
      Expiration: fc.oneof(expiration, marker),
      Transitions: transitions,
      NoncurrentVersionExpiration: noncurrentExpiration,
      AbortIncompleteMultipartUpload: abort,
    },
    { requiredKeys: [] },
  )
  .filter((actions) => Object.keys(actions).length > 0);

const named = fc.record({ ID: id, Status: fc.constantFrom('Enabled', 'Disabled') });
const v2Rule: fc.Arbitrary<LifecycleRule> = fc.oneof(
  fc.tuple(named, anyFilter, anyAction).map(([name, Filter, actions]) => ({ ...name, Filter, ...actions })),
  fc.tuple(named, prefixFilter, prefixAction).map(([name, Filter, actions]) => ({ ...name, Filter, ...actions })),
);
const v1Rule: fc.Arbitrary<LifecycleRule> = fc
  .tuple(named, prefix, prefixAction)
  .map(([name, Prefix, actions]) => ({ ...name, Prefix, ...actions }));

const ownRule: fc.Arbitrary<LifecycleRule> = fc
  .tuple(fc.oneof(days.map(abortRule), fc.constant(markerRule())), fc.constantFrom('Enabled', 'Disabled'))
  .map(([rule, Status]) => ({ ...rule, Status }));

const minimumSize = fc.constantFrom(null, 'all_storage_classes_128K', 'varies_by_storage_class');

function configuration(rules: fc.Arbitrary<LifecycleRule[]>): fc.Arbitrary<LifecycleConfiguration> {
  return fc.record({ rules, transitionDefaultMinimumObjectSize: minimumSize });
}

/** Configurations as real S3 holds them: unique ids, all V1 (prefixes apart) or all V2. */
export const validConfiguration: fc.Arbitrary<LifecycleConfiguration> = configuration(
  fc.oneof(
    fc.uniqueArray(fc.oneof({ weight: 5, arbitrary: v2Rule }, ownRule), {
      maxLength: 12,
      selector: ({ ID }) => ID,
    }),
    fc
      .uniqueArray(v1Rule, { maxLength: 8, selector: ({ ID }) => ID })
      .map((rules) => rules.map((rule, index) => ({ ...rule, Prefix: `${index}/${rule.Prefix}` }))),
  ),
);

const future = fc.dictionary(
  fc.constantFrom('FutureAction', 'X', 'constructor', 'scope'),
  fc.jsonValue({ maxDepth: 2 }),
  {
    maxKeys: 2,
  },
);
const oddId: fc.Arbitrary<Pick<LifecycleRule, 'ID'>> = fc.constantFrom({}, { ID: '' }, { ID: 'twin' });
const foreignWithOurId: fc.Arbitrary<LifecycleRule> = fc
  .tuple(fc.oneof(v1Rule, v2Rule), fc.constantFrom(ABORT_RULE_ID, MARKER_RULE_ID))
  .map(([rule, ID]) => ({ ...rule, ID }));
const oddRule: fc.Arbitrary<LifecycleRule> = fc.oneof(
  fc.tuple(fc.oneof(v1Rule, v2Rule), future).map(([rule, extra]) => ({ ...extra, ...rule })),
  fc.tuple(v2Rule, future).map(([rule, extra]) => ({ ...rule, Filter: { ...rule.Filter, ...extra } })),
  fc.tuple(fc.oneof(v1Rule, v2Rule), oddId).map(([{ ID: _id, ...rule }, name]) => ({ ...rule, ...name })),
  fc.tuple(v2Rule, prefix).map(([rule, Prefix]) => ({ ...rule, Prefix })),
  v2Rule.map(({ Filter: _filter, ...rule }) => rule),
  v2Rule.map((rule) => ({ ...rule, Transitions: [], Status: 'Suspended' })),
  v2Rule.map((rule) => ({ ...rule, AbortIncompleteMultipartUpload: {} })),
  v2Rule.map((rule) => ({ ...rule, Expiration: { Date: 'the day after tomorrow' } })),
);

/** Anything a server might answer: mixtures, duplicates, missing ids, fields of the future, our ids in others' hands. */
export const anyConfiguration: fc.Arbitrary<LifecycleConfiguration> = configuration(
  fc.array(
    fc.oneof(
      { weight: 4, arbitrary: v2Rule },
      { weight: 4, arbitrary: v1Rule },
      { weight: 3, arbitrary: oddRule },
      { weight: 1, arbitrary: ownRule },
      { weight: 1, arbitrary: foreignWithOurId },
    ),
    { maxLength: 12 },
  ),
);
