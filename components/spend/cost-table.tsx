import Link from 'next/link';
import { formatDay } from '#components/ui/date.ts';
import { Money, MoneyChange } from '#components/ui/money.tsx';
import table from '#components/ui/table.module.css';
import type { SpendQuery } from '#lib/data/spend-query.ts';
import { formatPercentChange } from '#lib/money/format-money.ts';
import { addDays } from '#lib/spend/calendar.ts';
import { changeOf } from '#lib/spend/change.ts';
import type { CostPicture, CostPictureRow } from '#lib/spend/cost-picture.ts';
import type { SpendTime } from '#lib/spend/spend-time.ts';
import { costColor } from './cost-series.ts';
import classes from './cost-table.module.css';
import { ExportLinks } from './export-links.tsx';
import { narrowedTo, spendHref } from './spend-url.ts';
import { groupingWords } from './spend-words.ts';

const topRows = 10;

/** Every part of the cost with its change against the time before. */
export function CostTable({
  query,
  picture,
  currency,
  nameOf,
  time,
  known,
}: {
  query: SpendQuery;
  picture: CostPicture;
  currency: string | null;
  nameOf: (key: string) => string;
  time: SpendTime;
  known: { periods: number; of: number };
}) {
  const { rows, total, previous } = picture;
  if (rows.length === 0) return null;
  const words = groupingWords[query.by];
  const shown = query.rows === 'all' ? rows : rows.slice(0, topRows);
  const largest = Math.max(...rows.map(({ amount }) => Number(amount)), 0);
  return (
    <div className={classes.wrap}>
      <table className={table.table}>
        <caption className={table.unseen}>Costs by {words.one.toLowerCase()}</caption>
        <thead>
          <tr>
            <th scope="col" className={table.main}>
              {words.one}
            </th>
            <th scope="col" className={table.num}>
              Cost
              {known.periods < known.of && (
                <span className={table.sub}>
                  in {known.periods} of {known.of} {time.granularity === 'monthly' ? 'months' : 'days'}
                </span>
              )}
            </th>
            <th scope="col" className={`${table.num} ${table.mid}`}>
              Of all
            </th>
            {time.previous && <ChangeHeads title={comparedWith(time.previous)} />}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={row.key}>
              <td>
                <span className={classes.name}>
                  <i className={classes.swatch} style={{ background: costColor(picture, row.key) }} />
                  <Name row={row} query={query} name={nameOf(row.key)} />
                </span>
              </td>
              <td className={table.num}>
                <Money amount={row.amount} currency={currency} />
              </td>
              <td className={`${table.num} ${table.mid}`}>
                <span className={classes.share}>
                  <Share amount={Number(row.amount)} largest={largest} />
                  <span className={classes.percent}>{shareOf(row.amount, total)}</span>
                </span>
              </td>
              {row.previous !== null && <Change current={row.amount} previous={row.previous} currency={currency} />}
            </tr>
          ))}
        </tbody>
        {rows.length > 1 && (
          <tfoot className={classes.foot}>
            <tr>
              <th scope="row">All {words.many.toLowerCase()}</th>
              <td className={table.num}>
                <Money amount={total} currency={currency} />
              </td>
              <td className={table.mid} />
              {previous !== null && <Change current={total} previous={previous} currency={currency} />}
            </tr>
          </tfoot>
        )}
      </table>
      <div className={classes.under}>
        {rows.length > topRows && (
          <Link href={spendHref({ ...query, rows: query.rows === 'all' ? 'top' : 'all' })} scroll={false}>
            {query.rows === 'all' ? `Show the first ${topRows}` : `Show all ${rows.length} ${words.many.toLowerCase()}`}
          </Link>
        )}
        <ExportLinks query={query} time={time} />
      </div>
    </div>
  );
}

function Name({ row, query, name }: { row: CostPictureRow; query: SpendQuery; name: string }) {
  const href = narrowedTo(query, row.key);
  const label = (
    <>
      {name}
      {query.by === 'account' && name !== row.key && <span className={table.sub}>{row.key}</span>}
    </>
  );
  return href ? (
    <Link href={href} className={table.name} scroll={false}>
      {label}
    </Link>
  ) : (
    <span className={classes.plain}>{label}</span>
  );
}

function ChangeHeads({ title }: { title: string }) {
  return (
    <>
      <th scope="col" className={`${table.num} ${table.wide}`} title={title}>
        Before
      </th>
      <th scope="col" className={`${table.num} ${table.mid}`} title={title}>
        Change
      </th>
      <th scope="col" className={table.num} title={title}>
        %
      </th>
    </>
  );
}

function Share({ amount, largest }: { amount: number; largest: number }) {
  return (
    <i className={classes.track} aria-hidden="true">
      {amount > 0 && <i className={classes.bar} style={{ width: `${(100 * amount) / largest}%` }} />}
    </i>
  );
}

/** "12 %", or nothing where the whole is not above 0. */
function shareOf(amount: string, total: string): string {
  if (Number(total) <= 0) return '';
  const percent = (100 * Number(amount)) / Number(total);
  if (percent > 0 && percent < 0.1) return '<0.1 %';
  return `${percent.toLocaleString('en-US', { maximumFractionDigits: Math.abs(percent) < 9.95 ? 1 : 0 })} %`.replace(
    '-',
    '−',
  );
}

/** Three cells: what it was, by how much it changed, in per cent. */
function Change({ current, previous, currency }: { current: string; previous: string; currency: string | null }) {
  const { amount, percent } = changeOf(previous, current);
  return (
    <>
      <td className={`${table.num} ${table.wide} ${table.quiet}`}>
        <Money amount={previous} currency={currency} />
      </td>
      <td className={`${table.num} ${table.mid}`}>
        <MoneyChange amount={amount} currency={currency} />
      </td>
      <td className={table.num}>{percent === null ? 'new' : formatPercentChange(percent)}</td>
    </>
  );
}

function comparedWith({ from, to }: { from: string; to: string }): string {
  return `Against ${formatDay(new Date(from))} to ${formatDay(new Date(addDays(to, -1)))}`;
}
