import { Progress } from '@mantine/core';
import { Words } from '#components/ui/words.tsx';
import { formatCount, formatUsd } from '#lib/money/format.ts';
import { callCount, progressWords, type RunProgress } from './run-progress.ts';
import classes from './run-report.module.css';

/** A collection while it runs: buckets done, calls, cost so far, problems. */
export function RunReport({ progress }: { progress: RunProgress | null }) {
  const { done, total } = progress?.progress ?? { done: 0, total: 0 };
  const problems = progress?.problems ?? [];
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
          </>
        )}
      </p>
      {problems.length > 0 && (
        <details className={classes.problems}>
          <summary>
            {formatCount(problems.length)} {problems.length === 1 ? 'thing' : 'things'} could not be read
          </summary>
          <ul>
            {problems.slice(0, 50).map(({ accountId, bucket, problem }) => (
              <li key={`${accountId}/${bucket}/${problem}`}>
                <strong>{bucket ?? (accountId || 'All accounts')}</strong> <Words text={problem} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
