'use client';

import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { formatTime } from '#components/ui/date.ts';
import { Notice } from '#components/ui/notice.tsx';
import { ShownOnce } from '#components/ui/shown-once.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { invitePerson } from '#lib/actions/invitations.ts';
import classes from './people.module.css';
import { chosenRole, roleChoices } from './role-choices.ts';

const aboutAddress = ['invalid', 'conflict'];

/** Makes a link to join with; nothing is sent, because this server may have no way to send it. */
export function InviteForm({ first }: { first: boolean }) {
  const router = useRouter();
  const { run, running, problem } = useAction();
  const [made, setMade] = useState<{ url: string; expiresAt: Date; email: string } | null>(null);
  const wrong = problem && aboutAddress.includes(problem.code) ? problem.message : null;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    const email = `${given.get('email')}`.trim();
    setMade(null);
    const result = await run(() => invitePerson({ email, role: chosenRole(given.get('role')) }));
    if (!result.ok) return;
    setMade({ ...result.value, email });
    form.reset();
    router.refresh();
  }

  return (
    <>
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          className={classes.grow}
          name="email"
          type="email"
          label="E-mail address"
          required
          withAsterisk={false}
          autoComplete="off"
          error={wrong}
        />
        <NativeSelect
          className={classes.grow}
          name="role"
          label="Role"
          data={roleChoices}
          defaultValue={first ? 'administrator' : 'viewer'}
        />
        <div className={classes.whole}>
          <Button type="submit" loading={running}>
            Make a link
          </Button>
        </div>
      </form>
      {problem && !wrong && (
        <div className={classes.made}>
          <Notice tone="alarm">{problem.message}</Notice>
        </div>
      )}
      {made && (
        <div className={classes.made}>
          <ShownOnce
            key={made.url}
            label={`For ${made.email}, once, until ${formatTime(made.expiresAt)}. Shown this once`}
            value={made.url}
            copy="Copy link"
          />
        </div>
      )}
    </>
  );
}
