'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import classes from './navigation-link.module.css';

export function NavigationLink({
  href,
  icon,
  label,
  count = null,
  rest = false,
}: {
  href: Route;
  icon: ReactNode;
  label: string;
  count?: string | null;
  /** On a phone it stands behind More. */
  rest?: boolean;
}) {
  const path = usePathname();
  const here = href === '/' ? path === '/' || path === '/connect' : path.startsWith(href);
  return (
    <li className={rest ? `${classes.item} ${classes.rest}` : classes.item}>
      <Link href={href} className={classes.link} aria-current={here ? 'page' : undefined}>
        <span className={classes.icon}>{icon}</span>
        <span>{label}</span>
        {count !== null && <span className={classes.count}>{count}</span>}
      </Link>
    </li>
  );
}
