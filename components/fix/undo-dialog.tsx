'use client';

import { Button, Modal } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { Notice } from '#components/ui/notice.tsx';
import { Words } from '#components/ui/words.tsx';
import { MayButton } from '#components/viewer/may-button.tsx';
import type { ActionResult } from '#lib/actions/action-result.ts';
import type { Power } from '#lib/auth/power.ts';
import classes from './fix-plan.module.css';

/** A button that asks once more before it undoes something; `children` say what that means. */
export function UndoDialog<T>({
  power,
  title,
  keep,
  yes,
  unanswered,
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
  undo: () => Promise<ActionResult<T>>;
  undone?: (value: T) => void;
  children: ReactNode;
}) {
  const router = useRouter();
  const [opened, setOpened] = useState(false);
  const [undoing, setUndoing] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function answerYes() {
    setUndoing(true);
    setProblem(null);
    try {
      const result = await undo();
      if (result.ok) {
        setOpened(false);
        undone?.(result.value);
      } else setProblem(result.error.message);
      router.refresh();
    } catch {
      setProblem(`Straybytes itself did not answer. ${unanswered}`);
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
          {problem && (
            <Notice tone="alarm">
              <Words text={problem} />
            </Notice>
          )}
          <footer className={classes.foot}>
            <div className={classes.buttons}>
              <Button variant="default" onClick={() => setOpened(false)} disabled={undoing}>
                {keep}
              </Button>
              <Button onClick={answerYes} loading={undoing}>
                {yes}
              </Button>
            </div>
          </footer>
        </div>
      </Modal>
    </>
  );
}
