import type { Metadata } from 'next';
import { Suspense } from 'react';
import { WhenPlaceKnown } from '#components/accounts/when-place-known.tsx';
import { Anomalies, AnomaliesSkeleton } from '#components/spend/anomalies.tsx';
import { Commitments, CommitmentsSkeleton } from '#components/spend/commitments.tsx';
import { CostPanel, CostPanelSkeleton } from '#components/spend/cost-panel.tsx';
import { S3Waste, S3WasteSkeleton } from '#components/spend/s3-waste.tsx';
import { SpendBar } from '#components/spend/spend-bar.tsx';
import { SpendFilters, SpendFiltersSkeleton } from '#components/spend/spend-filters.tsx';
import { SpendHeadline, SpendHeadlineSkeleton } from '#components/spend/spend-headline.tsx';
import { SpendKnown, SpendKnownSkeleton } from '#components/spend/spend-known.tsx';
import classes from '#components/spend/spend-page.module.css';
import { WhenSpendRead } from '#components/spend/when-spend-read.tsx';
import { parseSpendQuery } from '#lib/data/spend-query.ts';
import { S3_SERVICE } from '#lib/spend/cost-row.ts';

export const metadata: Metadata = { title: 'Spend' };

export default function SpendPage({ searchParams }: PageProps<'/spend'>) {
  const query = searchParams.then(parseSpendQuery);
  return (
    <Suspense fallback={<SpendHeadlineSkeleton />}>
      <WhenSpendRead>
        <WhenPlaceKnown path="/spend" params={searchParams}>
          <Suspense fallback={<SpendHeadlineSkeleton />}>
            {query.then((parsed) => (
              <SpendHeadline
                query={parsed}
                bar={
                  <Suspense>
                    <SpendBar />
                  </Suspense>
                }
              />
            ))}
          </Suspense>
          <Suspense fallback={<SpendFiltersSkeleton />}>
            {query.then((parsed) => (
              <SpendFilters query={parsed} />
            ))}
          </Suspense>
          <div className={classes.panels}>
            <Suspense fallback={<CostPanelSkeleton />}>
              {query.then((parsed) => (
                <CostPanel query={parsed} />
              ))}
            </Suspense>
            <Suspense fallback={<S3WasteSkeleton />}>
              {query.then(({ account, ou, service = S3_SERVICE }) =>
                service === S3_SERVICE ? <S3Waste scope={{ account, ou }} /> : null,
              )}
            </Suspense>
            <div className={classes.pair}>
              <Suspense fallback={<AnomaliesSkeleton />}>
                {query.then(({ account, ou, service }) => (
                  <Anomalies scope={{ account, ou }} service={service} />
                ))}
              </Suspense>
              <Suspense fallback={<CommitmentsSkeleton />}>
                <Commitments />
              </Suspense>
            </div>
            <Suspense fallback={<SpendKnownSkeleton />}>
              <SpendKnown />
            </Suspense>
          </div>
        </WhenPlaceKnown>
      </WhenSpendRead>
    </Suspense>
  );
}
