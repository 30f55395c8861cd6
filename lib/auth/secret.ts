import { hkdfSync } from 'node:crypto';
import { env } from '#lib/env.ts';

/** A key for one purpose, derived from APP_SECRET: without it nothing that is signed or encrypted here is of any use. */
export function secretFor(purpose: string): string {
  const { APP_SECRET: secret } = env();
  if (!secret) throw new Error('APP_SECRET is not set: start Straybytes with `npm start`, which makes one.');
  return Buffer.from(hkdfSync('sha256', secret, '', `straybytes: ${purpose}`, 32)).toString('base64url');
}
