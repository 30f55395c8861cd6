import { costQueries } from './cost-queries.ts';
import { type CostSize, largeBill, seedBill, smallBill } from './cost-seed.ts';
import type { Options } from './options.ts';
import { type PageTiming, timeQueries } from './pages.ts';
import type { Store } from './store.ts';

/** Seeds a large bill and times every query of the pages of money on it. */
export async function timeCosts({
  store,
  options,
}: {
  store: Store;
  options: Options;
}): Promise<{ size: CostSize; seedMs: number; timings: PageTiming[] }> {
  const size = options.quick ? smallBill : largeBill;
  const now = options.start ?? new Date();
  await store.database('costs');
  const begun = performance.now();
  await seedBill({ size, now });
  const seedMs = performance.now() - begun;
  return { size, seedMs, timings: await timeQueries(await costQueries(now), options) };
}
