'use client';

import { TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState, useTransition } from 'react';
import { Card } from '#components/ui/card.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { MayButton } from '#components/viewer/may-button.tsx';
import { useWhyNot } from '#components/viewer/viewer-context.tsx';
import { WhyNotNote } from '#components/viewer/why-not-note.tsx';
import { excludeAccount, renameAccount } from '#lib/actions/accounts.ts';
import classes from './account-choices.module.css';

type Changed = ReturnType<typeof renameAccount>;

/** What a person decides about an account here: what it is called, and whether it is looked at. */
export function AccountChoices({
  account: { accountId, ownName, displayName, excluded },
}: {
  account: { accountId: string; ownName: string | null; displayName: string | null; excluded: boolean };
}) {
  const router = useRouter();
  const not = useWhyNot('accounts');
  const [pending, startTransition] = useTransition();
  const [name, setName] = useState(displayName ?? '');
  const [problem, setProblem] = useState<string | null>(null);

  function change(work: () => Changed) {
    startTransition(async () => {
      const result = await work().catch(() => null);
      setProblem(
        result === null
          ? 'Straybytes itself did not answer. Its log says why; try again.'
          : result.ok
            ? null
            : result.error.message,
      );
      router.refresh();
    });
  }
  function rename(event: FormEvent) {
    event.preventDefault();
    change(() => renameAccount({ accountId, name: name.trim() || null }));
  }

  return (
    <Card title="Here" sub="Changes nothing in AWS">
      <form className={classes.rename} onSubmit={rename}>
        <TextInput
          label="Name"
          description="Empty: as AWS calls it"
          placeholder={ownName ?? accountId}
          value={name}
          maxLength={64}
          disabled={not !== null}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <MayButton
          power="accounts"
          type="submit"
          variant="default"
          loading={pending}
          disabled={(name.trim() || null) === displayName}
          aria-label="Rename the account"
        >
          Rename
        </MayButton>
      </form>
      <div className={classes.exclude}>
        <p>
          {excluded
            ? 'It is left out: it is not looked at.'
            : 'Left out, it is not looked at any more, and its buckets count nowhere from the next look on.'}
        </p>
        <MayButton
          power="accounts"
          variant="default"
          loading={pending}
          onClick={() => change(() => excludeAccount({ accountId, excluded: !excluded }))}
        >
          {excluded ? 'Take it in again' : 'Leave it out'}
        </MayButton>
      </div>
      <WhyNotNote power="accounts" />
      {problem && (
        <div className={classes.problem}>
          <Notice tone="alarm">{problem}</Notice>
        </div>
      )}
    </Card>
  );
}
