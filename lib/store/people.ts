import type pg from 'pg';
import { database } from './database.ts';
import { twinsInOrder } from './letter-twins.ts';
import { endChallengesOf, sessionEnd } from './sessions.ts';
import { transaction } from './transaction.ts';
import { type VoidedLink, voidLinks } from './void-links.ts';

export type PersonRow = {
  personId: string;
  name: string;
  email: string;
  role: string;
  secondFactor: boolean;
  hasPassword: boolean;
  createdAt: Date;
  lastSignInAt: Date | null;
  disabledAt: Date | null;
  /** Its groups at an identity provider gave it, and will again at the next sign-in with it. */
  roleFromGroups: boolean;
  sessions: number;
};

const columns = `p.id as "personId", p.name, p.email, p.role, p.two_factor_enabled as "secondFactor",
  exists (select from credential c where c.person_id = p.id and c.password is not null) as "hasPassword",
  p.created_at as "createdAt", p.last_sign_in_at as "lastSignInAt", p.disabled_at as "disabledAt",
  p.role_from_groups as "roleFromGroups",
  (select count(*)::int from session s where s.person_id = p.id and ${sessionEnd} > now()) as sessions`;

/** By name. */
export async function personRows(): Promise<PersonRow[]> {
  const { rows } = await database().pool.query<PersonRow>(
    `select ${columns} from person p order by lower(p.name), p.id`,
  );
  return rows;
}

export async function personRow(personId: string): Promise<PersonRow | null> {
  const { rows } = await database().pool.query<PersonRow>(`select ${columns} from person p where p.id = $1`, [
    personId,
  ]);
  return rows[0] ?? null;
}

export async function personByEmail(email: string): Promise<PersonRow | null> {
  const { rows } = await database().pool.query<PersonRow>(`select ${columns} from person p where p.email = lower($1)`, [
    email,
  ]);
  return rows[0] ?? null;
}

/** As it is kept; null: there is nobody with this e-mail address, or they have no password here. */
export async function passwordHashOf(email: string): Promise<string | null> {
  const { rows } = await database().pool.query<{ password: string | null }>(
    `select c.password from credential c join person p on p.id = c.person_id
     where p.email = lower($1) and c.password is not null`,
    [email],
  );
  return rows[0]?.password ?? null;
}

/** Whether there is an administrator, may they sign in or not: a server that was closed once stays closed. */
export async function administratorExists(): Promise<boolean> {
  const sql = `select exists (select from person where role = 'administrator') as found`;
  const { rows } = await database().pool.query<{ found: boolean }>(sql);
  return rows[0]?.found === true;
}

/** With what a person signs in: `credential` is a password, others are identity providers. */
export async function providerIdsOf(personId: string): Promise<string[]> {
  const { rows } = await database().pool.query<{ id: string }>(
    'select distinct provider_id as id from credential where person_id = $1',
    [personId],
  );
  return rows.map(({ id }) => id);
}

/** Whether groups of an identity provider ever gave somebody a role. */
export async function anybodyByGroups(): Promise<boolean> {
  const sql = 'select exists (select from person where role_from_groups) as found';
  const { rows } = await database().pool.query<{ found: boolean }>(sql);
  return rows[0]?.found === true;
}

/** Changes of who may what happen one after the other, in all processes: so that the last administrator stays. */
export async function changingPeople<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return transaction(async (client) => {
    await client.query(`select pg_advisory_xact_lock(hashtext('people'))`);
    return work(client);
  });
}

export type Change =
  | { outcome: 'done'; name: string; before: string; voided: VoidedLink[] }
  | { outcome: 'notFound' | 'last' };

const isLast = `role = 'administrator' and disabled_at is null and not exists (
  select from person o where o.id <> person.id and o.role = 'administrator' and o.disabled_at is null) as last`;

/** @returns `last`, and nothing is changed, for the only administrator who may sign in */
export async function writeRole({ personId, role }: { personId: string; role: string }): Promise<Change> {
  return changingPeople(async (client) => {
    const found = await standing(client, personId);
    if (!found) return { outcome: 'notFound' };
    if (found.last && role !== 'administrator') return { outcome: 'last' };
    // What an administrator gives stays, whatever the groups of an identity provider say.
    await client.query('update person set role = $2, role_from_groups = false, updated_at = now() where id = $1', [
      personId,
      role,
    ]);
    const voided = role === 'administrator' ? [] : await voidLinksOfMaker(client, personId);
    return { outcome: 'done', name: found.name, before: found.role, voided };
  });
}

/** Disabling also ends all their sessions and the links that they made. @returns `last`, and nothing is changed, for the only enabled administrator */
export async function writeDisabled({ personId, disabled }: { personId: string; disabled: boolean }): Promise<Change> {
  return changingPeople(async (client) => {
    const found = await standing(client, personId);
    if (!found) return { outcome: 'notFound' };
    if (found.last && disabled) return { outcome: 'last' };
    const at = disabled ? 'coalesce(disabled_at, now())' : 'null';
    await client.query(
      `update person set disabled_at = ${at}, disabled_by_groups = false, updated_at = now() where id = $1`,
      [personId],
    );
    if (disabled) await endAll(client, personId);
    const voided = disabled ? await voidLinksOfMaker(client, personId) : [];
    return { outcome: 'done', name: found.name, before: found.disabled ? 'disabled' : 'enabled', voided };
  });
}

export async function noteSignIn(personId: string): Promise<void> {
  await database().pool.query('update person set last_sign_in_at = now() where id = $1', [personId]);
}

/** Takes away the second factor and ends all sessions. @returns the name; null: no such person */
export async function dropSecondFactor(personId: string): Promise<string | null> {
  return changingPeople(async (client) => {
    await client.query('delete from second_factor where person_id = $1', [personId]);
    await endAll(client, personId);
    const sql = 'update person set two_factor_enabled = false, updated_at = now() where id = $1 returning name';
    const { rows } = await client.query<{ name: string }>(sql, [personId]);
    return rows[0]?.name ?? null;
  });
}

/**
 * By which names are told apart, in SQL: nobody sees a difference of case, of how a letter is put together, of letters that
 * look alike, or of points and spaces.
 */
export function sameName(name: string): string {
  const { from, to } = twinsInOrder;
  // What has no counterpart goes: a point above, of which an i may have two.
  const read = `translate(lower(normalize(${name}::text, NFKC)), '${from}\u0307', '${to}')`;
  const points = '[^a-z0-9\\u00c0-\\U0010ffff]|[\\u02b9-\\u02df\\u2010-\\u205e\\u3001-\\u3004\\u3008-\\u3020\\u30fb]';
  return `btrim(regexp_replace(${read}, '(?:${points})+', ' ', 'g'))`;
}

/** Nobody joins, or takes over a person, by a link of who may make none any more. */
export async function voidLinksOfMaker(client: pg.PoolClient, personId: string): Promise<VoidedLink[]> {
  return voidLinks(client, 'i.maker_id = $1', [personId]);
}

async function endAll(client: pg.PoolClient, personId: string): Promise<void> {
  await client.query('delete from session where person_id = $1', [personId]);
  await endChallengesOf(personId, client);
}

async function standing(client: pg.PoolClient, personId: string) {
  const sql = `select name, role, disabled_at is not null as disabled, ${isLast} from person where id = $1`;
  const { rows } = await client.query<{ name: string; role: string; disabled: boolean; last: boolean }>(sql, [
    personId,
  ]);
  return rows[0];
}
