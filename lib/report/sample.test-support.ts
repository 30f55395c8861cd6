import type { Report, WastefulBucket } from './report.ts';

/** A report as weeks are: a quarter of history, two fixes, three buckets that could not be read. */
export function sampleReport(changes: Partial<Report> = {}): Report {
  const days = Array.from({ length: 91 }, (_, index) => ({
    day: new Date(Date.UTC(2026, 7, 24 + index)).toISOString().slice(0, 10),
    parts: [60 + index, 40 + index / 2, 20, 90],
  }));
  return {
    week: '2026-W47',
    timeZone: 'UTC',
    start: '2026-11-16T00:00:00.000Z',
    end: '2026-11-23T00:00:00.000Z',
    masked: { accounts: 'no', buckets: 'no', amounts: 'no' },
    readAt: '2026-11-22T18:00:40.000Z',
    snapshotId: null,
    waste: {
      monthlyUsd: 412.31,
      changeUsd: 38.2,
      changePercent: 10.2,
      bytes: 19_129_341_234_567,
      uploads: 8914,
      buckets: 61,
      atLeast: true,
    },
    recovered: {
      week: { bookedUsd: 96.27, expectedUsd: 12.34 },
      sinceStart: { bookedUsd: 1102.51, expectedUsd: 182.43, since: '2026-09-12T09:00:00.000Z' },
    },
    mostWasteful: [
      sampleBucket({ bucket: 'athena-results-apne2', monthlyUsd: 174.31 }),
      sampleBucket({ bucket: 'warehouse-unload', monthlyUsd: 75.84, accountName: '데이터 플랫폼' }),
      sampleBucket({ bucket: 'nightly-backups', monthlyUsd: 52.68, coverage: 'disabled' }),
    ],
    otherBuckets: { buckets: 58, monthlyUsd: 109.48 },
    fixes: { applied: [], proved: [], returned: [] },
    coverage: { buckets: 142, protected: 88, partly: 4, unprotected: 47, unknown: 3 },
    unseen: { buckets: 3, accounts: [], items: [] },
    spend: { currency: 'USD', amount: '11210.12', former: '10400', changePercent: 7.8, estimated: true },
    budget: null,
    guardrails: null,
    history: {
      series: [{ bucket: 'athena-results-apne2' }, { bucket: 'warehouse-unload' }, { bucket: 'nightly-backups' }],
      days,
      marks: [
        { day: '2026-09-27', bucket: 'athena-results' },
        { day: '2026-10-25', bucket: 'warehouse-unload' },
      ],
    },
    ...changes,
  };
}

export function sampleBucket(changes: Partial<WastefulBucket> = {}): WastefulBucket {
  return {
    accountId: '111122223333',
    accountName: 'analytics',
    bucket: 'athena-results',
    region: 'us-east-1',
    monthlyUsd: 10,
    bytes: 400_000_000_000,
    uploads: 120,
    coverage: 'none',
    measurement: 'exact',
    likelyCause: { creator: 'athena', label: 'Athena, cancelled queries', confidence: 'high' },
    ...changes,
  };
}

/** A report that names an account and three buckets in every place that has a name. */
export function tellingReport(owner: { accountId: string; accountName: string }, names: readonly string[]): Report {
  const place = (bucket: string) => ({ ...owner, bucket, region: 'us-east-1' });
  const [first = 'x', second = 'y', third = 'w'] = names;
  const at = '2026-11-18T10:00:00.000Z';
  const problem = `Cannot read ${third} of ${owner.accountId}: denied.`;
  const likelyCause = null;
  return sampleReport({
    mostWasteful: [
      sampleBucket({ ...place(first), monthlyUsd: 299.17 }),
      sampleBucket({ ...place(second), monthlyUsd: 113.14 }),
    ],
    otherBuckets: { buckets: 0, monthlyUsd: 0 },
    fixes: {
      applied: [{ ...place(first), at, expectedUsd: 12.34 }],
      proved: [{ ...place(second), at, bookedUsd: 96.27 }],
      returned: [{ ...place(third), provedAt: at, monthlyUsd: 7.77, bytes: 123_456_789_012_345, likelyCause }],
    },
    unseen: { buckets: 1, accounts: [owner], items: [{ ...place(third), measurement: 'denied', problem }] },
    budget: {
      ...owner,
      name: `${owner.accountName} monthly`,
      currency: 'USD',
      month: '2026-11',
      limit: '61000.55',
      actual: '48210.66',
      forecast: '63900.77',
      usedPercent: 79,
      state: 'willExceed',
      readAt: at,
    },
    guardrails: {
      opened: [{ ...owner, check: 'root-without-mfa', title: 'Root without MFA' }],
      closed: [{ ...owner, check: 'missing-cost-budget', title: 'A budget watches the cost' }],
      failing: 3,
      blind: 0,
      compared: 8,
      unknown: 0,
    },
    history: {
      ...sampleReport().history,
      series: [first, second].map((own) => ({ accountId: owner.accountId, bucket: own })),
      marks: [{ day: '2026-10-25', accountId: owner.accountId, bucket: third }],
    },
  });
}
