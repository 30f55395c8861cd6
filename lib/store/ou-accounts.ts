import { ouOfPath } from '#lib/guardrails/ou-tree.ts';
import { accountsInOu } from './bucket-filter.ts';
import { database } from './database.ts';

/** The ids of the accounts in a unit and below it, by its path (lib/guardrails/ou-tree.ts); none where there is no such unit. */
export async function accountIdsInOu(path: string): Promise<string[]> {
  const { rows } = await database().pool.query<{ id: string }>(`${accountsInOu('$1')} order by id`, [ouOfPath(path)]);
  return rows.map(({ id }) => id);
}
