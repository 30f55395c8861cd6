import type { Route } from 'next';
import Link from 'next/link';
import { getPlaces, nameOfScope } from '#lib/data/scope.ts';
import { isWhole, type Scope, scopeSearch } from '#lib/data/scope-query.ts';
import { formatCount } from '#lib/money/format.ts';
import classes from './report-head.module.css';

/** Where other pages are narrowed: a report never is, and says so, most of all to who came with an account or a unit. */
export async function ReportScope({ scope: { account, ou } }: { scope: Scope }) {
  const scope = { account, ou };
  const [places, name] = await Promise.all([getPlaces(), nameOfScope(scope)]);
  if (places.length < 2 && isWhole(scope)) return null;
  return (
    <p className={classes.scope}>
      Of the whole organization,{' '}
      {places.length === 1 ? 'its only account' : `all ${formatCount(places.length)} accounts`}
      {name !== null && (
        <>
          : a report is not narrowed to {name}; the <Link href={`/?${scopeSearch(scope)}` as Route}>overview</Link> is
        </>
      )}
    </p>
  );
}
