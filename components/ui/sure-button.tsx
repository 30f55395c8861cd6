'use client';

import { Button, type ButtonProps } from '@mantine/core';
import { useState } from 'react';

/** A button that asks once more in its own place: the second press does it, and going away takes the first one back. */
export function SureButton({
  label,
  sure,
  about,
  onSure,
  ...props
}: Pick<ButtonProps, 'loading' | 'size' | 'disabled'> & {
  label: string;
  /** What the second press will do. */
  sure: string;
  /** For who hears it without its surroundings. */
  about?: string;
  onSure: () => void;
}) {
  const [asked, setAsked] = useState(false);

  function press() {
    setAsked(!asked);
    if (asked) onSure();
  }

  return (
    <Button
      {...props}
      variant={asked ? 'filled' : 'default'}
      onClick={press}
      onBlur={() => setAsked(false)}
      aria-label={about === undefined ? undefined : `${asked ? sure : label}: ${about}`}
    >
      {asked ? sure : label}
    </Button>
  );
}
