import type { BucketQuery } from '#lib/data/bucket-query.ts';
import { getFacets } from '#lib/data/snapshot.ts';
import { FilterBar } from './filter-bar.tsx';

export async function BucketFilters({ query }: { query: BucketQuery }) {
  const { accounts, regions } = await getFacets();
  return (
    <FilterBar
      query={query}
      accounts={accounts.map(({ accountId, name, buckets }) => ({ value: accountId, label: `${name} (${buckets})` }))}
      regions={regions.map(({ region, buckets }) => ({ value: region, label: `${region} (${buckets})` }))}
    />
  );
}
