import type { Route } from 'next';
import Link from 'next/link';
import classes from './link-switch.module.css';

/** A few choices side by side, each a link: what is chosen is in the URL. */
export function LinkSwitch({
  label,
  choices,
}: {
  label: string;
  choices: { label: string; href: Route; current: boolean }[];
}) {
  return (
    <ul className={classes.switch} aria-label={label}>
      {choices.map((choice) => (
        <li key={choice.label}>
          <Link href={choice.href} scroll={false} aria-current={choice.current ? 'true' : undefined}>
            {choice.label}
          </Link>
        </li>
      ))}
    </ul>
  );
}
