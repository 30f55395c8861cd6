import type { Metadata } from 'next';
import { Suspense } from 'react';
import { WhenCollected } from '#components/collect/when-collected.tsx';
import { Report, ReportSkeleton } from '#components/report/report.tsx';
import { ReportScope } from '#components/report/report-scope.tsx';
import { NothingHere } from '#components/ui/nothing-here.tsx';
import { getOrigin, getReport } from '#lib/data/report.ts';
import { parseScope } from '#lib/data/scope-query.ts';

type Props = PageProps<'/reports/[week]'>;

/** A link that is pasted into a chat unfolds into the picture. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [view, metadataBase] = await Promise.all([params.then(({ week }) => getReport(week)), getOrigin()]);
  if (!view) return { title: 'Not found' };
  const title = `${view.name}, ${view.days}`;
  const description = view.headline.map(({ text }) => text).join('');
  const url = `/api/v1/reports/${view.week}.png`;
  const images = [{ url, width: 1200, height: 630, type: 'image/png', alt: view.description }];
  return {
    metadataBase,
    title,
    description,
    openGraph: { type: 'article', siteName: 'Straybytes', title, description, url: `/reports/${view.week}`, images },
    twitter: { card: 'summary_large_image', title, description, images },
  };
}

export default function ReportPage({ params, searchParams }: Props) {
  const view = params.then(({ week }) => getReport(week));
  const scope = (
    <Suspense>
      {searchParams.then((given) => (
        <ReportScope scope={parseScope(given)} />
      ))}
    </Suspense>
  );
  return (
    <Suspense fallback={<ReportSkeleton />}>
      <WhenCollected>
        {/* Rendered, not thrown: the answer has begun, and what is thrown then shows as an error in the browser. */}
        {view.then((report) => (report ? <Report view={report} scope={scope} /> : <NothingHere of="report" />))}
      </WhenCollected>
    </Suspense>
  );
}
