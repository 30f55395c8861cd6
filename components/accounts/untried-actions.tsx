import { Ago } from '#components/ui/ago.tsx';
import { Card } from '#components/ui/card.tsx';
import { Words } from '#components/ui/words.tsx';
import { getAccountActions } from '#lib/data/account-actions.ts';
import type { AccountGlance } from '#lib/data/accounts.ts';
import { getNow } from '#lib/data/snapshot.ts';
import { formatCount } from '#lib/money/format.ts';
import classes from './denied-actions.module.css';
import { FixRoleWords } from './fix-role-words.tsx';

/** What was tried of the declared actions, what was not and why, and whether the role that fixes can be assumed. */
export async function UntriedActions({ account }: { account: AccountGlance }) {
  const [{ tried, notTried, fixRole }, now] = await Promise.all([getAccountActions(account), getNow()]);
  const unclear = tried.filter(({ outcome }) => outcome === 'unclear');
  const open = [
    ...unclear.map(({ action, role, problem }) => ({ action, role, why: problem ?? 'AWS gave no clear answer.' })),
    ...notTried,
  ];
  const reasons = Map.groupBy(open, ({ role, why }) => `${role} ${why}`);
  const allowed = tried.filter(({ outcome }) => outcome === 'allowed');
  const isThen = allowed.some(({ stale }) => stale !== null);
  const declared = formatCount(tried.length + notTried.length);
  return (
    <Card
      id="tried"
      title="What was tried"
      sub={
        isThen
          ? `${formatCount(allowed.length)} of ${declared} declared actions were allowed when its role could still be used`
          : `${formatCount(allowed.length)} of ${declared} declared actions were allowed when they were tried`
      }
    >
      <FixRoleWords fixRole={fixRole} accountId={account.accountId} now={now} />
      {allowed.length > 0 && (
        <details className={classes.untried}>
          <summary>{isThen ? 'What was allowed then' : 'What was allowed'}</summary>
          <ul className={classes.allowed}>
            {allowed.map(({ action, role, at, stale }) => (
              <li key={`${role} ${action}`}>
                <code>{action}</code>
                {role === 'fix' && ' of the fix role'}{' '}
                <span className={classes.facts}>
                  <Ago at={new Date(at)} now={now} />. {stale}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {[...reasons].map(([key, same]) => (
        <div key={key} className={classes.untried}>
          <p>
            {same.map(({ action }, index) => (
              <span key={action}>
                {index > 0 && ', '}
                <code>{action}</code>
              </span>
            ))}
            {same[0]?.role === 'fix' && ' of the fix role'}
          </p>
          <p className={classes.facts}>
            Not known. <Words text={same[0]?.why ?? ''} />
          </p>
        </div>
      ))}
    </Card>
  );
}
