import { createHash } from 'node:crypto';
import type { BetterAuthOptions } from 'better-auth';
import type { DBAdapter, DBTransactionAdapter, Where } from 'better-auth/adapters';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { database } from './database.ts';

/**
 * The tables of sign-in as better-auth reads and writes them. It knows the tokens of sessions in clear, the database only
 * their SHA-256: whoever reads the database can take over no session.
 */
export function authTables(): (options: BetterAuthOptions) => DBAdapter {
  const make = prismaAdapter(database().prisma, { provider: 'postgresql', transaction: true });
  return (options) => {
    const adapter = make(options);
    return {
      ...adapter,
      ...hashingTokens(adapter),
      transaction: (work) => adapter.transaction((inside) => work({ ...inside, ...hashingTokens(inside) })),
    };
  };
}

/** What is kept of the token of a session. */
export function hashOfSessionToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

type Hashing = Pick<
  DBAdapter,
  | 'create'
  | 'findOne'
  | 'findMany'
  | 'count'
  | 'update'
  | 'updateMany'
  | 'delete'
  | 'deleteMany'
  | 'consumeOne'
  | 'incrementOne'
>;

function hashingTokens(adapter: DBAdapter | DBTransactionAdapter): Hashing {
  return {
    create: async (call) => {
      const clear = new Map<string, string>();
      const data = call.model === 'session' ? hashedFields(call.data, clear) : call.data;
      return cleared(await adapter.create({ ...call, data }), clear);
    },
    findOne: (call) => asked(call, (hashed) => adapter.findOne(hashed)),
    findMany: (call) => asked(call, (hashed) => adapter.findMany(hashed)),
    count: (call) => asked(call, (hashed) => adapter.count(hashed)),
    update: (call) => asked(call, (hashed) => adapter.update(hashed)),
    updateMany: (call) => asked(call, (hashed) => adapter.updateMany(hashed)),
    delete: (call) => asked(call, (hashed) => adapter.delete(hashed)),
    deleteMany: (call) => asked(call, (hashed) => adapter.deleteMany(hashed)),
    consumeOne: (call) => asked(call, (hashed) => adapter.consumeOne(hashed)),
    incrementOne: (call) => asked(call, (hashed) => adapter.incrementOne(hashed)),
  };
}

/** Runs a call with the hashes of the tokens that it names; what comes back has those tokens again, and hashes of others. */
async function asked<C extends { model: string; where?: Where[] | undefined }, T>(
  call: C,
  run: (hashed: C) => Promise<T>,
): Promise<T> {
  if (call.model !== 'session') return run(call);
  const clear = new Map<string, string>();
  const where = call.where?.map((condition) =>
    condition.field === 'token' ? { ...condition, value: hashedValue(condition.value, clear) } : condition,
  );
  return cleared(await run({ ...call, ...(where && { where }) }), clear);
}

function hashedFields<T extends object>(data: T, clear: Map<string, string>): T {
  return 'token' in data && typeof data.token === 'string' ? { ...data, token: remembered(data.token, clear) } : data;
}

function hashedValue(value: Where['value'], clear: Map<string, string>): Where['value'] {
  if (typeof value === 'string') return remembered(value, clear);
  return Array.isArray(value) ? value.map((one) => remembered(String(one), clear)) : value;
}

function remembered(token: string, clear: Map<string, string>): string {
  const hash = hashOfSessionToken(token);
  clear.set(hash, token);
  return hash;
}

function cleared<T>(result: T, clear: Map<string, string>): T {
  if (clear.size === 0 || typeof result !== 'object' || result === null) return result;
  if (Array.isArray(result)) {
    for (const row of result) cleared(row, clear);
    return result;
  }
  const row: object & { token?: unknown } = result;
  if (typeof row.token === 'string') row.token = clear.get(row.token) ?? row.token;
  return result;
}
