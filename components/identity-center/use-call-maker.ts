'use client';

import { useEffect, useState } from 'react';
import type { ActionProblem, ActionResult } from '#lib/actions/action-result.ts';
import { type CallTask, type OwnCalls, ownCalls } from '#lib/actions/own-calls.ts';

export type CallMaking = {
  /** Null: not known yet, or never. */
  calls: OwnCalls | null;
  /** Why it is not known; a plan, which is asked for at the same time, says it too. */
  failure: ActionProblem | null;
  asSelf: boolean;
  setAsSelf: (asSelf: boolean) => void;
  chosen: string | null;
  choose: (permissionSet: string) => void;
  /** Null: Straybytes' own role makes the calls. Undefined: the person has not said which permission set. */
  permissionSet: string | null | undefined;
};

/** Who makes the calls of a dialog: Straybytes' own role, until the person says that they do. */
export function useCallMaker(task: CallTask, enabled = true): CallMaking {
  const asked = JSON.stringify(task);
  const [calls, setCalls] = useState<OwnCalls | null>(null);
  const [failure, setFailure] = useState<ActionProblem | null>(null);
  const [asSelf, setAsSelf] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);

  useEffect(() => {
    if (!enabled) return;
    let current = true;
    setCalls(null);
    setFailure(null);
    setChosen(null);
    ownCalls(JSON.parse(asked)).then(
      (answer: ActionResult<OwnCalls>) => {
        if (!current) return;
        if (!answer.ok) return setFailure(answer.error);
        setCalls(answer.value);
        const { self } = answer.value;
        // Where only one fits, and may do no more than that by its name, there is nothing to choose.
        if (self.state === 'connected' && !self.mustChoose) setChosen(self.suggested);
        if (self.state !== 'connected') setAsSelf(false);
      },
      () => {
        if (current)
          setFailure({ code: 'failed', message: 'Straybytes itself did not answer. Its log says why; try again.' });
      },
    );
    return () => {
      current = false;
    };
  }, [asked, enabled]);

  const permissionSet = asSelf ? (chosen ?? undefined) : null;
  return { calls, failure, asSelf, setAsSelf, chosen, choose: setChosen, permissionSet };
}

/** What an action is told of it. */
export function asSelf(permissionSet: string | null | undefined): { permissionSet?: string } {
  return permissionSet ? { permissionSet } : {};
}
