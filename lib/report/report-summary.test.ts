import { expect, it } from 'vitest';
import { maskReport, noMask } from './mask.ts';
import { summaryOf } from './report-summary.ts';
import { sampleBucket, sampleReport } from './sample.test-support.ts';

const secret = 'a secret of at least thirty-two characters';
const at = '2026-11-18T08:00:00.000Z';
const place = (name: string) => {
  const { bucket, region, accountId, accountName } = sampleBucket({ bucket: name });
  return { bucket, region, accountId, accountName };
};
const report = sampleReport({
  budget: {
    accountId: null,
    accountName: null,
    name: 'all',
    currency: 'USD',
    month: '2026-11',
    limit: '67000',
    actual: '100500',
    forecast: null,
    usedPercent: 150,
    state: 'over',
    readAt: at,
  },
  fixes: {
    applied: ['a', 'b', 'c', 'd', 'e'].map((name) => ({ ...place(name), at, expectedUsd: 1 })),
    proved: [{ ...place('logs'), at, bookedUsd: 8 }],
    returned: [
      {
        ...place('media-ingest'),
        provedAt: at,
        monthlyUsd: 900,
        cameBackUsd: 120,
        bytes: 1,
        likelyCause: { creator: 'athena', label: 'Athena, cancelled queries', confidence: 'high' },
      },
    ],
  },
});
const facts = (of = report) => Object.fromEntries(summaryOf(of).facts.map(({ label, value }) => [label, value]));

it('says how the budget stands, and that it is used up', () => {
  const [label, value] = Object.entries(facts()).find(([name]) => name.startsWith('Budget of November')) ?? [];
  expect(label).toMatch(/^Budget of November, on \d+ Nov$/);
  expect(value).toBe('150\u00a0% of $67,000, used up');
});

it('says where waste came back, and who likely keeps leaving it', () => {
  expect(facts()['Came back in media-ingest']).toBe('$120 a month, likely left by Athena, cancelled queries');
});

it('names the first fixes and counts the others', () => {
  expect(facts()).toMatchObject({ 'Fixes applied in': 'a, b, c and 2 more', 'Fixes proved in': 'logs' });
});

it('names nothing of it that is masked', () => {
  const masked = maskReport(report, { ...noMask, buckets: 'alias', amounts: 'hidden' }, secret);
  const text = JSON.stringify(summaryOf(masked).facts);
  for (const name of ['media-ingest', 'logs', '67,000', '120']) expect(text).not.toContain(name);
  const [, value] = Object.entries(facts(masked)).find(([name]) => name.startsWith('Budget of November')) ?? [];
  expect(value).toBe('used up');
});

it('says of buckets that are hidden how many, once, and never "a bucket"', () => {
  const { applied, proved, returned } = report.fixes;
  const [back] = returned;
  const other = { ...place('logs'), provedAt: at, monthlyUsd: 30, bytes: 1, likelyCause: null };
  const two = { ...report, fixes: { applied, proved, returned: [...(back ? [back] : []), other] } };
  const hidden = (amounts: 'no' | 'hidden') =>
    summaryOf(maskReport(two, { ...noMask, buckets: 'hidden', amounts }, secret));
  expect(JSON.stringify(hidden('no').facts)).not.toContain('a bucket');
  const open = facts(maskReport(two, { ...noMask, buckets: 'hidden' }, secret));
  expect(open['Came back']).toBe('$150 a month in 2 buckets, likely left by Athena, cancelled queries');
  const none = hidden('hidden').facts.find(({ label }) => label === 'Came back');
  expect(none?.value).toBe('in 2 buckets, likely left by Athena, cancelled queries');
});
