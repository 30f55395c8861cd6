import { Bone } from '#components/ui/bones.tsx';
import { LinkSwitch } from '#components/ui/link-switch.tsx';
import { getCostCoverage, getCostFilters } from '#lib/data/costs.ts';
import type { SpendQuery } from '#lib/data/spend-query.ts';
import { spendRanges } from '#lib/spend/spend-time.ts';
import classes from './spend-filters.module.css';
import { SpendSelects } from './spend-selects.tsx';
import { spendHref } from './spend-url.ts';
import { rangeWords } from './spend-words.ts';

/** Which time, and of what: all of it is in the URL. */
export async function SpendFilters({ query }: { query: SpendQuery }) {
  const [coverage, { accounts, services, regions }] = await Promise.all([getCostCoverage(), getCostFilters()]);
  if (!coverage) return null;
  const named = (names: string[]) => names.map((name) => ({ value: name, label: name }));
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
      <SpendSelects
        query={query}
        accounts={accounts.map(({ accountId, name }) => ({ value: accountId, label: name }))}
        services={named(services)}
        regions={named(regions)}
      />
    </search>
  );
}

/** As high as the filters, so that nothing moves. */
export function SpendFiltersSkeleton() {
  return (
    <div className={classes.bar}>
      <Bone height={36} />
    </div>
  );
}
