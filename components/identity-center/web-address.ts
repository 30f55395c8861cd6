/** An address that a browser may open, or null: it came from AWS, or from whatever answers in its place. */
export function webAddress(text: string): string | null {
  if (!URL.canParse(text)) return null;
  return ['https:', 'http:'].includes(new URL(text).protocol) ? text : null;
}
