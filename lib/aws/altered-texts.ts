import { decoded } from './xml-text.ts';

const compared = ['ID', 'Prefix', 'Key', 'Value'];

/**
 * The elements, such as `Prefix`, whose texts in the XML of a GET answer are not those that were read from it. An SDK
 * may drop a text of white space: written back, the prefix "\n" would be the whole bucket.
 */
export function alteredTexts({ xml, rules }: { xml: string; rules: readonly unknown[] }): string[] {
  const written = new Map(compared.map((name) => [name, [] as string[]]));
  for (const [, name = '', text = ''] of xml.matchAll(/<(?:[\w.-]+:)?(ID|Prefix|Key|Value)(?:\s[^<>]*)?>([^<]*)</g))
    written.get(name)?.push(decoded(text.replace(/\r\n?/g, '\n')));
  const read = new Map(compared.map((name) => [name, [] as string[]]));
  collect(rules, read);
  // An element without a text may be read as an empty one or as none.
  const listed = (texts: string[] | undefined) => JSON.stringify(texts?.filter((text) => text !== '').sort());
  return compared.filter((name) => listed(written.get(name)) !== listed(read.get(name)));
}

function collect(value: unknown, texts: Map<string, string[]>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, field] of Object.entries(value)) {
    if (typeof field === 'string') texts.get(name)?.push(field);
    else collect(field, texts);
  }
}
