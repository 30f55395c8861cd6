import { expect, test } from 'vitest';
import { mainRegionOf, partitionOf, partitionOfHub, partitionOfRegion, policyIn, regionIn } from './partition.ts';

test.each([
  ['arn:aws:iam::204817365920:role/Hub', 'aws'],
  ['arn:aws-cn:iam::204817365920:role/Hub', 'aws-cn'],
  ['arn:aws-us-gov:sts::204817365920:assumed-role/Hub/x', 'aws-us-gov'],
  ['204817365920', 'aws'],
  [null, 'aws'],
])('the partition of %s is %s', (arn, partition) => {
  expect(partitionOf(arn)).toBe(partition);
});

test.each([
  ['arn:aws-cn:iam::204817365920:role/Hub', 'aws-us-gov', 'aws-cn'],
  ['arn:aws:iam::204817365920:root', 'aws-cn', 'aws'],
  ['204817365920', 'aws-cn', 'aws-cn'],
  ['', 'aws-us-gov', 'aws-us-gov'],
  [undefined, 'aws-cn', 'aws-cn'],
])('of the hub %s, seen from %s, the partition is %s', (hub, otherwise, partition) => {
  expect(partitionOfHub(hub, otherwise)).toBe(partition);
});

test.each([
  ['eu-central-1', 'aws', 'us-east-1'],
  ['cn-northwest-1', 'aws-cn', 'cn-north-1'],
  ['us-gov-east-1', 'aws-us-gov', 'us-gov-west-1'],
])('%s is in %s, of which %s is the main region', (region, partition, main) => {
  expect(partitionOfRegion(region)).toBe(partition);
  expect(mainRegionOf(partition)).toBe(main);
  expect(regionIn(partition, region)).toBe(region);
  expect(regionIn(partition, partition === 'aws' ? 'cn-north-1' : 'us-east-1')).toBe(main);
  expect(regionIn(partition, null)).toBe(main);
});

test('a policy is of one partition, and nothing but its ARNs changes', () => {
  const Condition = { StringEquals: { 's3:ResourceAccount': `${'$'}{aws:PrincipalAccount}` } };
  const of = (Resource: string | string[]) => ({
    Version: '2012-10-17' as const,
    Statement: [{ Effect: 'Allow', Action: 's3:PutLifecycleConfiguration', Resource, Condition }],
  });
  expect(policyIn(of(['arn:aws:s3:::*', '*']), 'aws-cn')).toEqual(of(['arn:aws-cn:s3:::*', '*']));
  expect(policyIn(of('arn:aws-us-gov:s3:::*'), 'aws')).toEqual(of('arn:aws:s3:::*'));
});
