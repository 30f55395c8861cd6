import { setImmediate as turn } from 'node:timers/promises';
import type { ZxcvbnFactory, ZxcvbnResult } from '@zxcvbn-ts/core';
import { AppError } from '#lib/errors.ts';

export const MIN_PASSWORD = 10;
export const MAX_PASSWORD = 128;
const ENOUGH = 3;
/** Letters and digits beside one's name and address. */
const OWN = 6;
/** Of fewer letters any password has some that are a word. */
const SHORTEST_WORD = 3;

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
  const inputs = wordsOf([name ?? '', email ?? '', 'straybytes', 'stray bytes']);
  const { score, feedback } = await leastOf(await estimator, { password, inputs });
  if (length < MIN_PASSWORD) return refused(Math.min(score, 2), `At least ${MIN_PASSWORD} characters.`);
  // Several such words in a row count as many guesses, and are the first thing to try.
  if (ownPart(password, inputs).length < OWN && ownPart(password, []).length >= OWN)
    return refused(
      Math.min(score, 2),
      'It is little more than your name or address. Take words that belong to nothing.',
    );
  if (score >= ENOUGH && (await isDressedWord(await estimator, { password, inputs })))
    return refused(
      Math.min(score, 2),
      'It is one word with digits and signs around it, which is tried first. Take several words that belong to nothing.',
    );
  if (score >= ENOUGH) return { score: within(score), accepted: true, advice: null };
  const why = feedback.warning ?? 'This can be guessed.';
  return refused(score, `${why} ${feedback.suggestions[0] ?? 'Add a few words that belong to nothing.'}`);
}

/** @throws AppError `invalid` with what to do about it */
export async function acceptablePassword(of: Parameters<typeof estimatePassword>[0]): Promise<void> {
  const { advice } = await estimatePassword(of);
  if (advice !== null) throw new AppError('invalid', `Choose another password. ${advice}`, { field: 'password' });
}

/** What somebody tries first who knows the person. */
function wordsOf(known: readonly string[]): string[] {
  const parts = known.flatMap((text) => text.toLowerCase().split(/[\s@._+-]+/));
  return [...new Set([...known.map((text) => text.toLowerCase()), ...parts])].filter((word) => word.length > 2);
}

/** Letters and digits that are of none of these words. */
function ownPart(password: string, words: readonly string[]): string {
  const longestFirst = words.toSorted((a, b) => b.length - a.length);
  const rest = longestFirst.reduce((text, word) => text.replaceAll(word, ' '), password.toLowerCase());
  return rest.replace(/[^\p{L}\p{N}]/gu, '');
}

/** Signs that are written for letters; `1`, `!` and `|` for one of two. */
const letterOf: Record<string, string> = {
  ...{ '4': 'a', '@': 'a', '8': 'b', '(': 'c', '{': 'c', '[': 'c', '<': 'c', '3': 'e', '6': 'g', '9': 'g', '#': 'h' },
  ...{ '0': 'o', '5': 's', $: 's', '7': 't', '+': 't', '%': 'x', '2': 'z' },
};

/** The password as it stands, and as it reads with letters for such signs. */
function readingsOf(password: string): string[] {
  const read = (one: string) =>
    password.replace(/[1!|]/g, one).replace(/[^\p{L}\s]/gu, (sign) => letterOf[sign] ?? sign);
  return [...new Set([password, read('i'), read('l')])];
}

/** The reading that is guessed first. */
async function leastOf(
  estimate: ZxcvbnFactory,
  { password, inputs }: { password: string; inputs: string[] },
): Promise<ZxcvbnResult> {
  const [plain = password, ...others] = readingsOf(password);
  let least = await inTurn(() => estimate.check(plain, inputs));
  for (const reading of others) {
    const other = await inTurn(() => estimate.check(reading, inputs));
    if (other.guesses < least.guesses) least = other;
  }
  return least;
}

/**
 * Whether a password is `Summer2026!!`: a season, a firm, a place, and what rules for passwords ask for. Each part counts as
 * many guesses by itself, and the whole is on the lists of those who try a few at everybody. What is around it may be
 * enough by itself, as many digits are that follow nothing.
 */
async function isDressedWord(
  estimate: ZxcvbnFactory,
  { password, inputs }: { password: string; inputs: string[] },
): Promise<boolean> {
  const word = password.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  if (word.length < SHORTEST_WORD) return false;
  const dressing = password.replace(word, '');
  if ((await leastOf(estimate, { password: dressing, inputs })).score >= ENOUGH) return false;
  for (const reading of readingsOf(word)) {
    const { sequence } = await inTurn(() => estimate.check(reading, [...inputs, 'aws']));
    if (sequence.length === 1 && ['dictionary', 'spatial'].includes(sequence[0]?.pattern ?? '')) return true;
  }
  return false;
}

let last: Promise<unknown> = Promise.resolve();

/** One estimate takes some hundredths of a second: one after the other, and whatever else waits has its turn between. */
function inTurn<T>(work: () => T): Promise<T> {
  const done = last.then(() => turn()).then(work);
  last = done.catch(() => undefined);
  return done;
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
    // It would try a hundred ways to read the signs, for seconds: `leastOf` tries two.
    l33tMaxSubstitutions: 0,
  });
}

function refused(score: number, advice: string): PasswordEstimate {
  return { score: within(score), accepted: false, advice };
}

function within(score: number): PasswordEstimate['score'] {
  return ([0, 1, 2, 3, 4] as const)[score] ?? 0;
}
