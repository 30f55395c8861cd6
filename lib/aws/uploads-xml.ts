import { textOf } from './parts-xml.ts';

export type RawUpload = {
  key: string;
  uploadId: string;
  initiated: string;
  initiator: string | null;
  storageClass: string;
};

export type RawUploadsPage = {
  uploads: RawUpload[];
  /** Keys and markers are percent-encoded. */
  urlEncoded: boolean;
  nextKeyMarker: string | null;
  nextUploadIdMarker: string | null;
  isTruncated: boolean;
};

/** Reads a ListMultipartUploads answer; null when it was cut off or is something else. */
export function readUploadsPage(xml: string): RawUploadsPage | null {
  if (!/<\/ListMultipartUploadsResult>\s*$/.test(xml.slice(-64))) return null;
  const uploads: RawUpload[] = [];
  for (let at = xml.indexOf('<Upload>'); at !== -1; at = xml.indexOf('<Upload>', at)) {
    const end = xml.indexOf('</Upload>', at);
    if (end === -1) return null;
    const upload = readUpload(xml.slice(at + 8, end));
    if (upload === null) return null;
    uploads.push(upload);
    at = end;
  }
  return {
    uploads,
    urlEncoded: textOf(xml, 'EncodingType') === 'url',
    nextKeyMarker: decoded(textOf(xml, 'NextKeyMarker')),
    nextUploadIdMarker: decoded(textOf(xml, 'NextUploadIdMarker')),
    isTruncated: textOf(xml, 'IsTruncated') === 'true',
  };
}

function readUpload(xml: string): RawUpload | null {
  const key = decoded(textOf(xml, 'Key'));
  const uploadId = decoded(textOf(xml, 'UploadId'));
  const initiated = textOf(xml, 'Initiated');
  if (key === null || uploadId === null || initiated === null) return null;
  const from = xml.indexOf('<Initiator>');
  const initiator = from === -1 ? null : decoded(textOf(xml.slice(from, xml.indexOf('</Initiator>', from)), 'ID'));
  return { key, uploadId, initiated, initiator, storageClass: textOf(xml, 'StorageClass') ?? 'STANDARD' };
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Entities of XML: the five named ones and numbers. */
export function decoded<T extends string | null>(text: T): T | string {
  if (text === null || !text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return named[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
