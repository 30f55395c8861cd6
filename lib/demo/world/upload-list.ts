import { initiatedAtOf, type SimulatedUpload, type UploadSpec, uploadOf } from './upload.ts';

/** The uploads of one bucket in the order S3 lists them: key by its UTF-8 bytes, then time of initiation. */
export type UploadList = {
  readonly size: number;
  at(index: number): SimulatedUpload | undefined;
  add(spec: UploadSpec, initiator: string): SimulatedUpload;
  find(key: string, uploadId: string): SimulatedUpload | undefined;
  remove(key: string, uploadId: string): boolean;
  /** Removes all that match and says how many. */
  removeWhere(matches: (upload: SimulatedUpload) => boolean): number;
  /** Index of the first upload after the markers; an upload-id-marker counts only for its own key. */
  indexAfter(marker: { key: string; uploadId: string }): number;
  /** Index of the first upload whose key is at or after `key`. */
  indexOfKey(key: string): number;
  all(): readonly SimulatedUpload[];
};

export function uploadList(): UploadList {
  let uploads: SimulatedUpload[] = [];
  let sorted = true;

  const ordered = (): SimulatedUpload[] => {
    if (!sorted) uploads.sort(compareUploads);
    sorted = true;
    return uploads;
  };
  /** First index for which `isPast` holds; it must hold for everything after that. */
  const search = (isPast: (upload: SimulatedUpload) => boolean): number => {
    const list = ordered();
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const upload = list[middle];
      if (upload && !isPast(upload)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const indexOfKey = (key: string) => search((upload) => compareUtf8(upload.key, key) >= 0);
  const indexOf = (key: string, uploadId: string): number => {
    const list = ordered();
    for (let index = indexOfKey(key); list[index]?.key === key; index++)
      if (list[index]?.uploadId === uploadId) return index;
    return -1;
  };

  return {
    get size() {
      return uploads.length;
    },
    at: (index) => ordered()[index],
    all: ordered,
    add: (spec, initiator) => {
      const last = uploads.at(-1);
      const upload = uploadOf(spec, { initiator, nth: uploads.length });
      if (last && sorted) sorted = compareUploads(last, upload) <= 0;
      uploads.push(upload);
      return upload;
    },
    find: (key, uploadId) => ordered()[indexOf(key, uploadId)],
    remove: (key, uploadId) => {
      const index = indexOf(key, uploadId);
      if (index >= 0) uploads.splice(index, 1);
      return index >= 0;
    },
    removeWhere: (matches) => {
      const before = uploads.length;
      uploads = uploads.filter((upload) => !matches(upload));
      return before - uploads.length;
    },
    indexOfKey,
    indexAfter: ({ key, uploadId }) => {
      if (!uploadId) return search((upload) => compareUtf8(upload.key, key) > 0);
      const known = indexOf(key, uploadId);
      if (known >= 0) return known + 1;
      // The marker's upload is gone meanwhile: go on where it stood.
      const initiatedAt = initiatedAtOf(uploadId);
      return search((upload) => {
        const byKey = compareUtf8(upload.key, key);
        if (byKey !== 0) return byKey > 0;
        if (initiatedAt === null || upload.initiatedAt === initiatedAt) return upload.uploadId > uploadId;
        return upload.initiatedAt > initiatedAt;
      });
    },
  };
}

/** Order of the UTF-8 encodings. UTF-16 order differs only between surrogates and U+E000 to U+FFFF. */
export function compareUtf8(a: string, b: string): number {
  if (a === b) return 0;
  if (!wide.test(a) || !wide.test(b)) return a < b ? -1 : 1;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

const wide = /[\ud800-\uffff]/;

function rank(unit: number): number {
  if (unit >= 0xe000) return unit - 0x800;
  return unit >= 0xd800 ? unit + 0x2000 : unit;
}

function compareUploads(a: SimulatedUpload, b: SimulatedUpload): number {
  const byKey = compareUtf8(a.key, b.key);
  if (byKey !== 0) return byKey;
  if (a.initiatedAt !== b.initiatedAt) return a.initiatedAt - b.initiatedAt;
  if (a.uploadId === b.uploadId) return 0;
  return a.uploadId < b.uploadId ? -1 : 1;
}
