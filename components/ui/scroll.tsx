import type { ReactNode } from 'react';
import classes from './scroll.module.css';

/** Content that scrolls by itself, reachable by keyboard and named for who cannot see it. */
export function Scroll({ label, height, children }: { label: string; height: number; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.scroll} style={{ maxHeight: height }} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
