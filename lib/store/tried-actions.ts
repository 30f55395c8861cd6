import { z } from 'zod';
import { type FixRole, fixRoleSchema, type TriedAction, triedActionSchema } from '#lib/guardrails/tried-action.ts';
import { database } from './database.ts';

/** What was tried in an account and not denied, and the role that fixes; null: that was never tried. */
export type TriedOfAccount = { tried: TriedAction[]; fixRole: FixRole | null };

const tried = z.array(triedActionSchema);

/** The same of every account by id, or of one. */
export async function triedActions(accountId: string | null = null): Promise<Map<string, TriedOfAccount>> {
  const { rows } = await database().pool.query<{ id: string; tried: unknown; fixRole: unknown }>(
    'select id, tried, fix_role as "fixRole" from account where $1::text is null or id = $1',
    [accountId],
  );
  return new Map(
    rows.map((row) => [
      row.id,
      { tried: tried.parse(row.tried), fixRole: fixRoleSchema.nullable().parse(row.fixRole) },
    ]),
  );
}
