import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Budget } from './budget.ts';
import { type StarterInput, type StarterRequest, starterBudget, starterRequestSchema } from './starter-budget.ts';
import { sameBudget, starterDifferences } from './starter-differences.ts';
import { typedUsd } from './starter-input.ts';

const input: StarterInput = {
  accountId: '123456789012',
  amountUsd: 5,
  name: 'straybytes-daily',
  emails: ['finops@example.com'],
};
const topic = 'arn:aws:sns:us-east-1:123456789012:cost-alerts';

function requestOf(rest: Partial<StarterInput> = {}): StarterRequest {
  const request = starterBudget({ ...input, ...rest });
  if (!request.ok) throw request.error;
  return request.value;
}

function problemsOf(rest: Partial<StarterInput>): Record<string, string> {
  const request = starterBudget({ ...input, ...rest });
  return request.ok ? {} : request.error.details;
}

/** What AWS would describe after the request was sent. */
function described({ Budget: sent, NotificationsWithSubscribers }: StarterRequest, rest: Partial<Budget> = {}): Budget {
  return {
    name: sent.BudgetName,
    type: sent.BudgetType,
    timeUnit: sent.TimeUnit,
    limit: { amount: `${sent.BudgetLimit.Amount}.0`, unit: sent.BudgetLimit.Unit },
    plannedLimits: null,
    autoAdjust: null,
    actual: { amount: '0', unit: 'USD' },
    forecast: null,
    start: '2026-11-23T00:00:00.000Z',
    end: '2087-06-15T00:00:00.000Z',
    includesCredits: sent.CostTypes.IncludeCredit ?? true,
    includesRefunds: sent.CostTypes.IncludeRefund ?? true,
    costTypes: sent.CostTypes,
    filter: null,
    lastUpdated: null,
    notifications: NotificationsWithSubscribers.map(({ Notification, Subscribers }) => ({
      type: Notification.NotificationType,
      operator: Notification.ComparisonOperator,
      threshold: Notification.Threshold,
      thresholdType: Notification.ThresholdType,
      state: 'OK',
      subscribers: Subscribers.map(({ SubscriptionType, Address }) => ({ type: SubscriptionType, address: Address })),
    })).toReversed(),
    ...rest,
  };
}

