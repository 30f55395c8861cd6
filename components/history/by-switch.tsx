import type { Route } from 'next';
import Link from 'next/link';
import classes from './by-switch.module.css';

const choices = [
  { by: 'account', label: 'Accounts', href: '/' },
  { by: 'bucket', label: 'Buckets', href: '/?by=bucket' },
] as const satisfies { by: string; label: string; href: Route }[];

/** Whether the picture is split by account or by bucket. */
export function BySwitch({ by }: { by: 'account' | 'bucket' }) {
  return (
    <ul className={classes.switch} aria-label="Split the picture by">
      {choices.map((choice) => (
        <li key={choice.by}>
          <Link href={choice.href} scroll={false} aria-current={choice.by === by ? 'true' : undefined}>
            {choice.label}
          </Link>
        </li>
      ))}
    </ul>
  );
}
