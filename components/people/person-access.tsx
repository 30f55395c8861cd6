'use client';

import { Button } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { formatTime } from '#components/ui/date.ts';
import { Notice } from '#components/ui/notice.tsx';
import { ShownOnce } from '#components/ui/shown-once.tsx';
import { SureButton } from '#components/ui/sure-button.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { makePasswordLink, setAccess, takeSecondFactor } from '#lib/actions/people.ts';
import { endSessionsOf } from '#lib/actions/sessions.ts';
import type { Person } from '#lib/data/people.ts';
import classes from './people.module.css';
import { isEnabled } from './people-words.ts';

/** Helps somebody in again, or keeps them out. What cannot be undone asks once more. */
export function PersonAccess({ person, isYou }: { person: Person; isYou: boolean }) {
  const { personId, name, secondFactor, hasPassword, sessions } = person;
  const router = useRouter();
  const { run, running, problem } = useAction();
  const [link, setLink] = useState<{ url: string; expiresAt: Date } | null>(null);
  const enabled = isEnabled(person);

  async function act(work: Parameters<typeof run>[0]) {
    await run(work);
    router.refresh();
  }
  async function makeLink() {
    const result = await run(() => makePasswordLink({ personId }));
    if (result.ok) setLink(result.value);
  }

  return (
    <>
      {enabled && hasPassword && (
        <Part say="Forgot the password? A link to choose a new one, which you send yourself.">
          <Button variant="default" size="compact-md" loading={running} onClick={makeLink}>
            Make a link
          </Button>
          {link && (
            <div className={classes.whole}>
              <ShownOnce
                key={link.url}
                label={`Works once, until ${formatTime(link.expiresAt)}. Shown this once`}
                value={link.url}
                copy="Copy link"
              />
            </div>
          )}
        </Part>
      )}
      {secondFactor && (
        <Part say="Lost the authenticator and the recovery codes? Without a second factor, the password alone signs in until they set one up.">
          <SureButton
            size="compact-md"
            label="Remove second factor"
            sure="Remove it now"
            about={name}
            loading={running}
            onSure={() => act(() => takeSecondFactor({ personId }))}
          />
        </Part>
      )}
      <Part say={sessions === 0 ? 'Not signed in anywhere.' : `Signed in in ${placesOf(sessions)}.`}>
        {sessions > 0 && (
          <SureButton
            size="compact-md"
            label="End all"
            sure={isYou ? 'End all, also this one' : 'End all now'}
            about={`sessions of ${name}`}
            loading={running}
            onSure={() => act(() => endSessionsOf({ personId }))}
          />
        )}
      </Part>
      <Part
        say={
          enabled
            ? 'Disabled, they cannot sign in, and what they had open ends. All they did stays in Activity; you can enable them again.'
            : 'They cannot sign in. Enabled again, they have the role and the password from before.'
        }
      >
        {enabled ? (
          <SureButton
            size="compact-md"
            label="Disable"
            sure="Disable now"
            about={name}
            loading={running}
            onSure={() => act(() => setAccess({ personId, enabled: false }))}
          />
        ) : (
          <Button
            variant="default"
            size="compact-md"
            loading={running}
            onClick={() => act(() => setAccess({ personId, enabled: true }))}
          >
            Enable
          </Button>
        )}
      </Part>
      {problem && <Notice tone="alarm">{problem.message}</Notice>}
    </>
  );
}

function Part({ say, children }: { say: string; children: ReactNode }) {
  return (
    <div className={classes.part}>
      <p className={classes.quiet}>{say}</p>
      {children}
    </div>
  );
}

function placesOf(sessions: number): string {
  return sessions === 1 ? '1 place' : `${sessions} places`;
}
