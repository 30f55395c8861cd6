/**
 * What has to follow the making of a session: where any of it fails, there is none. `end` ends it.
 * @throws what the work throws
 */
export async function orEnd<T>(end: () => Promise<unknown>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // Where the database is away the row may stay; its cookie was handed to nobody.
    await end().catch(() => undefined);
    throw error;
  }
}
