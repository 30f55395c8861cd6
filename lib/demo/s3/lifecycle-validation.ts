import type { LifecycleRule } from '#lib/lifecycle/rule.ts';

/** An error as S3 answers it with HTTP 400. */
export type LifecycleRejection = { code: string; message: string };

const MAX_RULES = 1000;
const MAX_ID_LENGTH = 255;
const MIN_DAYS_BEFORE_IA = 30;
const malformed: LifecycleRejection = {
  code: 'MalformedXML',
  message: 'The XML you provided was not well-formed or did not validate against our published schema',
};
const transitionClasses = ['STANDARD_IA', 'ONEZONE_IA', 'INTELLIGENT_TIERING', 'GLACIER', 'GLACIER_IR', 'DEEP_ARCHIVE'];
const actions = [
  'Expiration',
  'Transitions',
  'NoncurrentVersionExpiration',
  'NoncurrentVersionTransitions',
  'AbortIncompleteMultipartUpload',
] as const;
type Action = (typeof actions)[number];

/**
 * What real S3 says to PutBucketLifecycleConfiguration with these rules: null when it takes them. Shape first
 * (MalformedXML), then rule by rule, then rules against each other. A bucket's state (MFA delete) is not known here.
 */
export function validateLifecycle(rules: readonly LifecycleRule[]): LifecycleRejection | null {
  if (rules.length === 0) return malformed;
  if (rules.length > MAX_RULES)
    return invalidRequest(`The number of lifecycle rules must not exceed the allowed limit of ${MAX_RULES} rules.`);
  if (rules.some((rule) => !isWellFormed(rule))) return malformed;
  return firstOf(rules, ruleRejection) ?? versionMix(rules) ?? duplicateIds(rules) ?? overlappingPrefixes(rules);
}

function isWellFormed(rule: LifecycleRule): boolean {
  if (rule.Status !== 'Enabled' && rule.Status !== 'Disabled') return false;
  if ((rule.Filter === undefined) === (rule.Prefix === undefined)) return false;
  return isFilterWellFormed(rule.Filter) && isExpirationWellFormed(rule.Expiration) && areTimesWellFormed(rule);
}

function isFilterWellFormed(filter: LifecycleRule['Filter']): boolean {
  if (!filter) return true;
  const predicates = [filter.Prefix, filter.Tag, filter.ObjectSizeGreaterThan, filter.ObjectSizeLessThan, filter.And];
  if (present(predicates) > 1) return false;
  if (!filter.And) return true;
  const { Prefix, Tags = [], ObjectSizeGreaterThan, ObjectSizeLessThan } = filter.And;
  return present([Prefix, ObjectSizeGreaterThan, ObjectSizeLessThan]) + Tags.length > 1;
}

function isExpirationWellFormed(expiration: LifecycleRule['Expiration']): boolean {
  if (!expiration) return true;
  return present([expiration.Days, expiration.Date, expiration.ExpiredObjectDeleteMarker]) === 1;
}

function areTimesWellFormed(rule: LifecycleRule): boolean {
  const transitions = rule.Transitions ?? [];
  const noncurrent = rule.NoncurrentVersionTransitions ?? [];
  const abort = rule.AbortIncompleteMultipartUpload;
  return (
    transitions.every((each) => present([each.Days, each.Date]) === 1 && isTransitionClass(each.StorageClass)) &&
    noncurrent.every((each) => each.NoncurrentDays !== undefined && isTransitionClass(each.StorageClass)) &&
    (!rule.NoncurrentVersionExpiration || rule.NoncurrentVersionExpiration.NoncurrentDays !== undefined) &&
    (!abort || abort.DaysAfterInitiation !== undefined) &&
    numbersOf(rule).every(Number.isSafeInteger) &&
    datesOf(rule).every((date) => !Number.isNaN(Date.parse(date)))
  );
}

function ruleRejection(rule: LifecycleRule): LifecycleRejection | null {
  if ((rule.ID?.length ?? 0) > MAX_ID_LENGTH)
    return invalidArgument(`ID length should not exceed allowed limit of ${MAX_ID_LENGTH}`);
  if (actionsOf(rule).length === 0) return invalidRequest('At least one action needs to be specified in a rule');
  return filterRejection(rule) ?? daysRejection(rule) ?? dateRejection(rule);
}

function filterRejection(rule: LifecycleRule): LifecycleRejection | null {
  const { Filter: filter, AbortIncompleteMultipartUpload: abort, Expiration: expiration } = rule;
  const tags = [...(filter?.Tag ? [filter.Tag] : []), ...(filter?.And?.Tags ?? [])];
  const sizes = [filter, filter?.And].flatMap((at) => [at?.ObjectSizeGreaterThan, at?.ObjectSizeLessThan]);
  const sized = present(sizes) > 0;
  const marker = expiration?.ExpiredObjectDeleteMarker !== undefined;
  if (new Set(tags.map((tag) => tag.Key)).size < tags.length)
    return invalidRequest('Duplicate Tag Keys are not allowed.');
  if (abort && tags.length > 0) return invalidRequest('AbortIncompleteMultipartUpload cannot be specified with Tags.');
  if (abort && sized) return invalidRequest('AbortIncompleteMultipartUpload cannot be specified with Object Size.');
  if (marker && tags.length > 0) return invalidRequest('ExpiredObjectDeleteMarker cannot be specified with Tags.');
  if (marker && sized) return invalidRequest('ExpiredObjectDeleteMarker cannot be specified with Object Size.');
  return null;
}

