import { nameBefore } from './account-names.ts';
import { existedAt } from './bucket-existence.ts';
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
  plannedBytes: number;
  /** Measured to be gone by the end of the week, and by its start. */
  bookedUsd: number;
  formerlyBookedUsd: number;
  /** The bucket was there at the end of the week. */
  exists: boolean;
};

/** Every fix that was applied before a week's end, oldest first, as it stood then. */
export async function weekFixes({ start, end }: { start: Date; end: Date }): Promise<WeekFix[]> {
  // Without a step of before, such as from an older version, the fix's own times tell.
  const { rows } = await database().pool.query<
    Omit<WeekFix, 'plannedUsd' | 'plannedBytes' | 'bookedUsd' | 'formerlyBookedUsd'> &
      Record<'planned' | 'bytes' | 'booked' | 'former', string>
  >(
    `select f.id as "fixId", f.bucket_id as "bucketId", f.account_id as "accountId", coalesce(${nameBefore('f.account_id', '$2')}, a.name, f.account_id) as "accountName",
       f.bucket_name as bucket, f.region, f.applied_at as "appliedAt",
       case when f.clean_at < $2 then f.clean_at end as "cleanAt", case when f.undone_at < $2 then f.undone_at end as "undoneAt",
       f.planned_monthly_usd as planned, f.planned_bytes as bytes,
       coalesce(now.realised_monthly_usd, case when f.clean_at < $2 then f.realised_monthly_usd else 0 end) as booked,
       coalesce(before.realised_monthly_usd, case when f.clean_at < $1 then f.realised_monthly_usd else 0 end) as former,
       coalesce(now.state, case when f.undone_at < $2 then 'undone' when f.clean_at < $2 then 'clean'
         when f.state = 'failed' then 'failed' else 'applied' end) as state,
       ${existedAt('b', '$2')} as "exists"
     from fix f join bucket b on b.id = f.bucket_id left join account a on a.id = f.account_id
       left join (select distinct on (fix_id) * from fix_step where at < $2 order by fix_id, at desc) now on now.fix_id = f.id
       left join (select distinct on (fix_id) * from fix_step where at < $1 order by fix_id, at desc) before on before.fix_id = f.id
     where f.applied_at < $2 order by f.applied_at, f.id`,
    [start, end],
  );
  return rows.map(({ planned, bytes, booked, former, ...fix }) => ({
    ...fix,
    plannedUsd: Number(planned),
    plannedBytes: Number(bytes),
    bookedUsd: Number(booked),
    formerlyBookedUsd: Number(former),
  }));
}
