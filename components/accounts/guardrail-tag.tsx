import { Tag } from '#components/ui/tag.tsx';
import type { AccountGlance } from '#lib/data/accounts.ts';
import { isLookedAt } from '#lib/guardrails/account-state.ts';
import { guardrailWords } from './account-words.ts';
import classes from './accounts-table.module.css';

/** How many guardrails hold, and how many could not be seen: these are none of both. */
export function GuardrailTag({ account: { guardrails, seen } }: { account: AccountGlance }) {
  if (!isLookedAt(seen)) return null;
  if (guardrails === null) return <span className={classes.quiet}>not checked</span>;
  const { pass, fail, blind } = guardrails;
  const title = [`${pass} hold`, `${fail} fail`, blind > 0 ? `${blind} could not be seen` : '']
    .filter(Boolean)
    .join(', ');
  if (pass + fail === 0) {
    return (
      <Tag tone="quiet" title={title}>
        not visible
      </Tag>
    );
  }
  return (
    <span className={classes.guardrails}>
      <Tag tone={fail > 0 ? 'waste' : blind > 0 ? 'quiet' : 'recovered'} title={title}>
        {guardrailWords(guardrails)}
      </Tag>
      {blind > 0 && <span className={classes.quiet}>{blind} not visible</span>}
    </span>
  );
}
