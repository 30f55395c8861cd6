import { expect, test } from 'vitest';
import { spendFinding } from './spend-finding.ts';

const names: Record<string, string> = { ec2: 'Amazon EC2', glue: 'AWS Glue' };
const finding = (previous: string | null, rows: [key: string, amount: string, previous: string | null][]) =>
  spendFinding({
    picture: {
      total: String(rows.reduce((sum, [, amount]) => sum + Number(amount), 0)),
      previous,
      rows: rows.map(([key, amount, former]) => ({ key, amount, previous: former })),
    },
    nameOf: (key) => names[key] ?? key,
    currency: 'USD',
    time: '30 days',
  });

test.each([
  [null, [], 'No cost in 30 days'],
  [null, [['ec2', '900', null]], '$900 in 30 days'],
  [
    null,
    [
      ['ec2', '900', null],
      ['glue', '300', null],
    ],
    '$1,200 in 30 days, 75 % of it Amazon EC2',
  ],
  ['0', [['ec2', '900', '0']], '$900 in 30 days'],
  [
    '1190',
    [
      ['ec2', '900', '900'],
      ['glue', '300', '290'],
    ],
    '$1,200 in 30 days, about as much as in the 30 days before',
  ],
  [
    '1000',
    [
      ['ec2', '900', '890'],
      ['glue', '300', '110'],
    ],
    'It grew by $200 (+20 %) against the 30 days before, most of it in AWS Glue',
  ],
  [
    '1600',
    [
      ['ec2', '900', '1200'],
      ['glue', '300', '400'],
    ],
    'It fell by $400 (−25 %) against the 30 days before, most of it in Amazon EC2',
  ],
  [
    '800',
    [
      ['ec2', '500', '400'],
      ['glue', '500', '400'],
    ],
    'It grew by $200 (+25 %) against the 30 days before',
  ],
] as [string | null, [string, string, string | null][], string][])('against %s: %j', (previous, rows, text) => {
  expect(finding(previous, rows)).toBe(text);
});

test.each([
  [{ periods: 3, of: 13 }, '900', 'At least $900 in 3 of 13 months known'],
  [{ periods: 3, of: 13 }, null, 'No cost in 3 of 13 months known'],
  [{ periods: 0, of: 13 }, null, 'What 13 months cost is not known'],
  [{ periods: 13, of: 13 }, '900', '$900 in 13 months'],
])('of %j known with %s', (known, amount, text) => {
  const rows = amount === null ? [] : [{ key: 'ec2', amount, previous: null }];
  const picture = { total: amount ?? '0', previous: null, rows };
  expect(spendFinding({ picture, nameOf: (key) => key, currency: 'USD', time: '13 months', known })).toBe(text);
});
