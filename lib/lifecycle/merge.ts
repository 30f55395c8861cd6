import { AppError, err, ok, type Result } from '#lib/errors.ts';
import { formatCount } from '#lib/money/format.ts';
import { coverageOf } from './coverage.ts';
import { abortRule, isOwnRule, markerRule } from './own-rule.ts';
import type { LifecycleConfiguration, LifecycleRule } from './rule.ts';
import { keyPrefixOf } from './scope.ts';

/** S3's fixed limit. */
export const MAX_RULES = 1000;

export type Merged = {
  after: LifecycleConfiguration;
  /** True when the bucket already has what was asked for; `after` is then the configuration as it was. */
  noop: boolean;
};

/**
 * The configuration after a fix. Every rule of anybody else's stays as it is, in its place; a rule of ours is replaced
 * or appended. V1 rules become `Filter.Prefix` rules when a rule is written, because S3 refuses a mixture.
 * Refuses when our id is held by another's rule, above S3's limit of rules, and on dates that could not be written back.
 * @param days whole days after initiation, at least 1
 */
export function mergeFix({
  config,
  days,
  removeExpiredDeleteMarkers,
}: {
  config: LifecycleConfiguration;
  days: number;
  removeExpiredDeleteMarkers: boolean;
}): Result<Merged> {
  if (!Number.isSafeInteger(days) || days < 1) {
    return err(new AppError('invalid', `Days must be a whole number of at least 1, not ${days}.`));
  }
  const wanted: LifecycleRule[] = [];
  const abortsNow = coverageOf(config.rules).abortAfterDays;
  if (abortsNow === null || abortsNow > days) wanted.push(abortRule(days));
  if (removeExpiredDeleteMarkers && !config.rules.some(removesMarkersEverywhere)) wanted.push(markerRule());
  if (wanted.length === 0) return ok({ after: config, noop: true });

  const problem = wanted.map((rule) => holderProblem(config.rules, rule)).find((found) => found !== null);
  if (problem) return err(problem);
  const undated = config.rules.find(hasUnreadableDate);
  if (undated) return err(unreadableDate(undated));

  const rules = wanted.reduce(place, config.rules).map(withFilter);
  if (rules.length > MAX_RULES) return err(tooManyRules(config.rules.length));
  return ok({ after: { ...config, rules }, noop: false });
}

function place(rules: readonly LifecycleRule[], wanted: LifecycleRule): LifecycleRule[] {
  const replaced = rules.map((rule) => (rule.ID === wanted.ID ? wanted : rule));
  return replaced.includes(wanted) ? replaced : [...rules, wanted];
}

/** A V1 rule in the form that may stand beside ours; any other rule untouched. */
function withFilter(rule: LifecycleRule): LifecycleRule {
  const { Prefix, Filter, ...rest } = rule;
  return Prefix === undefined || Filter !== undefined ? rule : { ...rest, Filter: { Prefix } };
}

function removesMarkersEverywhere(rule: LifecycleRule): boolean {
  return rule.Status === 'Enabled' && rule.Expiration?.ExpiredObjectDeleteMarker === true && keyPrefixOf(rule) === '';
}

function holderProblem(rules: readonly LifecycleRule[], { ID }: LifecycleRule): AppError | null {
  const holders = rules.filter((rule) => rule.ID === ID);
  if (holders.length === 0 || (holders.length === 1 && holders.every(isOwnRule))) return null;
  return new AppError(
    'refused',
    `The id ${ID} is held by a rule that Straybytes did not write in this form. Rename that rule, then plan again.`,
    { ruleId: ID ?? '', reason: 'ruleIdTaken' },
  );
}

function hasUnreadableDate(rule: LifecycleRule): boolean {
  const dates = [rule.Expiration?.Date, ...(rule.Transitions ?? []).map((transition) => transition.Date)];
  return dates.some((date) => date !== undefined && Number.isNaN(Date.parse(date)));
}

function unreadableDate({ ID }: LifecycleRule): AppError {
  return new AppError(
    'refused',
    `The rule ${ID ?? 'without an id'} has a date that cannot be written back unchanged. Fix its date, then plan again.`,
    { ruleId: ID ?? '', reason: 'unreadableDate' },
  );
}

function tooManyRules(count: number): AppError {
  return new AppError(
    'refused',
    `The bucket has ${formatCount(count)} lifecycle rules already, and S3 takes no more than ${formatCount(MAX_RULES)}. Join or remove some of them, then plan again.`,
    { rules: String(count), reason: 'tooManyRules' },
  );
}
