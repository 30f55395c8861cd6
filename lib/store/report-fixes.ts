import { nameBefore } from './account-names.ts';
import { goneBefore } from './bucket-existence.ts';
import { database } from './database.ts';
import type { FixState } from './fix-row.ts';

/** A fix as it stood at the end of a week. USD a month; times after that end are null. */
export type WeekFix = {
  fixId: string;
  bucketId: number;
  accountId: string;
  accountName: string;
  bucket: string;
  region: string;
  state: FixState;
  appliedAt: Date;
  cleanAt: Date | null;
  undoneAt: Date | null;
  plannedUsd: number;
  plannedUploads: number;
  plannedBytes: number;
  /** What the bucket held at the proof, which its rule had still to abort; null: not known, or not proved. */
  heldBytes: number | null;
  /** Measured to be gone by the end of the week, and by its start. */
  bookedUsd: number;
  formerlyBookedUsd: number;
  /** The bucket was there at the end of the week. */
  exists: boolean;
};

/** Every fix that was applied before a week's end, oldest first, as it stood then. */
export async function weekFixes({ start, end }: { start: Date; end: Date }): Promise<WeekFix[]> {
  // Of each fix its last step before the week, and its last in it. Names are looked up once an account: fixes are many.
  // Without a step of before, such as from an older version, the fix's own times tell.
  const { rows } = await database().pool.query<
    Omit<WeekFix, 'plannedUsd' | 'plannedBytes' | 'heldBytes' | 'bookedUsd' | 'formerlyBookedUsd'> &
      Record<'planned' | 'bytes' | 'booked' | 'former', string> & { held: string | null }
  >(
    `with step as materialized (
       select distinct on (fix_id, at >= $1) fix_id, at >= $1 as in_week, state, realised_monthly_usd from fix_step
       where at < $2 order by fix_id, at >= $1, at desc),
     missing as materialized ${goneBefore('$2')},
     owner as materialized (
       select f.id, coalesce(${nameBefore('f.id', '$2')}, a.name, f.id) as name
       from (select distinct account_id as id from fix) f left join account a on a.id = f.id)
     select f.id as "fixId", f.bucket_id as "bucketId", f.account_id as "accountId", owner.name as "accountName",
       f.bucket_name as bucket, f.region, f.applied_at as "appliedAt",
       case when f.clean_at < $2 then f.clean_at end as "cleanAt", case when f.undone_at < $2 then f.undone_at end as "undoneAt",
       f.planned_monthly_usd as planned, f.planned_uploads as "plannedUploads", f.planned_bytes as bytes,
       case when f.clean_at < $2 then f.held_bytes end as held,
       coalesce(own.realised_monthly_usd, before.realised_monthly_usd, case when f.clean_at < $2 then f.realised_monthly_usd else 0 end) as booked,
       coalesce(before.realised_monthly_usd, case when f.clean_at < $1 then f.realised_monthly_usd else 0 end) as former,
       coalesce(own.state, before.state, case when f.undone_at < $2 then 'undone' when f.clean_at < $2 then 'clean'
         when f.state = 'failed' then 'failed' else 'applied' end) as state,
       missing.id is null as "exists"
     from fix f join owner on owner.id = f.account_id
       left join missing on missing.id = f.bucket_id
       left join step own on own.fix_id = f.id and own.in_week
       left join step before on before.fix_id = f.id and not before.in_week
     where f.applied_at < $2 order by f.applied_at, f.id`,
    [start, end],
  );
  // Field by field: of thousands, a spread of each takes as long as all the rest.
  return rows.map((row) => ({
    fixId: row.fixId,
    bucketId: row.bucketId,
    accountId: row.accountId,
    accountName: row.accountName,
    bucket: row.bucket,
    region: row.region,
    state: row.state,
    appliedAt: row.appliedAt,
    cleanAt: row.cleanAt,
    undoneAt: row.undoneAt,
    plannedUsd: Number(row.planned),
    plannedUploads: row.plannedUploads,
    plannedBytes: Number(row.bytes),
    heldBytes: row.held === null ? null : Number(row.held),
    bookedUsd: Number(row.booked),
    formerlyBookedUsd: Number(row.former),
    exists: row.exists,
  }));
}
