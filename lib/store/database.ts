import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { env } from '#lib/env.ts';
import { PrismaClient } from '#prisma/generated/client.ts';

type Database = {
  prisma: PrismaClient;
  /** For set-based SQL (`unnest`, `COPY`), which Prisma does not write. */
  pool: pg.Pool;
};

/** Whoever waits longer for a connection is told that the store is away, and tries again. */
const CONNECT_MS = 30_000;

// Survives Next's module reloading in development; one pool a process.
const holder = globalThis as typeof globalThis & { straybytesDatabase?: Database };

/** This process's connection to the store. @throws Error when DATABASE_URL is unset: the launcher sets it. */
export function database(): Database {
  holder.straybytesDatabase ??= openDatabase(databaseUrl());
  return holder.straybytesDatabase;
}

export async function closeDatabase(): Promise<void> {
  const open = holder.straybytesDatabase;
  delete holder.straybytesDatabase;
  await open?.prisma.$disconnect();
  await open?.pool.end();
}

function openDatabase(connectionString: string): Database {
  const pool = new pg.Pool({
    connectionString,
    max: 16,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'straybytes',
  });
  // An idle connection that breaks (the database restarted) must not end the process; the next query reconnects.
  pool.on('error', () => undefined);
  return { pool, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }) };
}

function databaseUrl(): string {
  const url = env().DATABASE_URL;
  if (!url)
    throw new Error('DATABASE_URL is not set: start Straybytes with `npm start`, which runs its own PostgreSQL.');
  return url;
}
