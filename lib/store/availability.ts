import { database } from './database.ts';

/** Whether the database answers a real query in time. Never throws. */
export async function storeAnswers({ timeoutMs }: { timeoutMs: number }): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(resolve, timeoutMs, false);
  // A database that is not migrated is not ready either: the query reads a table of ours.
  ask().then(
    () => resolve(true),
    () => resolve(false),
  );
  return promise.finally(() => clearTimeout(timer));
}

async function ask(): Promise<void> {
  await database().pool.query('SELECT count(*) FROM (SELECT 1 FROM setting LIMIT 1) s');
}
