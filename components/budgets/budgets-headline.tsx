import { placeChoices } from '#components/accounts/place-choices.ts';
import { PlaceSwitch } from '#components/accounts/place-switch.tsx';
import { Ago } from '#components/ui/ago.tsx';
import { Bone } from '#components/ui/bones.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { getBudgetsFreshness, getBudgetsOf } from '#lib/data/budgets.ts';
import { getRunState } from '#lib/data/runs.ts';
import { getPlaces, nameOfScope, whyOutOf } from '#lib/data/scope.ts';
import type { Scope } from '#lib/data/scope-query.ts';
import { getNow } from '#lib/data/snapshot.ts';
import type { BudgetStanding } from '#lib/data/views.ts';
import { formatCount } from '#lib/money/format.ts';
import { formatMoneyRound } from '#lib/money/format-money.ts';
import { BudgetDestination } from './budget-destination.tsx';
import { noBudgetWords } from './budget-words.ts';
import classes from './budgets-headline.module.css';
import { ReadBudgets } from './read-budgets.tsx';
import { StarterButton } from './starter-button.tsx';

/** How many are over, by how much, and how many will be. */
export async function BudgetsHeadline({ scope: { account, ou } }: { scope: Scope }) {
  const scope = { account, ou };
  const [
    { items, known, choices, missing, unread, unknown },
    { dataAt, failedAt },
    { openRunId },
    now,
    places,
    name,
    notLookedAt,
  ] = await Promise.all([
    getBudgetsOf(scope),
    getBudgetsFreshness(scope),
    getRunState(),
    getNow(),
    getPlaces(scope),
    nameOfScope(scope),
    whyOutOf(scope),
  ]);
  return (
    <PageHead
      bar={
        <>
          <PlaceSwitch path="/budgets" scope={scope} choices={placeChoices(places)} />
          <ReadBudgets openRunId={openRunId}>
            {dataAt && (
              <>
                Read <Ago at={dataAt} now={now} />
              </>
            )}
            {failedAt && (
              <>
                {dataAt ? '; the' : 'The'} last attempt, <Ago at={failedAt} now={now} />, failed
              </>
            )}
          </ReadBudgets>
          {choices.length > 0 && <StarterButton accounts={choices} />}
        </>
      }
      title={
        notLookedAt === null ? (
          <Sentence
            items={items}
            none={noBudgetWords({ of: name, known: known.length, unread: unread.length + unknown.length })}
          />
        ) : (
          `${name} is not looked at.`
        )
      }
      sub={
        <>
          {notLookedAt !== null && `${notLookedAt} `}
          {notLookedAt !== null && items.length > 0 && 'Budgets of other accounts count it. '}
          {notLookedAt === null &&
            items.length > 0 &&
            `${formatCount(items.length)} ${items.length === 1 ? 'budget' : 'budgets'} of ${formatCount(known.length)} ${known.length === 1 ? 'account' : 'accounts'}, as AWS counts them: hours behind the spend. `}
          <Unread unread={unread.length} />
          <Unknown unknown={unknown.length} />
          <Missing missing={missing.length} silent={items.filter(({ verdict }) => verdict.tellsNobody).length} />{' '}
          <BudgetDestination />
        </>
      }
    />
  );
}

function Unread({ unread }: { unread: number }) {
  if (unread === 0) return null;
  return (
    <>
      <a href="#missing">
        {formatCount(unread)} {unread === 1 ? 'account' : 'accounts'}
      </a>{' '}
      could not be read.{' '}
    </>
  );
}

/** What the account that pays for them could tell, which could not be read. */
function Unknown({ unknown }: { unknown: number }) {
  if (unknown === 0) return null;
  return (
    <>
      Whether{' '}
      <a href="#missing">{unknown === 1 ? '1 account has' : `${formatCount(unknown)} accounts have`} a cost budget</a>{' '}
      is not known.{' '}
    </>
  );
}

function Missing({ missing, silent }: { missing: number; silent: number }) {
  const parts = [
    missing > 0 ? `${formatCount(missing)} ${missing === 1 ? 'account has' : 'accounts have'} no cost budget` : '',
    silent > 0 ? `${formatCount(silent)} ${silent === 1 ? 'budget tells' : 'budgets tell'} nobody` : '',
  ].filter(Boolean);
  return (
    parts.length > 0 && (
      <>
        <a href="#missing">{parts.join(', and ')}</a>.
      </>
    )
  );
}

/** `none` is what is said where there is none. */
function Sentence({ items, none }: { items: readonly BudgetStanding[]; none: string }) {
  if (items.length === 0) return none;
  const of = (state: BudgetStanding['verdict']['state']) => items.filter(({ verdict }) => verdict.state === state);
  const [over, will, ahead] = [of('over'), of('willExceed'), of('aheadOfPace')];
  if (over.length > 0) {
    return (
      <>
        {counted(over.length)} {over.length === 1 ? 'is' : 'are'} over
        {sameUnit(over) && (
          <>
            , by <strong className={classes.over}>{overBy(over)}</strong>
          </>
        )}
        {will.length > 0 && `; ${will.length === 1 ? 'one more' : `${formatCount(will.length)} more`} will be`}.
      </>
    );
  }
  if (will.length > 0) return `${counted(will.length)} will be over before the period ends.`;
  if (ahead.length > 0)
    return `No budget is over; ${ahead.length === 1 ? 'one is' : `${formatCount(ahead.length)} are`} ahead of pace.`;
  // What was on track when it was read last may be over by now.
  const [tracked, stale] = [
    of('onTrack').filter((each) => !each.stale).length,
    of('onTrack').filter((each) => each.stale),
  ];
  const unknown = of('unknown').length + stale.length;
  const past =
    unknown === 0
      ? ''
      : ` How ${unknown === 1 ? 'one more stands' : `${formatCount(unknown)} more stand`} is not known.`;
  if (tracked > 0) return `${counted(tracked)} ${tracked === 1 ? 'is' : 'are'} on track.${past}`;
  if (unknown > 0)
    return `How ${unknown === 1 ? 'one budget stands' : `${formatCount(unknown)} budgets stand`} is not known.`;
  return of('ended').length === items.length ? 'Every budget has ended.' : 'No budget limits money.';
}

function counted(count: number): string {
  return count === 1 ? 'One budget' : `${formatCount(count)} budgets`;
}

function sameUnit(over: readonly BudgetStanding[]): boolean {
  return new Set(over.map(({ budget }) => budget.limit?.unit)).size === 1;
}

function overBy(over: readonly BudgetStanding[]): string {
  const sum = over.reduce((total, { verdict }) => total + Number(verdict.actual ?? 0) - Number(verdict.limit ?? 0), 0);
  return formatMoneyRound(sum, over[0]?.budget.limit?.unit ?? null);
}

export function BudgetsHeadlineSkeleton() {
  return (
    <PageHead
      bar={<Bone height={30} width={260} />}
      title={<Bone height={38} width="min(100%, 460px)" />}
      sub={<Bone height={18} width="min(100%, 380px)" />}
    />
  );
}
