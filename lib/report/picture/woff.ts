import { inflateSync } from 'node:zlib';

export type Font = { flavor: number; tables: { tag: string; checksum: number; data: Buffer }[] };

/** A WOFF file with its tables inflated (W3C WOFF 1.0, sections 3 to 5). */
export function unpacked(woff: Buffer): Font {
  const tables = Array.from({ length: woff.readUInt16BE(12) }, (_, index) => {
    const entry = 44 + index * 20;
    const [offset, packed, length, checksum] = [4, 8, 12, 16].map((at) => woff.readUInt32BE(entry + at));
    const data = woff.subarray(offset, (offset ?? 0) + (packed ?? 0));
    return {
      tag: woff.toString('latin1', entry, entry + 4),
      checksum: checksum ?? 0,
      data: packed === length ? data : inflateSync(data),
    };
  });
  return { flavor: woff.readUInt32BE(4), tables };
}

/** A font as a TrueType file (OpenType 1.9, table directory), without some of its tables. */
export function trueType(font: Font, { without }: { without: readonly string[] }): Buffer {
  const tables = font.tables.filter(({ tag }) => !without.includes(tag));
  const directory = Buffer.alloc(12 + 16 * tables.length);
  directory.writeUInt32BE(font.flavor, 0);
  directory.writeUInt16BE(tables.length, 4);
  const parts: Buffer[] = [directory];
  let offset = directory.length;
  for (const [index, { tag, checksum, data }] of tables.entries()) {
    const entry = 12 + 16 * index;
    directory.write(tag, entry, 'latin1');
    for (const [at, value] of [checksum, offset, data.length].entries())
      directory.writeUInt32BE(value, entry + 4 + 4 * at);
    const padding = Buffer.alloc((4 - (data.length % 4)) % 4);
    parts.push(data, padding);
    offset += data.length + padding.length;
  }
  return Buffer.concat(parts);
}
