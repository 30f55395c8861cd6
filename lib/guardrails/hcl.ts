import type { Plain } from './yaml.ts';

const asWritten = Symbol('expression');
/** An expression of HCL, line by line: a reference, a call. */
export type Expression = { readonly [asWritten]: readonly string[] };

export type Hcl = Plain | Expression;
type Attribute = { name: string; value: Hcl };
/** What a block holds, from top to bottom; '' is an empty line. */
export type Body = readonly (Attribute | { lines: readonly string[] } | '')[];

const hclEscapes: Record<string, string> = { '\\b': '\\u0008', '\\f': '\\u000c' };

/** A block as `terraform fmt` would have it: the equals signs of neighbouring one-line attributes stand in a column. */
export function block(head: string, body: Body): { lines: string[] } {
  return { lines: [`${head} {`, ...bodyLines(body).map(indented), '}'] };
}

export function attribute(name: string, value: Hcl): Attribute {
  return { name, value };
}

export function expression(...lines: string[]): Expression {
  return { [asWritten]: lines };
}

/** A function call on a value, such as `jsonencode({ … })`. */
export function call(name: string, value: Plain): Expression {
  const [first = '', ...rest] = valueLines(value);
  const last = rest.pop();
  return last === undefined ? expression(`${name}(${first})`) : expression(`${name}(${first}`, ...rest, `${last})`);
}

/** A quoted text: JSON's escapes but for two that HCL lacks, and no brace that could begin a template. */
export function quoted(text: string): string {
  const json = JSON.stringify(text).replace(/\\[^u]/g, (pair) => hclEscapes[pair] ?? pair);
  return json.replace(/(\$+|%+)\{/g, (_, signs: string) =>
    signs.length === 1 ? `${signs}${signs}{` : `${signs}\\u007b`,
  );
}

function bodyLines(body: Body): string[] {
  const lines: string[] = [];
  let run: [name: string, line: string][] = [];
  const flush = () => {
    const width = Math.max(0, ...run.map(([name]) => [...name].length));
    lines.push(...run.map(([name, line]) => `${name}${' '.repeat(width - [...name].length)} = ${line}`));
    run = [];
  };
  for (const item of body) {
    if (item === '' || 'lines' in item) {
      flush();
      lines.push(...(item === '' ? [''] : item.lines));
      continue;
    }
    const [first = '', ...rest] = valueLines(item.value);
    if (rest.length === 0) {
      run.push([item.name, first]);
      continue;
    }
    flush();
    lines.push(`${item.name} = ${first}`, ...rest);
  }
  flush();
  return lines;
}

function valueLines(value: Hcl): string[] {
  if (typeof value === 'string') return [quoted(value)];
  if (typeof value !== 'object' || value === null) return [String(value)];
  if (isExpression(value)) return [...value[asWritten]];
  if (isList(value)) {
    if (value.length === 0) return ['[]'];
    const items = value.flatMap((one) => {
      const lines = valueLines(one);
      return [...lines.slice(0, -1), `${lines.at(-1)},`];
    });
    return ['[', ...items.map(indented), ']'];
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return ['{}'];
  const body = entries.map(([key, one]) => attribute(keyOf(key), one));
  return ['{', ...bodyLines(body).map(indented), '}'];
}

function isExpression(value: object): value is Expression {
  return asWritten in value;
}

function isList(value: object): value is readonly Plain[] {
  return Array.isArray(value);
}

function keyOf(key: string): string {
  return /^[A-Za-z][A-Za-z0-9_]*$/.test(key) && !['null', 'true', 'false', 'for', 'if'].includes(key)
    ? key
    : quoted(key);
}

function indented(line: string): string {
  return line === '' ? '' : `  ${line}`;
}
