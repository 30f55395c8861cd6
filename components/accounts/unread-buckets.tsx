import type { Route } from 'next';
import Link from 'next/link';
import { bucketHref } from '#components/buckets/bucket-href.ts';
import { Card } from '#components/ui/card.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Words } from '#components/ui/words.tsx';
import type { AccountGlance } from '#lib/data/accounts.ts';
import { getBuckets } from '#lib/data/buckets.ts';
import { scopeSearch } from '#lib/data/scope-query.ts';
import { isHindered } from '#lib/guardrails/account-state.ts';
import { formatCount } from '#lib/money/format.ts';
import { unreadWords } from './account-words.ts';
import classes from './denied-actions.module.css';

const NAMED = 5;

/** Why buckets of an account could not be listed, or which were not read whole and why; nothing where all were. */
export async function UnreadBuckets({ account }: { account: AccountGlance }) {
  const { accountId, seen, denied, problem, unreadable } = account;
  if (!isHindered(seen)) return null;
  // A denied role or listing is told with what ends it, and tells all.
  const isTold = denied.some(({ kind }) => kind === 'role' || kind === 'listing');
  if (problem !== null)
    return isTold ? null : (
      <Notice tone="waste" title="Its buckets could not be listed.">
        <Words text={problem} />
      </Notice>
    );
  if (unreadable === 0 || isTold) return null;
  const page = await getBuckets({
    filter: { account: accountId, measurement: 'unread' },
    sort: 'name',
    offset: 0,
    limit: NAMED,
  });
  const told = page?.items.filter((bucket) => bucket.problem !== null) ?? [];
  const search = scopeSearch({ account: accountId });
  return (
    <Card
      title={`${unreadWords(account)} could not be read whole`}
      sub="With the reason that each of them has"
      action={<Link href={`/buckets?measurement=unread&${search}` as Route}>All {formatCount(unreadable)}</Link>}
    >
      <ul className={classes.list}>
        {told.map(({ name, problem: why }) => (
          <li key={name} className={classes.denied}>
            <h3 className={classes.by}>
              <Link href={bucketHref({ accountId, name })}>{name}</Link>
            </h3>
            <p>
              <Words text={why ?? ''} />
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
