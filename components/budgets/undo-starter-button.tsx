'use client';

import { Button, Modal } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useRun } from '#components/collect/use-run.ts';
import plan from '#components/fix/fix-plan.module.css';
import { Notice } from '#components/ui/notice.tsx';
import { Words } from '#components/ui/words.tsx';
import { undoStarter } from '#lib/actions/starter-budget.ts';

/** Asks once more, then deletes the budget that was created here. */
export function UndoStarterButton({ starterId, name }: { starterId: string; name: string }) {
  const router = useRouter();
  const { follow } = useRun();
  const [opened, setOpened] = useState(false);
  const [undoing, setUndoing] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function undo() {
    setUndoing(true);
    setProblem(null);
    try {
      const result = await undoStarter({ starterId });
      if (result.ok) {
        setOpened(false);
        follow(result.value.runId);
      } else setProblem(result.error.message);
      router.refresh();
    } catch {
      setProblem('Straybytes itself did not answer. Whether it was deleted shows under Activity.');
    } finally {
      setUndoing(false);
    }
  }

  return (
    <>
      <Button
        variant="default"
        size="compact-md"
        onClick={() => setOpened(true)}
        aria-haspopup="dialog"
        aria-label={`Undo the budget ${name}`}
      >
        Undo
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={`Undo the budget ${name}`}
        centered
        radius="lg"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <div className={plan.plan}>
          <p>
            It was created here and will be deleted, with its alerts. Nothing is deleted if anybody changed it since.
          </p>
          {problem && (
            <Notice tone="alarm">
              <Words text={problem} />
            </Notice>
          )}
          <footer className={plan.foot}>
            <div className={plan.buttons}>
              <Button variant="default" onClick={() => setOpened(false)} disabled={undoing}>
                Keep it
              </Button>
              <Button onClick={undo} loading={undoing}>
                Delete the budget
              </Button>
            </div>
          </footer>
        </div>
      </Modal>
    </>
  );
}
