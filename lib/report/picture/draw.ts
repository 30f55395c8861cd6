import { createHash } from 'node:crypto';
// With its extension: the worker runs on Node alone, which looks for a file of just this name.
import { ImageResponse } from 'next/og.js';
import { keepLast } from '../kept.ts';
import type { Report } from '../report.ts';
import { pictureFonts } from './fonts.ts';
import { dimensions, type PictureChoice, picture } from './picture.ts';

/** Of about 100 KB each at 1×: a link that unfolds in a busy chat is asked for again and again. */
const KEPT = 24;
const kept = keepLast<Png>(KEPT);

type Png = Uint8Array<ArrayBuffer>;

/** A report's picture: its tag is known without drawing it, and the same tag is the same bytes. */
export type DrawnPicture = { tag: string; png: () => Promise<Png> };

/** Draws in this process, without a browser; a picture drawn lately is not drawn again. */
export function drawPicture(report: Report, choice: PictureChoice, drawn = kept): DrawnPicture {
  const fonts = pictureFonts();
  const element = picture(report, choice, fonts);
  const tag = createHash('sha256').update(JSON.stringify(element)).digest('base64url').slice(0, 27);
  const { width, height } = dimensions[choice.size];
  const options = { width: width * choice.scale, height: height * choice.scale, fonts: fonts.fonts };
  const png = () => drawn(tag, async () => new Uint8Array(await new ImageResponse(element, options).arrayBuffer()));
  return { tag, png };
}
