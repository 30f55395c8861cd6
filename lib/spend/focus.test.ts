import { describe, expect, test } from 'vitest';
import { type FocusCost, focusColumns, focusRow, focusUnfilled } from './focus.ts';

const cost: FocusCost = {
  start: '2026-11-30',
  end: '2026-12-01',
  accountId: '222222222222',
  accountName: 'data-platform',
  asked: '111111111111',
  askedName: 'management',
  service: 'Amazon Simple Storage Service',
  recordType: 'usage',
  unblended: '412.0912345',
  netAmortized: '400.5',
  currency: 'USD',
};

describe('focusRow', () => {
  test('fills the columns that Cost Explorer tells of', () => {
    const known = Object.entries(focusRow(cost)).filter(([, value]) => value !== null);
    expect(Object.fromEntries(known)).toEqual({
      BilledCost: '412.0912345',
      BillingAccountId: '111111111111',
      BillingAccountName: 'management',
      BillingCurrency: 'USD',
      BillingPeriodStart: '2026-11-01T00:00:00Z',
      BillingPeriodEnd: '2026-12-01T00:00:00Z',
      ChargeCategory: 'Usage',
      ChargePeriodStart: '2026-11-30T00:00:00Z',
      ChargePeriodEnd: '2026-12-01T00:00:00Z',
      EffectiveCost: '400.5',
      ProviderName: 'AWS',
      ServiceName: 'Amazon Simple Storage Service',
      SubAccountId: '222222222222',
      SubAccountName: 'data-platform',
    });
  });

  test.each([
    ['tax', 'Tax', null],
    ['credit', 'Credit', null],
    ['refund', 'Usage', 'Correction'],
  ] as const)('%s is %s, %s', (recordType, ChargeCategory, ChargeClass) => {
    expect(focusRow({ ...cost, recordType })).toMatchObject({ ChargeCategory, ChargeClass });
  });

  test('has the 57 columns of the specification in its order, and lists those that stay empty', () => {
    expect(Object.keys(focusRow(cost))).toEqual([...focusColumns]);
    expect(focusColumns).toHaveLength(57);
    expect([...focusColumns]).toEqual([...focusColumns].sort());
    const empty = focusColumns.filter((column) => focusRow({ ...cost, recordType: 'refund' })[column] === null);
    expect(focusUnfilled).toEqual(empty);
    expect(focusUnfilled).toContain('SkuId');
  });
});
