/**
 * A key as the rest of the program holds it. S3 allows NUL in keys, which no text in PostgreSQL can hold: it becomes
 * U+2400 and `0`, and U+2400 itself is doubled, so that the key can be had back.
 */
export function keyText(key: string): string {
  return key.replace(/[\0\u2400]/g, (char) => (char === '\0' ? '\u24000' : '\u2400\u2400'));
}

/** The key as S3 knows it. */
export function keyOf(text: string): string {
  return text.replace(/\u2400([0\u2400])/g, (_escaped, char: string) => (char === '0' ? '\0' : char));
}
