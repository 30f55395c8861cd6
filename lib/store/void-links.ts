import type pg from 'pg';

/** A link that somebody could use until now. */
export type VoidedLink = {
  kind: 'first' | 'invite' | 'reset';
  /** Whom it invited. */
  email: string | null;
  /** Whose password it resets. */
  name: string | null;
};

/** Which links of `invitation i` open something, in SQL. */
export const openLink = 'i.used_at is null and i.revoked_at is null and i.expires_at > now()';

/** Voids those open links of `invitation i` for which a condition holds, in SQL. @returns them, for Activity */
export async function voidLinks(
  client: Pick<pg.PoolClient, 'query'>,
  condition: string,
  values: unknown[],
): Promise<VoidedLink[]> {
  const { rows } = await client.query<VoidedLink>(
    `update invitation i set revoked_at = now() where ${openLink} and ${condition}
     returning i.kind, i.email, (select p.name from person p where p.id = i.person_id) as name`,
    values,
  );
  return rows;
}
