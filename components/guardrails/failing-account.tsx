import Link from 'next/link';
import { accountHref } from '#components/accounts/accounts-url.ts';
import { StarterButton } from '#components/budgets/starter-button.tsx';
import type { AccountChoice } from '#components/budgets/starter-dialogs.tsx';
import { Snippet } from '#components/fix/snippet.tsx';
import { Ago } from '#components/ui/ago.tsx';
import { formatDate, formatTime } from '#components/ui/date.ts';
import { Words } from '#components/ui/words.tsx';
import { getHubPlace, ownRoleNames } from '#lib/data/connection.ts';
import { isManagement } from '#lib/data/scope.ts';
import type { Check, Mended } from '#lib/guardrails/check.ts';
import type { GuardrailStanding } from '#lib/guardrails/guardrail-standing.ts';
import type { Finding } from '#lib/guardrails/judge.ts';
import { formatCount } from '#lib/money/format.ts';
import classes from './check-list.module.css';

/** More than so many begin folded: an account may have a thousand users. */
const shownFindings = 5;
const mostFindings = 50;

/** An account where a check fails: what was seen, since when, and how to mend each. */
export async function FailingAccount({
  standing,
  check,
  starters,
  now,
}: {
  standing: GuardrailStanding;
  check: Check;
  /** Accounts for which a starter budget can be made with one click. */
  starters: AccountChoice[];
  now: Date;
}) {
  const { accountId, accountName, findings, missing, checkedAt, basis } = standing;
  const [management, place] = await Promise.all([isManagement(accountId), getHubPlace()]);
  const failing = findings.filter(({ verdict }) => verdict === 'fail');
  const notes = findings.filter(({ verdict }) => verdict === 'note');
  // Also where there are budgets: they tell nobody, or count a part.
  const choice = check.id === 'missing-cost-budget' && starters.find((each) => each.accountId === accountId);
  const rest = failing.slice(shownFindings, mostFindings);
  const unsaid = failing.length - Math.min(failing.length, mostFindings);
  const list = (some: readonly Finding[]) => (
    <ul>
      {some.map((finding) => (
        <FailingResource
          key={finding.id}
          finding={finding}
          check={check}
          accountName={accountName}
          about={{ management, ...place, ownRoles: ownRoleNames() }}
        />
      ))}
    </ul>
  );
  return (
    <li className={classes.account}>
      <div className={classes.of}>
        <h3>
          <Link href={accountHref(accountId)}>{accountName}</Link>
        </h3>
        {checkedAt !== null && (
          <p className={classes.when}>
            checked <Ago at={new Date(checkedAt)} now={now} />
          </p>
        )}
        {choice && <StarterButton accounts={starters} account={choice} quiet />}
      </div>
      <div className={classes.findings}>
        {list(failing.slice(0, shownFindings))}
        {rest.length > 0 && (
          <details className={classes.fold}>
            <summary>and {formatCount(failing.length - shownFindings)} more</summary>
            {list(rest)}
            {unsaid > 0 && <p className={classes.quiet}>{formatCount(unsaid)} more are told by the API.</p>}
          </details>
        )}
        {notes.slice(0, shownFindings).map(({ id, what }) => (
          <p key={id} className={classes.quiet}>
            {what}
          </p>
        ))}
        {basis !== null && <p className={classes.quiet}>{basis}</p>}
        {missing.length > 0 && (
          <p className={classes.quiet}>
            Not seen: <Words text={[...new Set(missing.map(({ problem }) => problem))].join(' ')} />
          </p>
        )}
      </div>
    </li>
  );
}

function FailingResource({
  finding: { what, since, resource, accountId },
  check,
  accountName,
  about,
}: {
  finding: Finding;
  check: Check;
  accountName: string;
  about: Omit<Mended, 'accountId' | 'resource'>;
}) {
  const mending = check.mend({ accountId, resource, ...about });
  return (
    <li className={classes.finding}>
      <p>
        <Words text={what} />
        {since !== null && (
          <span className={classes.quiet}>
            {' · '}
            <time dateTime={since} title={formatTime(new Date(since))}>
              {formatDate(new Date(since))}
            </time>
          </span>
        )}
      </p>
      <details className={classes.fold}>
        <summary>How to mend it</summary>
        <div className={classes.mending}>
          <ol>
            {mending.console.map((step) => (
              <li key={step}>
                <Words text={step} />
              </li>
            ))}
          </ol>
          <Snippet label={`AWS CLI for ${resource} in ${accountName}`} text={mending.cli} height={220} />
        </div>
      </details>
    </li>
  );
}
