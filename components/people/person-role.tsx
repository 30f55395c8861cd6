'use client';

import { NativeSelect, UnstyledButton } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Notice } from '#components/ui/notice.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { aRole } from '#components/viewer/why-not.ts';
import { giveRole } from '#lib/actions/people.ts';
import type { Role } from '#lib/auth/power.ts';
import type { Person } from '#lib/data/people.ts';
import classes from './people.module.css';
import { chosenRole, roleChoices } from './role-choices.ts';

/** Takes effect as it is chosen, at the person's next click; Undo chooses the one before. */
export function PersonRole({ person: { personId, role, roleFromGroups } }: { person: Person }) {
  const router = useRouter();
  const { run, running, problem } = useAction();
  const [before, setBefore] = useState<Role | null>(null);

  async function give(next: Role) {
    const result = await run(() => giveRole({ personId, role: next }));
    if (result.ok) setBefore(before === null ? role : null);
    router.refresh();
  }

  return (
    <div>
      <NativeSelect
        label="Role"
        description={
          roleFromGroups &&
          'Given by groups at the identity provider, anew at each sign-in. What you choose here stays instead.'
        }
        value={role}
        disabled={running}
        data-autofocus
        onChange={({ currentTarget }) => give(chosenRole(currentTarget.value))}
        data={roleChoices}
      />
      <p role="status" className={classes.said}>
        {before !== null && !running && (
          <>
            Is {aRole(role)} now, from the next click on.{' '}
            <UnstyledButton className={classes.undo} onClick={() => give(before)}>
              Undo
            </UnstyledButton>
          </>
        )}
      </p>
      {problem && <Notice tone="alarm">{problem.message}</Notice>}
    </div>
  );
}
