import { textOf } from './xml-text.ts';

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
    nextKeyMarker: textOf(xml, 'NextKeyMarker'),
    nextUploadIdMarker: textOf(xml, 'NextUploadIdMarker'),
    isTruncated: textOf(xml, 'IsTruncated') === 'true',
  };
}

function readUpload(xml: string): RawUpload | null {
  const key = textOf(xml, 'Key');
  const uploadId = textOf(xml, 'UploadId');
  const initiated = textOf(xml, 'Initiated');
  if (key === null || uploadId === null || initiated === null) return null;
  const from = xml.indexOf('<Initiator>');
  const initiator = from === -1 ? null : textOf(xml.slice(from, xml.indexOf('</Initiator>', from)), 'ID');
  return { key, uploadId, initiated, initiator, storageClass: textOf(xml, 'StorageClass') ?? 'STANDARD' };
}
