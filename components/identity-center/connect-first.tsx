'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { Words } from '#components/ui/words.tsx';
import classes from './call-maker.module.css';

/** What can be done as oneself only once one is connected, and the way there and back. */
export function ConnectFirst({
  problem,
  back,
  onLeave,
  children,
}: {
  /** Why one is not any more. */
  problem: string | null;
  /** Where they come back to; left out: this page. */
  back?: Route | undefined;
  /** The dialog outlives its page, so it is closed when they go. */
  onLeave: () => void;
  /** What stands before "connect". */
  children: ReactNode;
}) {
  const here = usePathname();
  return (
    <p className={classes.line}>
      {problem && <Words text={`${problem} `} />}
      {children}{' '}
      <Link href={`/connect/identity-center?to=${encodeURIComponent(back ?? here)}` as Route} onClick={onLeave}>
        connect with Identity Center
      </Link>
      .
    </p>
  );
}
