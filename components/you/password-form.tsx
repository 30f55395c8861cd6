'use client';

import { Button, PasswordInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { NewPasswordField } from '#components/sign-in/new-password-field.tsx';
import { Card } from '#components/ui/card.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { changeOwnPassword } from '#lib/actions/password.ts';
import classes from './you.module.css';

/** Folded away until it is wanted; another password ends the other sessions. */
export function PasswordForm({
  name,
  email,
  connected,
}: {
  name: string;
  email: string | null;
  /** With IAM Identity Center, which it ends too. */
  connected: boolean;
}) {
  const router = useRouter();
  const { run, running, problem } = useAction();
  const [state, setState] = useState<'idle' | 'asking' | 'changed' | 'disconnected'>('idle');
  const wrong = problem?.code === 'unauthenticated' ? problem.message : null;
  const weak = problem?.field === 'password' ? problem.message : null;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const result = await run(() =>
      changeOwnPassword({ current: `${form.get('current')}`, next: `${form.get('password')}` }),
    );
    if (result.ok) setState(connected ? 'disconnected' : 'changed');
    router.refresh();
  }

  return (
    <Card
      title="Password"
      sub={`A change ends your sessions everywhere else${connected ? ', and your connection with IAM Identity Center' : ''}`}
    >
      {state === 'asking' ? (
        <form className={classes.form} onSubmit={submit}>
          <input type="hidden" name="username" autoComplete="username" value={email ?? name} readOnly />
          <PasswordInput
            name="current"
            label="Password now"
            autoComplete="current-password"
            size="md"
            required
            withAsterisk={false}
            autoFocus
            error={wrong}
            visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
          />
          <NewPasswordField label="New password" about={{ token: null, name, email }} error={weak} />
          {problem && !wrong && !weak && <Notice tone="alarm">{problem.message}</Notice>}
          <div className={classes.row}>
            <Button type="submit" loading={running}>
              Change it
            </Button>
            <Button variant="default" onClick={() => setState('idle')} disabled={running}>
              Cancel
            </Button>
          </div>
        </form>
      ) : (
        <div className={classes.stack}>
          <div>
            <Button variant="default" onClick={() => setState('asking')}>
              Change the password
            </Button>
          </div>
          {state !== 'idle' && (
            <p role="status" className={classes.quiet}>
              The password is changed, and your other sessions are ended.
              {state === 'disconnected' &&
                ' So is your connection with IAM Identity Center: connect again to act as yourself.'}
            </p>
          )}
        </div>
      )}
    </Card>
  );
}
