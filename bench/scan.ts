import { z } from 'zod';
import { type BenchSize, benchSize } from '#lib/demo/bench-world.ts';
import { demoAccessKeyId, demoSecretKey } from '#lib/demo/caller.ts';
import { WORKER_MEMORY } from '#lib/server/supervise.ts';
import { type Collection, measureCollection, type Target } from './collection.ts';
import type { Options } from './options.ts';
import { type Program, startProgram } from './program.ts';
import { emptyStore, type Store } from './store.ts';
import { countDifferences, exactDifferences, truthSchema } from './truth.ts';

const LATENCY_MS = 20;
const MIB = 2 ** 20;
/** Calls in flight, and how many times the bound a first scan may take at most. */
const targets = [
  { concurrency: 64, timesBound: 1.15 },
  { concurrency: 256, timesBound: 1.6 },
];
const PEAK_MIB = 400;
const quickSize: BenchSize = { buckets: 50, uploads: 4_000, parts: 43 };
/** One bucket whose listing takes a thousand pages, and of which only a sample is sized. */
const longListing: BenchSize = { buckets: 1, uploads: 1_000_000, parts: 2 };
const quickListing: BenchSize = { buckets: 1, uploads: 100_000, parts: 2 };
const SIZED_OF_LONG_LISTING = 1_000;

/**
 * First collections of an empty store, and one more on the full store, at each number of calls in flight. The first of
 * the first ones has a worker that was just started; the others show it at work, as it is most of its life.
 */
export async function* scans({ store, options }: { store: Store; options: Options }): AsyncGenerator<Collection> {
  const size = options.quick ? quickSize : benchSize;
  const aws = await simulatedAws({ size, options });
  try {
    const truth = await aws.ask('truth', truthSchema);
    for (const { concurrency, timesBound } of targets) {
      const worker = await workerOn({ store, aws, options, name: `scan_${concurrency}`, concurrency });
      try {
        const measured = { aws, worker, concurrency, latencyMs: LATENCY_MS };
        const parts = size.uploads * size.parts;
        for (let round = 1; round <= options.rounds; round += 1) {
          await emptyStore();
          const title = `first scan, ${concurrency} in flight (${round === 1 ? 'new worker' : round})`;
          const first = await measureCollection({ title, ...measured });
          yield judged(first, { wrong: await exactDifferences({ truth, parts }), target: wallOf(timesBound) });
        }
        const again = await measureCollection({ title: `scan again, ${concurrency} in flight`, ...measured });
        yield judged(again, { wrong: await exactDifferences({ truth, parts }), target: noListParts });
      } finally {
        await worker.end();
      }
    }
  } finally {
    await aws.end();
  }
}

/** A bucket with a million uploads: what counts is the memory. */
export async function scanOfLongListing({ store, options }: { store: Store; options: Options }): Promise<Collection> {
  const size = options.quick ? quickListing : longListing;
  const concurrency = 64;
  const aws = await simulatedAws({ size, options });
  try {
    const limits = { LIST_PARTS_PER_BUCKET: String(SIZED_OF_LONG_LISTING) };
    const worker = await workerOn({ store, aws, options, name: 'long_listing', concurrency, environment: limits });
    try {
      const title = `one bucket, ${size.uploads.toLocaleString('en')} uploads`;
      const scan = await measureCollection({ title, aws, worker, concurrency, latencyMs: LATENCY_MS });
      const wrong = await countDifferences(await aws.ask('truth', truthSchema));
      return judged(scan, { wrong, target: peak });
    } finally {
      await worker.end();
    }
  } finally {
    await aws.end();
  }
}

const noListParts: Target = { of: ({ listParts }) => listParts, target: 0, unit: ' ListParts' };
const peak: Target = { of: ({ peakRss }) => peakRss / MIB, target: PEAK_MIB, unit: ' MiB' };

function wallOf(timesBound: number): Target {
  return { of: ({ wallMs, boundMs }) => wallMs / boundMs, target: timesBound, unit: ' × bound' };
}

function judged(scan: Collection, { wrong, target }: { wrong: string[]; target: Target }): Collection {
  return { ...scan, differences: [...scan.differences, ...wrong], target };
}

function simulatedAws({ size, options }: { size: BenchSize; options: Options }): Promise<Program> {
  const settings = { size, latencyMs: LATENCY_MS, start: options.start };
  return startProgram({ file: 'simulated-aws.ts', settings });
}

export async function workerOn({
  store,
  aws,
  options,
  name,
  concurrency,
  environment = {},
}: {
  store: Store;
  aws: Program;
  options: Options;
  name: string;
  concurrency: number;
  environment?: Record<string, string>;
}): Promise<Program> {
  return startProgram({
    file: 'worker.ts',
    profile: options.profile,
    flags: WORKER_MEMORY,
    environment: {
      DATABASE_URL: await store.database(name),
      AWS_ENDPOINT_URL: await aws.ask('url', z.url()),
      AWS_ACCESS_KEY_ID: demoAccessKeyId,
      AWS_SECRET_ACCESS_KEY: demoSecretKey,
      AWS_REGION: 'us-east-1',
      SCAN_CONCURRENCY: String(concurrency),
      DAILY_API_BUDGET_USD: '100',
      ...environment,
    },
  });
}
