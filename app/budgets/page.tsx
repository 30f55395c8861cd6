import type { Metadata } from 'next';
import { Suspense } from 'react';
import { WhenPlaceKnown } from '#components/accounts/when-place-known.tsx';
import { BudgetList, BudgetListSkeleton } from '#components/budgets/budget-list.tsx';
import { BudgetsHeadline, BudgetsHeadlineSkeleton } from '#components/budgets/budgets-headline.tsx';
import { MissingBudgets } from '#components/budgets/missing-budgets.tsx';
import { StarterDialogs } from '#components/budgets/starter-dialogs.tsx';
import { WhenBudgetsRead } from '#components/budgets/when-budgets-read.tsx';
import { parseBudgetQuery } from '#lib/data/budget-query.ts';

export const metadata: Metadata = { title: 'Budgets' };

export default function BudgetsPage({ searchParams }: PageProps<'/budgets'>) {
  const query = searchParams.then(parseBudgetQuery);
  return (
    <StarterDialogs>
      <Suspense fallback={<BudgetsHeadlineSkeleton />}>
        <WhenBudgetsRead>
          <WhenPlaceKnown path="/budgets" params={searchParams}>
            <Suspense fallback={<BudgetsHeadlineSkeleton />}>
              {query.then((parsed) => (
                <BudgetsHeadline scope={parsed} />
              ))}
            </Suspense>
            <Suspense fallback={<BudgetListSkeleton />}>
              {query.then((parsed) => (
                <BudgetList query={parsed} />
              ))}
            </Suspense>
            <Suspense>
              {query.then((parsed) => (
                <MissingBudgets scope={parsed} />
              ))}
            </Suspense>
          </WhenPlaceKnown>
        </WhenBudgetsRead>
      </Suspense>
    </StarterDialogs>
  );
}
