import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** An element as it stands in the document: text is never turned into numbers or trimmed. */
export type XmlElement = { name: string; text: string; children: XmlElement[] };

type OrderedNode = { '#text'?: string } & Record<string, unknown>;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
  // Numeric character references (&#x0D;), which the SDK writes, are decoded only with this.
  htmlEntities: true,
});

/** The root element, or null where the text is not one well-formed document. */
export function parseXml(text: string): XmlElement | null {
  if (XMLValidator.validate(text) !== true) return null;
  const roots = elementsOf(parser.parse(text) as OrderedNode[]);
  return roots.length === 1 && roots[0] ? roots[0] : null;
}

export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not stand in a document as they are.
const special = /[&<>"\u0000-\u0008\u000b\u000c\u000d\u000e-\u001f\u007f\u0085\u2028]/g;
const named: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for a document; what XML 1.0 cannot carry becomes a reference, as S3 writes it, and breaks strict parsers. */
export function escapeXml(text: string): string {
  special.lastIndex = 0;
  if (!special.test(text)) return text;
  return text.replace(special, (char) => named[char] ?? `&#x${char.charCodeAt(0).toString(16)};`);
}

/** `<name>text</name>`, or nothing for a value that is not there. */
export function tag(name: string, value: string | number | boolean | undefined | null): string {
  return value === undefined || value === null ? '' : `<${name}>${escapeXml(String(value))}</${name}>`;
}

/** A whole answer of S3. */
export function s3Document(root: string, content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content}</${root}>`;
}

function elementsOf(nodes: readonly OrderedNode[]): XmlElement[] {
  return nodes.flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== '#text' && key !== ':@');
    if (!name || name.startsWith('?')) return [];
    const content = node[name] as OrderedNode[];
    const text = content.map((each) => each['#text'] ?? '').join('');
    return [{ name, text, children: elementsOf(content) }];
  });
}
