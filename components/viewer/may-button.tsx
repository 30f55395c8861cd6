'use client';

import { Button, type ButtonProps, type ElementProps, Tooltip } from '@mantine/core';
import type { MouseEvent } from 'react';
import type { Power } from '#lib/auth/power.ts';
import { useWhyNot } from './viewer-context.tsx';

/**
 * A button for what takes a power. Whoever lacks it sees the button, can reach it by keyboard, and is told who may:
 * hidden, it would be looked for in vain.
 */
export function MayButton({
  power,
  ...props
}: ButtonProps & ElementProps<'button', keyof ButtonProps> & { power: Power }) {
  const not = useWhyNot(power);
  if (!not) return <Button {...props} />;
  return (
    <Tooltip label={not.why} multiline w={250} fz="sm" events={{ hover: true, focus: true, touch: true }}>
      <Button
        {...props}
        type="button"
        title={undefined}
        loading={false}
        aria-disabled
        aria-describedby={not.describedBy}
        data-disabled
        onClick={stay}
      />
    </Tooltip>
  );
}

function stay(event: MouseEvent) {
  event.preventDefault();
}
