import { database } from './database.ts';

/** All rows of all tables, as text: what whoever steals the database has. */
export async function dump(): Promise<string> {
  const { pool } = database();
  const tables = await pool.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const texts = await Promise.all(
    tables.rows.map(async ({ name }) => {
      const { rows } = await pool.query<{ text: string }>(`select to_jsonb(t)::text as text from ${name} t`);
      return rows.map(({ text }) => text).join('\n');
    }),
  );
  return texts.join('\n');
}

/** Names of the secrets that stand in a text, as they are or encoded in the usual ways. */
export function secretsIn(text: string, secrets: Record<string, string>): string[] {
  return Object.entries(secrets).flatMap(([name, secret]) => {
    const bytes = Buffer.from(secret);
    const forms = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), bytes.toString('hex')];
    const encoded = [bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url')];
    return [...forms, ...encoded].some((form) => text.includes(form)) ? [name] : [];
  });
}
