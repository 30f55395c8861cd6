'use client';

import { Checkbox } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Notice } from '#components/ui/notice.tsx';
import { SureButton } from '#components/ui/sure-button.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { requireSecondFactor } from '#lib/actions/people.ts';
import classes from './people.module.css';
import { someNames } from './people-words.ts';

/** Whether whoever may fix needs one; it asks once more where that would take something from who asks for it. */
export function RequireSecondFactor({
  required,
  concerned,
  concernsYou,
}: {
  required: boolean;
  /** Who may fix and has none. */
  concerned: string[];
  concernsYou: boolean;
}) {
  const router = useRouter();
  const { run, running, problem } = useAction();
  const [asking, setAsking] = useState(false);

  async function change(next: boolean) {
    setAsking(false);
    await run(() => requireSecondFactor({ required: next }));
    router.refresh();
  }

  return (
    <div className={classes.stack}>
      <Checkbox
        label="Whoever may fix needs one"
        description="Until they have it, they only look, and what they are connected with at AWS ends. Who comes by single sign-on brings that of the provider."
        checked={required || asking}
        disabled={running}
        onChange={({ currentTarget: { checked } }) => (checked && concernsYou ? setAsking(true) : change(checked))}
      />
      {asking && (
        <Notice
          tone="waste"
          title="You have none yourself."
          action={<SureButton size="compact-md" label="Require it" sure="Require it now" onSure={() => change(true)} />}
        >
          You would only look until you set one up, under Your sign-in.
        </Notice>
      )}
      <p className={classes.quiet}>
        {concerned.length === 0
          ? 'Everybody who may fix has one.'
          : `${someNames(concerned)} ${concerned.length === 1 ? 'has' : 'have'} none${required ? ': until then they only look' : ''}.`}
      </p>
      {problem && <Notice tone="alarm">{problem.message}</Notice>}
    </div>
  );
}
