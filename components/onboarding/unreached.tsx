import Link from 'next/link';
import { accountHref } from '#components/accounts/accounts-url.ts';
import { Ago } from '#components/ui/ago.tsx';
import { Card } from '#components/ui/card.tsx';
import { Words } from '#components/ui/words.tsx';
import { getOnboarding, getUnreached } from '#lib/data/onboarding.ts';
import { getNow } from '#lib/data/snapshot.ts';
import { formatCount } from '#lib/money/format.ts';
import classes from './onboarding.module.css';
import { WatchAccounts } from './watch-accounts.tsx';

const most = 20;

/** The accounts whose role cannot be used yet, and whether it can by now. */
export async function Unreached() {
  const [accounts, { readRoleName }, now] = await Promise.all([getUnreached(), getOnboarding(), getNow()]);
  return (
    <Card
      title={
        accounts.length === 0
          ? '3. Every account that is known can be reached'
          : `3. ${accounts.length === 1 ? 'One account waits' : `${formatCount(accounts.length)} accounts wait`} for the role ${readRoleName}`
      }
      sub="Accounts of an organization are found by themselves; others are named in MEMBER_ACCOUNTS"
    >
      {accounts.length > 0 && (
        <ul className={classes.unreached}>
          {accounts.slice(0, most).map(({ accountId, name, problem, preflightAt }) => (
            <li key={accountId}>
              <Link href={accountHref(accountId)}>{name}</Link>{' '}
              <span className={classes.why}>
                {problem !== null && <Words text={problem} />}{' '}
                {preflightAt !== null ? (
                  <>
                    Tried <Ago at={preflightAt} now={now} />.
                  </>
                ) : (
                  'Not tried yet.'
                )}
              </span>
            </li>
          ))}
          {accounts.length > most && <li className={classes.why}>and {formatCount(accounts.length - most)} more</li>}
        </ul>
      )}
      <WatchAccounts accounts={accounts.map(({ accountId, name }) => ({ accountId, name }))} />
    </Card>
  );
}
