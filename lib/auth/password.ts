import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { AppError } from '#lib/errors.ts';

export const MIN_PASSWORD = 10;
export const MAX_PASSWORD = 128;
const ENOUGH = 3;

export type PasswordEstimate = {
  /** 0 (guessed at once) … 4 (not guessed). */
  score: 0 | 1 | 2 | 3 | 4;
  accepted: boolean;
  /** What to do about it, in plain words; null when it is accepted. */
  advice: string | null;
};

// Lists of breached passwords and of names are a few megabytes: read when the first password is chosen.
let estimator: Promise<ZxcvbnFactory> | undefined;

/** How long somebody would guess who knows the person's name and address. Nothing of it leaves this process. */
export async function estimatePassword({
  password,
  name,
  email,
}: {
  password: string;
  name?: string | null;
  email?: string | null;
}): Promise<PasswordEstimate> {
  const length = [...password].length;
  if (password.length > MAX_PASSWORD) return refused(0, `At most ${MAX_PASSWORD} characters.`);
  estimator ??= newEstimator();
  const known = [name, email, ...`${name ?? ''} ${email ?? ''}`.split(/[\s@._+-]+/), 'straybytes', 'stray', 'bytes'];
  const inputs = known.flatMap((word) => (word && word.length > 2 ? [word.toLowerCase()] : []));
  const { score, feedback } = (await estimator).check(password, inputs);
  if (length < MIN_PASSWORD) return refused(Math.min(score, 2), `At least ${MIN_PASSWORD} characters.`);
  if (score >= ENOUGH) return { score: within(score), accepted: true, advice: null };
  const why = feedback.warning ?? 'This can be guessed.';
  return refused(score, `${why} ${feedback.suggestions[0] ?? 'Add a few words that belong to nothing.'}`);
}

/** @throws AppError `invalid` with what to do about it */
export async function acceptablePassword(of: Parameters<typeof estimatePassword>[0]): Promise<void> {
  const { advice } = await estimatePassword(of);
  if (advice !== null) throw new AppError('invalid', `Choose another password. ${advice}`, { field: 'password' });
}

async function newEstimator(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory: Factory }, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ]);
  return new Factory({
    translations: english.translations,
    graphs: common.adjacencyGraphs,
    dictionary: { ...common.dictionary, ...english.dictionary },
    maxLength: MAX_PASSWORD,
  });
}

function refused(score: number, advice: string): PasswordEstimate {
  return { score: within(score), accepted: false, advice };
}

function within(score: number): PasswordEstimate['score'] {
  return ([0, 1, 2, 3, 4] as const)[score] ?? 0;
}
