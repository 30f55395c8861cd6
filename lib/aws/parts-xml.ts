export type PartsPage = {
  parts: number;
  bytes: number;
  /** The newest LastModified, as written; null without parts. */
  newest: string | null;
  isTruncated: boolean;
  nextMarker: string | null;
};

/**
 * Reads the few things we need from a ListParts answer by searching for their elements; text in XML cannot contain
 * `<`, so a key cannot imitate one.
 * `ListPartsResponse` is what some servers call it.
 * @returns null when the answer was cut off or is not a ListParts answer
 */
export function readPartsPage(xml: string): PartsPage | null {
  if (!/<\/ListParts(?:Result|Response)>\s*$/.test(xml.slice(-64))) return null;
  let parts = 0;
  let bytes = 0;
  for (let at = xml.indexOf('<Size>'); at !== -1; at = xml.indexOf('<Size>', at)) {
    at += 6;
    let size = 0;
    let digit = xml.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return null;
    for (; digit >= 0 && digit <= 9; digit = xml.charCodeAt(++at) - 48) size = size * 10 + digit;
    parts += 1;
    bytes += size;
  }
  let newest: string | null = null;
  for (let at = xml.indexOf('<LastModified>'); at !== -1; at = xml.indexOf('<LastModified>', at)) {
    at += 14;
    const end = xml.indexOf('<', at);
    const text = xml.slice(at, end);
    if (newest === null || text > newest) newest = text;
  }
  return {
    parts,
    bytes,
    newest,
    isTruncated: textOf(xml, 'IsTruncated') === 'true',
    nextMarker: textOf(xml, 'NextPartNumberMarker'),
  };
}

/** The text of the first element of this name; null when there is none. */
export function textOf(xml: string, element: string): string | null {
  const open = `<${element}>`;
  const start = xml.indexOf(open);
  if (start === -1) return null;
  const end = xml.indexOf('<', start + open.length);
  return end === -1 ? null : xml.slice(start + open.length, end);
}
