import { placeChoices } from '#components/accounts/place-choices.ts';
import { Bone } from '#components/ui/bones.tsx';
import { LinkSwitch } from '#components/ui/link-switch.tsx';
import { getCostCoverage, getCostFilters } from '#lib/data/costs.ts';
import { getAccountViews } from '#lib/data/scope.ts';
import type { SpendQuery } from '#lib/data/spend-query.ts';
import { spendRanges } from '#lib/spend/spend-time.ts';
import classes from './spend-filters.module.css';
import { SpendSelects } from './spend-selects.tsx';
import { spendHref } from './spend-url.ts';
import { rangeWords } from './spend-words.ts';

/** Which time, and of what: all of it is in the URL. */
export async function SpendFilters({ query }: { query: SpendQuery }) {
  const [coverage, { accounts, services, regions }, views] = await Promise.all([
    getCostCoverage(),
    getCostFilters(),
    getAccountViews(),
  ]);
  if (!coverage) return null;
  // The bill may name accounts that left, or that nobody else told of.
  const units = new Map(views.map(({ accountId, ou }) => [accountId, ou]));
  const places = accounts.map((account) => ({ ...account, ou: units.get(account.accountId) ?? [] }));
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
      <SpendSelects query={query} places={placeChoices(places)} services={named(services)} regions={named(regions)} />
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
