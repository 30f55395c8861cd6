'use client';

import { Button, Modal } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { CallMaker } from '#components/identity-center/call-maker.tsx';
import { asSelf, useCallMaker } from '#components/identity-center/use-call-maker.ts';
import { MayButton } from '#components/viewer/may-button.tsx';
import type { ActionProblem, ActionResult } from '#lib/actions/action-result.ts';
import type { CallTask } from '#lib/actions/own-calls.ts';
import type { Power } from '#lib/auth/power.ts';
import classes from './fix-plan.module.css';
import { ProblemNotice } from './problem-notice.tsx';

/** A button that asks once more before it undoes something; `children` say what that means. */
export function UndoDialog<T>({
  power,
  title,
  keep,
  yes,
  unanswered,
  task,
  undo,
  undone,
  children,
}: {
  /** What it takes. */
  power: Power;
  title: string;
  /** The two answers. */
  keep: string;
  yes: string;
  /** What to say when nobody answered, so that it may have happened. */
  unanswered: string;
  /** What is undone, so that it can be done as oneself. */
  task: CallTask;
  /** `permissionSet`: of the person's own; left out, Straybytes' role does it. */
  undo: (as: { permissionSet?: string }) => Promise<ActionResult<T>>;
  undone?: (value: T) => void;
  children: ReactNode;
}) {
  const router = useRouter();
  const [opened, setOpened] = useState(false);
  const [undoing, setUndoing] = useState(false);
  const [problem, setProblem] = useState<ActionProblem | null>(null);
  const making = useCallMaker(task, opened);
  const { permissionSet } = making;

  async function answerYes() {
    setUndoing(true);
    setProblem(null);
    try {
      const result = await undo(asSelf(permissionSet));
      if (result.ok) {
        setOpened(false);
        undone?.(result.value);
      } else setProblem(result.error);
      router.refresh();
    } catch {
      setProblem({ code: 'failed', message: `Straybytes itself did not answer. ${unanswered}` });
    } finally {
      setUndoing(false);
    }
  }

  return (
    <>
      <MayButton
        power={power}
        variant="default"
        size="compact-md"
        onClick={() => setOpened(true)}
        aria-haspopup="dialog"
        aria-label={title}
      >
        Undo
      </MayButton>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={title}
        centered
        radius="lg"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <div className={classes.plan}>
          <p>{children}</p>
          <CallMaker making={making} disabled={undoing} onLeave={() => setOpened(false)} />
          {problem && <ProblemNotice problem={problem} title="Not undone." asSelf={Boolean(permissionSet)} />}
          <footer className={classes.foot}>
            <div className={classes.buttons}>
              <Button variant="default" onClick={() => setOpened(false)} disabled={undoing}>
                {keep}
              </Button>
              <Button onClick={answerYes} loading={undoing} disabled={permissionSet === undefined}>
                {yes}
              </Button>
            </div>
          </footer>
        </div>
      </Modal>
    </>
  );
}