describe('starterBudget', () => {
  test('is the request of CreateBudget', () => {
    const Subscribers = [
      { SubscriptionType: 'EMAIL', Address: 'finops@example.com' },
      { SubscriptionType: 'SNS', Address: topic },
    ];
    const at = { NotificationType: 'ACTUAL', ComparisonOperator: 'GREATER_THAN', ThresholdType: 'PERCENTAGE' };
    expect(requestOf({ snsTopicArn: topic })).toEqual({
      AccountId: '123456789012',
      Budget: {
        BudgetName: 'straybytes-daily',
        BudgetType: 'COST',
        TimeUnit: 'DAILY',
        BudgetLimit: { Amount: '5', Unit: 'USD' },
        CostTypes: {
          IncludeTax: true,
          IncludeSubscription: true,
          UseBlended: false,
          IncludeRefund: false,
          IncludeCredit: false,
          IncludeUpfront: true,
          IncludeRecurring: true,
          IncludeOtherSubscription: true,
          IncludeSupport: true,
          IncludeDiscount: true,
          UseAmortized: false,
        },
      },
      NotificationsWithSubscribers: [80, 100].map((Threshold) => ({ Notification: { ...at, Threshold }, Subscribers })),
    });
    expect(starterRequestSchema.parse(requestOf())).toEqual(requestOf());
  });

  test.each([
    [0.01, '0.01'],
    [5, '5'],
    [100, '100'],
    [12.5, '12.5'],
    [19.99, '19.99'],
    [1e12, '1000000000000'],
  ])('%d USD are sent as %s', (amountUsd, text) => {
    expect(requestOf({ amountUsd }).Budget.BudgetLimit.Amount).toBe(text);
  });

  test.each([
    ['5', 5],
    [' 5.50 ', 5.5],
    ['0.01', 0.01],
    ['0', 0],
    ['5,50', Number.NaN],
    ['1,000', Number.NaN],
    ['$5', Number.NaN],
    ['-5', Number.NaN],
    ['5e3', Number.NaN],
    ['.5', Number.NaN],
    ['', Number.NaN],
  ])('%j typed is %d', (text, usd) => {
    expect(typedUsd(text)).toBe(usd);
  });

  test('addresses are told once, as they were written', () => {
    const emails = [' FinOps@example.com', 'ops@example.com', 'finops@EXAMPLE.com'];
    const [{ Subscribers } = { Subscribers: [] }] = requestOf({ emails }).NotificationsWithSubscribers;
    expect(Subscribers.map(({ Address }) => Address)).toEqual(['FinOps@example.com', 'ops@example.com']);
  });

  const eleven = Array.from({ length: 11 }, (_, index) => `person-${index}@example.com`);
  test.each<[string, Partial<StarterInput>, RegExp]>([
    ['accountId', { accountId: '12345678901' }, /12 digits/],
    ['accountId', { accountId: 'local' }, /12 digits/],
    ['amountUsd', { amountUsd: 0 }, /above 0/],
    ['amountUsd', { amountUsd: -5 }, /above 0/],
    ['amountUsd', { amountUsd: Number.NaN }, /plain number/],
    ['amountUsd', { amountUsd: Number.POSITIVE_INFINITY }, /at most/],
    ['amountUsd', { amountUsd: 5.005 }, /whole cents/],
    ['name', { name: '' }, /needs a name/],
    ['name', { name: 'team\u0000daily' }, /control characters/],
    ['name', { name: 'team: daily' }, /`:`/],
    ['name', { name: 'team\\daily' }, /`:`/],
    ['name', { name: 'a/action/b' }, /action/],
    ['name', { name: 'n'.repeat(101) }, /101 characters/],
    ['emails', { emails: [] }, /at least one/],
    ['emails', { emails: eleven }, /at most 10 e-mail addresses, and there are 11/],
    ['emails', { emails: ['finops@example.com', 'finops'] }, /`finops` is no e-mail/],
    ['emails', { emails: ['a b@example.com', ''] }, /are no e-mail/],
    ['snsTopicArn', { snsTopicArn: 'cost-alerts' }, /no ARN/],
    ['snsTopicArn', { snsTopicArn: `${topic}.fifo` }, /FIFO/],
    ['snsTopicArn', { snsTopicArn: topic.replace('sns', 'sqs') }, /no ARN/],
  ])('a wrong %s is told: %j', (field, rest, problem) => {
    expect(Object.keys(problemsOf(rest))).toEqual([field]);
    expect(problemsOf(rest)[field]).toMatch(problem);
  });

  test('every problem is told at once, and an SNS topic alone is enough', () => {
    expect(
      Object.keys(problemsOf({ accountId: '', amountUsd: 0, name: ':', emails: ['x'], snsTopicArn: 'y' })),
    ).toHaveLength(5);
    expect(problemsOf({ emails: [], snsTopicArn: topic })).toEqual({});
    expect(problemsOf({ emails: eleven.slice(1), snsTopicArn: topic.replace('aws', 'aws-cn') })).toEqual({});
    expect(problemsOf({ name: 'n'.repeat(100) })).toEqual({});
  });

  test('what is accepted is what AWS takes, and what it then describes is the same budget', () => {
    const name = fc.string({ minLength: 1, maxLength: 120 });
    const emails = fc.array(fc.emailAddress(), { maxLength: 12 });
    fc.assert(
      fc.property(name, emails, fc.double({ min: -10, max: 1e6 }), (given, addresses, amountUsd) => {
        const request = starterBudget({ ...input, name: given, emails: addresses, amountUsd });
        if (!request.ok) return;
        const { Budget: sent, NotificationsWithSubscribers } = request.value;
        expect(sent.BudgetName).toMatch(/^[^:\\]{1,100}$/);
        expect(sent.BudgetLimit.Amount).toMatch(/^([0-9]*\.)?[0-9]+$/);
        for (const { Subscribers } of NotificationsWithSubscribers)
          expect(Subscribers.length >= 1 && Subscribers.length <= 10).toBe(true);
        expect(starterDifferences(request.value, described(request.value))).toEqual([]);
      }),
    );
  });
});

