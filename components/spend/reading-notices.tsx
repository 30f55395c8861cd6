import { Notice } from '#components/ui/notice.tsx';
import { Words } from '#components/ui/words.tsx';
import type { UnreadAccount } from '#lib/data/spend.ts';
import type { ReadingState } from '#lib/spend/reading.ts';
import classes from './reading-notices.module.css';

const words: Partial<Record<ReadingState, string>> = {
  notEnabled: 'Not enabled yet',
  noData: 'No data yet',
  expired: 'No longer available',
  denied: 'Not allowed',
  unsupported: 'Not offered here',
  throttled: 'AWS asked to slow down',
  budget: 'Not asked: the daily ceiling was reached',
  failed: 'Could not be read',
};

/** Why something is not known, in words: accounts with the same reason stand together. */
export function ReadingNotices({ unread }: { unread: UnreadAccount[] }) {
  const reasons = [...Map.groupBy(unread, ({ state, problem }) => `${state} ${problem}`).values()];
  if (reasons.length === 0) return null;
  return (
    <div className={classes.notices}>
      {reasons.map((accounts) => {
        const [first] = accounts;
        if (!first) return null;
        return (
          <Notice key={first.accountId} title={`${words[first.state] ?? 'Not known'}:`}>
            <Words text={first.problem ?? ''} />{' '}
            {accounts.length > 1 && (
              <span title={accounts.map(({ accountName }) => accountName).join(', ')}>
                So it is for {accounts.length} accounts.
              </span>
            )}
          </Notice>
        );
      })}
    </div>
  );
}
