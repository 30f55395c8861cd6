'use client';

import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { Notice } from '#components/ui/notice.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { beginOwnSecondFactor, confirmOwnSecondFactor } from '#lib/actions/second-factor.ts';
import { PasswordProof } from './password-proof.tsx';
import classes from './you.module.css';

type Secret = { qrSvg: string; secret: string };

/** The password, the picture for the app, and a first code that proves that the app has it. */
export function SecondFactorSetup({
  ends,
  onCodes,
  onCancel,
}: {
  /** What ends beside the other sessions, as a sentence; empty: nothing. */
  ends: string;
  onCodes: (recoveryCodes: string[]) => void;
  onCancel: () => void;
}) {
  const { run, running, problem } = useAction();
  const [secret, setSecret] = useState<Secret | null>(null);
  const field = useRef<HTMLInputElement>(null);

  if (!secret)
    return (
      <PasswordProof
        say="First, so that nobody else sets it up at your screen:"
        yes="Go on"
        onProof={(password) => beginOwnSecondFactor({ password })}
        onDone={setSecret}
        onCancel={onCancel}
      />
    );

  async function confirm(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const code = `${new FormData(event.currentTarget).get('code')}`;
    const result = await run(() => confirmOwnSecondFactor({ code }));
    if (result.ok) onCodes(result.value.recoveryCodes);
    else field.current?.select();
  }

  const wrong = problem && ['unauthenticated', 'invalid'].includes(problem.code) ? problem.message : null;
  return (
    <div className={classes.setup}>
      {/* biome-ignore lint/performance/noImgElement: made of text that came with the answer */}
      <img
        className={classes.qr}
        src={`data:image/svg+xml,${encodeURIComponent(secret.qrSvg)}`}
        alt="QR code for the authenticator app; the same as text stands beside it"
      />
      <form className={classes.form} onSubmit={confirm}>
        <p>Scan it with the app, or type this into it. Once it is on, your other sessions end.{ends}</p>
        <TextInput
          aria-label="Secret for the app"
          readOnly
          value={grouped(secret.secret)}
          onFocus={({ currentTarget }) => currentTarget.select()}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        />
        <TextInput
          ref={field}
          name="code"
          label="Code that the app shows now"
          autoComplete="one-time-code"
          inputMode="numeric"
          size="md"
          required
          withAsterisk={false}
          autoFocus
          error={wrong}
        />
        {problem && !wrong && <Notice tone="alarm">{problem.message}</Notice>}
        <div className={classes.row}>
          <Button type="submit" loading={running}>
            Turn it on
          </Button>
          <Button variant="default" onClick={onCancel} disabled={running}>
            Cancel
          </Button>
        </div>
      </form>
    </div>
  );
}

/** In fours, as people read it off. */
function grouped(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, '$1 ');
}
