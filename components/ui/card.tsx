import { type ReactNode, useId } from 'react';
import classes from './card.module.css';

/** A titled region of a page. */
export function Card({
  title,
  sub,
  action,
  id,
  flush = false,
  children,
}: {
  title: ReactNode;
  sub?: ReactNode;
  action?: ReactNode;
  id?: string;
  /** Lets a table reach the edges. */
  flush?: boolean;
  children: ReactNode;
}) {
  const heading = useId();
  return (
    <section className={classes.card} aria-labelledby={heading} id={id} data-flush={flush || undefined}>
      <header className={classes.head}>
        <div>
          <h2 id={heading} className={classes.title}>
            {title}
          </h2>
          {sub && <p className={classes.sub}>{sub}</p>}
        </div>
        {action && <div className={classes.action}>{action}</div>}
      </header>
      {children}
    </section>
  );
}
