import { Progress } from '@mantine/core';
import { formatCount, formatUsd } from '#lib/money/format.ts';
import { RunProblems } from './run-problems.tsx';
import { callCount, progressWords, type RunProgress } from './run-progress.ts';
import classes from './run-report.module.css';

/** A collection while it runs: buckets done, calls, cost so far, problems. */
export function RunReport({ progress }: { progress: RunProgress | null }) {
  const { done, total } = progress?.progress ?? { done: 0, total: 0 };
  const problems = progress?.problems ?? [];
  const own = progress?.own;
  return (
    <section className={classes.report} aria-label="Collection under way">
      <Progress
        value={total === 0 ? 100 : (100 * done) / total}
        animated={total === 0}
        size="sm"
        color="var(--ink)"
        aria-label="Buckets read"
      />
      <p className={classes.line} role="status">
        {progress === null || total === 0 ? 'Asking which buckets there are…' : progressWords(progress)}
        {progress && (
          <>
            {' · '}
            {formatCount(callCount(progress))} calls · {formatUsd(progress.apiCostUsd)} so far
            {own && ` · as ${own.awsUser ?? 'oneself'} with ${own.permissionSet}`}
          </>
        )}
      </p>
      <RunProblems problems={problems} />
    </section>
  );
}
