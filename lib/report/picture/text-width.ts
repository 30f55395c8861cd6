/** Widths in Pretendard, in em: near enough to choose a size and to cut a name, without reading the font. */
const narrow = new Set([..."iljtfrI.,:;'|!()[]{} -·…/"]);
const wide = new Set([...'mwMW%—@']);

function letterWidth(letter: string): number {
  const code = letter.codePointAt(0) ?? 0;
  if (code >= 0x1100 && code <= 0xffdc && !(code >= 0x2000 && code <= 0x22ff)) return 0.87;
  if (narrow.has(letter)) return 0.34;
  if (wide.has(letter)) return 0.88;
  return letter >= 'A' && letter <= 'Z' ? 0.68 : 0.575;
}

/** About how wide a text is, in pixels; rather too wide. */
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
