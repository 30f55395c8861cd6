'use client';

import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { Notice } from '#components/ui/notice.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { enter } from '#lib/actions/sign-in.ts';
import classes from './sign-in.module.css';
import { SignInHead } from './sign-in-head.tsx';

export function PasswordStep({ onIn, onSecondFactor }: { onIn: () => void; onSecondFactor: () => void }) {
  const { run, running, problem } = useAction();
  const [gone, setGone] = useState(false);
  const password = useRef<HTMLInputElement>(null);
  const wrong = problem?.code === 'unauthenticated' ? problem.message : null;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const result = await run(() => enter({ email: `${form.get('email')}`, password: `${form.get('password')}` }));
    if (!result.ok) return password.current?.select();
    if (result.value.state === 'secondFactor') return onSecondFactor();
    setGone(true);
    onIn();
  }

  return (
    <>
      <SignInHead title="Sign in to Straybytes" sub="See the bytes that nobody can see, and who can stop them." />
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          name="email"
          type="email"
          label="E-mail address"
          autoComplete="username"
          autoFocus
          required
          withAsterisk={false}
          size="md"
        />
        <PasswordInput
          ref={password}
          name="password"
          label="Password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          size="md"
          error={wrong}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
        />
        {problem && !wrong && <Notice tone="alarm">{problem.message}</Notice>}
        <Button type="submit" size="md" loading={running || gone}>
          Sign in
        </Button>
      </form>
    </>
  );
}
