import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { resetEnv } from '#lib/env.ts';
import { testDatabase } from '#lib/server/test-database.ts';
import { closeDatabase, database } from './database.ts';
import { forgetLimit, peekLimit, takeFromLimit } from './rate-limit.ts';

let store: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  store = await testDatabase();
});
afterAll(async () => {
  delete process.env.APP_SECRET;
  resetEnv();
  await store.drop();
});
beforeEach(async () => {
  process.env.APP_SECRET = 'a secret of the tests, of more than 32 characters';
  resetEnv();
  await database().pool.query('truncate rate_limit');
});

const limit = { name: 'guess', key: '203.0.113.7', points: 3, seconds: 60 };

describe('a limit', () => {
  it('allows exactly so many, also of those that come at once', async () => {
    const taken = await Promise.all(Array.from({ length: 20 }, () => takeFromLimit(limit)));
    expect(taken.filter(({ allowed }) => allowed)).toHaveLength(3);
    for (const { allowed, retryAfterSeconds } of taken) {
      if (allowed) expect(retryAfterSeconds).toBe(0);
      else expect(retryAfterSeconds).toSatisfy((seconds: number) => seconds > 50 && seconds <= 60);
    }
  });

  it('is known to a process that begins later', async () => {
    for (let i = 0; i < 3; i++) await takeFromLimit(limit);
    await closeDatabase();
    expect((await takeFromLimit(limit)).allowed).toBe(false);
  });

  it('is of its key and of its name', async () => {
    for (let i = 0; i < 4; i++) await takeFromLimit(limit);
    expect((await takeFromLimit({ ...limit, key: '203.0.113.8' })).allowed).toBe(true);
    expect((await takeFromLimit({ ...limit, name: 'sign-in' })).allowed).toBe(true);
  });

  it('begins anew once its window has ended', async () => {
    for (let i = 0; i < 4; i++) await takeFromLimit(limit);
    await database().pool.query('update rate_limit set expire = expire - 61000');
    expect(await peekLimit(limit)).toEqual({ allowed: true, retryAfterSeconds: 0 });
    expect((await takeFromLimit(limit)).allowed).toBe(true);
  });

  it('can be looked at without being used, and forgotten', async () => {
    for (let i = 0; i < 2; i++) await takeFromLimit(limit);
    for (let i = 0; i < 9; i++) expect((await peekLimit(limit)).allowed).toBe(true);
    await takeFromLimit(limit);
    expect(await peekLimit(limit)).toMatchObject({ allowed: false });
    await forgetLimit(limit);
    expect((await peekLimit(limit)).allowed).toBe(true);
  });

  it('keeps no address', async () => {
    await takeFromLimit(limit);
    const { rows } = await database().pool.query('select to_jsonb(l)::text as text from rate_limit l');
    expect(rows).toHaveLength(1);
    expect(rows[0]?.text).not.toContain('203.0.113.7');
    // Nor anything that says whether a guess at it is right.
    expect(rows[0]?.text).not.toContain(createHash('sha256').update('203.0.113.7').digest('base64url'));
    process.env.APP_SECRET = 'another secret of the tests, of more than 32 characters';
    resetEnv();
    await takeFromLimit(limit);
    const kept = await database().pool.query('select key from rate_limit');
    expect(kept.rows).toHaveLength(2);
  });
});
