const named = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** The text of the first element of this name, its entities decoded; null when there is none. */
export function textOf(xml: string, element: string): string | null {
  const open = `<${element}>`;
  const start = xml.indexOf(open);
  if (start === -1) return null;
  const end = xml.indexOf('<', start + open.length);
  return end === -1 ? null : decoded(xml.slice(start + open.length, end));
}

/** Text without the entities of XML: the five named ones and numbers. What is none stays as it stands. */
export function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return named.get(name) ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
