import type { Collection } from './collection.ts';
import { timeCosts } from './costs.ts';
import type { Options } from './options.ts';
import { scanOfOrganization } from './organization.ts';
import { type PageTiming, timePages } from './pages.ts';
import { scanOfLongListing, scans } from './scan.ts';
import type { Store } from './store.ts';
import { tableOf, verdict } from './table.ts';
import { timeWeekly } from './weekly.ts';

const MIB = 2 ** 20;
const PAGE_MS = 20;
const COSTS_MS = 50;
const REPORT_MS = 50;
const PICTURE_MS = 100;
const collectionHeads = ['collection', 'calls', 'ListParts', 'wall', 'bound', '× bound', 'calls/s', 'CPU', 'AWS CPU'];
const moreHeads = ['peak', 'cost', 'figures', 'target'];

/** Prints what the collections took. @returns what they told that is not so */
export async function reportScans({ store, options }: { store: Store; options: Options }): Promise<string[]> {
  const collections: Collection[] = [];
  if (options.only.includes('scan')) for await (const scan of scans({ store, options })) collections.push(scan);
  if (options.only.includes('memory')) collections.push(await scanOfLongListing({ store, options }));
  if (options.only.includes('organization')) collections.push(await scanOfOrganization({ store, options }));
  if (collections.length === 0) return [];
  console.log(`\n${tableOf([...collectionHeads, ...moreHeads], collections.map(collectionCells))}\n`);
  return collections.flatMap(({ title, differences }) => differences.map((difference) => `${title}: ${difference}`));
}

function collectionCells(scan: Collection): string[] {
  const { title, calls, listParts, wallMs, boundMs, cpuSeconds, serverCpuSeconds, peakRss, costUsd } = scan;
  return [
    title,
    String(calls),
    String(listParts),
    `${(wallMs / 1000).toFixed(2)} s`,
    `${(boundMs / 1000).toFixed(2)} s`,
    (wallMs / boundMs).toFixed(2),
    (calls / (wallMs / 1000)).toFixed(0),
    `${cpuSeconds.toFixed(2)} s`,
    `${serverCpuSeconds.toFixed(2)} s`,
    `${(peakRss / MIB).toFixed(0)} MiB`,
    `$${costUsd.toFixed(4)}`,
    scan.differences.length === 0 ? 'true' : 'WRONG',
    scan.target ? verdict({ ...scan.target, measured: scan.target.of(scan) }) : '',
  ];
}

/** Prints how long each query of the pages takes on a large store. */
export async function reportPages({ store, options }: { store: Store; options: Options }): Promise<void> {
  if (!options.only.includes('pages')) return;
  const { size, seedMs, timings } = await timePages({ store, options });
  const { buckets, days, uploads } = size;
  printTimings({
    on: `${buckets} buckets × ${days} days, ${uploads} uploads`,
    seedMs,
    timings,
    target: PAGE_MS,
    options,
  });
}

/** Prints how long each query of the pages of money takes on a large bill. */
export async function reportCosts({ store, options }: { store: Store; options: Options }): Promise<void> {
  if (!options.only.includes('costs')) return;
  const { size, seedMs, timings } = await timeCosts({ store, options });
  const { months, accounts, services } = size;
  printTimings({
    on: `${months} months × ${accounts} accounts × ${services} services`,
    seedMs,
    timings,
    target: COSTS_MS,
    options,
  });
}

/** Prints how long the page of a week takes on years of history, and how many pictures are drawn a second, one after another. */
export async function reportWeekly({ store, options }: { store: Store; options: Options }): Promise<void> {
  if (!options.only.includes('report')) return;
  const { size, seedMs, page, pictures } = await timeWeekly({ store, options });
  const on = `${size.buckets} buckets × ${size.days} days`;
  printTimings({ on, seedMs, timings: page, target: REPORT_MS, options });
  const rows = pictures.map(({ name, median, p95 }, index) => [
    name,
    (1000 / median).toFixed(1),
    `${median.toFixed(0)} ms`,
    `${p95.toFixed(0)} ms`,
    (median / (pictures[0]?.median ?? median)).toFixed(2),
    // At 2× a picture is made for a person who asks for it.
    index < pictures.length / 2 ? verdict({ measured: median, target: PICTURE_MS, unit: ' ms' }) : '',
  ]);
  console.log(`\n${tableOf(['picture, drawn anew', 'a second', 'median', 'p95', '× wide', 'target'], rows)}`);
}

function printTimings({
  on,
  seedMs,
  timings,
  target,
  options,
}: {
  on: string;
  seedMs: number;
  timings: PageTiming[];
  /** Milliseconds that 19 of 20 queries may take at most. */
  target: number;
  options: Options;
}): void {
  const rows = timings.map(({ page, name, median, p95 }) => [
    `${page}: ${name}`,
    `${median.toFixed(1)} ms`,
    `${p95.toFixed(1)} ms`,
    verdict({ measured: p95, target, unit: ' ms' }),
  ]);
  const heads = [`query on ${on} (seeded in ${(seedMs / 1000).toFixed(0)} s)`, 'median', 'p95', 'target'];
  console.log(`\n${tableOf(heads, rows)}`);
  const missed = timings.filter(({ p95 }) => p95 > target);
  console.log(`\n${timings.length - missed.length} of ${timings.length} queries are under ${target} ms.`);
  if (options.explain) console.log(`Their plans are in ${options.explain}.`);
}
