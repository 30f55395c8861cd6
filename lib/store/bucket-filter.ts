import { ouOfPath } from '#lib/guardrails/ou-tree.ts';
import type { Measurement } from '#lib/waste/upload.ts';
import type { Coverage } from './bucket-row.ts';
import { database } from './database.ts';

export type BucketFilter = {
  /** `unprotected`: none, disabled or partial. `unknown`: the rules could not be read. */
  coverage?: Coverage | 'unprotected' | 'unknown' | undefined;
  account?: string | undefined;
  /** An organizational unit by its path (lib/guardrails/ou-tree.ts), with all below it. */
  ou?: string | undefined;
  region?: string | undefined;
  /** `unread`: partial, denied or not scanned. */
  measurement?: Measurement | 'unread' | undefined;
  /** Part of the bucket's name, or of its account's name or id. */
  q?: string | undefined;
};

/** A WHERE clause under construction: text and its values, never text out of values. */
export class Conditions {
  readonly values: unknown[] = [];
  private readonly parts: string[] = [];

  /** Adds a value and returns its placeholder. */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  and(condition: string): void {
    this.parts.push(condition);
  }

  get sql(): string {
    return this.parts.join(' AND ');
  }
}

/** A query for the ids of the accounts in a unit and below it; `unit` is the placeholder of its names. */
export function accountsInOu(unit: string): string {
  return `SELECT id FROM account WHERE ou[1:cardinality(${unit}::text[])] = ${unit}::text[]`;
}

/** On `s` (bucket_snapshot). */
export function bucketConditions(snapshotId: string, filter: BucketFilter): Conditions {
  const where = new Conditions();
  where.and(`s.snapshot_id = ${where.add(snapshotId)}`);
  if (filter.account) where.and(`s.account_id = ${where.add(filter.account)}`);
  if (filter.ou) where.and(`s.account_id IN (${accountsInOu(where.add(ouOfPath(filter.ou)))})`);
  if (filter.region) where.and(`s.region = ${where.add(filter.region)}`);
  if (filter.coverage === 'unknown') where.and('s.coverage IS NULL');
  else if (filter.coverage === 'unprotected') where.and("s.coverage IN ('none', 'disabled', 'partial')");
  else if (filter.coverage) where.and(`s.coverage = ${where.add(filter.coverage)}`);
  if (filter.measurement === 'unread') where.and("s.measurement IN ('partial', 'denied', 'notScanned')");
  else if (filter.measurement) where.and(`s.measurement = ${where.add(filter.measurement)}`);
  if (filter.q) {
    const pattern = where.add(`%${filter.q.replace(/[\\%_]/g, '\\$&')}%`);
    // The few accounts are searched once, not again for each of their buckets.
    where.and(
      `(s.name ILIKE ${pattern} OR s.account_id IN (SELECT id FROM account WHERE name ILIKE ${pattern} OR id ILIKE ${pattern}))`,
    );
  }
  return where;
}

/** What a snapshot can be filtered by: its accounts and regions with their number of buckets. */
export async function bucketFacets(snapshotId: string): Promise<{
  accounts: { accountId: string; name: string; buckets: number }[];
  regions: { region: string; buckets: number }[];
}> {
  const { rows } = await database().pool.query<{ account_id: string; name: string; region: string; buckets: number }>(
    `SELECT s.*, a.name FROM (SELECT account_id, region, count(*)::int AS buckets FROM bucket_snapshot
       WHERE snapshot_id = $1 GROUP BY 1, 2) s JOIN account a ON a.id = s.account_id`,
    [snapshotId],
  );
  const accounts = Map.groupBy(rows, (row) => row.account_id);
  const regions = Map.groupBy(rows, (row) => row.region);
  const count = (group: { buckets: number }[]) => group.reduce((sum, row) => sum + row.buckets, 0);
  return {
    accounts: [...accounts]
      .map(([accountId, group]) => ({ accountId, name: group[0]?.name ?? accountId, buckets: count(group) }))
      .sort((a, b) => a.name.localeCompare(b.name)),
    regions: [...regions]
      .map(([region, group]) => ({ region, buckets: count(group) }))
      .sort((a, b) => a.region.localeCompare(b.region)),
  };
}
