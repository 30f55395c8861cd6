import { formatDay, formatTime } from '#components/ui/date.ts';
import { Tag } from '#components/ui/tag.tsx';
import type { AccountGlance } from '#lib/data/accounts.ts';
import { isLookedAt } from '#lib/guardrails/account-state.ts';
import { guardrailWords } from './account-words.ts';
import classes from './accounts-table.module.css';

/** How many guardrails hold, and how many could not be seen: these are none of both. What is old by now has its date. */
export function GuardrailTag({ account: { guardrails, seen } }: { account: AccountGlance }) {
  if (!isLookedAt(seen)) return null;
  if (guardrails === null) return <span className={classes.quiet}>not checked</span>;
  const { pass, fail, blind, stale } = guardrails;
  const checkedAt = new Date(guardrails.checkedAt);
  const counted = [`${pass} hold`, `${fail} fail`, blind > 0 ? `${blind} could not be seen` : ''].filter(Boolean);
  const says = `${counted.join(', ')}, as checked on ${formatTime(checkedAt)}`;
  const title = stale === null ? says : `${says}. Since then it could not be read: ${stale}`;
  if (pass + fail === 0) {
    return (
      <Tag tone="quiet" title={title}>
        not visible
      </Tag>
    );
  }
  return (
    <span className={classes.guardrails}>
      <Tag tone={fail > 0 ? 'waste' : blind > 0 || stale !== null ? 'quiet' : 'recovered'} title={title}>
        {guardrailWords(guardrails)}
      </Tag>
      {blind > 0 && <span className={classes.quiet}>{blind} not visible</span>}
      {stale !== null && <span className={classes.quiet}>as of {formatDay(checkedAt)}</span>}
    </span>
  );
}
