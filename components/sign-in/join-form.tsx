'use client';

import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Notice } from '#components/ui/notice.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { join } from '#lib/actions/invitations.ts';
import { NewPasswordField } from './new-password-field.tsx';
import classes from './sign-in.module.css';

/** A name and a password; the e-mail address is what the link was made for, where it was made for one. */
export function JoinForm({
  token,
  kind,
  email: invited,
}: {
  token: string;
  kind: 'first' | 'invite' | 'reset';
  email: string | null;
}) {
  const { run, running, problem } = useAction();
  const [name, setName] = useState('');
  const [email, setEmail] = useState(invited ?? '');
  const [secondFactor, setSecondFactor] = useState(false);
  const [gone, setGone] = useState(false);
  const isNew = kind !== 'reset';
  const errorOf = (field: string) => (problem?.field === field ? problem.message : null);
  const said = ['email', 'name', 'password'].some(errorOf);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const password = `${new FormData(event.currentTarget).get('password')}`;
    const result = await run(() =>
      join({ token, password, ...(isNew && { name: name.trim() }), ...(invited === null && { email }) }),
    );
    if (!result.ok) return;
    setGone(true);
    if (result.value.state === 'secondFactor') setSecondFactor(true);
    // Whoever chose a new password and has a second factor signs in with both.
    window.location.assign(result.value.state === 'in' ? '/' : '/sign-in');
  }

  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput
        name="email"
        type="email"
        label="E-mail address"
        autoComplete="username"
        size="md"
        required={invited === null}
        withAsterisk={false}
        readOnly={invited !== null}
        description={invited === null ? 'You sign in with it; nothing is sent to it.' : undefined}
        value={email}
        autoFocus={invited === null}
        onChange={({ currentTarget }) => setEmail(currentTarget.value)}
        error={errorOf('email')}
      />
      {isNew && (
        <TextInput
          name="name"
          label="Name"
          description="What Activity says about who did something"
          autoComplete="name"
          size="md"
          required
          withAsterisk={false}
          maxLength={100}
          value={name}
          autoFocus={invited !== null}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          error={errorOf('name')}
        />
      )}
      <NewPasswordField
        label={isNew ? 'Password' : 'New password'}
        about={{ token, name: name || null, email: email || null }}
        autoFocus={!isNew}
        error={errorOf('password')}
      />
      {problem && !said && <Notice tone="alarm">{problem.message}</Notice>}
      {secondFactor && <p role="status">The password is changed. Sign in with it and your second factor.</p>}
      <Button type="submit" size="md" loading={running || gone}>
        {isNew ? 'Join' : 'Change the password'}
      </Button>
    </form>
  );
}
