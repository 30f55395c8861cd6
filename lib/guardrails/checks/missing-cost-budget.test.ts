import { expect, it } from 'vitest';
import { daysAgo, verdict } from '../inventory.test-support.ts';
import { missingCostBudget as check } from './missing-cost-budget.ts';

const budget = { name: 'monthly', type: 'COST', tells: 2, endsAt: null, filter: null };

it('passes a cost budget that tells somebody', () => {
  const { status, findings } = verdict(check, { budgets: [budget] });
  expect(status).toBe('pass');
  expect(findings[0]?.what).toBe('Cost budget monthly tells 2 subscribers.');
  const narrow = { ...budget, tells: 1, filter: 'Service: Amazon EC2' };
  expect(verdict(check, { budgets: [narrow] }).findings[0]?.what).toBe(
    'Cost budget monthly tells 1 subscriber, narrowed to Service: Amazon EC2.',
  );
});

it.each([
  ['no budget', []],
  ['a budget of usage', [{ ...budget, type: 'USAGE' }]],
  ['a budget that is over', [{ ...budget, endsAt: daysAgo(1) }]],
  ['a budget that tells nobody', [{ ...budget, tells: 0 }]],
])('fails %s', (_, budgets) => {
  expect(verdict(check, { budgets }).status).toBe('fail');
});

it('names budgets that tell nobody beside one that does', () => {
  const { status, findings } = verdict(check, { budgets: [{ ...budget, name: 'mute', tells: 0 }, budget] });
  expect(status).toBe('pass');
  expect(findings).toMatchObject([{ verdict: 'note', resource: 'budget mute' }, { verdict: 'pass' }]);
});

it('is blind where whom it tells is not known and no other tells', () => {
  const unknown = { ...budget, tells: null };
  expect(verdict(check, { budgets: [unknown] }).status).toBe('blind');
  expect(verdict(check, { budgets: [unknown, { ...budget, name: 'mute', tells: 0 }] }).status).toBe('blind');
  expect(verdict(check, { budgets: [unknown, { ...budget, name: 'b' }] }).status).toBe('pass');
  expect(verdict(check).status).toBe('blind');
});
