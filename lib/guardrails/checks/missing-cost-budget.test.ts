import { expect, it } from 'vitest';
import { daysAgo, verdict } from '../inventory.test-support.ts';
import { missingCostBudget as check } from './missing-cost-budget.ts';

type Summary = { name: string; type: string; tells: number | null; endsAt: string | null; part: string | null };

const budget: Summary = { name: 'monthly', type: 'COST', tells: 2, endsAt: null, part: null };
const known = (...budgets: Summary[]) => ({ budgets: { known: budgets, unread: null } });

it('passes a cost budget that tells somebody', () => {
  const { status, findings } = verdict(check, known(budget));
  expect(status).toBe('pass');
  expect(findings[0]?.what).toBe('Cost budget monthly tells 2 subscribers.');
  expect(verdict(check, known({ ...budget, tells: 1 })).findings[0]?.what).toBe(
    'Cost budget monthly tells 1 subscriber.',
  );
});

it.each([
  ['no budget', []],
  ['a budget of usage', [{ ...budget, type: 'USAGE' }]],
  ['a budget that is over', [{ ...budget, endsAt: daysAgo(1) }]],
  ['a budget that tells nobody', [{ ...budget, tells: 0 }]],
])('fails %s', (_, budgets) => {
  expect(verdict(check, known(...budgets)).status).toBe('fail');
});

it('names budgets that tell nobody beside one that does', () => {
  const { status, findings } = verdict(check, known({ ...budget, name: 'mute', tells: 0 }, budget));
  expect(status).toBe('pass');
  expect(findings).toMatchObject([{ verdict: 'note', resource: 'budget mute' }, { verdict: 'pass' }]);
});

it('is blind where whom it tells is not known and no other tells', () => {
  const unknown = { ...budget, tells: null };
  expect(verdict(check, known(unknown)).status).toBe('blind');
  expect(verdict(check, known(unknown, { ...budget, name: 'mute', tells: 0 })).status).toBe('blind');
  expect(verdict(check, known(unknown, { ...budget, name: 'b' })).status).toBe('pass');
  expect(verdict(check).status).toBe('blind');
});

it('fails where only a part of the account is counted, and says which', () => {
  const cdn = { ...budget, name: 'cdn', part: 'service is Amazon CloudFront' };
  const { status, findings } = verdict(check, known(cdn, { ...cdn, name: 'video' }));
  expect(status).toBe('fail');
  expect(findings[0]?.what).toBe(
    'No cost budget of the whole account tells anybody: cdn counts only a part, service is Amazon CloudFront, and 1 more count a part too.',
  );
  expect(verdict(check, known(cdn, { ...budget, tells: 0 })).status).toBe('fail');
  expect(verdict(check, known(cdn, { ...budget, tells: null })).status).toBe('blind');
  expect(verdict(check, known(cdn, budget)).status).toBe('pass');
});

it('is blind where its own could not be read, unless one elsewhere watches it', () => {
  const unread = { action: 'budgets:ViewBudget', by: 'service control policy', problem: 'An SCP denies it.' };
  const beside = (...budgets: Summary[]) => verdict(check, { budgets: { known: budgets, unread } });
  for (const judged of [beside(), beside({ ...budget, tells: 0 }), beside({ ...budget, tells: null })]) {
    expect(judged).toMatchObject({ status: 'blind', missing: [unread] });
  }
  expect(beside({ ...budget, part: 'service is Amazon CloudFront' }).status).toBe('blind');
  expect(beside(budget).status).toBe('pass');
});
