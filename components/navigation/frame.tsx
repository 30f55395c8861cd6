'use client';

import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { Brand } from './brand.tsx';
import { ColorSchemeToggle } from './color-scheme-toggle.tsx';
import classes from './shell.module.css';

/** Where one signs in nothing of the estate stands beside it, whoever looks and from wherever they came. */
const alone = /^\/(sign-in|join)(\/|$)/;

/** A page beside the column, or by itself. */
export function Frame({ side, children }: { side: ReactNode; children: ReactNode }) {
  const path = usePathname();
  if (!side || alone.test(path))
    return (
      <div className={classes.alone}>
        <header className={classes.top}>
          <Brand />
          <ColorSchemeToggle />
        </header>
        <main id="content" className={classes.column} tabIndex={-1}>
          {children}
        </main>
      </div>
    );
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#content">
        Skip to the content
      </a>
      {side}
      <main id="content" className={classes.main} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
