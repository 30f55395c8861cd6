import { textOf } from './xml-text.ts';

export type PartsPage = {
  parts: number;
  bytes: number;
  /** The newest LastModified, as written; null without parts. */
  newest: string | null;
  isTruncated: boolean;
  nextMarker: string | null;
};

const OPEN = '<'.charCodeAt(0);

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
  // Without its `<` the name begins with a rare letter, which is found several times faster.
  for (let at = xml.indexOf('Size>'); at !== -1; at = xml.indexOf('Size>', at)) {
    at += 5;
    if (xml.charCodeAt(at - 6) !== OPEN) continue;
    let size = 0;
    let digit = xml.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return null;
    for (; digit >= 0 && digit <= 9; digit = xml.charCodeAt(++at) - 48) size = size * 10 + digit;
    parts += 1;
    bytes += size;
  }
  let newest = -1;
  for (let at = xml.indexOf('LastModified>'); at !== -1; at = xml.indexOf('LastModified>', at)) {
    at += 13;
    if (xml.charCodeAt(at - 14) === OPEN && (newest === -1 || isLater(xml, at, newest))) newest = at;
  }
  return {
    parts,
    bytes,
    newest: newest === -1 ? null : xml.slice(newest, xml.indexOf('<', newest)),
    isTruncated: textOf(xml, 'IsTruncated') === 'true',
    nextMarker: textOf(xml, 'NextPartNumberMarker'),
  };
}

/** Whether the time written at one place is after the one at another; without cutting either out. */
function isLater(xml: string, at: number, than: number): boolean {
  for (let step = 0; ; step += 1) {
    const left = xml.charCodeAt(at + step);
    const right = xml.charCodeAt(than + step);
    if (left !== right) return left > right;
    if (left === OPEN || Number.isNaN(left)) return false;
  }
}
