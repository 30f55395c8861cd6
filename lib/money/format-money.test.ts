import { expect, test } from 'vitest';
import {
  formatMoney,
  formatMoneyChange,
  formatMoneyExact,
  formatMoneyRound,
  formatPercentChange,
} from './format-money.ts';

test.each([
  ['0', 'USD', '$0'],
  ['0.0000001', 'USD', '<$0.01'],
  ['-0.001', 'USD', '−<$0.01'],
  ['0.005', 'USD', '$0.01'],
  ['174.31', 'USD', '$174.31'],
  ['174', 'USD', '$174.00'],
  ['999.994', 'USD', '$999.99'],
  ['999.995', 'USD', '$1,000'],
  ['-1284.5', 'USD', '−$1,285'],
  ['12.4', 'CNY', 'CN¥12.40'],
  ['12.4', 'EUR', '€12.40'],
  ['12.4', 'CHF', 'CHF 12.40'],
  ['12.4', 'not a currency', 'not a currency 12.40'],
  ['12.4', null, '$12.40'],
])('%s %s is %s', (amount, currency, text) => {
  expect(formatMoney(amount, currency)).toBe(text);
});

test('a headline has no cents, unless there is little else', () => {
  expect(formatMoneyRound('48210.49', 'USD')).toBe('$48,210');
  expect(formatMoneyRound('10', 'USD')).toBe('$10');
  expect(formatMoneyRound('9.5', 'USD')).toBe('$9.50');
  expect(formatMoneyRound('-48210.49', 'CNY')).toBe('−CN¥48,210');
});

test('a change says its direction', () => {
  expect(['310', '-12.4', '0'].map((amount) => formatMoneyChange(amount, 'USD'))).toEqual([
    '+$310.00',
    '−$12.40',
    '$0',
  ]);
  expect([6.94, -12.4, 0.01, 1234.5].map(formatPercentChange)).toEqual(['+6.9 %', '−12 %', '0 %', '+1,235 %']);
});

test('the exact amount keeps every digit', () => {
  expect(formatMoneyExact('412.0912345', 'USD')).toBe('412.0912345 USD');
});
