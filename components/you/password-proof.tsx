'use client';

import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useRef } from 'react';
import { Notice } from '#components/ui/notice.tsx';
import { useAction } from '#components/ui/use-action.ts';
import type { ActionResult } from '#lib/actions/action-result.ts';
import classes from './you.module.css';

/** Asks for the password before something that whoever finds an unlocked screen must not do. */
export function PasswordProof<T>({
  say,
  yes,
  onProof,
  onDone,
  onCancel,
}: {
  say: string;
  yes: string;
  onProof: (password: string) => Promise<ActionResult<T>>;
  onDone: (value: T) => void;
  onCancel: () => void;
}) {
  const { run, running, problem } = useAction();
  const field = useRef<HTMLInputElement>(null);
  const wrong = problem?.code === 'unauthenticated' ? problem.message : null;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const password = `${new FormData(event.currentTarget).get('password')}`;
    const result = await run(() => onProof(password));
    if (result.ok) onDone(result.value);
    else field.current?.select();
  }

  return (
    <form className={classes.form} onSubmit={submit}>
      <p>{say}</p>
      <PasswordInput
        ref={field}
        name="password"
        label="Your password"
        autoComplete="current-password"
        size="md"
        required
        withAsterisk={false}
        autoFocus
        error={wrong}
        visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
      />
      {problem && !wrong && <Notice tone="alarm">{problem.message}</Notice>}
      <div className={classes.row}>
        <Button type="submit" loading={running}>
          {yes}
        </Button>
        <Button variant="default" onClick={onCancel} disabled={running}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
