import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { env } from '#lib/env.ts';

const VERSION = 'v1';
const ALGORITHM = 'aes-256-gcm';

/** `purpose` has a key of its own; what is sealed for one `owner` opens as no other's, wherever the row is copied to. */
export type SealedFor = { purpose: string; owner: string };

/** Encrypts what nobody is shown again (AES-256-GCM, the key derived from APP_SECRET by HKDF). */
export function sealSecret(secret: unknown, { purpose, owner }: SealedFor): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv(ALGORITHM, keyOf(purpose), iv).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(secret), 'utf8'), cipher.final()]);
  return [VERSION, ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.');
}

/** @throws Error where it was sealed with another APP_SECRET or for somebody else, or altered */
export function openSecret(text: string, { purpose, owner }: SealedFor): unknown {
  const [version, ...parts] = text.split('.');
  const [iv, tag, sealed] = parts.map((part) => Buffer.from(part, 'base64url'));
  if (version !== VERSION || !iv || !tag || !sealed) throw new Error('not sealed by this version');
  const decipher = createDecipheriv(ALGORITHM, keyOf(purpose), iv, { authTagLength: 16 }).setAAD(Buffer.from(owner));
  return JSON.parse(Buffer.concat([decipher.setAuthTag(tag).update(sealed), decipher.final()]).toString('utf8'));
}

/** What stands for a text that somebody could guess: without APP_SECRET nobody can try guesses at it. */
export function keyedHash(text: string, purpose: string): string {
  return createHmac('sha256', keyOf(purpose)).update(text).digest('base64url');
}

function keyOf(purpose: string): Buffer {
  const { APP_SECRET: secret } = env();
  if (!secret) throw new Error('APP_SECRET is not set: start Straybytes with `npm start`, which makes one.');
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
}
