import Link from 'next/link';
import { Card } from '#components/ui/card.tsx';
import type { AccountGlance } from '#lib/data/accounts.ts';
import { getNow } from '#lib/data/snapshot.ts';
import { denialGroups } from '#lib/guardrails/denial-group.ts';
import { distinctDenials, toldOnce } from '#lib/guardrails/denied-action.ts';
import { formatCount } from '#lib/money/format.ts';
import { DenialBlock } from './denial-block.tsx';
import classes from './denied-actions.module.css';

/** What is denied in an account, by whom, and exactly what to add and where, once; nothing where nothing is. */
export async function DeniedActions({ account: { denied, accountId } }: { account: AccountGlance }) {
  const now = await getNow();
  const count = distinctDenials(denied).length;
  if (count === 0) return null;
  const noRole = denied.some(({ kind }) => kind === 'role');
  return (
    <Card
      id="denied"
      title={`${count === 1 ? 'One action is' : `${formatCount(count)} actions are`} denied`}
      sub="By who denies it. An action stays here until it was tried again and allowed"
      action={noRole && <Link href={`/accounts/onboarding?account=${accountId}`}>Make the role</Link>}
    >
      <ol className={classes.list}>
        {denialGroups(toldOnce(denied)).map((group) => (
          <DenialBlock
            key={JSON.stringify([group.title, group.policyArn, group.where])}
            group={group}
            accountId={accountId}
            now={now}
          />
        ))}
      </ol>
    </Card>
  );
}
