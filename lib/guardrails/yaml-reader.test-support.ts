import type { Plain } from './yaml.ts';

/**
 * Reads the YAML that we write, and nothing else: block lists and maps, JSON's scalars, plain keys. Where a line is not
 * of that form it throws, so that it is no more forgiving than a real reader.
 */
export function readYaml(text: string): Plain {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const [value, rest] = readBlock(lines, 0);
  if (rest.length > 0) throw new Error(`not read: ${rest[0]}`);
  return value;
}

type Read = [value: Plain, rest: string[]];

function readBlock(lines: string[], depth: number): Read {
  const first = (lines[0] ?? '').slice(depth);
  if (first.startsWith('- ')) return readList(lines, depth);
  if (keyIn(first)) return readMap(lines, depth);
  return [JSON.parse(first), lines.slice(1)];
}

function readList(lines: string[], depth: number): Read {
  const list: Plain[] = [];
  let rest = lines;
  while (indentOf(rest[0]) === depth && rest[0]?.slice(depth).startsWith('- ')) {
    // What stands beside the dash is a block of its own, two columns further in.
    const [line = '', ...others] = rest;
    const [value, after] = readBlock([`${' '.repeat(depth + 2)}${line.slice(depth + 2)}`, ...others], depth + 2);
    list.push(value);
    rest = after;
  }
  return [list, rest];
}

function readMap(lines: string[], depth: number): Read {
  const entries: [string, Plain][] = [];
  let rest = lines;
  while (indentOf(rest[0]) === depth) {
    const [line = '', ...others] = rest;
    const key = keyIn(line.slice(depth));
    if (!key) throw new Error(`no key: ${line}`);
    const [value, after]: Read =
      key.after === '' ? readBlock(others, depth + 2) : [JSON.parse(key.after.slice(1)), others];
    if (key.after === '' && indentOf(others[0]) !== depth + 2) throw new Error(`nothing below: ${line}`);
    entries.push([key.name, value]);
    rest = after;
  }
  return [Object.fromEntries(entries), rest];
}

function keyIn(text: string): { name: string; after: string } | null {
  const [, plain, quoted, after] = /^(?:([A-Za-z][A-Za-z0-9]*)|("(?:[^"\\]|\\.)*")):( .+)?$/u.exec(text) ?? [];
  if (plain === undefined && quoted === undefined) return null;
  return { name: plain ?? String(JSON.parse(quoted ?? '')), after: after ?? '' };
}

function indentOf(line: string | undefined): number {
  return line === undefined ? -1 : line.length - line.trimStart().length;
}
