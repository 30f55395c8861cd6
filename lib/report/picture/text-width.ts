/** Widths in Pretendard 600 (table `hmtx`), in 1/1000 em: of printable ASCII from the space on. */
// biome-ignore format: sixteen a line, as in a table of ASCII
const ascii = [
  237, 290, 377, 616, 622, 928, 635, 199, 374, 374, 517, 645, 277, 443, 272, 358,
  639, 459, 603, 632, 646, 617, 633, 567, 631, 633, 272, 272, 645, 645, 645, 519,
  876, 693, 631, 714, 695, 582, 561, 725, 715, 259, 536, 649, 541, 872, 712, 744,
  617, 745, 624, 622, 632, 705, 693, 971, 661, 675, 625, 374, 358, 374, 459, 445,
  475, 550, 604, 553, 604, 567, 357, 599, 587, 244, 244, 544, 244, 864, 584, 582,
  599, 599, 377, 524, 360, 582, 552, 806, 538, 552, 536, 374, 339, 374, 645,
];
const others: Record<string, number> = { '·': 272, '–': 477, '’': 249, '…': 817 };
const [HANGUL, WIDEST] = [864, 1000];

function letterWidth(letter: string): number {
  const code = letter.codePointAt(0) ?? 0;
  const isHangul = code >= 0xac00 && code <= 0xd7a3;
  return (ascii[code - 32] ?? others[letter] ?? (isHangul ? HANGUL : WIDEST)) / 1000;
}

/** How wide a text is, in pixels; rather too wide: lighter or closer letters take less. */
export function widthOf(text: string, font: number): number {
  return [...text].reduce((sum, letter) => sum + letterWidth(letter), 0) * font;
}

/** The text, or as much of its beginning and its end as has room: buckets differ at either. */
export function shortened(text: string, { font, room }: { font: number; room: number }): string {
  if (widthOf(text, font) <= room) return text;
  const letters = [...text];
  for (let kept = letters.length - 1; kept > 1; kept -= 1) {
    const tail = Math.floor(kept * 0.4);
    const short = `${letters.slice(0, kept - tail).join('')}…${tail > 0 ? letters.slice(-tail).join('') : ''}`;
    if (widthOf(short, font) <= room) return short;
  }
  return '…';
}

/** Into how many lines words are broken at a width. */
export function linesOf(text: string, { font, width }: { font: number; width: number }): number {
  let [lines, used] = [1, 0];
  for (const word of text.split(' ')) {
    const own = widthOf(word, font);
    const joined = used === 0 ? own : used + widthOf(' ', font) + own;
    if (joined <= width) used = joined;
    else [lines, used] = [lines + 1, own];
  }
  return lines;
}
