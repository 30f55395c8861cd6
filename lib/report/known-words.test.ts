import { describe, expect, test } from 'vitest';
import { messageOf, textOf } from './delivery/message.ts';
import { weekSpan } from './iso-week.ts';
import { bucketsDayText, fixesText, noBucketsText, noFixesText, unseenWords } from './known-words.ts';
import { makeReport } from './make-report.ts';
import type { Report } from './report.ts';
import { reportSchema } from './report.ts';
import { sampleReport } from './sample.test-support.ts';
import { sharedPage } from './shared-page.ts';

const nothing = makeReport({
  week: '2026-W47',
  timeZone: 'UTC',
  span: weekSpan('2026-W47', 'UTC'),
  end: null,
  former: null,
  top: [],
  unread: { buckets: null, accounts: [], items: [] },
  fixes: [],
  fixedBuckets: [],
  spend: null,
  bill: null,
  budget: null,
  guardrails: { former: null, now: null },
  history: { series: [], days: [], marks: [] },
});
const unlooked = sampleReport({
  readAt: '2026-11-12T18:00:00.000Z',
  unseen: { buckets: 0, accounts: [], items: [] },
  mostWasteful: [],
});
const looked = sampleReport({ unseen: { buckets: 0, accounts: [], items: [] } });
const picture = { name: 'x.png', png: Buffer.from(''), width: 1, height: 1, size: 'wide', theme: 'light' } as const;
const told = (report: Report) => [
  sharedPage(report, { origin: 'https://x.example', token: 't' }),
  textOf(messageOf({ deliveryId: 'd', test: false, report, picture, link: null })),
  Object.values(unseenWords(report)).join(' '),
  noBucketsText(report),
  bucketsDayText(report),
  fixesText(report),
  noFixesText(report),
];

describe('a week of which nothing was read', () => {
  test('is nowhere whole, clean, or without anything recovered', () => {
    for (const text of told(nothing)) {
      expect(text).not.toMatch(/\$0|whole|all of the estate|held parts|0 came back|nothing that was fixed came back/i);
      expect(text).not.toMatch(/Recovered|other buckets|As the week ended/);
    }
    expect(unseenWords(nothing).line).toBe('Nothing had been read');
  });

  test('has no figure where none is known', () => {
    const none = { bookedUsd: null, expectedUsd: null };
    expect(reportSchema.parse(nothing)).toMatchObject({
      recovered: { week: none, sinceStart: none },
      otherBuckets: { buckets: null, monthlyUsd: null },
      unseen: { buckets: null },
      waste: null,
    });
  });
});

test('a week in which nobody looked is told as of the last look, and is not whole', () => {
  expect(unseenWords(unlooked)).toEqual({
    line: 'Nobody looked this week',
    text: 'Every figure of waste is of 12 Nov: what came or went since is in none.',
  });
  expect(noBucketsText(unlooked)).toMatch(/^Nobody looked this week\. On 12 Nov/);
  expect(bucketsDayText(unlooked)).toBe('As of 12 Nov: nobody looked since');
  for (const text of told(unlooked)) expect(text).not.toMatch(/0 came back|nothing that was fixed came back|whole\./);
  const [page, mail] = told(unlooked);
  for (const text of [page, mail]) expect(text).toContain('Nobody looked this week');
});

test('a week that was read whole is said to be', () => {
  expect(unseenWords(looked)).toEqual({
    line: 'All of the estate was read',
    text: 'Every figure of this week is whole.',
  });
  expect(unseenWords(sampleReport())).toEqual({ line: '3 buckets: they are in no sum', text: null });
  expect(bucketsDayText(looked)).toBe('As the week ended');
});

test('of fixes, those that had nothing to clear are told as applied, not as proved', () => {
  const place = { accountId: '1', accountName: 'prod', region: 'us-east-1', at: '2026-11-18T10:00:00.000Z' };
  const applied = [true, false].map((nothingToClear) => ({ ...place, bucket: 'b', expectedUsd: 0, nothingToClear }));
  expect(fixesText(sampleReport({ fixes: { applied, proved: [], returned: [] } }))).toBe(
    '2 applied (1 with nothing to clear), 0 proved, 0 came back',
  );
});
