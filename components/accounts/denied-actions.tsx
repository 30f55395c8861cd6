import Link from 'next/link';
import { Snippet } from '#components/fix/snippet.tsx';
import { Ago } from '#components/ui/ago.tsx';
import { Card } from '#components/ui/card.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Tag } from '#components/ui/tag.tsx';
import { Words } from '#components/ui/words.tsx';
import type { AccountGlance } from '#lib/data/accounts.ts';
import { getNow } from '#lib/data/snapshot.ts';
import { type DeniedAction, distinctDenials } from '#lib/guardrails/denied-action.ts';
import { formatCount } from '#lib/money/format.ts';
import classes from './denied-actions.module.css';

/** What is denied in an account, by what, and exactly what to add and where; nothing where nothing is. */
export async function DeniedActions({ account: { denied, problem, accountId } }: { account: AccountGlance }) {
  const now = await getNow();
  const list = distinctDenials(denied);
  if (list.length === 0) {
    return problem === null ? null : (
      <Notice tone="waste" title="Its buckets could not be listed.">
        <Words text={problem} />
      </Notice>
    );
  }
  const noRole = list.some(({ kind }) => kind === 'role');
  return (
    <Card
      id="denied"
      title={`${list.length === 1 ? 'One action is' : `${formatCount(list.length)} actions are`} denied`}
      sub="What is known of this account from before stays, marked as old"
      action={noRole && <Link href={`/accounts/onboarding?account=${accountId}`}>Make the role</Link>}
    >
      <ol className={classes.list}>
        {list.map((each) => (
          <Denied key={`${each.action} ${each.by} ${each.policyArn}`} denied={each} now={now} />
        ))}
      </ol>
    </Card>
  );
}

function Denied({ denied, now }: { denied: DeniedAction; now: Date }) {
  const { action, asked, by, policyArn, resource, statement, exemption, where, problem, at } = denied;
  return (
    <li className={classes.denied}>
      <h3 className={classes.action}>
        <code>{action}</code> <Tag tone="waste">{by ?? 'AWS does not say by what'}</Tag>
      </h3>
      <p>
        <Words text={problem} />
      </p>
      <p className={classes.facts}>
        {asked !== action && (
          <>
            Met while asking for <code>{asked}</code>.{' '}
          </>
        )}
        {resource !== null && resource !== '*' && (
          <>
            On <code>{resource}</code>.{' '}
          </>
        )}
        {policyArn !== null && (
          <>
            By <code>{policyArn}</code>.{' '}
          </>
        )}
        Seen <Ago at={new Date(at)} now={now} />.
      </p>
      {statement !== null && (
        <>
          <p className={classes.where}>The statement to add to {where}:</p>
          <Snippet label={`Statement for ${action}`} text={JSON.stringify(statement, null, 2)} />
        </>
      )}
      {exemption !== null && (
        <>
          <p className={classes.where}>To add to the Condition of the Deny:</p>
          <Snippet label={`Condition for ${action}`} text={JSON.stringify(exemption, null, 2)} />
        </>
      )}
    </li>
  );
}
