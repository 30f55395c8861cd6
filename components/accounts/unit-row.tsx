import Link from 'next/link';
import { Money } from '#components/ui/money.tsx';
import table from '#components/ui/table.module.css';
import { formatCount, formatUsd } from '#lib/money/format.ts';
import { formatMoney } from '#lib/money/format-money.ts';
import type { UnitRow as Row } from './account-rows.ts';
import classes from './accounts-table.module.css';
import { accountsHref } from './accounts-url.ts';

/** A unit of the organization, with sums over all below it. */
export function UnitRow({ row, currency, period }: { row: Row; currency: string | null; period: string }) {
  const { name, path, depth, sums } = row;
  // Of one account alone the sums are what stands below.
  const summed = sums.accounts > 1;
  return (
    <tr className={classes.unit}>
      <th scope="rowgroup" data-depth={Math.min(depth, 5)}>
        <Link href={accountsHref({ ou: path })}>{name}</Link>
        <span className={classes.size}>
          {formatCount(sums.accounts)} {sums.accounts === 1 ? 'account' : 'accounts'}
        </span>
        {summed && sums.spent !== null && (
          <span className={classes.withoutSpend}>
            {period} {formatMoney(sums.spent, currency)}
          </span>
        )}
      </th>
      <td className={table.mid} />
      <td className={table.num}>{summed && <Hidden sums={sums} />}</td>
      <td className={`${table.num} ${table.mid}`}>
        {summed && sums.spent !== null && <Money amount={sums.spent} currency={currency} />}
      </td>
      <td className={table.wide} />
      <td className={table.mid}>{summed && sums.failing > 0 && `${formatCount(sums.failing)} fail`}</td>
    </tr>
  );
}

function Hidden({ sums: { monthlyUsd, atLeast } }: { sums: Row['sums'] }) {
  if (monthlyUsd === null) return <span className={classes.quiet}>not known</span>;
  return (
    <>
      {atLeast && '≥ '}
      {formatUsd(monthlyUsd)}
    </>
  );
}
