import { z } from 'zod';
import { database } from './database.ts';

const KEY = 'organization';
const part = z.record(z.string(), z.unknown()).nullable();
const stored = z.object({
  /** `none`: the account is in no organization, or the endpoint knows none; `off`: by ORGANIZATION. */
  state: z.enum(['found', 'none', 'off', 'denied', 'failed']),
  organizationId: z.string().nullable(),
  managementAccountId: z.string().nullable(),
  /** Why its accounts or its units could not be listed; null when they could, or when there are none. */
  problem: z.string().nullable(),
  /** What ends it where it is a denial: the statement to add and where, or the condition that a Deny lacks. */
  remedy: z.object({ where: z.string(), statement: part, exemption: part }).nullable().default(null),
  at: z.coerce.date(),
});

/** How the accounts of the organization could be found the last time. */
export type OrganizationFound = z.infer<typeof stored>;

/** Null before the first collection. */
export async function storedOrganization(): Promise<OrganizationFound | null> {
  const row = await database().prisma.setting.findUnique({ where: { key: KEY } });
  const found = stored.safeParse(row?.value);
  return found.success ? found.data : null;
}

export async function storeOrganization(found: OrganizationFound): Promise<void> {
  await database().pool.query(
    'insert into setting (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value',
    [KEY, JSON.stringify(found)],
  );
}
