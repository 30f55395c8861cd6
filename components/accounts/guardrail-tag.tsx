import { formatTime, formatWhen } from '#components/ui/date.ts';
import { Tag } from '#components/ui/tag.tsx';
import type { AccountGlance } from '#lib/data/accounts.ts';
import { getNow } from '#lib/data/snapshot.ts';
import { isLookedAt } from '#lib/guardrails/account-state.ts';
import { guardrailWords } from './account-words.ts';
import classes from './accounts-table.module.css';

/** How many guardrails hold, and how many could not be seen: these are none of both. What was known before stands small beside them, with its date. */
export async function GuardrailTag({ account: { guardrails, seen } }: { account: AccountGlance }) {
  if (!isLookedAt(seen)) return null;
  if (guardrails === null) return <span className={classes.quiet}>not checked</span>;
  const { pass, fail, blind, stale, lastKnown } = guardrails;
  const checkedAt = new Date(guardrails.checkedAt);
  const counted = [`${pass} hold`, `${fail} fail`, blind > 0 ? `${blind} cannot be seen now` : ''].filter(Boolean);
  const says = `${counted.join(', ')}, as checked on ${formatTime(checkedAt)}`;
  const title = stale === null ? says : `${counted.join(', ')}. ${stale}`;
  const then = lastKnown && (
    <span className={classes.quiet}>
      {lastKnown.pass} of {lastKnown.pass + lastKnown.fail} held, {formatWhen(checkedAt, await getNow())}
    </span>
  );
  if (pass + fail === 0) {
    return (
      <span className={classes.guardrails}>
        <Tag tone="quiet" title={title}>
          not visible now
        </Tag>
        {then}
      </span>
    );
  }
  return (
    <span className={classes.guardrails}>
      <Tag tone={fail > 0 ? 'waste' : blind > 0 ? 'quiet' : 'recovered'} title={title}>
        {guardrailWords(guardrails)}
      </Tag>
      {blind > 0 && <span className={classes.quiet}>{blind} not visible now</span>}
      {then}
    </span>
  );
}
