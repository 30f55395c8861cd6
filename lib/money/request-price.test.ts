import { expect, it } from 'vitest';
import { requestUsd } from './request-price.ts';

it.each([
  ['ListBuckets', 5],
  ['ListMultipartUploads', 5],
  ['ListParts', 5],
  ['PutBucketLifecycleConfiguration', 5],
  ['HeadBucket', 0.4],
  ['GetBucketLocation', 0.4],
  ['GetBucketLifecycleConfiguration', 0.4],
  ['GetBucketVersioning', 0.4],
  ['GetBucketTagging', 0.4],
  ['DeleteBucketLifecycle', 0],
  ['AbortMultipartUpload', 0],
  ['GetCallerIdentity', 0],
  ['AssumeRole', 0],
  ['DescribeBudgets', 0],
  ['DescribeNotificationsForBudget', 0],
  ['DescribeSubscribersForNotification', 0],
  ['CreateBudget', 0],
  ['DeleteBudget', 0],
  ['GetCostAndUsage', 10_000],
  ['GetCostForecast', 10_000],
  ['GetAnomalyMonitors', 10_000],
  ['GetAnomalies', 10_000],
  ['GetSavingsPlansUtilization', 10_000],
  ['GetReservationCoverage', 10_000],
  ['SomethingNew', 5],
])('a million of %s cost %s USD', (operation, usd) => {
  expect(requestUsd(operation) * 1_000_000).toBeCloseTo(usd);
});

it('costs more where AWS asks more, and never less than in us-east-1', () => {
  expect(requestUsd('ListParts', 'sa-east-1') * 1000).toBeCloseTo(0.007);
  expect(requestUsd('ListParts', 'ap-northeast-2')).toBe(requestUsd('ListParts'));
  expect(requestUsd('ListParts', '')).toBe(requestUsd('ListParts'));
  expect(requestUsd('GetCostAndUsage', 'sa-east-1')).toBe(0.01);
});
