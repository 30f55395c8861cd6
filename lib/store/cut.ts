import { DAY_MS } from '#lib/waste/age.ts';

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

/** A cut that is planned: somebody works on what had a part within the days of the rule before `dueAt`, or in the last day. */
export type PlannedCut = Cut & { activeFrom: Date };

/**
 * SQL to begin with: uploads of $1 that a prefix rule aborts anyway, by the key's index. $4 are the prefixes, $5 the newest
 * initiation each of them takes; U+10FFFF sorts after every other character.
 */
export const withDoomed = `WITH doomed AS MATERIALIZED (SELECT d.key, d.upload_id
  FROM unnest($4::text[], $5::timestamptz[]) AS r(prefix, newest)
  JOIN upload d ON d.bucket_id = $1 AND d.key >= r.prefix AND d.key < r.prefix || chr(1114111)
    AND starts_with(d.key, r.prefix) AND d.initiated_at <= r.newest)`;

/** SQL: uploads under the rule to come (initiated at or before $2) that no rule aborts anyway; $3 is as $5, of the whole bucket. */
export const ofCut = `u.bucket_id = $1 AND u.initiated_at <= $2 AND ($3::timestamptz IS NULL OR u.initiated_at > $3)
  AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.key = u.key AND d.upload_id = u.upload_id)`;
/** SQL: when somebody last worked on an upload. */
export const activeAt = 'greatest(u.last_part_at, u.initiated_at)';

/** The values of $1 to $5. */
export function cutValues({ bucketId, cutoffAt, dueAt, covered }: Cut): unknown[] {
  const newest = (days: number) => new Date(dueAt.getTime() - days * DAY_MS);
  const rules = shortest(covered);
  const whole = rules.find(({ prefix }) => prefix === '');
  const prefixes = rules.filter(({ prefix }) => prefix !== '');
  return [
    bucketId,
    cutoffAt,
    whole ? newest(whole.days) : null,
    prefixes.map(({ prefix }) => prefix),
    prefixes.map(({ days }) => newest(days)),
  ];
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
