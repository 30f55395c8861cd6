import type { Report } from '../report.ts';
import { sampleBucket, sampleReport } from '../sample.test-support.ts';

const nothing = { monthlyUsd: 0, changeUsd: 0, changePercent: null, bytes: 0, uploads: 0, buckets: 0, atLeast: false };
const noHistory = { series: [], days: [], marks: [] };
const seen = { unseen: { buckets: 0, accounts: [], items: [] } };
const { history } = sampleReport();

/** 63 characters, the most that S3 allows a bucket's name. */
export const longestName = 'data-platform-warehouse-unload-staging-eu-central-1-production1';
const longAccount = '데이터 플랫폼 운영 및 분석 인프라 공용 계정 (서울 리전)';
const longNames = [
  sampleBucket({ bucket: longestName, accountName: longAccount, monthlyUsd: 174.31 }),
  sampleBucket({ bucket: '111122223333-athena-query-results-ap-northeast-2-analytics-team', monthlyUsd: 75.84 }),
  sampleBucket({ bucket: 'nightly-backups', accountName: '백업', monthlyUsd: 52.68 }),
];

/** A week, a day before and after another, and some days in a row. */
const isUnlooked = (index: number) =>
  (index > 20 && index < 28) || index === 45 || index === 47 || (index > 70 && index < 75);

/** A year's reports as they are seldom, and one as most are; by a name for the file of the picture. */
export const pictured: Record<string, Report> = {
  usual: sampleReport(),
  'long-names': sampleReport({
    mostWasteful: longNames,
    coverage: { buckets: 12_842, protected: 10_388, partly: 4, unprotected: 2447, unknown: 3 },
    unseen: { buckets: 1203, accounts: [{ accountId: '444455556666', accountName: longAccount }], items: [] },
    history: {
      ...history,
      series: longNames.map(({ bucket }) => ({ bucket })),
      marks: [
        { day: '2026-09-27', bucket: longestName },
        { day: '2026-10-25', bucket: '백업-버킷-이름' },
        { day: '2026-11-20', bucket: longestName },
      ],
    },
  }),
  'huge-numbers': sampleReport({
    waste: {
      ...nothing,
      monthlyUsd: 98_765_432.1,
      changeUsd: 1_234_567,
      changePercent: 1.3,
      buckets: 9_999_999,
      atLeast: true,
    },
    recovered: {
      week: { bookedUsd: 12_345_678.9, expectedUsd: 1_234_567 },
      sinceStart: { bookedUsd: 987_654_321, expectedUsd: 123_456_789, since: '2026-09-12T09:00:00.000Z' },
    },
    mostWasteful: [41_234_567.8, 22_345_678.9, 11_456_789.1].map((monthlyUsd, index) =>
      sampleBucket({ bucket: sampleReport().mostWasteful[index]?.bucket ?? '', monthlyUsd }),
    ),
    otherBuckets: { buckets: 9_999_996, monthlyUsd: 23_728_396.3 },
    coverage: { buckets: 12_345_678, protected: 8_765_432, partly: 4, unprotected: 3_580_242, unknown: 0 },
    spend: { currency: 'USD', amount: '1234567890.12', former: '1100000000', changePercent: 12.2, estimated: true },
    history: {
      ...history,
      days: history.days.map(({ day, parts }) => ({ day, parts: parts.map((usd) => usd * 240_000) })),
    },
    ...seen,
  }),
  'zero-waste': sampleReport({
    waste: nothing,
    mostWasteful: [],
    otherBuckets: { buckets: 0, monthlyUsd: 0 },
    coverage: { buckets: 142, protected: 142, partly: 0, unprotected: 0, unknown: 0 },
    recovered: {
      week: { bookedUsd: 0, expectedUsd: 0 },
      sinceStart: { bookedUsd: 1102.51, expectedUsd: 0, since: '2026-09-12T09:00:00.000Z' },
    },
    history: {
      ...history,
      series: [],
      days: history.days.map(({ day }, index) => ({ day, parts: [Math.max(0, 210 - 3 * index)] })),
    },
    ...seen,
  }),
  'first-week': sampleReport({
    waste: { ...nothing, monthlyUsd: 412.31, changeUsd: null, buckets: 61 },
    recovered: {
      week: { bookedUsd: 0, expectedUsd: 0 },
      sinceStart: { bookedUsd: 0, expectedUsd: 0, since: null },
    },
    history: { ...noHistory, series: history.series, days: history.days.slice(-1) },
    spend: null,
    ...seen,
  }),
  'not-looked-at': sampleReport({
    spend: null,
    bill: {
      knownFrom: '2026-11-24T00:00:00.000Z',
      lastKnown: { week: '2026-W46', currency: 'USD', amount: '10400', estimated: true },
    },
    history: {
      ...history,
      days: history.days.map((day, index) => (isUnlooked(index) ? { ...day, looked: false } : day)),
    },
  }),
  'without-data': sampleReport({
    readAt: null,
    waste: null,
    mostWasteful: [],
    otherBuckets: { buckets: 0, monthlyUsd: 0 },
    recovered: {
      week: { bookedUsd: 0, expectedUsd: 0 },
      sinceStart: { bookedUsd: 0, expectedUsd: 0, since: null },
    },
    coverage: null,
    spend: null,
    history: noHistory,
    ...seen,
  }),
};
