import Link from 'next/link';
import { Snippet } from '#components/fix/snippet.tsx';
import { Card } from '#components/ui/card.tsx';
import { Words } from '#components/ui/words.tsx';
import { getAccessCauses } from '#lib/data/accounts.ts';
import type { Scope } from '#lib/data/scope-query.ts';
import type { AccessCause } from '#lib/guardrails/access-cause.ts';
import { formatCount } from '#lib/money/format.ts';
import classes from './access-causes.module.css';
import { accountHref } from './accounts-url.ts';
import { causeSentence, inAccounts } from './cause-words.ts';

const shownCauses = 25;
const shownNames = 8;

/** Why accounts are not seen whole, one block for each cause, with what ends it in all of its accounts; nothing where all are. */
export async function AccessCauses({ scope }: { scope: Scope }) {
  const { causes, accounts } = await getAccessCauses(scope);
  if (causes.length === 0) return null;
  const shown = causes.slice(0, shownCauses);
  const more = causes.length - shown.length;
  return (
    <div className={classes.card}>
      <Card
        title={`${inAccounts(accounts)} not seen whole, for ${causes.length === 1 ? 'one cause' : `${formatCount(causes.length)} causes`}`}
        sub="What ends the most of it first. An account with several causes stands in each of them"
      >
        <ol className={classes.causes}>
          {shown.map((cause) => (
            <Cause key={keyOf(cause)} cause={cause} />
          ))}
        </ol>
        {more > 0 && (
          <p className={classes.quiet}>
            {formatCount(more)} more {more === 1 ? 'cause' : 'causes'} of fewer accounts: the pages of the accounts
            below tell them.
          </p>
        )}
      </Card>
    </div>
  );
}

function Cause({ cause }: { cause: AccessCause }) {
  const { accounts, policyArn, next, isRole } = cause;
  return (
    <li className={classes.cause}>
      <p className={classes.count}>
        <strong>{formatCount(accounts.length)}</strong> {accounts.length === 1 ? 'account' : 'accounts'}
      </p>
      <div className={classes.what}>
        <h3 className={classes.by}>
          <Words text={causeSentence(cause)} />
        </h3>
        {policyArn !== null && <code className={classes.policy}>{policyArn}</code>}
        <Names accounts={accounts} />
        <p className={classes.next}>
          <Words text={next} /> {isRole && <Link href="/accounts/onboarding">Make the role</Link>}
        </p>
        <WhatToAdd cause={cause} />
      </div>
    </li>
  );
}

function Names({ accounts }: { accounts: AccessCause['accounts'] }) {
  const links = (some: AccessCause['accounts']) =>
    some.map(({ accountId, name }, index) => (
      <span key={accountId}>
        {index > 0 && ', '}
        <Link href={accountHref(accountId)}>{name}</Link>
      </span>
    ));
  const rest = accounts.slice(shownNames);
  return (
    <div className={classes.names}>
      {links(accounts.slice(0, shownNames))}
      {rest.length > 0 && (
        <details className={classes.fold}>
          <summary>and {formatCount(rest.length)} more</summary>
          {links(rest)}
        </details>
      )}
    </div>
  );
}

/** The statement or the condition, folded: it is for whoever mends this cause. */
function WhatToAdd({ cause }: { cause: AccessCause }) {
  const { accounts, actions, statements, identity, exemption, differs, where } = cause;
  if (differs) {
    return <p className={classes.quiet}>The statement is another one in each account: its page has it.</p>;
  }
  if (statements.length === 0 && exemption === null && actions.length < 2) return null;
  const of = causeSentence(cause).replaceAll('`', '');
  const all = accounts.length === 1 ? '' : ` for all ${formatCount(accounts.length)} accounts`;
  const what =
    statements.length > 0 ? 'The statement to add' : exemption === null ? 'What is denied' : 'The condition to add';
  return (
    <details className={classes.fold}>
      <summary>
        {what}
        {all}
      </summary>
      <div className={classes.add}>
        {actions.length > 1 && (
          <ul className={classes.actions}>
            {actions.map((each) => (
              <li key={each.action}>
                <code>{each.action}</code> in {each.accounts === accounts.length ? 'each' : inAccounts(each.accounts)}
              </li>
            ))}
          </ul>
        )}
        {statements.map((statement) => (
          <div key={JSON.stringify(statement)}>
            <p>To add to {where}:</p>
            <Snippet label={`Statement, ${of}`} text={JSON.stringify(statement, null, 2)} height={260} />
          </div>
        ))}
        {identity !== null && (
          <div>
            <p>Nothing shows yet that this identity may assume roles. If it may not, add this to its own policy:</p>
            <Snippet label={`Statement of the identity, ${of}`} text={JSON.stringify(identity, null, 2)} height={260} />
          </div>
        )}
        {exemption !== null && (
          <div>
            <p>To add to the Condition of the Deny:</p>
            <Snippet label={`Condition, ${of}`} text={JSON.stringify(exemption, null, 2)} height={260} />
          </div>
        )}
      </div>
    </details>
  );
}

function keyOf({ title, isRole, policyArn, where, next }: AccessCause): string {
  return JSON.stringify([title, isRole, policyArn, where, next]);
}
