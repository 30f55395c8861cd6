'use client';

import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { Notice } from '#components/ui/notice.tsx';
import { ShownOnce } from '#components/ui/shown-once.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { makeApiToken } from '#lib/actions/tokens.ts';
import { type Role, roles } from '#lib/auth/power.ts';
import classes from './people.module.css';
import { chosenRole, roleChoices } from './role-choices.ts';

const [usual, longest] = [90, 365];

/** Makes a token; it is shown this once. */
export function TokenForm({ most }: { most: Role }) {
  const router = useRouter();
  const { run, running, problem } = useAction();
  const [days, setDays] = useState<number | string>(usual);
  const [token, setToken] = useState<string | null>(null);
  const choices = roleChoices.filter(({ value }) => roles.indexOf(value) <= roles.indexOf(most));

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    setToken(null);
    const result = await run(() =>
      makeApiToken({ name: `${given.get('name')}`, role: chosenRole(given.get('role')), days: Number(days) || usual }),
    );
    if (!result.ok) return;
    setToken(result.value.token);
    form.reset();
    setDays(usual);
    router.refresh();
  }

  return (
    <>
      <form className={`${classes.form} ${classes.line}`} onSubmit={submit}>
        <TextInput
          className={classes.grow}
          name="name"
          label="What it is for"
          placeholder="Nightly export"
          required
          withAsterisk={false}
          maxLength={100}
          autoComplete="off"
        />
        <NativeSelect className={classes.grow} name="role" label="Role" data={choices} defaultValue="viewer" />
        <NumberInput
          className={classes.narrow}
          label="Days it lasts"
          min={1}
          max={longest}
          allowDecimal={false}
          clampBehavior="strict"
          value={days}
          onChange={setDays}
        />
        <Button type="submit" loading={running}>
          Make a token
        </Button>
      </form>
      {problem && (
        <div className={classes.made}>
          <Notice tone="alarm">{problem.message}</Notice>
        </div>
      )}
      {token !== null && (
        <div className={classes.made}>
          <ShownOnce key={token} label="The token, shown this once" value={token} copy="Copy token" />
        </div>
      )}
    </>
  );
}
