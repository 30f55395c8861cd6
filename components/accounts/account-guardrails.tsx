import type { Route } from 'next';
import Link from 'next/link';
import { GuardrailStatus } from '#components/guardrails/guardrail-status.tsx';
import { Ago } from '#components/ui/ago.tsx';
import { Card } from '#components/ui/card.tsx';
import { Words } from '#components/ui/words.tsx';
import { getGuardrails } from '#lib/data/guardrails.ts';
import { scopeSearch } from '#lib/data/scope-query.ts';
import { getNow } from '#lib/data/snapshot.ts';
import { countGuardrails, evidenceOf } from '#lib/guardrails/guardrail-standing.ts';
import { checkOf } from '#lib/guardrails/registry.ts';
import classes from './account-guardrails.module.css';

/** What every check says of one account. */
export async function AccountGuardrails({ accountId }: { accountId: string }) {
  const [{ items }, now] = await Promise.all([getGuardrails(), getNow()]);
  const own = items.filter((standing) => standing.accountId === accountId);
  if (own.length === 0) return null;
  const { pass, fail, blind } = countGuardrails(own);
  const says = [
    `${pass} of ${own.length} hold`,
    fail > 0 ? `${fail} ${fail === 1 ? 'fails' : 'fail'}` : '',
    blind > 0 ? `${blind} could not be seen` : '',
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
      <ul>
        {own.map((standing) => (
          <li key={standing.check} className={classes.guardrail}>
            <div className={classes.what}>
              <h3 className={classes.title}>
                {standing.status === 'pass' ? checkOf(standing.check)?.passedTitle : checkOf(standing.check)?.title}
              </h3>
              <p className={classes.evidence}>
                <Words text={evidenceOf(standing, 3)} /> · <Ago at={new Date(standing.checkedAt)} now={now} />
                {standing.stale !== null && '. Since then it could not be read.'}
              </p>
            </div>
            <GuardrailStatus status={standing.status} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
