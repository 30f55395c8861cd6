'use client';

import { useRouter } from 'next/navigation';
import { SureButton } from '#components/ui/sure-button.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { endOtherSessions, endSession } from '#lib/actions/sessions.ts';
import classes from './you.module.css';

export function EndSessionButton({ sessionId, about }: { sessionId: string; about: string }) {
  const router = useRouter();
  const { run, running, problem } = useAction();
  async function end() {
    await run(() => endSession({ sessionId }));
    router.refresh();
  }
  return (
    <span>
      <SureButton size="compact-md" label="End" sure="End it now" about={about} loading={running} onSure={end} />
      {problem && (
        <span role="alert" className={classes.where}>
          {problem.message}
        </span>
      )}
    </span>
  );
}

export function EndOthersButton({ count }: { count: number }) {
  const router = useRouter();
  const { run, running, problem } = useAction();
  async function end() {
    await run(endOtherSessions);
    router.refresh();
  }
  const many = count === 1 ? 'the other one' : `all ${count} others`;
  return (
    <>
      <SureButton size="compact-md" label={`End ${many}`} sure={`End ${many} now`} loading={running} onSure={end} />
      {problem && <p role="alert">{problem.message}</p>}
    </>
  );
}
