'use client';

import { usePathname } from 'next/navigation';
import { Notice } from '#components/ui/notice.tsx';
import classes from './notices.module.css';

/** Where it is told: where one arrives, and where one looks for it. Everywhere, it would soon be seen no more. */
const places = ['/', '/connect', '/you', '/sign-in'];

/** As long as nobody has to sign in: what that means, and how to change it. */
export function OpenNotice() {
  if (!places.includes(usePathname())) return null;
  return (
    <div className={classes.above}>
      <Notice title="Anybody on this machine can fix.">
        To have people sign in, open the link that <code>npm start</code> printed, or have{' '}
        <code>npm run administrator</code> print a new one: whoever opens it becomes the first administrator.
      </Notice>
    </div>
  );
}
