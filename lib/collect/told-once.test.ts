import { expect, test } from 'vitest';
import { toldOnce } from './told-once.ts';

test('what several kinds say of an account is told once, with their names', () => {
  const ceiling = { accountId: '1', problem: 'The daily budget is used up.' };
  const costs = { accountId: '2', problem: 'Cannot read the costs of account 2: denied.' };
  expect(
    toldOnce([
      { kind: 'costs', problems: [ceiling, costs] },
      { kind: 'forecast', problems: [ceiling] },
      { kind: 'anomalies', problems: [{ accountId: '2', problem: ceiling.problem }] },
    ]),
  ).toEqual([
    { accountId: '1', problem: 'costs, forecast: The daily budget is used up.' },
    costs,
    { accountId: '2', problem: 'anomalies: The daily budget is used up.' },
  ]);
});
