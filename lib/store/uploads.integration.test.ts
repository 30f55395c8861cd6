import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '#lib/server/test-database.ts';
import { ageBand } from '#lib/waste/age.ts';
import { mayAskSize, needsSize } from '#lib/waste/recheck.ts';
import { database } from './database.ts';
import { BAND, mayAsk, NEEDS_SIZE } from './uploads.ts';

let store: Awaited<ReturnType<typeof testDatabase>>;

beforeAll(async () => {
  store = await testDatabase();
});

afterAll(() => store.drop());

const now = new Date('2026-11-23T12:00:00.000Z');
const day = 86_400_000;
/** Around the boundaries of 1, 7, 30 and 90 days, to the millisecond. */
const ago = fc.oneof(
  fc.integer({ min: -2 * day, max: 120 * day }),
  fc.constantFrom(1, 7, 8, 30, 37, 90).chain((days) => fc.integer({ min: -2, max: 2 }).map((ms) => days * day + ms)),
);
const moment = ago.map((ms) => new Date(now.getTime() - ms));

test('the store judges age and need of a size as the pure functions do', async () => {
  const cases = fc.sample(
    fc.record({
      initiatedAt: moment,
      lastPartAt: fc.option(moment, { nil: null }),
      sizeCheckedAt: fc.option(moment, { nil: null }),
      sizeLockedAt: fc.option(moment, { nil: null }),
      named: fc.boolean(),
    }),
    3_000,
  );
  const { rows } = await database().pool.query<{ needs: boolean; asked: boolean; band: string }>(
    `select ${NEEDS_SIZE} as needs, ${mayAsk('named')} as asked, ${BAND} as band
     from unnest($1::timestamptz[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[], $6::boolean[]) with ordinality
       as t(initiated_at, last_part_at, size_checked_at, size_locked_at, named, nth), (select $2::timestamptz) as n order by nth`,
    [
      cases.map((upload) => upload.initiatedAt),
      now,
      cases.map((upload) => upload.lastPartAt),
      cases.map((upload) => upload.sizeCheckedAt),
      cases.map((upload) => upload.sizeLockedAt),
      cases.map((upload) => upload.named),
    ],
  );
  for (const [index, upload] of cases.entries())
    expect({ upload, ...rows[index] }).toEqual({
      upload,
      needs: needsSize({ ...upload, now }),
      asked: mayAskSize({ ...upload, now }),
      band: ageBand({ initiatedAt: upload.initiatedAt, now }),
    });
});
