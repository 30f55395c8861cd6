import Link from 'next/link';
import type { AccountChoice } from '#components/budgets/starter-dialogs.tsx';
import { Card } from '#components/ui/card.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Tag } from '#components/ui/tag.tsx';
import type { CheckStanding } from '#lib/data/guardrails.ts';
import type { Scope } from '#lib/data/scope-query.ts';
import { titleOfMany } from '#lib/guardrails/check-title.ts';
import { checkOf } from '#lib/guardrails/registry.ts';
import { formatCount } from '#lib/money/format.ts';
import classes from './check-list.module.css';
import { FailingAccount } from './failing-account.tsx';
import { guardrailsHref } from './guardrails-url.ts';
import { OtherAccounts } from './other-accounts.tsx';

const shownAtFirst = 5;
const perPage = 25;

/** One check: why it matters, the accounts where it fails with the evidence and how to mend it, and what was not seen. */
export function CheckPart({
  standing: { checkId, failing, blind, passing },
  scope,
  whole,
  page,
  starters,
  told,
  now,
}: {
  standing: CheckStanding;
  scope: Scope;
  /** Alone on the page: all of its accounts, page by page. */
  whole: boolean;
  page: number;
  /** Accounts for which a starter budget can be made with one click. */
  starters: AccountChoice[];
  /** Why none of the checks can see anything, which is told above them; null: nothing is told there. */
  told: string | null;
  now: Date;
}) {
  const check = checkOf(checkId);
  if (!check) return null;
  const pages = whole ? Math.max(1, Math.ceil(failing.length / perPage)) : 1;
  const at = Math.min(page, pages);
  const first = whole ? (at - 1) * perPage : 0;
  const shown = failing.slice(first, first + (whole ? perPage : shownAtFirst));
  const rest = whole ? 0 : failing.length - shown.length;
  return (
    <Card
      id={checkId}
      title={titleOfMany(check, { failing: failing.length, blind: blind.length, passing: passing.length })}
      action={
        <>
          {failing.length > 0 && <Tag tone="waste">{`${counted(failing.length)} ${fails(failing.length)}`}</Tag>}
          {blind.length > 0 && <Tag tone="quiet">{`${formatCount(blind.length)} not visible now`}</Tag>}
          {passing.length > 0 && (
            <Tag tone={failing.length + blind.length === 0 ? 'recovered' : 'quiet'}>
              {failing.length + blind.length === 0 ? holdsIn(passing.length) : `${formatCount(passing.length)} hold`}
            </Tag>
          )}
        </>
      }
    >
      <p className={classes.why}>{check.why}</p>
      {shown.length > 0 && (
        <ul className={classes.accounts}>
          {shown.map((each) => (
            <FailingAccount key={each.accountId} standing={each} check={check} starters={starters} now={now} />
          ))}
        </ul>
      )}
      {rest > 0 && (
        <p className={classes.more}>
          <Link href={guardrailsHref({ ...scope, check: checkId })}>and {counted(rest)} more</Link>
        </p>
      )}
      {pages > 1 && (
        <nav className={classes.paging} aria-label={`Pages of accounts: ${check.title}`}>
          <span>
            {formatCount(first + 1)}–{formatCount(first + shown.length)} of {formatCount(failing.length)}
          </span>
          {at > 1 && (
            <LinkButton
              href={guardrailsHref({ ...scope, check: checkId, page: at - 1 })}
              variant="default"
              size="compact-md"
            >
              Previous
            </LinkButton>
          )}
          {at < pages && (
            <LinkButton
              href={guardrailsHref({ ...scope, check: checkId, page: at + 1 })}
              variant="default"
              size="compact-md"
            >
              Next
            </LinkButton>
          )}
        </nav>
      )}
      <OtherAccounts
        label={`Could not be seen in ${counted(blind.length)}`}
        standings={blind}
        open={failing.length + passing.length === 0 && blind.length <= shownAtFirst && told === null}
        now={now}
      />
      <OtherAccounts label={`Holds in ${counted(passing.length)}`} standings={passing} now={now} />
      <p className={classes.source}>{check.source}</p>
    </Card>
  );
}

function counted(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'account' : 'accounts'}`;
}

function fails(count: number): string {
  return count === 1 ? 'fails' : 'fail';
}

function holdsIn(count: number): string {
  return count === 1 ? 'holds' : `holds in all ${formatCount(count)}`;
}
