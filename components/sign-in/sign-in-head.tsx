import type { ReactNode } from 'react';
import classes from './sign-in.module.css';

/** The one sentence of a page that stands alone. */
export function SignInHead({ title, sub }: { title: ReactNode; sub?: ReactNode }) {
  return (
    <div>
      <h1 className={classes.title}>{title}</h1>
      {sub && <div className={classes.sub}>{sub}</div>}
    </div>
  );
}
