'use client';

import { Button, NativeSelect } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useOptimistic, useTransition } from 'react';
import type { PlaceChoices } from '#components/accounts/place-choices.ts';
import { PlaceSelect } from '#components/accounts/place-select.tsx';
import type { SpendQuery } from '#lib/data/spend-query.ts';
import type { CostMetric } from '#lib/spend/cost-row.ts';
import classes from './spend-filters.module.css';
import { type SpendUrlQuery, spendHref } from './spend-url.ts';
import { metricWords } from './spend-words.ts';

type Choice = { value: string; label: string };

const metrics = (Object.keys(metricWords) as CostMetric[]).map((value) => ({ value, label: metricWords[value] }));
const credits: Choice[] = [
  { value: 'in', label: 'With credits' },
  { value: 'out', label: 'Without credits' },
];

/** Every choice is in the URL: a view can be shared, and the back button works. */
export function SpendSelects({
  query,
  places,
  services,
  regions,
}: {
  query: SpendQuery;
  places: PlaceChoices;
  services: Choice[];
  regions: Choice[];
}) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  // What was chosen last holds at once: the next choice builds on it, not on the page that is still on its way.
  const [chosen, choose] = useOptimistic<SpendUrlQuery>(query);

  function change(part: Record<string, string | undefined>) {
    const next: SpendUrlQuery = { ...chosen, rows: undefined, ...part };
    startTransition(() => {
      choose(next);
      router.push(spendHref(next), { scroll: false });
    });
  }
  const select = (label: string, name: keyof SpendQuery, choices: Choice[], also: Record<string, string> = {}) => (
    <NativeSelect
      aria-label={label}
      value={chosen[name] ?? ''}
      onChange={(event) => change({ ...also, [name]: event.currentTarget.value })}
      data={choices}
    />
  );
  const { account, ou, service, region, usageType } = chosen;
  return (
    <div className={classes.selects} aria-busy={pending}>
      <PlaceSelect scope={chosen} choices={places} onChange={({ account, ou }) => change({ account, ou })} />
      {select('By service', 'service', [{ value: '', label: 'All services' }, ...services], {
        region: '',
        usageType: '',
      })}
      {select('By region', 'region', [{ value: '', label: 'All regions' }, ...regions], { service: '', usageType: '' })}
      {select('Metric', 'metric', metrics)}
      {select('Credits and refunds', 'credits', credits)}
      {[account, ou, service, region, usageType].some(Boolean) && (
        <Button
          variant="subtle"
          color="gray"
          className={classes.clear ?? ''}
          onClick={() => change({ account: undefined, ou: undefined, service: '', region: '', usageType: '', by: '' })}
        >
          Clear
        </Button>
      )}
    </div>
  );
}
