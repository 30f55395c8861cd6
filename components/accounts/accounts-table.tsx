import Link from 'next/link';
import { monthName } from '#components/charts/period-name.ts';
import { TableBones } from '#components/ui/bones.tsx';
import { Card } from '#components/ui/card.tsx';
import { formatDay } from '#components/ui/date.ts';
import { LinkButton } from '#components/ui/link-button.tsx';
import { LinkSwitch } from '#components/ui/link-switch.tsx';
import table from '#components/ui/table.module.css';
import { getAccountsOf } from '#lib/data/accounts.ts';
import { type AccountsQuery, accountsPerPage } from '#lib/data/accounts-query.ts';
import { getStaleLook } from '#lib/data/stale-look.ts';
import { isHindered, isLookedAt } from '#lib/guardrails/account-state.ts';
import { formatCount } from '#lib/money/format.ts';
import { AccountRow } from './account-row.tsx';
import { accountRows, pageOfRows } from './account-rows.ts';
import classes from './accounts-table.module.css';
import { accountsHref } from './accounts-url.ts';
import { UnitRow } from './unit-row.tsx';

const shows = [
  { show: 'all', label: 'All' },
  { show: 'attention', label: 'Not seen whole' },
  { show: 'out', label: 'Not looked at' },
] as const;

/** Every account in its unit, with access, waste, spend, budget and guardrails at a glance. */
export async function AccountsTable({ query }: { query: AccountsQuery }) {
  const { account, ou, show, page } = query;
  const [{ items, month }, stale] = await Promise.all([getAccountsOf({ account, ou }), getStaleLook()]);
  const shown = items.filter(({ seen }) => {
    if (show === 'out') return !isLookedAt(seen);
    return show === 'all' || isHindered(seen);
  });
  const rows = accountRows(shown, { isShort: show !== 'all' });
  const period = month ? monthName(month.from) : 'Spend';
  const { rows: onPage, at, pages } = pageOfRows(rows, { page, size: accountsPerPage });
  return (
    <Card
      flush
      title="Accounts"
      sub={
        show === 'all'
          ? 'By unit; sums are of all below it'
          : 'By unit; sums are of the accounts shown, not of the whole unit'
      }
      action={
        <LinkSwitch
          label="Which accounts"
          choices={shows.map(({ show: which, label }) => ({
            label,
            href: accountsHref({ account, ou, show: which }),
            current: which === show,
          }))}
        />
      }
    >
      {rows.length === 0 ? (
        <p className={classes.empty}>
          {show === 'attention' ? 'Every account that is looked at is seen whole.' : 'There is none.'}{' '}
          {show !== 'all' && <Link href={accountsHref({ account, ou })}>Show all</Link>}
        </p>
      ) : (
        <table className={table.table}>
          <caption className={table.unseen}>Accounts</caption>
          <thead>
            <tr>
              <th scope="col" className={table.main}>
                Account
              </th>
              <th scope="col" className={table.mid}>
                Access
              </th>
              <th scope="col" className={table.num} title="Parts of unfinished uploads, at list price">
                Hidden, a month{stale && `, on ${formatDay(stale.asOf)}`}
              </th>
              <th scope="col" className={`${table.num} ${table.mid}`} title="Unblended cost of the month so far">
                {period}
              </th>
              <th scope="col" className={table.wide}>
                Budget
              </th>
              <th scope="col" className={table.mid}>
                Guardrails
              </th>
            </tr>
          </thead>
          <tbody>
            {onPage.map((row) =>
              row.kind === 'unit' ? (
                <UnitRow key={`ou:${row.path}`} row={row} currency={month?.currency ?? null} period={period} />
              ) : (
                <AccountRow
                  key={row.account.accountId}
                  account={row.account}
                  depth={row.depth}
                  currency={month?.currency ?? null}
                  period={period}
                />
              ),
            )}
          </tbody>
        </table>
      )}
      {pages > 1 && (
        <nav className={classes.paging} aria-label="Pages of accounts">
          <span>
            Page {formatCount(at)} of {formatCount(pages)}, {formatCount(shown.length)} accounts
          </span>
          {at > 1 && (
            <LinkButton href={accountsHref({ ...query, page: at - 1 })} variant="default" size="compact-md">
              Previous
            </LinkButton>
          )}
          {at < pages && (
            <LinkButton href={accountsHref({ ...query, page: at + 1 })} variant="default" size="compact-md">
              Next
            </LinkButton>
          )}
        </nav>
      )}
    </Card>
  );
}

export function AccountsTableSkeleton() {
  return (
    <Card flush title="Accounts" sub="By unit; sums are of all below it">
      <TableBones rows={8} />
    </Card>
  );
}
