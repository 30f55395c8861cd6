import Link from 'next/link';
import type { ReactNode } from 'react';
import { StaleWords } from '#components/collect/stale-words.tsx';
import { Bone } from '#components/ui/bones.tsx';
import { Bytes } from '#components/ui/bytes.tsx';
import { formatDay } from '#components/ui/date.ts';
import { HeadlineNumber } from '#components/ui/headline-number.tsx';
import { headlineUsd } from '#components/ui/headline-usd.ts';
import { PageHead } from '#components/ui/page-head.tsx';
import { getEstateHistory } from '#lib/data/history.ts';
import { nameOfScope, whyOutOf } from '#lib/data/scope.ts';
import { isWhole, type Scope, scopeSearch } from '#lib/data/scope-query.ts';
import { getSnapshot, getTotals } from '#lib/data/snapshot.ts';
import { getStaleLook } from '#lib/data/stale-look.ts';
import type { BucketTotals, EstateHistory } from '#lib/data/views.ts';
import { formatCount, formatUsd, formatUsdRound } from '#lib/money/format.ts';
import { hiddenIn } from '#lib/waste/hidden.ts';
import { isBlinder } from '#lib/waste/unread-counts.ts';

/** The one sentence that says what is wasted, and the line that says of what. */
export async function Headline({ scope: { account, ou }, bar }: { scope: Scope; bar: ReactNode }) {
  const scope = { account, ou };
  const [snapshot, totals, history, name, notLookedAt, stale] = await Promise.all([
    getSnapshot(),
    getTotals(scope),
    getEstateHistory(account ? 'bucket' : 'account', scope),
    nameOfScope(scope),
    whyOutOf(scope),
    getStaleLook(),
  ]);
  if (!snapshot || !totals) return null;
  const atLeast = totals.atLeast || (isWhole(scope) && snapshot.totals.atLeast);
  return (
    <PageHead
      bar={bar}
      title={
        notLookedAt !== null && totals.buckets === 0 ? (
          `What ${name} hides is not known.`
        ) : !isWhole(scope) && totals.buckets === 0 ? (
          `No bucket of this ${account ? 'account' : 'unit'} is known.`
        ) : (
          <Sentence totals={totals} atLeast={atLeast} subject={name} asOf={stale?.asOf ?? null} />
        )
      }
      sub={
        notLookedAt ?? (
          <>
            <StaleWords />
            <Under {...{ totals, atLeast, scope }} history={stale ? null : history} />
          </>
        )
      }
    />
  );
}

function Sentence({
  totals,
  atLeast,
  subject,
  asOf,
}: {
  totals: BucketTotals;
  atLeast: boolean;
  /** An account or a unit by name; null: all. */
  subject: string | null;
  /** Of when the figures are, where they are not of now. */
  asOf: Date | null;
}) {
  const { bytes, bytesMargin, monthlyUsd, buckets, unread } = totals;
  const hidden = hiddenIn({ ...totals, atLeast });
  if (hidden === 'noBucket') return atLeast ? 'No bucket could be listed.' : 'There are no buckets.';
  if (hidden === 'unknown')
    return `What ${buckets === 1 ? 'the only bucket hides' : `the ${formatCount(buckets)} buckets hide`} is not known.`;
  if (hidden !== 'some') {
    const [all, read] = [formatCount(buckets), formatCount(buckets - unread)];
    return (
      <>
        <HeadlineNumber tone="recovered">Nothing hidden</HeadlineNumber> in{' '}
        {hidden === 'none'
          ? `all ${all} buckets`
          : unread > 0
            ? `the ${read} of ${all} buckets that could be read`
            : `the ${all} buckets that could be listed`}
        {asOf && ` on ${formatDay(asOf)}`}.
      </>
    );
  }
  const how = atLeast ? 'at least ' : bytesMargin > 0 ? 'about ' : '';
  const usd = (
    <HeadlineNumber tone="waste">
      <data value={monthlyUsd} title={`${formatUsd(monthlyUsd)} a month`}>
        {headlineUsd(monthlyUsd)} a month
      </data>
    </HeadlineNumber>
  );
  if (asOf !== null) {
    return (
      <>
        On {formatDay(asOf)} {subject ?? 'you'} paid {how}
        {usd} for <Bytes value={bytes} /> that nobody could see.
      </>
    );
  }
  return (
    <>
      {subject === null ? 'You pay' : `${subject} pays`} {how}
      {usd} for <Bytes value={bytes} /> that nobody can see.
    </>
  );
}

function Under({
  totals,
  atLeast,
  history,
  scope,
}: {
  totals: BucketTotals;
  atLeast: boolean;
  history: EstateHistory | null;
  scope: Scope;
}) {
  const { uploads, withUploads, buckets, unread } = totals;
  const search = isWhole(scope) ? '' : `&${scopeSearch(scope)}`;
  return (
    <>
      {uploads > 0 &&
        `Parts of ${formatCount(uploads)} ${uploads === 1 ? 'upload' : 'uploads'} that never finished, in ${formatCount(withUploads)} of ${formatCount(buckets)} buckets. `}
      {buckets > unread && <Change now={totals.monthlyUsd} history={history} />}{' '}
      {buckets === 0 && atLeast && 'What is hidden is not known: “How this is known” says why.'}
      {unread > 0 && (
        <>
          <Link href={`/buckets?measurement=unread${search}`}>
            {formatCount(unread)} {unread === 1 ? 'bucket' : 'buckets'}
          </Link>{' '}
          could not be read whole.
        </>
      )}
    </>
  );
}

/** Against the state of a week ago; silent while there is none. */
function Change({ now, history }: { now: number; history: EstateHistory | null }) {
  const [before, last] = [history?.days.at(-8), history?.days.at(-1)];
  if (!before || !last || before.monthlyUsd === null) return null;
  const change = now - before.monthlyUsd;
  // Less is seen, which is not less.
  const [less, more] = [isBlinder(last.unreadable, before.unreadable), isBlinder(before.unreadable, last.unreadable)];
  if (less || more) {
    const then = less && more ? 'not the same' : less ? 'more' : 'fewer';
    return `Not to be compared with last week: ${then} buckets could be read then.`;
  }
  if (Math.abs(change) < 0.5) return 'As much as last week.';
  return (
    <>
      <strong>
        {formatUsdRound(Math.abs(change))} {change > 0 ? 'more' : 'less'}
      </strong>{' '}
      than last week.
    </>
  );
}

export function HeadlineSkeleton() {
  return (
    <PageHead
      bar={<Bone height={34} width={150} />}
      title={<Bone height={74} width="min(100%, 560px)" />}
      sub={<Bone height={18} width="min(100%, 480px)" />}
    />
  );
}
