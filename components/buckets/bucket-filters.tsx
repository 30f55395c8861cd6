import { placeChoices } from '#components/accounts/place-choices.ts';
import type { BucketQuery } from '#lib/data/bucket-query.ts';
import { getPlaces } from '#lib/data/scope.ts';
import { getFacets } from '#lib/data/snapshot.ts';
import { FilterBar } from './filter-bar.tsx';

export async function BucketFilters({ query }: { query: BucketQuery }) {
  const [{ accounts, regions }, places] = await Promise.all([getFacets(), getPlaces(query)]);
  const counts = new Map(accounts.map(({ accountId, buckets }) => [accountId, buckets]));
  // Of one that could not be listed nobody says that it has none.
  const unlisted = new Set(places.filter((place) => place.unlisted).map(({ accountId }) => accountId));
  return (
    <FilterBar
      query={query}
      places={placeChoices(places, (accountId) => counts.get(accountId) ?? (unlisted.has(accountId) ? undefined : 0))}
      regions={regions.map(({ region, buckets }) => ({ value: region, label: `${region} (${buckets})` }))}
    />
  );
}
