import type { ReactNode } from 'react';
import classes from './tag.module.css';

export type Tone = 'waste' | 'recovered' | 'quiet' | 'alarm';

export function Tag({ tone, title, children }: { tone: Tone; title?: string | undefined; children: ReactNode }) {
  return (
    <span className={classes.tag} data-tone={tone} title={title}>
      {children}
    </span>
  );
}
