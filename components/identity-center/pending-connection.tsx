'use client';

import { Button } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { Card } from '#components/ui/card.tsx';
import { formatTime } from '#components/ui/date.ts';
import { Notice } from '#components/ui/notice.tsx';
import { Words } from '#components/ui/words.tsx';
import { DisconnectButton } from './disconnect-button.tsx';
import classes from './identity-center.module.css';
import { usePolling } from './use-polling.ts';
import { webAddress } from './web-address.ts';

/** The code to compare, the way to AWS's page, and the waiting for the answer. */
export function PendingConnection({
  userCode,
  verificationUri,
  verificationUriComplete,
  intervalSeconds,
  expiresAt,
}: {
  userCode: string;
  verificationUri: string;
  verificationUriComplete: string;
  intervalSeconds: number;
  expiresAt: Date;
}) {
  const router = useRouter();
  const problem = usePolling(intervalSeconds * 1000, () => router.refresh());
  const address = webAddress(verificationUriComplete);
  return (
    <Card title="Compare this code with the one that AWS shows" sub={`It is good until ${formatTime(expiresAt)}`}>
      <p className={classes.code}>{userCode}</p>
      <div className={classes.row}>
        {address && (
          <Button component="a" href={address} target="_blank" rel="noopener noreferrer">
            Open the page of AWS
          </Button>
        )}
        <DisconnectButton label="Cancel" />
        <p className={classes.quiet} role="status">
          Waiting for your answer at {verificationUri}…
        </p>
      </div>
      <p className={`${classes.quiet} ${classes.after}`}>
        Go on only if you pressed Connect yourself just now: whoever allows this code lets this session of Straybytes
        act as them.
      </p>
      {problem && (
        <div className={classes.after}>
          <Notice tone="waste" title="AWS could not be asked; this goes on.">
            <Words text={problem} />
          </Notice>
        </div>
      )}
    </Card>
  );
}
