import { expect, test } from 'vitest';
import { testDatabase } from '#lib/server/test-database.ts';
import { database } from '#lib/store/database.ts';

test('every test database is migrated, empty and its own', async () => {
  const first = await testDatabase();
  await database().prisma.setting.create({ data: { key: 'a', value: 1 } });
  const second = await testDatabase();
  expect(await database().prisma.setting.count()).toBe(0);
  expect(second.url).not.toBe(first.url);
  await second.drop();
  await first.drop();
});
