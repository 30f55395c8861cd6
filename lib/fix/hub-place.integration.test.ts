import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { forgetConfigured } from '#lib/aws/endpoint.ts';
import { resetEnv } from '#lib/env.ts';
import { testDatabase } from '#lib/server/test-database.ts';
import { storeConnection } from '#lib/store/connection.ts';
import { database } from '#lib/store/database.ts';
import { hubPlace } from './hub-place.ts';
import { onboarding } from './onboarding.ts';

let close: () => Promise<void>;
const before = process.env.AWS_REGION;
beforeAll(async () => {
  ({ drop: close } = await testDatabase());
});
afterEach(() => inRegion(before));
afterAll(() => close());

function inRegion(region: string | undefined): void {
  if (region === undefined) delete process.env.AWS_REGION;
  else process.env.AWS_REGION = region;
  resetEnv();
  forgetConfigured();
}

const accountId = '111122223333';
const connected = (partition: string) =>
  storeConnection({ ok: true, accountId, arn: `arn:${partition}:iam::${accountId}:role/Hub` });

test.each([
  ['cn-northwest-1', 'aws-cn'],
  ['us-gov-east-1', 'aws-us-gov'],
  ['eu-central-1', 'aws'],
])('before anybody is known, a server in %s is in %s', async (region, partition) => {
  await database().pool.query('delete from setting');
  inRegion(region);
  expect(await hubPlace()).toEqual({ partition, region });
});

test('the identity that was seen says the partition, and the region is one in it', async () => {
  await connected('aws-us-gov');
  inRegion('eu-central-1');
  expect(await hubPlace()).toEqual({ partition: 'aws-us-gov', region: 'us-gov-west-1' });
  inRegion('us-gov-east-1');
  expect(await hubPlace()).toEqual({ partition: 'aws-us-gov', region: 'us-gov-east-1' });
});

test('what a template is made of is of the partition of who assumes the roles', async () => {
  await connected('aws-cn');
  inRegion('cn-north-1');
  const here = await onboarding({});
  expect(here).toMatchObject({ partition: 'aws-cn', region: 'cn-north-1', hub: expect.stringMatching(/^arn:aws-cn:/) });
  expect(JSON.stringify(here.fixPolicy)).toContain('arn:aws-cn:s3:::*');
  expect(JSON.stringify(here.readPolicy)).toContain('s3.*.amazonaws.com.cn');
  const named = await onboarding({ hub: 'arn:aws-us-gov:iam::111122223333:role/Other' });
  expect(named.partition).toBe('aws-us-gov');
  expect(JSON.stringify(named.fixPolicy)).toContain('arn:aws-us-gov:s3:::*');
});
