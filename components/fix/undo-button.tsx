'use client';

import { Button, Modal } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Notice } from '#components/ui/notice.tsx';
import { Words } from '#components/ui/words.tsx';
import { undoBucketFix } from '#lib/actions/fix.ts';
import classes from './fix-plan.module.css';

/** Asks once more, then puts the rules back that were there before. */
export function UndoButton({ fixId, bucket, rulesBefore }: { fixId: string; bucket: string; rulesBefore: number }) {
  const router = useRouter();
  const [opened, setOpened] = useState(false);
  const [undoing, setUndoing] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function undo() {
    setUndoing(true);
    setProblem(null);
    try {
      const result = await undoBucketFix({ fixId });
      if (result.ok) setOpened(false);
      else setProblem(result.error.message);
      router.refresh();
    } catch {
      setProblem('Straybytes itself did not answer. Whether it was undone shows under Activity.');
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
        aria-label={`Undo the fix of ${bucket}`}
      >
        Undo
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={`Undo the fix of ${bucket}`}
        centered
        radius="lg"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <div className={classes.plan}>
          <p>
            {rulesBefore === 0
              ? 'There were no lifecycle rules before, so the whole configuration is removed again.'
              : `The ${rulesBefore === 1 ? 'rule' : `${rulesBefore} rules`} from before will be put back exactly as they were.`}{' '}
            Nothing is written if anybody changed the rules since. Uploads that are gone stay gone.
          </p>
          {problem && (
            <Notice tone="alarm">
              <Words text={problem} />
            </Notice>
          )}
          <footer className={classes.foot}>
            <div className={classes.buttons}>
              <Button variant="default" onClick={() => setOpened(false)} disabled={undoing}>
                Keep the fix
              </Button>
              <Button onClick={undo} loading={undoing}>
                Undo the fix
              </Button>
            </div>
          </footer>
        </div>
      </Modal>
    </>
  );
}
