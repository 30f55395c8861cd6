import { expect, it } from 'vitest';
import { eligibleAt } from './eligible.ts';

it.each([
  ['2027-01-15T10:30:00Z', 3, '2027-01-19T00:00:00.000Z'], // AWS's own example
  ['2027-01-15T00:00:00.001Z', 1, '2027-01-17T00:00:00.000Z'],
  ['2027-01-15T23:59:59.999Z', 1, '2027-01-17T00:00:00.000Z'],
  ['2027-01-15T00:00:00Z', 1, '2027-01-16T00:00:00.000Z'],
  ['2028-02-28T12:00:00Z', 1, '2028-03-01T00:00:00.000Z'],
  ['2027-10-30T12:00:00+09:00', 7, '2027-11-07T00:00:00.000Z'],
])('an upload of %s and %i days is eligible at %s', (initiated, days, at) => {
  expect(eligibleAt({ initiatedAt: new Date(initiated), days }).toISOString()).toBe(at);
});
