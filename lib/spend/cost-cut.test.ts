import { describe, expect, test } from 'vitest';
import { type CostFilter, costQuestion } from './cost-cut.ts';
import { type CostGrouping, S3_SERVICE } from './cost-row.ts';

describe('costQuestion', () => {
  test.each<[CostGrouping | null, CostFilter, string]>([
    ['service', {}, 'service all key'],
    ['account', {}, 'service all account'],
    [null, {}, 'service all none'],
    ['service', { accountId: '111111111111' }, 'service all key'],
    ['service', { service: 'Tax' }, 'service Tax key'],
    ['account', { service: 'Tax' }, 'service Tax account'],
    ['region', {}, 'region all key'],
    ['account', { region: 'eu-west-1' }, 'region eu-west-1 account'],
    [null, { region: 'eu-west-1' }, 'region eu-west-1 none'],
    ['usageType', {}, 'usageType all key'],
    ['usageType', { service: S3_SERVICE }, 'usageType all key'],
    ['account', { usageType: 'Requests-Tier1' }, 'usageType Requests-Tier1 account'],
    ['account', { usageType: 'Requests-Tier1', service: S3_SERVICE }, 'usageType Requests-Tier1 account'],
    ['service', { usageType: 'Requests-Tier1' }, 'usageType Requests-Tier1 none'],
  ])('%s under %j is answered by %s', (groupBy, filter, expected) => {
    const question = costQuestion({ groupBy, filter });
    expect(question.ok && `${question.value.cut} ${question.value.key ?? 'all'} ${question.value.groupBy}`).toBe(
      expected,
    );
  });

  test.each<[CostGrouping | null, CostFilter]>([
    ['service', { region: 'eu-west-1' }],
    ['region', { service: 'Tax' }],
    [null, { service: 'Tax', region: 'eu-west-1' }],
    ['usageType', { region: 'eu-west-1' }],
    ['usageType', { service: 'Tax' }],
    ['account', { usageType: 'Requests-Tier1', service: 'Tax' }],
    ['region', { usageType: 'Requests-Tier1' }],
  ])('%s under %j has no answer, and says why', (groupBy, filter) => {
    const question = costQuestion({ groupBy, filter });
    expect(question.ok ? null : question.error).toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(/^(Costs|Usage types) are/),
    });
  });
});
