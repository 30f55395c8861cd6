import type pg from 'pg';
import { sameName } from './people.ts';

/** What an identity provider says otherwise than before of somebody who is known here. */
export type Renewed = {
  /** Null: as before. */
  name: { from: string; to: string } | null;
  /** `taken`: it is another person's here, so that the one from before stays. Null: as before. */
  email: { from: string; to: string; taken: boolean } | null;
};

/**
 * Takes over what a provider says of a person now: the name where nobody else has it, and an e-mail address that it vouches
 * for and nobody else has. Who has a password here signs in with the address, so that it stays.
 */
export async function renewPerson(
  client: pg.PoolClient,
  {
    personId,
    identity,
  }: { personId: string; identity: { saidName: string | null; email: string | null; emailVerified: boolean } },
): Promise<Renewed> {
  const { rows } = await client.query<{ name: string; email: string; hasPassword: boolean }>(
    `select name, email, exists (select from credential c where c.person_id = p.id and c.password is not null) as "hasPassword"
     from person p where p.id = $1`,
    [personId],
  );
  const [before] = rows;
  if (!before) return { name: null, email: null };
  const said = identity.emailVerified && !before.hasPassword ? identity.email : null;
  const email = said === null || said === before.email ? null : await newEmail(client, { personId, before, said });
  const address = email && !email.taken ? email.to : before.email;
  const wanted = identity.saidName === null ? [] : [identity.saidName, `${identity.saidName} (${address})`];
  const to = (await freeName(client, { wanted, personId })) ?? before.name;
  if (to !== before.name) await client.query('update person set name = $2 where id = $1', [personId, to]);
  return { name: to === before.name ? null : { from: before.name, to }, email };
}

/** The first that nobody else has: Activity tells people apart by their names. Null: none. */
export async function freeName(
  client: pg.PoolClient,
  { wanted, personId }: { wanted: readonly string[]; personId: string },
): Promise<string | null> {
  const { rows } = await client.query<{ name: string }>(
    `select wanted as name from unnest($1::text[]) with ordinality as w (wanted, nth)
     where not exists (select from person where id <> $2 and ${sameName('person.name')} = ${sameName('wanted')})
     order by nth limit 1`,
    [wanted, personId],
  );
  return rows[0]?.name ?? null;
}

async function newEmail(
  client: pg.PoolClient,
  { personId, before, said }: { personId: string; before: { email: string }; said: string },
): Promise<Renewed['email']> {
  const { rowCount } = await client.query(
    `update person set email = $2, email_verified = true, updated_at = now()
     where id = $1 and not exists (select from person o where o.email = $2)`,
    [personId, said],
  );
  return { from: before.email, to: said, taken: rowCount === 0 };
}
