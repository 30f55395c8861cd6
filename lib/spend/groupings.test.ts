import { expect, test } from 'vitest';
import { S3_SERVICE } from './cost-row.ts';
import { groupingsOf } from './groupings.ts';

test.each([
  [{}, ['service', 'account', 'region']],
  [{ account: '1' }, ['service', 'region']],
  [{ service: 'AWS Glue' }, ['account']],
  [{ service: 'AWS Glue', account: '1' }, ['service']],
  [{ service: S3_SERVICE }, ['account', 'usageType']],
  [{ service: S3_SERVICE, account: '1' }, ['usageType']],
  [{ region: 'eu-west-1' }, ['account']],
  [{ region: 'eu-west-1', account: '1' }, ['region']],
  [{ usageType: 'x', service: S3_SERVICE }, ['account']],
  [{ usageType: 'x', service: S3_SERVICE, account: '1' }, ['usageType']],
])('%j is cut by %j', (selection, groupings) => {
  expect(groupingsOf(selection)).toEqual(groupings);
});
