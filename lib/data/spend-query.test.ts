import { describe, expect, test } from 'vitest';
import { S3_SERVICE } from '#lib/spend/cost-row.ts';
import { parseSpendQuery } from './spend-query.ts';

describe('what the page of spend shows', () => {
  test('is the last 30 days by service unless the URL says otherwise', () => {
    expect(parseSpendQuery({})).toEqual({
      range: '30d',
      by: 'service',
      metric: 'unblended',
      credits: 'in',
      account: undefined,
      service: undefined,
      region: undefined,
      usageType: undefined,
      rows: 'top',
    });
  });

  test.each([
    { range: '1y', by: 'tag', metric: 'blended', credits: 'maybe', rows: '-1' },
    { range: ['7d', '30d'], account: '', service: 'x'.repeat(201), region: '\0' },
  ])('leaves out what makes no sense: %j', (params) => {
    expect(parseSpendQuery(params)).toEqual(parseSpendQuery({}));
  });

  test('a service outweighs a region, which costs of services do not know', () => {
    expect(parseSpendQuery({ service: 'AWS Glue', region: 'eu-west-1', by: 'region' })).toMatchObject({
      service: 'AWS Glue',
      region: undefined,
      by: 'account',
    });
  });

  test('a usage type is one of S3', () => {
    expect(parseSpendQuery({ usageType: 'TimedStorage-ByteHrs' })).toMatchObject({
      service: S3_SERVICE,
      by: 'account',
    });
  });
});