function daysRejection(rule: LifecycleRule): LifecycleRejection | null {
  const abortDays = rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation ?? 1;
  if (abortDays < 1)
    return invalidArgument(
      "'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a positive integer",
    );
  if ((rule.Expiration?.Days ?? 1) < 1)
    return invalidArgument("'Days' for Expiration action must be a positive integer");
  if ((rule.NoncurrentVersionExpiration?.NoncurrentDays ?? 1) < 1)
    return invalidArgument("'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer");
  for (const { Days: days, StorageClass: storageClass } of rule.Transitions ?? []) {
    if (days === undefined) continue;
    if (days < 0) return invalidArgument("'Days' in Transition action must be nonnegative");
    if (days < MIN_DAYS_BEFORE_IA && (storageClass === 'STANDARD_IA' || storageClass === 'ONEZONE_IA'))
      return invalidArgument(
        `'Days' in Transition action must be greater than or equal to ${MIN_DAYS_BEFORE_IA} for storageClass '${storageClass}'`,
      );
    if (rule.Expiration?.Days !== undefined && rule.Expiration.Days <= days)
      return invalidArgument(
        `'Days' in the Expiration action for filter '(prefix=${prefixOf(rule)})' must be greater than 'Days' in the Transition action`,
      );
  }
  return null;
}

function dateRejection(rule: LifecycleRule): LifecycleRejection | null {
  const midnight = datesOf(rule).every((date) => Date.parse(date) % 86_400_000 === 0);
  return midnight ? null : invalidArgument("'Date' must be at midnight GMT");
}

/** One configuration is either all V1 (rule-level Prefix) or all V2 (Filter). */
function versionMix(rules: readonly LifecycleRule[]): LifecycleRejection | null {
  const first = rules[0]?.Filter === undefined;
  if (rules.every((rule) => (rule.Filter === undefined) === first)) return null;
  return first
    ? invalidRequest('Filter element can only be used in Lifecycle V2.')
    : invalidRequest('Base level prefix cannot be used in Lifecycle V2, prefixes are only supported in the Filter.');
}

function duplicateIds(rules: readonly LifecycleRule[]): LifecycleRejection | null {
  const ids = rules.flatMap((rule) => (rule.ID ? [rule.ID] : []));
  return new Set(ids).size === ids.length
    ? null
    : invalidArgument('Rule ID must be unique. Found same ID for more than one rule');
}

/** V1 only: two prefixes may not overlap for the same action. V2 lets the shorter or cheaper action win. */
function overlappingPrefixes(rules: readonly LifecycleRule[]): LifecycleRejection | null {
  for (const action of actions) {
    const prefixes = rules
      .filter((rule) => rule.Prefix !== undefined && actionsOf(rule).includes(action))
      .map((rule) => rule.Prefix ?? '')
      .sort();
    // Sorted, a prefix of any later string is also a prefix of its direct successor.
    const at = prefixes.findIndex((prefix, index) => index > 0 && prefix.startsWith(prefixes[index - 1] ?? ''));
    if (at > 0)
      return invalidRequest(
        `Found overlapping prefixes '${prefixes[at - 1]}' and '${prefixes[at]}' for same action type '${action.replace(/Transitions$/, 'Transition')}'`,
      );
  }
  return null;
}

function actionsOf(rule: LifecycleRule): Action[] {
  return actions.filter((action) => {
    const value = rule[action];
    return Array.isArray(value) ? value.length > 0 : value !== undefined;
  });
}

function numbersOf(rule: LifecycleRule): number[] {
  const sizes = [rule.Filter, rule.Filter?.And].flatMap((at) => [at?.ObjectSizeGreaterThan, at?.ObjectSizeLessThan]);
  const noncurrent = [rule.NoncurrentVersionExpiration, ...(rule.NoncurrentVersionTransitions ?? [])];
  return [
    ...sizes,
    rule.Expiration?.Days,
    rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation,
    ...(rule.Transitions ?? []).map((each) => each.Days),
    ...noncurrent.flatMap((each) => [each?.NoncurrentDays, each?.NewerNoncurrentVersions]),
  ].filter((value) => value !== undefined);
}

function datesOf(rule: LifecycleRule): string[] {
  return [rule.Expiration, ...(rule.Transitions ?? [])].flatMap((each) => (each?.Date ? [each.Date] : []));
}

function prefixOf(rule: LifecycleRule): string {
  return rule.Prefix ?? rule.Filter?.Prefix ?? rule.Filter?.And?.Prefix ?? '';
}

function isTransitionClass(storageClass: string | undefined): boolean {
  return storageClass !== undefined && transitionClasses.includes(storageClass);
}

function present(values: readonly unknown[]): number {
  return values.filter((value) => value !== undefined).length;
}

function firstOf<T>(items: readonly T[], check: (item: T) => LifecycleRejection | null): LifecycleRejection | null {
  for (const item of items) {
    const found = check(item);
    if (found) return found;
  }
  return null;
}

function invalidRequest(message: string): LifecycleRejection {
  return { code: 'InvalidRequest', message };
}

function invalidArgument(message: string): LifecycleRejection {
  return { code: 'InvalidArgument', message };
}
