import type { ReactNode } from 'react';
import classes from './headline-number.module.css';

export function HeadlineNumber({ tone, children }: { tone: 'waste' | 'recovered'; children: ReactNode }) {
  return (
    <strong className={classes.number} data-tone={tone}>
      {children}
    </strong>
  );
}
