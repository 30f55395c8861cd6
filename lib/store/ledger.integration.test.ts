import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '#lib/server/test-database.ts';
import { reserveSpend, returnSpend, spentOn } from './ledger.ts';

let store: Awaited<ReturnType<typeof testDatabase>>;

beforeAll(async () => {
  store = await testDatabase();
});

afterAll(() => store.drop());

test('many at once never book more than the day may cost', async () => {
  const at = new Date('2026-11-23T23:59:59Z');
  const ask = () => reserveSpend({ at, usd: 0.03, leastUsd: 0.01, ceilingUsd: 1 });
  const granted = await Promise.all(Array.from({ length: 60 }, ask));
  expect(granted.reduce((sum, usd) => sum + usd, 0)).toBeCloseTo(1, 6);
  expect(await spentOn(at)).toBeCloseTo(1, 6);
  expect(await ask()).toBe(0);
  await returnSpend({ at, usd: 0.02 });
  expect(await ask()).toBeCloseTo(0.02, 6);
  expect(await reserveSpend({ at: new Date('2026-11-24T00:00:00Z'), usd: 0.03, leastUsd: 0.01, ceilingUsd: 1 })).toBe(
    0.03,
  );
});

test('a ceiling of nothing grants nothing', async () => {
  const at = new Date('2027-01-01T00:00:00Z');
  expect(await reserveSpend({ at, usd: 0, leastUsd: 0.000005, ceilingUsd: 0 })).toBe(0);
});
