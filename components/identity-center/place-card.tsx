'use client';

import { TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { Card } from '#components/ui/card.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { Words } from '#components/ui/words.tsx';
import { MayButton } from '#components/viewer/may-button.tsx';
import { useWhyNot } from '#components/viewer/viewer-context.tsx';
import { WhyNotNote } from '#components/viewer/why-not-note.tsx';
import { savePlace } from '#lib/actions/identity-center.ts';
import classes from './identity-center.module.css';

/** Where IAM Identity Center is: said once, by an administrator or by the environment. */
export function PlaceCard({ place }: { place: { startUrl: string; region: string } | null }) {
  const router = useRouter();
  const { run, running, problem } = useAction();
  const [saved, setSaved] = useState(false);
  const not = useWhyNot('accounts');

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    setSaved(false);
    const input = { startUrl: `${given.get('startUrl')}`, region: `${given.get('region')}` };
    if (!(await run(() => savePlace(input))).ok) return;
    setSaved(true);
    router.refresh();
  }

  return (
    <Card
      title={place ? 'Where IAM Identity Center is' : 'Say first where IAM Identity Center is'}
      sub="IAM Identity Center shows both under Settings: the AWS access portal URL, and its region"
    >
      <form className={classes.form} onSubmit={submit} noValidate>
        <TextInput
          className={classes.grow ?? ''}
          name="startUrl"
          label="Start URL"
          placeholder="https://d-1234567890.awsapps.com/start"
          defaultValue={place?.startUrl}
          readOnly={not !== null}
          autoComplete="off"
          spellCheck={false}
        />
        <TextInput
          className={classes.narrow ?? ''}
          name="region"
          label="Region"
          placeholder="eu-central-1"
          defaultValue={place?.region}
          readOnly={not !== null}
          autoComplete="off"
          spellCheck={false}
        />
        <MayButton power="accounts" type="submit" variant="default" loading={running}>
          Save
        </MayButton>
      </form>
      <div className={classes.after}>
        <WhyNotNote power="accounts" />
        {problem && (
          <Notice tone="alarm" title="Not saved.">
            <Words text={problem.message} />
          </Notice>
        )}
        <p className={classes.quiet} role="status">
          {saved && !problem && 'Saved for everybody. Who connects now uses it.'}
        </p>
      </div>
    </Card>
  );
}
