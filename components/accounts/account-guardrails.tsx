import type { Route } from 'next';
import Link from 'next/link';
import { GuardrailEvidence } from '#components/guardrails/guardrail-evidence.tsx';
import { GuardrailStatus } from '#components/guardrails/guardrail-status.tsx';
import { Card } from '#components/ui/card.tsx';
import { Words } from '#components/ui/words.tsx';
import type { AccountGlance } from '#lib/data/accounts.ts';
import { getGuardrailsOf } from '#lib/data/guardrails.ts';
import { scopeSearch } from '#lib/data/scope-query.ts';
import { getNow } from '#lib/data/snapshot.ts';
import { titleOf } from '#lib/guardrails/check-title.ts';
import { countGuardrails } from '#lib/guardrails/guardrail-standing.ts';
import { checkOf } from '#lib/guardrails/registry.ts';
import { sharedProblem } from '#lib/guardrails/shared-problem.ts';
import classes from './account-guardrails.module.css';

/** What every check says of one account, or said last where it is not looked at any more. */
export async function AccountGuardrails({ account: { accountId, notLookedAt } }: { account: AccountGlance }) {
  const [own, now] = await Promise.all([getGuardrailsOf(accountId), getNow()]);
  if (own.length === 0) return null;
  const { pass, fail, blind } = countGuardrails(own);
  const told = sharedProblem(own);
  const checked = own.some(({ checkedAt }) => checkedAt !== null);
  const says = [
    pass + fail > 0 ? `${pass} of ${own.length} hold` : '',
    fail > 0 ? `${fail} ${fail === 1 ? 'fails' : 'fail'}` : '',
    blind > 0 && notLookedAt === null ? (checked ? `${blind} not visible now` : 'not checked yet') : '',
    notLookedAt === null ? '' : 'as they were last seen; they count nowhere',
  ].filter(Boolean);
  return (
    <Card
      title="Guardrails"
      sub={says.join(', ')}
      action={
        <Link href={`/guardrails?${scopeSearch({ account: accountId })}` as Route}>Why they matter, how to mend</Link>
      }
      flush
    >
      {told !== null && told !== notLookedAt && (
        <p className={classes.told}>
          <Words text={told} />
        </p>
      )}
      <ul>
        {own.map((standing) => {
          const check = checkOf(standing.check);
          return (
            <li key={standing.check} className={classes.guardrail}>
              <div className={classes.what}>
                <h3 className={classes.title}>{check && titleOf(check, standing.status)}</h3>
                <p className={classes.evidence}>
                  <GuardrailEvidence standing={standing} told={told} now={now} />
                </p>
              </div>
              <GuardrailStatus status={standing.status} />
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
