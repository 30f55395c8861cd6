import { database } from '#lib/store/database.ts';

type Statement = { text: string; values: unknown[] };
type Query = (text: string | object, values?: unknown[], ...rest: unknown[]) => Promise<unknown>;

/** Every statement that a call sends, each with its plan as PostgreSQL carried it out. */
export async function plansOf(call: () => Promise<unknown>): Promise<string> {
  const plans: string[] = [];
  for (const { text, values } of await statementsOf(call)) {
    const { rows } = await database().pool.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN (ANALYZE, BUFFERS) ${text}`,
      values,
    );
    plans.push(`${text}\n\n${rows.map((row) => row['QUERY PLAN']).join('\n')}\n`);
  }
  return plans.join('\n\n');
}

/** Listens at the pool while the call runs; statements of Prisma come as objects and are left out. */
async function statementsOf(call: () => Promise<unknown>): Promise<Statement[]> {
  const { pool } = database();
  const heard: Statement[] = [];
  const original = queryOf(pool);
  const listening: Query = (text, values, ...rest) => {
    if (typeof text === 'string') heard.push({ text, values: values ?? [] });
    return original.call(pool, text, values, ...rest);
  };
  Object.assign(pool, { query: listening });
  try {
    await call();
    return heard;
  } finally {
    Object.assign(pool, { query: original });
  }
}

/** pg's overloads all come down to this. */
function queryOf(pool: object): Query {
  return (pool as { query: Query }).query;
}
