import Link from 'next/link';
import { stateTag } from '#components/budgets/budget-words.ts';
import { Money } from '#components/ui/money.tsx';
import table from '#components/ui/table.module.css';
import { Tag } from '#components/ui/tag.tsx';
import type { AccountGlance } from '#lib/data/accounts.ts';
import { isLookedAt } from '#lib/guardrails/account-state.ts';
import { formatBytesExact, formatUsd } from '#lib/money/format.ts';
import { formatMoney } from '#lib/money/format-money.ts';
import { isHiddenKnown } from '#lib/waste/hidden.ts';
import { accessTag, accessWords, firstDenied } from './account-words.ts';
import classes from './accounts-table.module.css';
import { accountHref } from './accounts-url.ts';
import { GuardrailTag } from './guardrail-tag.tsx';

/** An account at a glance; its name leads to all that is known of it. */
export function AccountRow({
  account,
  depth,
  currency,
  period,
}: {
  account: AccountGlance;
  depth: number;
  currency: string | null;
  /** What the column of spend is called. */
  period: string;
}) {
  const { accountId, name, ownName, displayName, management, spent, seen } = account;
  return (
    <tr data-out={!isLookedAt(seen) || undefined} className={classes.account}>
      <td data-depth={Math.min(depth, 5)}>
        <Link href={accountHref(accountId)} className={table.name}>
          {name}
        </Link>
        <span className={table.sub}>
          {name === accountId ? '' : accountId}
          {displayName !== null && ownName !== null && ` · ${ownName}`}
          {management && ' · management account'}
        </span>
        <span className={`${table.narrow} ${classes.tags}`}>
          <Access account={account} />
          <GuardrailTag account={account} />
        </span>
        {isLookedAt(seen) && (
          <span className={classes.withoutBudget}>
            Budget <BudgetTag account={account} />
          </span>
        )}
        {spent !== null && (
          <span className={classes.withoutSpend}>
            {period} {formatMoney(spent, currency)}
          </span>
        )}
      </td>
      <td className={table.mid}>
        <Access account={account} />
      </td>
      <td className={table.num}>
        <Hidden account={account} />
      </td>
      <td className={`${table.num} ${table.mid}`}>
        {spent === null ? '–' : <Money amount={spent} currency={currency} />}
      </td>
      <td className={table.wide}>
        <BudgetTag account={account} />
      </td>
      <td className={table.mid}>
        <GuardrailTag account={account} />
      </td>
    </tr>
  );
}

export function Access({ account }: { account: AccountGlance }) {
  const { label, tone } = accessTag(account);
  const first = firstDenied(account);
  return (
    <>
      <Tag tone={tone} title={accessWords(account)}>
        {label}
      </Tag>
      {first !== null && <span className={classes.denied}>{first}</span>}
    </>
  );
}

function Hidden({ account }: { account: AccountGlance }) {
  const { notLookedAt, bytes, monthlyUsd, atLeast } = account;
  if (notLookedAt !== null) return <span title={notLookedAt}>–</span>;
  if (!isHiddenKnown(account)) return <span className={classes.quiet}>not known</span>;
  return (
    <data value={monthlyUsd} title={formatBytesExact(bytes)}>
      {atLeast && '≥ '}
      {formatUsd(monthlyUsd)}
    </data>
  );
}

function BudgetTag({ account: { budget, budgetProblem, seen } }: { account: AccountGlance }) {
  if (!isLookedAt(seen)) return '–';
  if (budget === null)
    return (
      <span className={classes.quiet} title={budgetProblem ?? undefined}>
        not known
      </span>
    );
  if (budget === 'missing') return <Tag tone="waste">None</Tag>;
  const { label, tone } = stateTag(budget);
  return (
    <Tag tone={tone} title={`The budget ${budget.budget.name}`}>
      {label}
    </Tag>
  );
}
