import { hashOf, randomOf } from '../random.ts';

export type StoredPart = { number: number; bytes: number; lastModified: Date };

/** Equal parts sent one after another, as real tools do; the last one may be smaller. Kept as five numbers. */
export type PartRun = { count: number; partBytes: number; lastBytes: number; firstAt: Date; everyMs: number };

export type UploadSpec = {
  key: string;
  initiatedAt: Date;
  /** Made from key and time when left out. */
  uploadId?: string;
  storageClass?: string;
  /** ARN of who began it. */
  initiator?: string;
  parts?: readonly StoredPart[] | PartRun;
};

export type SimulatedUpload = {
  key: string;
  uploadId: string;
  /** Milliseconds; whole seconds, because S3 tells no more. */
  initiatedAt: number;
  storageClass: string;
  initiator: string;
  parts: StoredPart[] | PartRun;
};

/** @param nth tells apart uploads of one key begun in the same second. */
export function uploadOf(spec: UploadSpec, defaults: { initiator: string; nth: number }): SimulatedUpload {
  const initiatedAt = wholeSeconds(spec.initiatedAt);
  const parts = spec.parts ?? [];
  return {
    key: spec.key,
    uploadId: spec.uploadId ?? makeUploadId({ key: spec.key, initiatedAt, nth: defaults.nth }),
    initiatedAt,
    storageClass: spec.storageClass ?? 'STANDARD',
    initiator: spec.initiator ?? defaults.initiator,
    parts: isRun(parts) ? parts : [...parts].sort((a, b) => a.number - b.number),
  };
}

export function partCount({ parts }: SimulatedUpload): number {
  return isRun(parts) ? parts.count : parts.length;
}

export function uploadBytes({ parts }: SimulatedUpload): number {
  if (isRun(parts)) return parts.count === 0 ? 0 : (parts.count - 1) * parts.partBytes + parts.lastBytes;
  return parts.reduce((sum, part) => sum + part.bytes, 0);
}

/** When the last part came in; null without a part. */
export function lastPartAt({ parts }: SimulatedUpload): Date | null {
  if (!isRun(parts))
    return parts.reduce<Date | null>(
      (latest, part) => (latest && latest >= part.lastModified ? latest : part.lastModified),
      null,
    );
  return parts.count === 0 ? null : new Date(wholeSeconds(parts.firstAt) + (parts.count - 1) * parts.everyMs);
}

/** Up to `limit` parts whose number is above `marker`, ascending. */
export function partsAfter({ parts }: SimulatedUpload, page: { marker: number; limit: number }): StoredPart[] {
  if (!isRun(parts)) return parts.filter((part) => part.number > page.marker).slice(0, page.limit);
  const end = Math.min(parts.count, page.marker + page.limit);
  const found: StoredPart[] = [];
  const firstAt = wholeSeconds(parts.firstAt);
  for (let number = page.marker + 1; number <= end; number++) {
    found.push({
      number,
      bytes: number === parts.count ? parts.lastBytes : parts.partBytes,
      lastModified: new Date(firstAt + (number - 1) * parts.everyMs),
    });
  }
  return found;
}

/** Adds or replaces one part. */
export function putPart(upload: SimulatedUpload, part: StoredPart): void {
  const others = partsAfter(upload, { marker: 0, limit: 10_000 }).filter((each) => each.number !== part.number);
  upload.parts = [...others, part].sort((a, b) => a.number - b.number);
}

/** Upload ids of this server grow with the time of initiation, so that listings agree with upload-id-marker. */
function makeUploadId(upload: { key: string; initiatedAt: number; nth: number }): string {
  const time = upload.initiatedAt.toString(36).padStart(9, '0');
  const nth = upload.nth.toString(36).padStart(4, '0');
  return `${time}_${nth}${randomOf('upload', hashOf(upload.key), upload.initiatedAt, upload.nth).hex(40)}`;
}

/** Milliseconds of initiation, from an id made here; null for any other id. */
export function initiatedAtOf(uploadId: string): number | null {
  return /^[0-9a-z]{9}_/.test(uploadId) ? Number.parseInt(uploadId.slice(0, 9), 36) : null;
}

function wholeSeconds(at: Date): number {
  return Math.floor(at.getTime() / 1000) * 1000;
}

function isRun(parts: readonly StoredPart[] | PartRun): parts is PartRun {
  return 'count' in parts;
}
