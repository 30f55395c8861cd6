import { type ReactNode, Suspense } from 'react';
import { Bone } from '#components/ui/bones.tsx';
import { Card } from '#components/ui/card.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import type { ReportView } from '#lib/data/report.ts';
import classes from './report.module.css';
import { ReportBuckets } from './report-buckets.tsx';
import { ReportChart } from './report-chart.tsx';
import { ReportFacts } from './report-facts.tsx';
import { ReportFixes } from './report-fixes.tsx';
import { ReportGuardrails } from './report-guardrails.tsx';
import { ReportHead, SHARE_PART } from './report-head.tsx';
import { ReportPicture } from './report-picture.tsx';
import { ReportShares } from './report-shares.tsx';
import { ReportUnseen } from './report-unseen.tsx';

/** A week on one page, and on one sheet of paper. */
export function Report({ view, scope }: { view: ReportView; scope: ReactNode }) {
  const { report, history } = view;
  return (
    <div className={classes.report}>
      <ReportHead view={view} scope={scope} />
      <div className={classes.two}>
        {history.totals.length > 1 ? (
          <Card title={history.finding} sub="USD a month in incomplete uploads, by bucket">
            <ReportChart view={view} />
          </Card>
        ) : (
          <Card title="The history begins here">
            <p className={classes.quiet}>From the second day on, this is where waste and fixes are drawn.</p>
          </Card>
        )}
        <ReportFacts view={view} />
      </div>
      <ReportBuckets view={view} />
      <div className={classes.lists}>
        <ReportFixes view={view} />
        <ReportUnseen view={view} />
        <ReportGuardrails report={report} />
      </div>
      <div id={SHARE_PART} className={classes.share}>
        <ReportPicture week={view.week} description={view.description} />
        <Suspense>
          <ReportShares week={view.week} />
        </Suspense>
      </div>
    </div>
  );
}

export function ReportSkeleton() {
  return (
    <div className={classes.report}>
      <PageHead
        bar={<Bone height={34} width={320} />}
        title={<Bone height={44} />}
        sub={<Bone height={20} width={420} />}
      />
      <div className={classes.two}>
        <Card title={<Bone height={20} width={320} />}>
          <Bone height={300} />
        </Card>
        <Card title={<Bone height={20} width={120} />}>
          <Bone height={300} />
        </Card>
      </div>
      <Card title={<Bone height={20} width={200} />}>
        <Bone height={260} />
      </Card>
    </div>
  );
}
