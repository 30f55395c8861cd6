import { AppError } from '#lib/errors.ts';

export const MIN_PASSWORD = 10;
export const MAX_PASSWORD = 128;

export type PasswordEstimate = {
  /** 0 (guessed at once) … 4 (not guessed). */
  score: 0 | 1 | 2 | 3 | 4;
  accepted: boolean;
  /** What to do about it, in plain words; null when it is accepted. */
  advice: string | null;
};

/** How long somebody would guess who knows the person's name and address. Nothing of it leaves this process. */
export async function estimatePassword(_: {
  password: string;
  name?: string | null;
  email?: string | null;
}): Promise<PasswordEstimate> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}
