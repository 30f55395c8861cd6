import Link from 'next/link';
import { accountHref } from '#components/accounts/accounts-url.ts';
import type { GuardrailStanding } from '#lib/guardrails/guardrail-standing.ts';
import { formatCount } from '#lib/money/format.ts';
import classes from './check-list.module.css';
import { GuardrailEvidence } from './guardrail-evidence.tsx';

const most = 30;

/** The accounts of which a check says something else, folded unless nothing else is said; nothing where there are none. */
export function OtherAccounts({
  label,
  standings,
  open = false,
  now,
}: {
  label: string;
  standings: readonly GuardrailStanding[];
  open?: boolean;
  now: Date;
}) {
  if (standings.length === 0) return null;
  return (
    <details className={classes.fold} open={open}>
      <summary>{label}</summary>
      <ul className={classes.others}>
        {standings.slice(0, most).map((standing) => (
          <li key={standing.accountId}>
            <Link href={accountHref(standing.accountId)}>{standing.accountName}</Link>{' '}
            <span className={classes.quiet}>
              <GuardrailEvidence standing={standing} now={now} />
            </span>
          </li>
        ))}
        {standings.length > most && <li className={classes.quiet}>and {formatCount(standings.length - most)} more</li>}
      </ul>
    </details>
  );
}
