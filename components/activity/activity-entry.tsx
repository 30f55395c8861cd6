import Link from 'next/link';
import { canUndo } from '#components/bucket/fix-state.ts';
import { bucketHref } from '#components/buckets/bucket-href.ts';
import { UndoStarterButton } from '#components/budgets/undo-starter-button.tsx';
import { RuleDiff } from '#components/fix/rule-diff.tsx';
import { UndoButton } from '#components/fix/undo-button.tsx';
import { maskWords } from '#components/report/mask-words.ts';
import { Ago } from '#components/ui/ago.tsx';
import { Words } from '#components/ui/words.tsx';
import type { getActivity } from '#lib/data/activity.ts';
import { diffRules } from '#lib/lifecycle/diff.ts';
import { formatCount } from '#lib/money/format.ts';
import classes from './activity-entry.module.css';
import { activityReason, activitySentence, ownSessionWords } from './activity-sentence.ts';

type Item = Awaited<ReturnType<typeof getActivity>>['items'][number];

export function ActivityEntry({
  item,
  names,
  now,
}: {
  item: Item;
  /** Of accounts, by id. */
  names: ReadonlyMap<string, string>;
  now: Date;
}) {
  const { at, actor, action, accountId, bucket, detail, address, audience, fix, starter, share } = item;
  const budget = action.startsWith('budget.') && typeof detail.name === 'string' ? detail.name : null;
  // The sentence about a person says the reason itself.
  const reason = audience === 'people' ? null : activityReason(detail);
  const own = ownSessionWords(detail);
  const undone = action === 'fix.undo';
  const shownDiff = fix && (action === 'fix.apply' || undone);
  return (
    <li className={classes.entry} data-action={action}>
      <div className={classes.main}>
        <p>
          <strong>{actor}</strong> {activitySentence(action, detail, { accountId, names })}
          {accountId && bucket && (
            <>
              {' · '}
              <Link href={bucketHref({ accountId, name: bucket })} className={classes.bucket}>
                {bucket}
              </Link>
            </>
          )}
          {budget !== null && (
            <>
              {' · '}
              <Link href="/budgets" className={classes.bucket}>
                {budget}
              </Link>
              {accountId && ` in account ${names.get(accountId) ?? accountId}`}
            </>
          )}
        </p>
        <p className={classes.when}>
          <Ago at={at} now={now} />
          {address && ` · from ${address}`}
          {own && ` · ${own}`}
        </p>
        {share && (
          <p className={classes.reason}>
            {maskWords(share.mask)}, opened {share.opened === 1 ? 'once' : `${formatCount(share.opened)} times`}
          </p>
        )}
        {reason && (
          <p className={classes.reason}>
            <Words text={reason} />
          </p>
        )}
        {shownDiff && (
          <details className={classes.diff}>
            <summary>Rules before and after</summary>
            <RuleDiff
              diff={
                undone ? diffRules(fix.after.rules, fix.before.rules) : diffRules(fix.before.rules, fix.after.rules)
              }
            />
          </details>
        )}
      </div>
      {action === 'budget.create' && starter?.state === 'created' && (
        <UndoStarterButton starterId={starter.starterId} name={starter.name} />
      )}
      {action === 'fix.apply' && fix && canUndo(fix.state) && (
        <UndoButton fixId={fix.fixId} bucket={fix.bucket} rulesBefore={fix.before.rules.length} />
      )}
    </li>
  );
}
