import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';

const VERSION = 'v1';
const ALGORITHM = 'aes-256-gcm';

/**
 * Encrypts what nobody is shown again (AES-256-GCM, a key of its own derived from APP_SECRET by HKDF). It opens only as
 * that of the same owner: a row copied to another channel is of no use.
 */
export function seal(secret: unknown, owner: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv(ALGORITHM, keyOf(), iv).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(secret), 'utf8'), cipher.final()]);
  return [VERSION, ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.');
}

/** @throws AppError `refused` where it was sealed with another APP_SECRET, or altered */
export function unseal(text: string, owner: string): unknown {
  const [version, ...parts] = text.split('.');
  const [iv, tag, sealed] = parts.map((part) => Buffer.from(part, 'base64url'));
  try {
    if (version !== VERSION || !iv || !tag || !sealed) throw new Error('not sealed by this version');
    const decipher = createDecipheriv(ALGORITHM, keyOf(), iv, { authTagLength: 16 }).setAAD(Buffer.from(owner));
    return JSON.parse(Buffer.concat([decipher.setAuthTag(tag).update(sealed), decipher.final()]).toString('utf8'));
  } catch (cause) {
    const message =
      'The secret of this channel cannot be read: APP_SECRET is not the one it was stored with. Enter it again.';
    throw new AppError('refused', message, { reason: 'sealed' }, cause);
  }
}

function keyOf(): Buffer {
  const { APP_SECRET: secret } = env();
  if (!secret) throw new Error('APP_SECRET is not set: start Straybytes with `npm start`, which makes one.');
  return Buffer.from(hkdfSync('sha256', secret, '', 'straybytes: secrets of channels', 32));
}
