import { AppError } from '#lib/errors.ts';
import { openSecret, sealSecret } from '#lib/store/secret-box.ts';

const purpose = 'straybytes: secrets of channels';

/** Encrypts the secrets of a channel: a row copied to another channel is of no use. */
export function seal(secret: unknown, owner: string): string {
  return sealSecret(secret, { purpose, owner });
}

/** @throws AppError `refused` where it was sealed with another APP_SECRET, or altered */
export function unseal(text: string, owner: string): unknown {
  try {
    return openSecret(text, { purpose, owner });
  } catch (cause) {
    const message =
      'The secret of this channel cannot be read: APP_SECRET is not the one it was stored with. Enter it again.';
    throw new AppError('refused', message, { reason: 'sealed' }, cause);
  }
}
