'use client';

import { Button } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Card } from '#components/ui/card.tsx';
import { Tag } from '#components/ui/tag.tsx';
import { removeOwnSecondFactor, renewRecoveryCodes } from '#lib/actions/second-factor.ts';
import type { You } from '#lib/data/you.ts';
import { PasswordProof } from './password-proof.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { SecondFactorSetup } from './second-factor-setup.tsx';
import classes from './you.module.css';

type Step = 'idle' | 'setUp' | 'remove' | 'renew';

/** An authenticator app beside the password: set up, its recovery codes made anew, or taken away. */
export function SecondFactor({
  state: { enabled, recoveryCodesLeft, hasPassword },
  connected,
}: {
  state: You['secondFactor'];
  /** With IAM Identity Center, which to set one up or remove it ends. */
  connected: boolean;
}) {
  const router = useRouter();
  const [step, setStep] = useState<Step>('idle');
  // Kept here, above what the next reading of the page changes: they are shown once.
  const [codes, setCodes] = useState<string[] | null>(null);
  const idle = () => setStep('idle');
  const ends = connected ? ' Your connection with IAM Identity Center ends too: connect again afterwards.' : '';

  function show(recoveryCodes: string[]) {
    setCodes(recoveryCodes);
    setStep('idle');
    router.refresh();
  }

  if (!hasPassword)
    return (
      <Card title="Second factor">
        <p>You come through your organization’s sign-in, so it is its second factor that counts.</p>
      </Card>
    );
  return (
    <Card
      title="Second factor"
      sub="A code of an authenticator app, asked for after the password"
      action={enabled && <Tag tone="recovered">On</Tag>}
    >
      {codes && <RecoveryCodes codes={codes} onKept={() => setCodes(null)} />}
      {!codes && step === 'setUp' && <SecondFactorSetup ends={ends} onCodes={show} onCancel={idle} />}
      {!codes && step === 'remove' && (
        <PasswordProof
          say={`Without it, whoever knows your password is you. Your recovery codes end with it.${ends}`}
          yes="Remove the second factor"
          onProof={(password) => removeOwnSecondFactor({ password })}
          onDone={() => {
            idle();
            router.refresh();
          }}
          onCancel={idle}
        />
      )}
      {!codes && step === 'renew' && (
        <PasswordProof
          say="The old ones open nothing from then on."
          yes="Make new codes"
          onProof={(password) => renewRecoveryCodes({ password })}
          onDone={({ recoveryCodes }) => show(recoveryCodes)}
          onCancel={idle}
        />
      )}
      {!codes && step === 'idle' && (
        <div className={classes.stack}>
          <p>
            {enabled
              ? `${recoveryCodesLeft} recovery ${recoveryCodesLeft === 1 ? 'code is' : 'codes are'} left, for when the app is not at hand.`
              : 'Without one, whoever learns your password is you. Any app that makes codes will do.'}
          </p>
          <div className={classes.row}>
            {!enabled && <Button onClick={() => setStep('setUp')}>Set up a second factor</Button>}
            {enabled && (
              <>
                <Button variant="default" onClick={() => setStep('renew')}>
                  New recovery codes
                </Button>
                <Button variant="default" onClick={() => setStep('remove')}>
                  Remove it
                </Button>
              </>
            )}
          </div>
        </div>
      )}
    </Card>
  );
}
