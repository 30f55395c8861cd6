/** SQL conditions for the uploads that a fix is about; shared by what reads and what refreshes them. */

/** What an abort rule takes from a bucket at one midnight, on top of what the rules before it take. */
export type Cut = {
  bucketId: number;
  /** Uploads initiated at or before this are old enough. */
  cutoffAt: Date;
  /** The midnight at which they are. */
  dueAt: Date;
  /** Enabled abort rules that are there already; '' is the whole bucket. */
  covered: readonly { prefix: string; days: number }[];
};

/** SQL: uploads of $1 under the rule to come (initiated at or before $2) that no rule in $4, $5 aborts by $3 anyway. */
export const ofCut = `u.bucket_id = $1 AND u.initiated_at <= $2 AND NOT EXISTS (
  SELECT 1 FROM unnest($4::text[], $5::int[]) AS r(prefix, days)
  WHERE starts_with(u.key, r.prefix) AND u.initiated_at <= $3::timestamptz - make_interval(hours => 24 * r.days))`;
/** SQL: when somebody last worked on an upload. */
export const activeAt = 'greatest(u.last_part_at, u.initiated_at)';

/** The values of $1 to $5. */
export function cutValues({ bucketId, cutoffAt, dueAt, covered }: Cut): unknown[] {
  const rules = shortest(covered);
  return [bucketId, cutoffAt, dueAt, rules.map(({ prefix }) => prefix), rules.map(({ days }) => days)];
}

/** Without rules that a shorter prefix with as few days makes redundant: each costs a comparison per upload. */
function shortest(covered: Cut['covered']): Cut['covered'] {
  return covered.filter(
    (rule, index) =>
      !covered.some(
        (other, at) =>
          at !== index &&
          rule.prefix.startsWith(other.prefix) &&
          other.days <= rule.days &&
          (other.prefix !== rule.prefix || other.days < rule.days || at < index),
      ),
  );
}
