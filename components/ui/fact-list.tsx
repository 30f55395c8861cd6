import type { ReactNode } from 'react';
import classes from './fact-list.module.css';

export type Fact = { label: ReactNode; value: ReactNode; title?: string; alarm?: boolean };

/** Names at the left, figures at the right; `wide` sets as many side by side as fit. */
export function FactList({ facts, wide = false }: { facts: readonly (Fact | false)[]; wide?: boolean }) {
  return (
    <dl className={classes.list} data-wide={wide || undefined}>
      {facts
        .filter((fact) => fact !== false)
        .map((fact, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list that is never reordered
          <div key={index} className={classes.fact} title={fact.title} data-alarm={fact.alarm || undefined}>
            <dt>{fact.label}</dt>
            <dd>{fact.value}</dd>
          </div>
        ))}
    </dl>
  );
}
