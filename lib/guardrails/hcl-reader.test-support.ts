import type { Plain } from './yaml.ts';

/** Reads back the objects, lists and scalars of HCL that we write, one item a line; throws at anything else. */
export function readHcl(text: string): Plain {
  const lines = text.split('\n').map((line) => line.trim());
  const value = readValue(lines.shift() ?? '', lines);
  if (lines.length > 0) throw new Error(`not read: ${lines[0]}`);
  return value;
}

function readValue(first: string, lines: string[]): Plain {
  if (first === '{') return readObject(lines);
  if (first === '[') return readList(lines);
  if (first === '{}') return {};
  if (first === '[]') return [];
  if (/[$%]\{/.test(first.replace(/\$\$\{|%%\{/g, '_'))) throw new Error(`a template: ${first}`);
  return JSON.parse(first.replace(/\$\$\{/g, '${').replace(/%%\{/g, '%{'));
}

function readObject(lines: string[]): Plain {
  const entries: [string, Plain][] = [];
  for (let line = lines.shift(); line !== '}'; line = lines.shift()) {
    const [, plain, quoted, first] = /^(?:([A-Za-z]\w*)|("(?:[^"\\]|\\.)*")) += (.+)$/u.exec(line ?? '') ?? [];
    if (first === undefined) throw new Error(`no attribute: ${line}`);
    entries.push([plain ?? String(readValue(quoted ?? '', [])), readValue(first, lines)]);
  }
  return Object.fromEntries(entries);
}

function readList(lines: string[]): Plain {
  const list: Plain[] = [];
  for (let line = lines.shift(); line !== ']'; line = lines.shift()) {
    if (line === undefined) throw new Error('the list does not end');
    const opens = line === '{' || line === '[';
    list.push(readValue(opens ? line : withoutComma(line), opens ? untilComma(lines) : lines));
  }
  return list;
}

/** The lines of the item that begins here, taken off; its last one ends in a comma. */
function untilComma(lines: string[]): string[] {
  let depth = 1;
  const end = lines.findIndex((line) => {
    if (/[{[]$/.test(line)) depth += 1;
    if (/^[}\]]/.test(line)) depth -= 1;
    return depth === 0;
  });
  const item = lines.splice(0, end + 1);
  return [...item.slice(0, -1), withoutComma(item.at(-1) ?? '')];
}

function withoutComma(line: string): string {
  if (!line.endsWith(',')) throw new Error(`no comma: ${line}`);
  return line.slice(0, -1);
}
