import Link from 'next/link';
import { Bone } from '#components/ui/bones.tsx';
import { Card } from '#components/ui/card.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Words } from '#components/ui/words.tsx';
import { getBudgets } from '#lib/data/budgets.ts';
import { getChecks } from '#lib/data/guardrails.ts';
import type { GuardrailsQuery } from '#lib/data/guardrails-query.ts';
import { getNow } from '#lib/data/snapshot.ts';
import { sharedProblem } from '#lib/guardrails/shared-problem.ts';
import classes from './check-list.module.css';
import { CheckPart } from './check-part.tsx';
import { guardrailsHref } from './guardrails-url.ts';

/** Every check, what fails first; or one of them with all of its accounts. */
export async function CheckList({ query }: { query: GuardrailsQuery }) {
  const { account, ou, check, page } = query;
  const [standings, { choices }, now] = await Promise.all([getChecks({ account, ou }), getBudgets(), getNow()]);
  const shown = standings.filter(({ checkId }) => check === undefined || checkId === check);
  const all = shown.flatMap(({ failing, blind, passing }) => [...failing, ...blind, ...passing]);
  const told = sharedProblem(all);
  const checked = shown.filter(({ failing, blind, passing }) => failing.length + blind.length + passing.length > 0);
  if (checked.length === 0) return null;
  return (
    <>
      {check !== undefined && (
        <p className={classes.back}>
          <Link href={guardrailsHref({ account, ou })}>All guardrails</Link>
        </p>
      )}
      {told !== null && (
        <div className={classes.told}>
          <Notice tone="waste" title="None of them can be seen.">
            <Words text={told} />
          </Notice>
        </div>
      )}
      <div className={classes.list}>
        {checked.map((standing) => (
          <CheckPart
            key={standing.checkId}
            standing={standing}
            scope={{ account, ou }}
            whole={check !== undefined}
            page={page}
            starters={choices}
            told={told}
            now={now}
          />
        ))}
      </div>
    </>
  );
}

export function CheckListSkeleton() {
  return (
    <div className={classes.list}>
      {[1, 2, 3].map((card) => (
        <Card key={card} title={<Bone height={20} width={280} />}>
          <Bone height={150} />
        </Card>
      ))}
    </div>
  );
}
