import type { ReactNode } from 'react';
import classes from './page-head.module.css';

/** The one headline of a page, as a sentence, with what stands above and under it. */
export function PageHead({ bar, title, sub }: { bar?: ReactNode; title: ReactNode; sub?: ReactNode }) {
  return (
    <div className={classes.head}>
      {bar && <div className={classes.bar}>{bar}</div>}
      <h1 className={classes.title}>{title}</h1>
      {sub && <p className={classes.sub}>{sub}</p>}
    </div>
  );
}
