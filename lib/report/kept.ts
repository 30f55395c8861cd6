/** What was made last, in this process, by a key that tells all that it is made from. */
export type Kept<T> = (key: string, make: () => Promise<T>) => Promise<T>;

/** Makes a thing once, also for those who ask while it is made; one that failed is made anew. The `most` asked for last are kept. */
export function keepLast<T>(most: number): Kept<T> {
  const things = new Map<string, Promise<T>>();
  return (key, make) => {
    const known = things.get(key);
    things.delete(key);
    const thing = known ?? make();
    things.set(key, thing);
    thing.catch(() => things.delete(key));
    const [oldest] = things.keys();
    if (things.size > most && oldest !== undefined) things.delete(oldest);
    return thing;
  };
}
