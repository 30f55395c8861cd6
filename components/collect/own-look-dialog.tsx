'use client';

import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { ProblemNotice } from '#components/fix/problem-notice.tsx';
import { ConnectFirst } from '#components/identity-center/connect-first.tsx';
import { PermissionSetChoice } from '#components/identity-center/permission-set-choice.tsx';
import { useCallMaker } from '#components/identity-center/use-call-maker.ts';
import { Bone } from '#components/ui/bones.tsx';
import type { ActionProblem } from '#lib/actions/action-result.ts';
import { type LookPlace, lookAsOneself } from '#lib/actions/collect.ts';
import classes from './own-look-dialog.module.css';

/** With which permission set a person looks at something, and that it takes a connection. */
export function OwnLookDialog({
  place,
  name,
  onClose,
  onBegun,
}: {
  place: LookPlace;
  name: string;
  onClose: () => void;
  onBegun: (runId: string) => void;
}) {
  const { calls, failure, chosen, choose } = useCallMaker({ task: 'look', accountId: place.accountId });
  const [beginning, setBeginning] = useState(false);
  const [problem, setProblem] = useState<ActionProblem | null>(null);
  const self = calls?.self;
  const trouble = problem ?? failure;

  async function begin() {
    if (chosen === null) return;
    setBeginning(true);
    setProblem(null);
    try {
      const result = await lookAsOneself({ ...place, permissionSet: chosen });
      if (result.ok) onBegun(result.value.runId);
      else setProblem(result.error);
    } catch {
      setProblem({ code: 'failed', message: 'Straybytes itself did not answer. Its log says why; try again.' });
    } finally {
      setBeginning(false);
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={`Look at ${name} as yourself`}
      size={560}
      centered
      radius="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={classes.dialog}>
        <p>
          Every call is made with your own AWS session, and AWS’s own trail names you. It only reads. What your
          permission set may not read stays as it was.
        </p>
        {!self && !trouble && <Bone height={96} />}
        {self?.state === 'off' && <p className={classes.quiet}>Nobody has said yet where IAM Identity Center is.</p>}
        {self?.state === 'notConnected' && (
          <ConnectFirst problem={self.problem} onLeave={onClose}>
            To look as yourself,
          </ConnectFirst>
        )}
        {self?.state === 'connected' && (
          <PermissionSetChoice self={self} {...{ chosen, choose }} disabled={beginning} hint="The choice is yours." />
        )}
        {trouble && <ProblemNotice problem={trouble} title="Not looked at." asSelf={problem !== null} />}
        <footer className={classes.foot}>
          <Button variant="default" onClick={onClose} disabled={beginning}>
            Cancel
          </Button>
          <Button onClick={begin} loading={beginning} disabled={chosen === null}>
            {self?.state === 'connected' && self.userName ? `Look as ${self.userName}` : 'Look'}
          </Button>
        </footer>
      </div>
    </Modal>
  );
}
