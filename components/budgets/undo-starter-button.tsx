'use client';

import { useRun } from '#components/collect/use-run.ts';
import { UndoDialog } from '#components/fix/undo-dialog.tsx';
import { undoStarter } from '#lib/actions/starter-budget.ts';

/** Asks once more, then deletes the budget that was created here. */
export function UndoStarterButton({ starterId, name }: { starterId: string; name: string }) {
  const { follow } = useRun();
  return (
    <UndoDialog
      power="budget"
      title={`Undo the budget ${name}`}
      keep="Keep it"
      yes="Delete the budget"
      unanswered="Whether it was deleted shows under Activity."
      task={{ task: 'budget', starterId }}
      undo={(as) => undoStarter({ starterId, ...as })}
      undone={({ runId }) => follow(runId)}
    >
      It was created here and will be deleted, with its alerts. Nothing is deleted if anybody changed it since.
    </UndoDialog>
  );
}
