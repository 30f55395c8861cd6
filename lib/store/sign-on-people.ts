import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { changingPeople, voidLinksOfMaker } from './people.ts';
import { freeName, type Renewed, renewPerson } from './renew-person.ts';
import { type VoidedLink, voidLinks } from './void-links.ts';

/** Whom an identity provider names. */
export type Identity = {
  provider: 'oidc' | 'saml';
  /** Who they are to the provider, and which provider it is: what never changes. */
  subject: string;
  email: string | null;
  /** Whether the provider vouches for the address. */
  emailVerified: boolean;
  /** As the provider says it, where a person may be called so here. */
  saidName: string | null;
  /** That, or another one that a person may have here. */
  name: string;
};

type Came = { personId: string; name: string; role: string };
export type Arrival =
  /** `before` is null for who was not here; `linked`: to a person who was signed in by password. */
  | (Came & {
      outcome: 'in';
      before: string | null;
      invited: boolean;
      linked: boolean;
      enabled: boolean;
      renewed: Renewed;
      voided: VoidedLink[];
    })
  | { outcome: 'noRole' | 'disabled'; name: string | null }
  /** They had their role from groups, and were disabled now: their sessions are to be ended. */
  | { outcome: 'lost'; name: string; personId: string; voided: VoidedLink[] }
  | { outcome: 'noEmail' | 'taken'; name: null };

type Known = Came & { fromGroups: boolean; disabled: boolean; byGroups: boolean };

const standing = `select p.id as "personId", p.name, p.role, p.role_from_groups as "fromGroups",
  p.disabled_at is not null as disabled, p.disabled_by_groups as "byGroups" from person p`;

/**
 * Who a person of an identity provider is here. Known by the provider and the subject, never by an e-mail address alone:
 * that counts where the provider vouches for it, for an open invitation and for who is signed in with it at this moment.
 * @param role what the groups give; null: nothing
 * @param signedInAs whose session the browser has
 */
export async function arrivePerson({
  identity,
  role,
  signedInAs,
}: {
  identity: Identity;
  role: string | null;
  signedInAs: string | null;
}): Promise<Arrival> {
  return changingPeople(async (client) => {
    const { rows } = await client.query<Known>(
      `${standing} join credential c on c.person_id = p.id where c.provider_id = $1 and c.account_id = $2`,
      [identity.provider, identity.subject],
    );
    if (rows[0]) return known(client, { person: rows[0], identity, role, linked: false });
    if (identity.email === null) return { outcome: 'noEmail', name: null };
    const other = await client.query<Known>(`${standing} where p.email = $1`, [identity.email]);
    const person = other.rows[0];
    if (person && (person.personId !== signedInAs || !identity.emailVerified)) return { outcome: 'taken', name: null };
    if (person) {
      await addCredential(client, { personId: person.personId, identity });
      return known(client, { person, identity, role, linked: true });
    }
    return joined(client, { identity, email: identity.email, role });
  });
}

async function known(
  client: pg.PoolClient,
  { person, identity, role, linked }: { person: Known; identity: Identity; role: string | null; linked: boolean },
): Promise<Arrival> {
  const { personId, role: before, fromGroups, disabled, byGroups } = person;
  if (disabled && !byGroups) return { outcome: 'disabled', name: person.name };
  if (fromGroups && role === null) return lost(client, person);
  const renewed = await renewPerson(client, { personId, identity });
  const name = renewed.name?.to ?? person.name;
  const came = { outcome: 'in', personId, name, before, invited: false, linked, renewed } as const;
  // What an administrator gave stays; what groups gave is renewed, and goes with them.
  if (!fromGroups || role === null) return { ...came, role: before, enabled: false, voided: [] };
  await client.query(
    `update person set role = $2, disabled_at = null, disabled_by_groups = false, updated_at = now() where id = $1`,
    [personId, role],
  );
  if (disabled) await client.query('delete from session where person_id = $1', [personId]);
  const voided = await (role === 'administrator' ? voidFirstLinks : voidLinksOfMaker)(client, personId);
  return { ...came, role, enabled: disabled, voided };
}

async function lost(client: pg.PoolClient, { personId, name, disabled }: Known): Promise<Arrival> {
  const voided = await voidLinksOfMaker(client, personId);
  await client.query(
    `update person set disabled_at = coalesce(disabled_at, now()), disabled_by_groups = true, updated_at = now()
     where id = $1`,
    [personId],
  );
  return disabled ? { outcome: 'noRole', name } : { outcome: 'lost', name, personId, voided };
}

async function joined(
  client: pg.PoolClient,
  { identity, email, role: given }: { identity: Identity; email: string; role: string | null },
): Promise<Arrival> {
  const invitedAs = identity.emailVerified ? await takeInvitationOf(client, email) : null;
  const role = invitedAs ?? given;
  if (role === null) return { outcome: 'noRole', name: null };
  const personId = randomUUID();
  const wanted = [identity.name, `${identity.name} (${email})`, `${email} ${personId.slice(0, 8)}`];
  const name = (await freeName(client, { wanted, personId })) ?? `${email} ${personId}`;
  await client.query(
    `insert into person (id, name, email, email_verified, role, role_from_groups) values ($1, $2, $3, $4, $5, $6)`,
    [personId, name, email, identity.emailVerified, role, invitedAs === null],
  );
  await addCredential(client, { personId, identity });
  const voided = role === 'administrator' ? await voidFirstLinks(client, personId) : [];
  const came = { outcome: 'in', personId, name, role, before: null, voided } as const;
  return { ...came, invited: invitedAs !== null, linked: false, enabled: false, renewed: { name: null, email: null } };
}

/** @returns the role that the open invitation to this address gives; null: there is none */
async function takeInvitationOf(client: pg.PoolClient, email: string): Promise<string | null> {
  const { rows } = await client.query<{ role: string }>(
    `update invitation set used_at = now()
     where kind = 'invite' and email = $1 and used_at is null and revoked_at is null and expires_at > now()
     returning role`,
    [email],
  );
  return rows[0]?.role ?? null;
}

async function addCredential(
  client: pg.PoolClient,
  { personId, identity }: { personId: string; identity: Identity },
): Promise<void> {
  await client.query('insert into credential (id, person_id, provider_id, account_id) values ($1, $2, $3, $4)', [
    randomUUID(),
    personId,
    identity.provider,
    identity.subject,
  ]);
}

/** The link that a start printed makes the first administrator: it is for nobody once there is one. */
async function voidFirstLinks(client: pg.PoolClient, personId: string): Promise<VoidedLink[]> {
  const noOther = `not exists (select from person where role = 'administrator' and disabled_at is null and id <> $1)`;
  return voidLinks(client, `i.kind = 'first' and ${noOther}`, [personId]);
}
