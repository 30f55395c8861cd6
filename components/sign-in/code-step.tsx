'use client';

import { Button, TextInput, UnstyledButton } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { Notice } from '#components/ui/notice.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { enterWithCode } from '#lib/actions/sign-in.ts';
import classes from './sign-in.module.css';
import { SignInHead } from './sign-in-head.tsx';

const asked = {
  app: {
    title: 'Enter the code of your app.',
    sub: 'The six digits that your authenticator shows for Straybytes now.',
    label: 'Code',
    other: 'Use a recovery code',
  },
  recovery: {
    title: 'Enter a recovery code.',
    sub: 'One of those that you were given when you set up the second factor. Each works once.',
    label: 'Recovery code',
    other: 'Use the code of the app',
  },
} as const;

export function CodeStep({ onIn, onBack }: { onIn: () => void; onBack: () => void }) {
  const { run, running, problem, forget } = useAction();
  const [kind, setKind] = useState<keyof typeof asked>('app');
  const [gone, setGone] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const { title, sub, label, other } = asked[kind];
  const wrong = problem && ['unauthenticated', 'invalid'].includes(problem.code) ? problem.message : null;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const code = `${new FormData(event.currentTarget).get('code')}`;
    const result = await run(() => enterWithCode({ code, kind }));
    if (!result.ok) return field.current?.select();
    setGone(true);
    onIn();
  }

  function change() {
    setKind(kind === 'app' ? 'recovery' : 'app');
    forget();
  }

  return (
    <>
      <SignInHead title={title} sub={sub} />
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          key={kind}
          ref={field}
          name="code"
          label={label}
          className={classes.code}
          autoComplete={kind === 'app' ? 'one-time-code' : 'off'}
          inputMode={kind === 'app' ? 'numeric' : 'text'}
          autoFocus
          required
          withAsterisk={false}
          spellCheck={false}
          size="md"
          error={wrong}
        />
        {problem && !wrong && <Notice tone="alarm">{problem.message}</Notice>}
        <Button type="submit" size="md" loading={running || gone}>
          Sign in
        </Button>
      </form>
      <p className={classes.ways}>
        <UnstyledButton className={classes.way} onClick={change}>
          {other}
        </UnstyledButton>
        <UnstyledButton className={classes.way} onClick={onBack}>
          Start again
        </UnstyledButton>
      </p>
    </>
  );
}
