/**
 * What became of a sending. `retry` is certain not to have arrived; `unknown` may have, and is therefore not sent again.
 * `answer` is of the other side.
 */
export type Outcome =
  | { state: 'sent' | 'failed' | 'unknown'; answer: string }
  | { state: 'retry'; answer: string; afterSeconds?: number };

const SHOWN = 300;
const SECRET_LETTERS = 4;

/** An answer as it may be stored and shown: one line, short, without any of the secrets. */
export function shownAnswer(text: string, secrets: readonly string[]): string {
  const long = [...new Set(secrets.flatMap((secret) => [secret, encodeURIComponent(secret), ...partsOf(secret)]))]
    .filter((secret) => secret.length >= SECRET_LETTERS)
    .sort((a, b) => b.length - a.length);
  const clean = long.reduce((whole, secret) => whole.replaceAll(secret, '•••'), text);
  const line = clean.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return line.length > SHOWN ? `${line.slice(0, SHOWN - 1)}…` : line;
}

/** The path of a webhook is what makes it one: answers often repeat it, or the last part of it. */
function partsOf(secret: string): string[] {
  if (!URL.canParse(secret)) return [];
  const { pathname, search } = new URL(secret);
  return [`${pathname}${search}`, pathname, ...pathname.split('/').filter((part) => part.length >= 16), search].filter(
    (part) => part.length > SECRET_LETTERS,
  );
}
