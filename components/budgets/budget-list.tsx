import type { Route } from 'next';
import { Bone } from '#components/ui/bones.tsx';
import { Card } from '#components/ui/card.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { type BudgetQuery, budgetsPerPage } from '#lib/data/budget-query.ts';
import { getBudgetsOf, starterKey } from '#lib/data/budgets.ts';
import { type Scope, scopeSearch } from '#lib/data/scope-query.ts';
import { getNow } from '#lib/data/snapshot.ts';
import { formatCount } from '#lib/money/format.ts';
import { BudgetLegend } from './budget-bar.tsx';
import classes from './budget-list.module.css';
import { BudgetRow } from './budget-row.tsx';

/** Every budget that could be read, the one that needs a person first. */
export async function BudgetList({ query: { page, account, ou } }: { query: BudgetQuery }) {
  const scope = { account, ou };
  const [{ items, starters, accounts }, now] = await Promise.all([getBudgetsOf(scope), getNow()]);
  const accountNames = new Map(accounts.map(({ accountId, accountName }) => [accountId, accountName]));
  if (items.length === 0) return null;
  const pages = Math.ceil(items.length / budgetsPerPage);
  const shown = Math.min(page, pages);
  const first = (shown - 1) * budgetsPerPage;
  const rows = items.slice(first, first + budgetsPerPage);
  return (
    <Card flush title="Every budget" sub="Who needs attention comes first" action={<BudgetLegend />}>
      <ol className={classes.list}>
        {rows.map((standing) => (
          <BudgetRow
            key={starterKey(standing.accountId, standing.budget.name)}
            standing={standing}
            accountNames={accountNames}
            now={now}
            starterId={starters.get(starterKey(standing.accountId, standing.budget.name))}
          />
        ))}
      </ol>
      {pages > 1 && (
        <nav className={classes.paging} aria-label="Pages of budgets">
          <span>
            {formatCount(first + 1)}–{formatCount(first + rows.length)} of {formatCount(items.length)}
          </span>
          {shown > 1 && <Page scope={scope} page={shown - 1} label="Previous" />}
          {shown < pages && <Page scope={scope} page={shown + 1} label="Next" />}
        </nav>
      )}
    </Card>
  );
}

function Page({ scope, page, label }: { scope: Scope; page: number; label: string }) {
  const search = [scopeSearch(scope), `page=${page}`].filter(Boolean).join('&');
  return (
    <LinkButton href={`/budgets?${search}` as Route} variant="default" size="compact-md">
      {label}
    </LinkButton>
  );
}

export function BudgetListSkeleton() {
  return (
    <Card flush title="Every budget" sub="Who needs attention comes first">
      {[1, 2, 3, 4, 5].map((row) => (
        <div key={row} className={classes.bone}>
          <Bone height={64} />
        </div>
      ))}
    </Card>
  );
}
