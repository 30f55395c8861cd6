import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase } from '#lib/server/test-database.ts';
import { database } from '#lib/store/database.ts';
import { useEnvironment } from './browser.test-support.ts';
import { limits, takeAll } from './limits.ts';

let store: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  useEnvironment();
  store = await testDatabase();
});
afterAll(() => store.drop());

it('whose address is used up takes nothing from the people whom they name', async () => {
  const guess = (email: string) => takeAll([limits.signInFrom('203.0.113.7'), limits.signInAs(email)]);
  for (let nth = 0; nth < 20; nth++) await guess(`person${nth}@example.com`);
  for (let nth = 0; nth < 12; nth++)
    await expect(guess('ada@example.com')).rejects.toMatchObject({
      code: 'throttled',
      details: { reason: 'tooOften' },
    });
  await expect(guess('nobody@example.com')).rejects.toMatchObject({ code: 'throttled' });
  const { rows } = await database().pool.query<{ of: string; keys: number }>(
    `select split_part(key, ':', 1) as of, count(*)::int as keys from rate_limit group by 1 order by 1`,
  );
  expect(rows).toEqual([
    { of: 'sign-in-as', keys: 20 },
    { of: 'sign-in-from', keys: 1 },
  ]);
  await takeAll([limits.signInFrom('198.51.100.1'), limits.signInAs('ada@example.com')]);
});