describe('starterDifferences', () => {
  const request = requestOf({ snsTopicArn: topic });
  const [first, second] = described(request).notifications ?? [];
  if (!first || !second) throw new Error('Two alerts are sent.');

  test.each<[RegExp, Partial<Budget>]>([
    [/USAGE/, { type: 'USAGE' }],
    [/monthly, not daily/, { timeUnit: 'MONTHLY' }],
    [/limit is 6 USD, not 5 USD/, { limit: { amount: '6', unit: 'USD' } }],
    [/limit is 5 CNY/, { limit: { amount: '5', unit: 'CNY' } }],
    [/not set/, { limit: null }],
    [/adjusts itself/, { autoAdjust: 'HISTORICAL' }],
    [/planned/, { plannedLimits: {} }],
    [/narrowed to: service is Amazon EC2/, { filter: 'service is Amazon EC2' }],
    [/credits are counted/, { includesCredits: true }],
    [/refunds are counted/, { includesRefunds: true }],
    [/UseAmortized is true, not false/, { costTypes: { ...request.Budget.CostTypes, UseAmortized: true } }],
    [/UseBlended is true/, { costTypes: { ...request.Budget.CostTypes, UseBlended: true } }],
    [/IncludeTax is false/, { costTypes: { ...request.Budget.CostTypes, IncludeTax: false } }],
    [/IncludeSupport is false/, { costTypes: { ...request.Budget.CostTypes, IncludeSupport: false } }],
    [/IncludeNewKind is false/, { costTypes: { ...request.Budget.CostTypes, IncludeNewKind: false } }],
    [/sums AmortizedCost/, { metrics: ['AmortizedCost'] }],
    [/narrowed to: not \(record type is Credit/, { filter: 'not (record type is Credit)' }],
    [/ends on 2027-01-01/, { end: '2027-01-01T00:00:00.000Z' }],
    [/billing view/, { billingView: 'arn:aws:billing::123456789012:billingview/custom-1' }],
    [/alerts/, { notifications: [first] }],
    [/alerts/, { notifications: [] }],
    [/alerts/, { notifications: [first, { ...second, threshold: 90 }] }],
    [/alerts/, { notifications: [first, { ...second, type: 'FORECASTED' }] }],
    [/alerts/, { notifications: [first, { ...second, thresholdType: 'ABSOLUTE_VALUE' }] }],
    [/alerts/, { notifications: [first, second, { ...second, threshold: 120, subscribers: [] }] }],
    [/alerts/, { notifications: [first, { ...second, subscribers: (second.subscribers ?? []).slice(1) }] }],
  ])('tells %s', (difference, rest) => {
    const differences = starterDifferences(request, described(request, rest));
    expect(differences).toHaveLength(1);
    expect(differences[0]).toMatch(difference);
    expect(sameBudget(request, described(request, rest))).toBe(false);
  });

  test('the case of an address makes no difference, its limit may have other zeros', () => {
    const shouted = (first.subscribers ?? []).map((one) =>
      one.type === 'EMAIL' ? { ...one, address: 'FINOPS@example.com' } : one,
    );
    const same = {
      notifications: [second, { ...first, subscribers: shouted }],
      limit: { amount: '5.000', unit: 'USD' },
    };
    expect(sameBudget(request, described(request, same))).toBe(true);
  });

  test('what was not read counts unless it is told not to', () => {
    const unread = { notifications: null, includesCredits: null, includesRefunds: null, costTypes: null };
    expect(starterDifferences(request, described(request, unread))).toHaveLength(4);
    expect(starterDifferences(request, described(request, unread), { unreadAlertsCount: false })).toEqual([]);
    const one = { notifications: [first, { ...second, subscribers: null }] };
    expect(starterDifferences(request, described(request, one))).toEqual(['its alerts could not be read']);
    expect(starterDifferences(request, described(request, one), { unreadAlertsCount: false })).toEqual([]);
    const moved = { notifications: [first, { ...second, threshold: 90, subscribers: null }] };
    expect(starterDifferences(request, described(request, moved), { unreadAlertsCount: false })).toHaveLength(1);
  });

  test('what AWS fills in, and the same in its newer form, make no difference', () => {
    const filled = {
      start: '2020-01-01T00:00:00.000Z',
      actual: { amount: '99', unit: 'USD' },
      lastUpdated: '2026-11-23T00:00:00.000Z',
      billingView: 'arn:aws:billing::123456789012:billingview/primary',
      end: null,
    };
    expect(starterDifferences(request, described(request, filled))).toEqual([]);
    const newer = { costTypes: null, metrics: ['UnblendedCost'], filter: 'not (record type is one of Credit, Refund)' };
    expect(starterDifferences(request, described(request, newer))).toEqual([]);
  });
});
