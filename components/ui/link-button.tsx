'use client';

import { Button, type ButtonProps } from '@mantine/core';
import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';

/** A link that looks like a button; a client component, because the link is handed to the button as a function. */
export function LinkButton({
  href,
  label,
  children,
  ...props
}: Pick<ButtonProps, 'variant' | 'size'> & {
  href: Route;
  /** For who hears it without its surroundings. */
  label?: string | undefined;
  children: ReactNode;
}) {
  return (
    <Button component={Link} href={href} aria-label={label} {...props}>
      {children}
    </Button>
  );
}
