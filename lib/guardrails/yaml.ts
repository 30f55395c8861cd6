/** What JSON can say; keys keep their order. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** Plain keys that no YAML reader, old or new, takes for anything but a text. */
const plainKey = /^(?!(?:y|n|yes|no|on|off|true|false|null)$)[A-Za-z][A-Za-z0-9]*$/i;
// JSON leaves these as they are; YAML does not take them, or takes some for the end of a line.
const notPrintable = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** A YAML document in block style. Every text is quoted as in JSON: no word of it can turn into a date or a boolean. */
export function toYaml(value: Plain): string {
  return `${linesOf(value).join('\n')}\n`;
}

function linesOf(value: Plain): string[] {
  if (isList(value)) {
    return value.length === 0 ? ['[]'] : value.flatMap((one) => attached('-', one, true));
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    return entries.length === 0 ? ['{}'] : entries.flatMap(([key, one]) => attached(`${keyOf(key)}:`, one, false));
  }
  return [scalar(value)];
}

/** `key: 1` and `- 1` on one line; what has lines of its own goes below its key, and beside its dash. */
function attached(head: string, value: Plain, beside: boolean): string[] {
  const lines = linesOf(value);
  const [first = '', ...rest] = lines;
  if (isEmpty(value)) return [`${head} ${first}`];
  if (beside) return [`${head} ${first}`, ...rest.map(indented)];
  return [head, ...lines.map(indented)];
}

function isEmpty(value: Plain): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.keys(value).length === 0;
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}

function indented(line: string): string {
  return `  ${line}`;
}

function keyOf(key: string): string {
  return plainKey.test(key) ? key : scalar(key);
}

function scalar(value: string | number | boolean | null): string {
  return JSON.stringify(value).replace(
    notPrintable,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
