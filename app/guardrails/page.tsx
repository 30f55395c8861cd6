import type { Metadata } from 'next';
import { Suspense } from 'react';
import { WhenPlaceKnown } from '#components/accounts/when-place-known.tsx';
import { StarterDialogs } from '#components/budgets/starter-dialogs.tsx';
import { CheckList, CheckListSkeleton } from '#components/guardrails/check-list.tsx';
import { GuardrailsHeadline, GuardrailsHeadlineSkeleton } from '#components/guardrails/guardrails-headline.tsx';
import { RoleSwitch } from '#components/guardrails/role-switch.tsx';
import { WhenChecked } from '#components/guardrails/when-checked.tsx';
import { parseGuardrailsQuery } from '#lib/data/guardrails-query.ts';

export const metadata: Metadata = { title: 'Guardrails' };

export default function GuardrailsPage({ searchParams }: PageProps<'/guardrails'>) {
  const query = searchParams.then(parseGuardrailsQuery);
  return (
    <StarterDialogs>
      <Suspense fallback={<GuardrailsHeadlineSkeleton />}>
        <WhenChecked>
          <WhenPlaceKnown path="/guardrails" params={searchParams}>
            <Suspense fallback={<GuardrailsHeadlineSkeleton />}>
              {query.then((parsed) => (
                <GuardrailsHeadline query={parsed} />
              ))}
            </Suspense>
            <Suspense fallback={<CheckListSkeleton />}>
              {query.then((parsed) => (
                <CheckList query={parsed} />
              ))}
            </Suspense>
            <Suspense>
              <RoleSwitch />
            </Suspense>
          </WhenPlaceKnown>
        </WhenChecked>
      </Suspense>
    </StarterDialogs>
  );
}
