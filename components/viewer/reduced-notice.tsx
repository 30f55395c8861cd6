'use client';

import { usePathname } from 'next/navigation';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { Role } from '#lib/auth/power.ts';
import classes from './notices.module.css';
import { aRole } from './why-not.ts';

/** On every page, to who may less than they were given: why, and where to change it. */
export function ReducedNotice({ granted }: { granted: Role }) {
  const there = usePathname() === '/you';
  return (
    <div className={classes.above}>
      <Notice
        tone="waste"
        title="You only look for now."
        action={
          !there && (
            <LinkButton href="/you" size="compact-md">
              Set it up
            </LinkButton>
          )
        }
      >
        You are {aRole(granted)}, but whoever may fix here needs a second factor, and you have none yet.
        {there && ' Set it up below.'}
      </Notice>
    </div>
  );
}
