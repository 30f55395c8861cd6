import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** How long somebody may take at the provider. */
export const ATTEMPT_SECONDS = 600;

/** 256 bits in text. */
export function randomText(): string {
  return randomBytes(32).toString('base64url');
}

/** Of the secret that the browser keeps in a cookie: so that nobody finishes in it what they began in another. */
export function browserHash(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** Whether the browser that comes back is the one that was sent. */
export function isSameBrowser(secret: string | null, hash: string): boolean {
  if (secret === null) return false;
  const [a, b] = [Buffer.from(browserHash(secret)), Buffer.from(hash)];
  return a.length === b.length && timingSafeEqual(a, b);
}
