'use client';

import { PasswordInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { judgePassword } from '#lib/actions/password.ts';
import type { PasswordEstimate } from '#lib/data/sign-in.ts';
import classes from './new-password-field.module.css';

const pauseMs = 250;
const words = ['Guessed at once', 'Guessed at once', 'Guessed soon', 'Good', 'Very good'] as const;

/** A password to be chosen, with how long somebody would guess at it. */
export function NewPasswordField({
  label,
  about,
  error,
  autoFocus = false,
}: {
  label: string;
  /** What a guesser would try first, and for who joins the link that lets them ask. */
  about: { token: string | null; name: string | null; email: string | null };
  error: string | null;
  autoFocus?: boolean;
}) {
  const [password, setPassword] = useState('');
  const [estimate, setEstimate] = useState<PasswordEstimate | null>(null);
  const [problem, setProblem] = useState('');
  const { token, name, email } = about;

  useEffect(() => {
    if (password === '') {
      setProblem('');
      return setEstimate(null);
    }
    let current = true;
    const timer = setTimeout(async () => {
      const result = await judgePassword({ password, name, email, token }).catch(() => null);
      if (!current) return;
      setEstimate(result?.ok ? result.value : null);
      setProblem(result?.ok === false ? result.error.message : '');
    }, pauseMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [password, name, email, token]);

  return (
    <div>
      <PasswordInput
        name="password"
        label={label}
        autoComplete="new-password"
        size="md"
        required
        withAsterisk={false}
        maxLength={128}
        description="10 characters or more. Three or four words that do not belong together are good and easy to keep."
        value={password}
        autoFocus={autoFocus}
        onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        error={error}
        visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
      />
      <div className={classes.strength}>
        <div className={classes.bar} data-accepted={estimate?.accepted || undefined} aria-hidden="true">
          <i style={{ width: estimate ? `${(estimate.score + 1) * 20}%` : 0 }} />
        </div>
        <p role="status" className={classes.words}>
          {estimate ? (estimate.advice ?? `${words[estimate.score]}.`) : problem}
        </p>
      </div>
    </div>
  );
}
