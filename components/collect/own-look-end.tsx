import { Notice } from '#components/ui/notice.tsx';
import { Words } from '#components/ui/words.tsx';
import { RunProblems } from './run-problems.tsx';
import type { RunProgress } from './run-progress.ts';

/** How a look as oneself ended: with which permission set, and what it was denied. */
export function OwnLookEnd({
  progress: { status, problems },
  own: { permissionSet, awsUser },
}: {
  progress: RunProgress;
  own: NonNullable<RunProgress['own']>;
}) {
  const who = `${awsUser ?? 'yourself'} with the permission set ${permissionSet}`;
  const [first, ...others] = problems;
  if (status === 'failed')
    return (
      <Notice tone="alarm" title={`Nothing could be read as ${awsUser ?? 'yourself'}.`}>
        <Words text={first?.problem ?? 'The log of the worker says why.'} />
        <RunProblems problems={others} />
      </Notice>
    );
  return (
    <Notice tone={first ? 'waste' : 'recovered'} title={`Looked as ${who}.`}>
      {first ? 'Not all of it could be read.' : 'Every call was made with that session, and AWS’s own trail names it.'}
      <RunProblems problems={problems} />
    </Notice>
  );
}
