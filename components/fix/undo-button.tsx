'use client';

import { undoBucketFix } from '#lib/actions/fix.ts';
import { UndoDialog } from './undo-dialog.tsx';

/** Asks once more, then puts the rules back that were there before. */
export function UndoButton({ fixId, bucket, rulesBefore }: { fixId: string; bucket: string; rulesBefore: number }) {
  return (
    <UndoDialog
      power="fix"
      title={`Undo the fix of ${bucket}`}
      keep="Keep the fix"
      yes="Undo the fix"
      unanswered="Whether it was undone shows under Activity."
      task={{ task: 'fix', fixId }}
      undo={(as) => undoBucketFix({ fixId, ...as })}
    >
      {rulesBefore === 0
        ? 'There were no lifecycle rules before, so the whole configuration is removed again.'
        : `The ${rulesBefore === 1 ? 'rule' : `${rulesBefore} rules`} from before will be put back exactly as they were.`}{' '}
      Nothing is written if anybody changed the rules since. Uploads that are gone stay gone.
    </UndoDialog>
  );
}
