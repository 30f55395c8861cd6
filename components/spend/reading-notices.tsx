import { Notice } from '#components/ui/notice.tsx';
import { Words } from '#components/ui/words.tsx';
import type { UnreadAccount } from '#lib/data/spend.ts';
import type { ReadingState } from '#lib/spend/reading.ts';
import { reasonUnder, withoutAccount } from '#lib/spend/reading-reason.ts';
import classes from './reading-notices.module.css';

/** What a state is called; `ok` and `none` need no words. */
export const stateWords: Partial<Record<ReadingState, string>> = {
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
  const groups = Map.groupBy(unread, ({ state, problem }) => `${state} ${withoutAccount(problem)}`);
  if (groups.size === 0) return null;
  return (
    <div className={classes.notices}>
      {[...groups].map(([key, accounts]) => {
        const [first] = accounts;
        const alone = accounts.length === 1;
        const title = (first && stateWords[first.state]) ?? 'Not known';
        const reason = first && reasonUnder(title, first.problem);
        return (
          first && (
            <Notice key={key} title={`${title}${alone ? '' : `, ${accounts.length} accounts`}:`}>
              <Words text={(alone ? first.problem : reason) ?? ''} />
              {!alone && (
                <span className={classes.accounts}>{accounts.map(({ accountName }) => accountName).join(', ')}</span>
              )}
            </Notice>
          )
        );
      })}
    </div>
  );
}
