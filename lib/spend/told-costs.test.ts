import { expect, test } from 'vitest';
import { type CostsReading, toldCosts } from './told-costs.ts';

const reading = (accountId: string, rest: Partial<CostsReading> = {}): CostsReading => ({
  accountId,
  state: 'ok',
  problem: null,
  dataAt: new Date('2026-11-23T04:00:00Z'),
  linkedAccounts: [accountId],
  ...rest,
});
const refused = { state: 'denied', problem: 'An SCP denies it.', dataAt: null, linkedAccounts: null } as const;
const payer = reading('1', { linkedAccounts: ['1', '2'] });
const told = (accountIds: string[], readings: CostsReading[], covers = (_teller: string, _id: string) => false) =>
  toldCosts({ accountIds, readings, since: '2026-11-01', until: '2026-11-23', covers });

test('an account is told of by its own Cost Explorer, by its payer’s, or by that of its organization', () => {
  const all = { told: 'all', stale: false, state: null, problem: null };
  expect(told(['1'], [payer])).toEqual(all);
  expect(told(['2'], [payer, reading('2', refused)])).toEqual(all);
  expect(told(['3'], [payer], (teller) => teller === '1')).toEqual(all);
});

test('one that refused, or that nobody knows, is not known, and why', () => {
  const none = { told: 'none', stale: false };
  expect(told(['3'], [payer, reading('3', refused)])).toEqual({
    ...none,
    state: 'denied',
    problem: 'An SCP denies it.',
  });
  expect(told(['9'], [payer])).toMatchObject({ ...none, state: null, problem: expect.stringContaining('No Cost') });
});

test('of no account nothing is known', () => {
  expect(told([], [payer])).toMatchObject({ told: 'none', problem: 'No account of it is known.' });
});

test('with one that refused, the sum of all is a lower bound', () => {
  expect(told(['1', '3'], [payer, reading('3', refused)])).toEqual({
    told: 'part',
    stale: false,
    state: 'denied',
    problem: 'An SCP denies it.',
  });
});

test('data of a former attempt say something of the days up to it', () => {
  const failed = (dataAt: string) =>
    reading('3', { state: 'throttled', problem: 'Slow down.', dataAt: new Date(dataAt) });
  expect(told(['3'], [failed('2026-11-19T04:00:00Z')])).toMatchObject({
    told: 'part',
    stale: true,
    problem: 'Slow down.',
  });
  expect(told(['3'], [failed('2026-10-19T04:00:00Z')])).toMatchObject({ told: 'none', stale: false });
});

test('while nobody told of later days, a failed attempt takes nothing from what is known', () => {
  const failed = { ...payer, state: 'notEnabled', problem: 'Not enabled.' } as const;
  expect(told(['1', '2'], [failed, reading('2', refused)])).toMatchObject({ told: 'all', problem: null });
});
