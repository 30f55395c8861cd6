import { afterAll, beforeEach, expect, it } from 'vitest';
import { resetEnv } from '#lib/env.ts';
import { seal, unseal } from './seal.ts';

function withSecret(secret: string) {
  process.env.APP_SECRET = secret;
  resetEnv();
}

beforeEach(() => withSecret('a secret of at least thirty-two characters'));
afterAll(() => {
  delete process.env.APP_SECRET;
  resetEnv();
});

const secret = { url: 'https://hooks.example.com/T0/B0/xyz', key: '열쇠' };

it('opens what it sealed, and seals the same each time otherwise', () => {
  const sealed = seal(secret, 'one');
  expect(unseal(sealed, 'one')).toEqual(secret);
  expect(sealed).not.toContain('hooks');
  expect(seal(secret, 'one')).not.toBe(sealed);
});

it('opens nothing of another owner, of another secret, or altered', () => {
  const sealed = seal(secret, 'one');
  expect(() => unseal(sealed, 'two')).toThrow(/Enter it again/);
  for (const altered of [
    '',
    'v1',
    sealed.slice(0, -2),
    sealed.replace(/^v1/, 'v2'),
    `${sealed.slice(0, 8)}A${sealed.slice(9)}x`,
  ])
    expect(() => unseal(altered, 'one')).toThrow(/Enter it again/);
  withSecret('another secret of at least thirty-two characters');
  expect(() => unseal(sealed, 'one')).toThrow(/Enter it again/);
});
