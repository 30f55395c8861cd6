/** Pictures that were drawn last, in this process: a link that unfolds in a busy chat is asked for again and again. */
export type Drawn = (tag: string, draw: () => Promise<Uint8Array<ArrayBuffer>>) => Promise<Uint8Array<ArrayBuffer>>;

/** Of about 100 KB each at 1×. */
const KEPT = 24;

/** Draws a picture once, also for those who ask while it is drawn; one that failed is drawn anew. */
export function keepDrawn(kept = KEPT): Drawn {
  const pictures = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  return (tag, draw) => {
    const known = pictures.get(tag);
    pictures.delete(tag);
    const picture = known ?? draw();
    pictures.set(tag, picture);
    picture.catch(() => pictures.delete(tag));
    const [oldest] = pictures.keys();
    if (pictures.size > kept && oldest !== undefined) pictures.delete(oldest);
    return picture;
  };
}
