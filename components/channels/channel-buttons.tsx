'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { MayButton } from '#components/viewer/may-button.tsx';
import { deleteChannel, pauseChannel, testChannel } from '#lib/actions/channels.ts';
import classes from './channels.module.css';

const said = {
  sent: 'The test arrived: ',
  failed: 'The test did not arrive: ',
  retry: 'The test did not arrive: ',
  unknown: 'Whether the test arrived is not known: ',
} as const;

/** A test, a pause, and an end that asks once more. */
export function ChannelButtons({ channelId, name, paused }: { channelId: string; name: string; paused: boolean }) {
  const router = useRouter();
  const [busy, setBusy] = useState<'test' | 'pause' | 'delete' | null>(null);
  const [sure, setSure] = useState(false);
  const [status, setStatus] = useState('');

  async function run(what: 'test' | 'pause' | 'delete', work: () => Promise<string>) {
    setBusy(what);
    setStatus('');
    setStatus(await work().catch(() => 'Straybytes itself did not answer. Its log says why; try again.'));
    setBusy(null);
    router.refresh();
  }

  const test = () =>
    run('test', async () => {
      const result = await testChannel({ channelId });
      if (!result.ok) return result.error.message;
      const { state, answer } = result.value;
      return `${said[state as keyof typeof said] ?? ''}${answer}`;
    });
  const pause = () =>
    run('pause', async () => {
      const result = await pauseChannel({ channelId, paused: !paused });
      return result.ok ? '' : result.error.message;
    });
  const remove = () =>
    run('delete', async () => {
      const result = await deleteChannel({ channelId });
      return result.ok ? '' : result.error.message;
    });

  return (
    <>
      <MayButton
        power="deliver"
        variant="default"
        size="compact-md"
        onClick={test}
        loading={busy === 'test'}
        aria-label={`Send a test to ${name}`}
      >
        Send a test
      </MayButton>
      <MayButton
        power="deliver"
        variant="default"
        size="compact-md"
        onClick={pause}
        loading={busy === 'pause'}
        aria-label={`${paused ? 'Resume' : 'Pause'} ${name}`}
      >
        {paused ? 'Resume' : 'Pause'}
      </MayButton>
      <MayButton
        power="deliver"
        variant="default"
        size="compact-md"
        onClick={sure ? remove : () => setSure(true)}
        onBlur={() => setSure(false)}
        loading={busy === 'delete'}
        aria-label={sure ? `Delete ${name} and its secrets` : `Delete ${name}`}
      >
        {sure ? 'Delete it and its secrets' : 'Delete'}
      </MayButton>
      <p role="status" className={classes.said}>
        {status}
      </p>
    </>
  );
}
