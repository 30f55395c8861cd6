import Link from 'next/link';
import { LookAgainButton } from '#components/collect/look-again-button.tsx';
import { Ago } from '#components/ui/ago.tsx';
import { Bone } from '#components/ui/bones.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import type { AccountGlance } from '#lib/data/accounts.ts';
import { mayActAsOneself } from '#lib/data/identity-center.ts';
import { getRunState } from '#lib/data/runs.ts';
import { getNow } from '#lib/data/snapshot.ts';
import { isHindered, isLookedAt } from '#lib/guardrails/account-state.ts';
import { distinctDenials } from '#lib/guardrails/denied-action.ts';
import { ouPath } from '#lib/guardrails/ou-tree.ts';
import { formatCount } from '#lib/money/format.ts';
import classes from './account.module.css';
import { accessWords } from './account-words.ts';
import { accountsHref } from './accounts-url.ts';
import { CheckAccountButton } from './check-account-button.tsx';
import { LeftOutWords } from './left-out-words.tsx';
import { unitWords } from './place-choices.ts';

export async function AccountHeadline({ account }: { account: AccountGlance }) {
  const [now, { openRunId }, asOneself] = await Promise.all([getNow(), getRunState(), mayActAsOneself()]);
  const { accountId, name, ownName, email, ou, seen, preflightAt, lookedAt, management, leftAt } = account;
  const path = ouPath(ou);
  const called = [
    name === accountId ? null : accountId,
    ownName !== null && ownName !== name ? `${ownName} at AWS` : null,
    email,
    management ? 'management account' : null,
  ].filter((part) => part !== null);
  const says = isHindered(seen) || seen === 'excluded' ? '' : accessWords(account);
  return (
    <PageHead
      bar={
        <>
          <nav aria-label="Breadcrumb">
            <Link href="/accounts">Accounts</Link>
            {path !== '' && (
              <>
                {' / '}
                <Link href={accountsHref({ ou: path })}>{unitWords(path)}</Link>
              </>
            )}
          </nav>
          {isLookedAt(seen) && (
            <span className={classes.act}>
              <CheckAccountButton accountId={accountId}>
                {preflightAt ? (
                  <>
                    Checked <Ago at={preflightAt} now={now} />
                  </>
                ) : (
                  'Not checked yet'
                )}
              </CheckAccountButton>
              <LookAgainButton
                openRunId={openRunId}
                failure={null}
                only={{ accountId }}
                label="Look at its buckets"
                asOneself={asOneself ? name : null}
              >
                {lookedAt ? (
                  <>
                    Looked <Ago at={lookedAt} now={now} />
                  </>
                ) : isHindered(seen) ? (
                  'Never listed'
                ) : (
                  'Not looked at yet'
                )}
              </LookAgainButton>
            </span>
          )}
        </>
      }
      title={sentence(account)}
      sub={
        <>
          {called.join(' · ')}
          {called.length > 0 && (leftAt !== null || says !== '' || seen === 'excluded') && '. '}
          {leftAt !== null && (
            <>
              Not in the organization since <Ago at={leftAt} now={now} />.{' '}
            </>
          )}
          {says}
          {seen === 'excluded' && <LeftOutWords account={account} now={now} />}
        </>
      }
    />
  );
}

function sentence({ name, seen, denied, state, reachable, buckets, unreadable }: AccountGlance): string {
  const actions = distinctDenials(denied).length;
  switch (seen) {
    case 'unreachable':
      return `${name} cannot be reached.`;
    case 'denied':
      return `${actions === 1 ? 'One action is' : `${formatCount(actions)} actions are`} denied in ${name}.`;
    case 'unlisted':
      return `The buckets of ${name} could not be listed.`;
    case 'partly':
      return unreadable === buckets
        ? `No bucket of ${name} could be read whole.`
        : `${formatCount(unreadable)} of ${formatCount(buckets)} buckets of ${name} could not be read whole.`;
    case 'untried':
      return reachable === 'yes' ? `${name} has not been read yet.` : `${name} has not been tried yet.`;
    case 'unguarded':
      return `The guardrails of ${name} have not been read yet.`;
    case 'seen':
      return `${name} is seen whole.`;
    case 'excluded':
      return `${name} is left out.`;
    case 'closed':
      return `${name} is ${(state ?? 'closed').toLowerCase().replaceAll('_', ' ')}.`;
    case 'left':
      return `${name} has left the organization.`;
    case 'unnamed':
      return `${name} is not looked at any more.`;
  }
}

export function AccountHeadlineSkeleton() {
  return (
    <PageHead
      bar={<Bone height={30} width={260} />}
      title={<Bone height={38} width="min(100%, 460px)" />}
      sub={<Bone height={18} width="min(100%, 380px)" />}
    />
  );
}
