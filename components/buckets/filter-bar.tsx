'use client';

import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconDownload, IconSearch } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useOptimistic, useState, useTransition } from 'react';
import type { PlaceChoices } from '#components/accounts/place-choices.ts';
import { PlaceSelect } from '#components/accounts/place-select.tsx';
import { type BucketsUrlQuery, bucketsHref, bucketsSearch } from './buckets-url.ts';
import classes from './filter-bar.module.css';

type Choice = { value: string; label: string };

const coverages: Choice[] = [
  { value: 'unprotected', label: 'Not protected whole' },
  { value: 'none', label: 'No rule' },
  { value: 'disabled', label: 'Rule disabled' },
  { value: 'partial', label: 'Some prefixes only' },
  { value: 'full', label: 'Whole bucket' },
  { value: 'unknown', label: 'Not known' },
];
const measurements: Choice[] = [
  { value: 'exact', label: 'Counted whole' },
  { value: 'sampled', label: 'Sampled' },
  { value: 'unread', label: 'Not read whole' },
  { value: 'partial', label: 'Read in part' },
  { value: 'denied', label: 'Denied' },
  { value: 'notScanned', label: 'Not scanned' },
];

/** Every choice is in the URL: a view can be shared, and the back button works. */
export function FilterBar({
  query,
  places,
  regions,
}: {
  query: BucketsUrlQuery;
  places: PlaceChoices;
  regions: Choice[];
}) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [typed, setTyped] = useState(query.q ?? '');
  // What was chosen last holds at once: the next choice builds on it, not on the list that is still on its way.
  const [chosen, choose] = useOptimistic(query);

  function go(next: BucketsUrlQuery) {
    startTransition(() => {
      choose(next);
      router.replace(bucketsHref(next), { scroll: false });
    });
  }
  const change = (part: BucketsUrlQuery) => go({ ...chosen, q: typed, ...part, page: 1 });
  const search = useDebouncedCallback((q: string) => change({ q }), 250);

  const select = (name: 'region' | 'coverage' | 'measurement', all: string, choices: Choice[]) => (
    <NativeSelect
      aria-label={name === 'coverage' ? 'Protection' : name === 'measurement' ? 'How it is known' : `By ${name}`}
      value={chosen[name] ?? ''}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
      data={[{ value: '', label: all }, ...choices]}
    />
  );
  const narrowed = [chosen.q, chosen.account, chosen.ou, chosen.region, chosen.coverage, chosen.measurement].some(
    Boolean,
  );

  return (
    <search className={classes.bar} aria-busy={pending}>
      <TextInput
        className={classes.search ?? ''}
        type="search"
        aria-label="Search by bucket or account"
        placeholder="Search by bucket or account"
        leftSection={<IconSearch size={16} stroke={1.7} aria-hidden="true" />}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          search(event.currentTarget.value);
        }}
      />
      <PlaceSelect scope={chosen} choices={places} onChange={change} />
      {select('region', 'All regions', regions)}
      {select('coverage', 'Any protection', coverages)}
      {select('measurement', 'However known', measurements)}
      {narrowed && (
        <Button
          variant="subtle"
          color="gray"
          className={classes.clear ?? ''}
          onClick={() => {
            setTyped('');
            go({ sort: chosen.sort });
          }}
        >
          Clear
        </Button>
      )}
      <Button
        component="a"
        className={classes.export ?? ''}
        variant="default"
        href={`/api/v1/buckets.csv${bucketsSearch({ ...query, page: 1 })}`}
        download
        leftSection={<IconDownload size={16} stroke={1.7} aria-hidden="true" />}
      >
        CSV
      </Button>
    </search>
  );
}
