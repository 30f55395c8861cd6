import { type ReactNode, useId } from 'react';
import table from '#components/ui/table.module.css';
import { formatCount } from '#lib/money/format.ts';
import classes from './missing-budgets.module.css';

/** More than so many begin folded. */
const shown = 10;

type Line = { name: string; of: string; end: ReactNode };

/** One kind of what is missing; nothing where nothing is. */
export function MissingPart({ title, lines }: { title: string; lines: readonly Line[] }) {
  const heading = useId();
  if (lines.length === 0) return null;
  const rest = lines.slice(shown);
  return (
    <section className={classes.part} aria-labelledby={heading}>
      <h3 id={heading} className={classes.head}>
        {title}
      </h3>
      <Lines lines={lines.slice(0, shown)} />
      {rest.length > 0 && (
        <details className={classes.rest}>
          <summary>and {formatCount(rest.length)} more</summary>
          <Lines lines={rest} />
        </details>
      )}
    </section>
  );
}

function Lines({ lines }: { lines: readonly Line[] }) {
  return (
    <ul>
      {lines.map(({ name, of, end }) => (
        <li key={`${of} ${name}`} className={classes.line}>
          <span className={classes.name}>
            {name}
            <span className={table.sub}>{of}</span>
          </span>
          {end}
        </li>
      ))}
    </ul>
  );
}
