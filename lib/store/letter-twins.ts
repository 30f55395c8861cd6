/**
 * Small letters, and signs, that look like a Latin one, large or small (after Unicode's UTS 39): nobody tells `OIu` from `Olu`,
 * nor either from the same in Cyrillic.
 */
const twins: Record<string, string> = {
  i: 'l1|\u0131\u0456\u03b9\u04cf\u01c0',
  o: '0\u043e\u03bf\u0585',
  a: '\u0251\u0430\u03b1',
  b: '\u0432\u03b2',
  c: '\u0441\u03f2',
  d: '\u0501',
  e: '\u0435\u03b5',
  g: '\u0261',
  h: '\u043d\u04bb',
  j: '\u0458\u03f3',
  k: '\u043a\u03ba',
  m: '\u043c\u03bc',
  n: '\u03b7',
  p: '\u0440\u03c1',
  q: '\u051b',
  s: '\u0455',
  t: '\u0442\u03c4',
  u: '\u03c5',
  v: '\u03bd',
  w: '\u051d',
  x: '\u0445\u03c7',
  y: '\u0443\u03b3',
  z: '\u03b6',
};

const pairs = Object.entries(twins).flatMap(([latin, those]) => [...those].map((one) => [one, latin] as const));

/** For `translate` of PostgreSQL: each sign of the one text becomes the one at its place in the other. */
export const twinsInOrder = {
  from: pairs.map(([one]) => one).join(''),
  to: pairs.map(([, latin]) => latin).join(''),
};

const latinOf = new Map(pairs);

/** The same of a text in small letters. */
export function withoutTwins(text: string): string {
  return [...text].map((one) => latinOf.get(one) ?? one).join('');
}
