import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Options } from './options.ts';
import { type PageQuery, pageQueries } from './page-queries.ts';
import { largeStore, type StoreSize, seedStore, smallStore } from './page-seed.ts';
import { plansOf } from './plans.ts';
import type { Store } from './store.ts';

/** Milliseconds from the call to the rows in hand, driver and parsing included. */
export type PageTiming = { page: string; name: string; median: number; p95: number };

/** Seeds a large store and times every query of the pages on it. */
export async function timePages({
  store,
  options,
}: {
  store: Store;
  options: Options;
}): Promise<{ size: StoreSize; seedMs: number; timings: PageTiming[] }> {
  const size = options.quick ? smallStore : largeStore;
  const now = options.start ?? new Date();
  await store.database('pages');
  const begun = performance.now();
  await seedStore({ size, now });
  const seedMs = performance.now() - begun;
  return { size, seedMs, timings: await timeQueries(await pageQueries(now), options) };
}

/** Times each query, and writes its plan where plans are asked for. */
export async function timeQueries(queries: PageQuery[], options: Options): Promise<PageTiming[]> {
  const timings: PageTiming[] = [];
  for (const query of queries) {
    timings.push(await timed(query, options.quick ? 20 : 100));
    if (options.explain) await explain(query, options.explain);
  }
  return timings;
}

async function timed({ page, name, run }: PageQuery, times: number): Promise<PageTiming> {
  for (let warmUp = 0; warmUp < 5; warmUp += 1) await run();
  const took: number[] = [];
  while (took.length < times) {
    const begun = performance.now();
    await run();
    took.push(performance.now() - begun);
  }
  took.sort((a, b) => a - b);
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0;
  return { page, name, median: at(0.5), p95: at(0.95) };
}

async function explain({ page, name, run }: PageQuery, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = `${page} ${name}`.replaceAll(/[^a-z0-9]+/gi, '-').toLowerCase();
  await writeFile(path.join(folder, `${file}.txt`), await plansOf(run));
}
