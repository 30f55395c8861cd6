'use client';

import { UnstyledButton } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { usePathname } from 'next/navigation';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import classes from './navigation-link.module.css';

/** The pages; on a phone those that do not fit stand above the bar once More is pressed. */
export function NavigationList({ children, rest }: { children: ReactNode; rest: ReactNode }) {
  const id = useId();
  const path = usePathname();
  const more = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is what closes it
  useEffect(() => setOpen(false), [path]);

  function closeByKey(event: KeyboardEvent) {
    if (event.key !== 'Escape' || !open) return;
    setOpen(false);
    more.current?.focus();
  }

  return (
    <ul id={id} className={classes.list} data-open={open || undefined} onKeyDown={closeByKey}>
      {children}
      <li className={classes.more}>
        <UnstyledButton
          ref={more}
          className={classes.link}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          <span className={classes.icon}>
            <IconDots size={18} stroke={1.6} aria-hidden="true" />
          </span>
          <span>More</span>
        </UnstyledButton>
      </li>
      {rest}
    </ul>
  );
}
