import { expect, test } from 'vitest';
import { benchOrganization, benchSize } from './bench-world.ts';
import { partCount } from './world/upload.ts';
import { createWorld } from './world/world.ts';

test('the benchmark has exactly the size it says', () => {
  const world = createWorld({ organization: benchOrganization(), seed: 'bench', now: new Date(), journal: null });
  const uploads = world.buckets().flatMap((bucket) => bucket.uploads().all());
  expect(world.buckets()).toHaveLength(benchSize.buckets);
  expect(uploads).toHaveLength(20_000);
  expect(uploads.reduce((sum, upload) => sum + partCount(upload), 0)).toBe(860_000);
});
