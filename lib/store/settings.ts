import { database } from './database.ts';

const REQUIRE_SECOND_FACTOR = 'require-second-factor';

/** Whether whoever may fix must have a second factor. */
export async function secondFactorRequired(): Promise<boolean> {
  const row = await database().prisma.setting.findUnique({ where: { key: REQUIRE_SECOND_FACTOR } });
  return row?.value === true;
}

export async function writeSecondFactorRequired(value: boolean): Promise<void> {
  const where = { key: REQUIRE_SECOND_FACTOR };
  await database().prisma.setting.upsert({ where, create: { ...where, value }, update: { value } });
}
