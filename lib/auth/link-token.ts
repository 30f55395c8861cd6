import { randomBytes } from 'node:crypto';

/** 256 bits, of which the database keeps a hash only. */
export function linkToken(): string {
  return randomBytes(32).toString('base64url');
}
