import { redirect } from 'next/navigation';
import { ReadUntilTried } from '#components/connect/read-until-tried.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { getConnection } from '#lib/data/connection.ts';
import { getLookCost } from '#lib/data/look-cost.ts';
import { getRunState } from '#lib/data/runs.ts';
import { FirstRun } from './first-run.tsx';

/** Before the first collection has ended: it is under way, it can begin, or AWS cannot be reached. */
export async function FirstLook() {
  const { openRunId, failed } = await getRunState();
  const [connection, cost] = await Promise.all([openRunId === null ? getConnection() : null, getLookCost()]);
  if (connection && !connection.ok) redirect('/connect');
  return (
    <>
      <PageHead
        title={openRunId ? 'The first look is under way.' : 'Nothing has been looked at yet.'}
        sub="Straybytes lists the incomplete uploads of every bucket, asks for the size of each, and reads the lifecycle rules. It only reads."
      />
      {failed && openRunId === null && (
        <Notice tone="alarm" title="The last attempt failed.">
          {failed.problem ?? 'The log of the worker says why.'}
        </Notice>
      )}
      {openRunId === null && connection === null && <ReadUntilTried />}
      <FirstRun runId={openRunId} cost={cost} />
    </>
  );
}
