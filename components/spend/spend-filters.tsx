import { Suspense } from 'react';
import { Bone } from '#components/ui/bones.tsx';
import { LinkSwitch } from '#components/ui/link-switch.tsx';
import { getCostFilters } from '#lib/data/costs.ts';
import type { SpendQuery } from '#lib/data/spend-query.ts';
import { spendRanges } from '#lib/spend/spend-time.ts';
import classes from './spend-filters.module.css';
import { SpendSelects } from './spend-selects.tsx';
import { spendHref } from './spend-url.ts';
import { rangeWords } from './spend-words.ts';

/** Which time, and of what: all of it is in the URL. */
export function SpendFilters({ query }: { query: SpendQuery }) {
  return (
    <search className={classes.bar}>
      <LinkSwitch
        label="How far back"
        choices={spendRanges.map((range) => ({
          label: rangeWords[range],
          href: spendHref({ ...query, range }),
          current: range === query.range,
        }))}
      />
      <Suspense fallback={<Bone height={36} width={600} />}>
        <Selects query={query} />
      </Suspense>
    </search>
  );
}

async function Selects({ query }: { query: SpendQuery }) {
  const { accounts, services, regions } = await getCostFilters();
  const named = (names: string[]) => names.map((name) => ({ value: name, label: name }));
  return (
    <SpendSelects
      query={query}
      accounts={accounts.map(({ accountId, name }) => ({ value: accountId, label: name }))}
      services={named(services)}
      regions={named(regions)}
    />
  );
}
