import type { Route } from 'next';
import Link from 'next/link';
import { lastKnownWords } from '#components/buckets/last-seen.tsx';
import { stateTag } from '#components/budgets/budget-words.ts';
import { monthName } from '#components/charts/period-name.ts';
import { StaleWords } from '#components/collect/stale-words.tsx';
import { spendHref } from '#components/spend/spend-url.ts';
import { Ago } from '#components/ui/ago.tsx';
import { Bytes } from '#components/ui/bytes.tsx';
import { Card } from '#components/ui/card.tsx';
import { formatDate } from '#components/ui/date.ts';
import { type Fact, FactList } from '#components/ui/fact-list.tsx';
import { Money } from '#components/ui/money.tsx';
import { type AccountGlance, getAccounts } from '#lib/data/accounts.ts';
import { scopeSearch } from '#lib/data/scope-query.ts';
import { getNow } from '#lib/data/snapshot.ts';
import { formatCount, formatUsd } from '#lib/money/format.ts';
import { isHiddenKnown } from '#lib/waste/hidden.ts';

/** What the account comes to, each figure a way to the page that tells it whole. */
export async function AccountFacts({ account }: { account: AccountGlance }) {
  const [{ month }, now] = await Promise.all([getAccounts(), getNow()]);
  const { accountId, buckets, protectedBuckets, unreadable, uploads, bytes, monthlyUsd, atLeast, checkedAt } = account;
  const { spent, budget, budgetProblem, notLookedAt, lastKnown } = account;
  const isSeen = notLookedAt === null;
  const isRead = isSeen && checkedAt !== null && isHiddenKnown(account);
  const search = scopeSearch({ account: accountId });
  const least = atLeast ? '≥ ' : '';
  const facts: (Fact | false)[] = [
    {
      label: <Link href={`/buckets?${search}` as Route}>Buckets</Link>,
      value: !isSeen ? 'not looked at' : buckets === 0 && atLeast ? 'not known' : formatCount(buckets),
      ...(notLookedAt !== null && { title: notLookedAt }),
    },
    isSeen &&
      buckets > 0 && {
        label: 'Protected whole',
        value: protectedBuckets === null ? 'not known' : formatCount(protectedBuckets),
      },
    isSeen && unreadable > 0 && { label: 'Not read whole', value: formatCount(unreadable) },
    isRead && {
      label: 'Hidden bytes',
      value: (
        <>
          {least}
          <Bytes value={bytes} />
        </>
      ),
    },
    isRead && { label: 'Unfinished uploads', value: `${least}${formatCount(uploads)}` },
    isRead && { label: 'A month, at list price', value: `${least}${formatUsd(monthlyUsd)}` },
    isSeen && !isRead && buckets > 0 && { label: 'Hidden bytes', value: 'not known' },
    lastKnown !== null && {
      label: `${formatCount(lastKnown.buckets)} ${lastKnown.buckets === 1 ? 'bucket' : 'buckets'}, last seen ${formatDate(lastKnown.at)}`,
      value: lastKnownWords(lastKnown),
      title: 'Their bytes of now are not known; this counts in no total',
    },
    {
      label: <Link href={spendHref({ account: accountId })}>{month ? monthName(month.from) : 'Spend'}</Link>,
      value: spent === null ? 'not known' : <Money amount={spent} currency={month?.currency ?? null} />,
      title: 'Unblended cost of the month so far',
    },
    {
      label: <Link href={`/budgets?${search}` as Route}>Budget</Link>,
      value: budget === null ? 'not known' : budget === 'missing' ? 'none' : stateTag(budget).label,
      ...(budget === null && budgetProblem !== null && { title: budgetProblem }),
    },
    checkedAt !== null && { label: 'Buckets read', value: <Ago at={checkedAt} now={now} /> },
  ];
  return (
    <Card title="What it comes to" sub={checkedAt && <StaleWords readAt={checkedAt} />}>
      <FactList facts={facts} />
    </Card>
  );
}
