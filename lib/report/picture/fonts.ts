import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Font, trueType, unpacked } from './woff.ts';

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

/** Pretendard, with Inter's Latin and all of Hangul; read once, in about 50 ms. */
export function pictureFonts(): PictureFonts {
  loaded ??= load();
  return loaded;
}

function load(): PictureFonts {
  const files = ([400, 600] as const).map((weight) => {
    const file = `node_modules/@fontsource/pretendard/files/pretendard-latin-${weight}-normal.woff`;
    return { weight, font: unpacked(readFileSync(path.join(process.cwd(), file))) };
  });
  // No text of a picture asks for a substitution (GSUB), and looking for one takes a third of the time of a drawing.
  const fonts = files.map(({ weight, font }) => ({
    name: FONT,
    weight,
    style: 'normal' as const,
    data: trueType(font, { without: ['GSUB', 'GDEF', 'DSIG'] }),
  }));
  const ranges = files.map(({ font }) => rangesOf(font));
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

/** The characters of a font, from its table `cmap` in format 12 (OpenType 1.9). */
function rangesOf({ tables }: Font): [number, number][] {
  const cmap = tables.find(({ tag }) => tag === 'cmap')?.data ?? Buffer.alloc(4);
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
