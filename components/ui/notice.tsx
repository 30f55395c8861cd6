import type { ReactNode } from 'react';
import classes from './notice.module.css';

/** Something to know before going on. `alarm` is for what a person must act on. */
export function Notice({
  tone = 'quiet',
  title,
  action,
  children,
}: {
  tone?: 'quiet' | 'waste' | 'recovered' | 'alarm';
  title?: ReactNode;
  action?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className={classes.notice} data-tone={tone} role={tone === 'alarm' ? 'alert' : undefined}>
      <div>
        {title && <strong className={classes.title}>{title}</strong>} {children}
      </div>
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}
