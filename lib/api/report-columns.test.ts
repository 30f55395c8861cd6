import { expect, test } from 'vitest';
import { maskReport, noMask } from '#lib/report/mask.ts';
import { sampleBucket, sampleReport } from '#lib/report/sample.test-support.ts';
import { reportColumns, reportRows } from './report-columns.ts';

type Report = Parameters<typeof reportRows>[0];

/** The lines by their names. */
function linesOf(report: Report) {
  return new Map(
    reportRows(report).map((row) => {
      const cells = Object.fromEntries(reportColumns.map((column, index) => [column, row[index]]));
      return [cells.line, cells];
    }),
  );
}

const none = { bookedUsd: null, expectedUsd: null };

test('a week of which nothing was read has no figure where none is known, and says why', () => {
  const lines = linesOf(
    sampleReport({
      readAt: null,
      waste: null,
      coverage: null,
      recovered: { week: none, sinceStart: { ...none, since: null } },
      mostWasteful: [],
      otherBuckets: { buckets: null, monthlyUsd: null },
      unseen: { buckets: null, accounts: [], items: [] },
    }),
  );
  expect(lines.has('other buckets')).toBe(false);
  expect(lines.get('recovered this week, booked')?.usd_a_month).toBeNull();
  expect(lines.get('nobody looked')?.note).toMatch(/^No figure of this week is known/);
});

test('a week in which nobody looked says as of when its figures are; one that was read does not', () => {
  const readAt = '2026-11-12T18:00:00.000Z';
  expect(linesOf(sampleReport({ readAt })).get('nobody looked')).toMatchObject({ at: readAt });
  expect(linesOf(sampleReport()).has('nobody looked')).toBe(false);
});

test('a bill that AWS had not called final is told as an estimate', () => {
  const spend = { currency: 'USD', amount: '11210.12', former: null, changePercent: null };
  const noteOf = (estimated: boolean) =>
    linesOf(sampleReport({ spend: { ...spend, estimated } })).get('AWS bill of the week');
  expect(noteOf(true)?.note).toBe('11210.12 USD, estimated');
  expect(noteOf(false)?.note).toBe('11210.12 USD');
});

test('amounts that are per cent stand under no dollars, and each is of the waste as the week ended', () => {
  const lines = linesOf(maskReport(sampleReport(), { ...noMask, amounts: 'alias' }, 'x'.repeat(32)));
  expect(lines.get('waste')).toMatchObject({ usd_a_month: null, percent_of_waste: 100 });
  expect(lines.get('change since last week')).toMatchObject({ usd_a_month: null, percent_of_waste: 9.3 });
  expect([...lines.values()].filter(({ usd_a_month: usd }) => usd !== null)).toEqual([]);
  const open = linesOf(sampleReport());
  expect(open.get('waste')).toMatchObject({ usd_a_month: 412.31, percent_of_waste: null });
});

test('a bill is a number with its currency, not a text, and hidden as amounts are', () => {
  const line = 'AWS bill of the week';
  expect(linesOf(sampleReport()).get(line)).toMatchObject({ amount: 11_210.12, currency: 'USD', usd_a_month: null });
  const hidden = linesOf(maskReport(sampleReport(), { ...noMask, amounts: 'hidden' }, 'x'.repeat(32)));
  expect(hidden.get(line)).toMatchObject({ amount: null, currency: null, note: null });
  const shares = linesOf(maskReport(sampleReport(), { ...noMask, amounts: 'alias' }, 'x'.repeat(32)));
  const note = '+7.8 % against the week before, estimated';
  expect(shares.get(line)).toMatchObject({ amount: null, currency: null, percent_of_waste: null, note });
});

test('what came back is told by what it costs, beside the bytes of the whole bucket', () => {
  const { accountId, accountName, bucket, region } = sampleBucket();
  const fix = { accountId, accountName, bucket, region, provedAt: '2026-11-02T00:00:00.000Z', likelyCause: null };
  const rowOf = (changes: { cameBackUsd?: number }) => {
    const returned = [{ ...fix, monthlyUsd: 64, bytes: 900, ...changes }];
    return linesOf(sampleReport({ fixes: { applied: [], proved: [], returned } })).get('waste that came back');
  };
  expect(rowOf({ cameBackUsd: 44 })).toMatchObject({
    usd_a_month: 44,
    bytes: 900,
    note: 'bytes: all that the bucket holds',
  });
  // Where that is not told.
  expect(rowOf({})).toMatchObject({ usd_a_month: 64 });
});
