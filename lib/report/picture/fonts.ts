import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inflateSync } from 'node:zlib';

export type PictureFont = { name: string; weight: 400 | 600; style: 'normal'; data: Buffer };

export type PictureFonts = {
  /** The same array each time: what is drawn with it keeps the parsed fonts by it. */
  fonts: PictureFont[];
  /** The text with a box for each character that the fonts do not have: for those a font would be fetched from outside. */
  drawable(text: string): string;
};

export const FONT = 'Pretendard';
const BOX = '□';
/** Turns what stands before it into an emoji, or joins: nothing by itself. */
const invisible = /\p{Default_Ignorable_Code_Point}/gu;

let loaded: PictureFonts | undefined;

/** Pretendard, with Inter's Latin and all of Hangul; read once, in about 10 ms. */
export function pictureFonts(): PictureFonts {
  loaded ??= load();
  return loaded;
}

function load(): PictureFonts {
  const fonts = ([400, 600] as const).map((weight) => ({
    name: FONT,
    weight,
    style: 'normal' as const,
    data: readFileSync(
      path.join(process.cwd(), `node_modules/@fontsource/pretendard/files/pretendard-latin-${weight}-normal.woff`),
    ),
  }));
  const ranges = fonts.map(({ data }) => rangesOf(data));
  const has = (code: number) => ranges.every((known) => known.some(([first, last]) => first <= code && code <= last));
  const known = new Map<string, boolean>();
  const isKnown = (character: string) => {
    const found = known.get(character) ?? has(character.codePointAt(0) ?? 0);
    known.set(character, found);
    return found;
  };
  const drawable = (text: string) =>
    [...text.normalize('NFC').replaceAll(invisible, '')]
      .map((character) => (isKnown(character) ? character : BOX))
      .join('');
  return { fonts, drawable };
}

/** The characters of a font in WOFF, from the table `cmap` in format 12 (OpenType 1.9). */
function rangesOf(font: Buffer): [number, number][] {
  const cmap = tableOf(font, 'cmap');
  const count = cmap.readUInt16BE(2);
  for (let index = 0; index < count; index += 1) {
    const at = cmap.readUInt32BE(4 + index * 8 + 4);
    if (cmap.readUInt16BE(at) !== 12) continue;
    const groups = cmap.readUInt32BE(at + 12);
    return Array.from({ length: groups }, (_, group) => {
      const entry = at + 16 + group * 12;
      return [cmap.readUInt32BE(entry), cmap.readUInt32BE(entry + 4)];
    });
  }
  throw new Error('The font of the pictures has no table of its characters that can be read.');
}

/** A table of a WOFF file, inflated (W3C WOFF 1.0, section 5). */
function tableOf(font: Buffer, tag: string): Buffer {
  const count = font.readUInt16BE(12);
  for (let index = 0; index < count; index += 1) {
    const entry = 44 + index * 20;
    if (font.toString('latin1', entry, entry + 4) !== tag) continue;
    const [offset, packed, length] = [4, 8, 12].map((at) => font.readUInt32BE(entry + at));
    const data = font.subarray(offset, (offset ?? 0) + (packed ?? 0));
    return packed === length ? data : inflateSync(data);
  }
  throw new Error(`The font of the pictures has no table ${tag}.`);
}
