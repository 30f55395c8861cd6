import { Words } from '#components/ui/words.tsx';
import { formatCount } from '#lib/money/format.ts';
import classes from './run-problems.module.css';
import type { RunProgress } from './run-progress.ts';

const MOST_SHOWN = 50;

/** What a collection could not read, folded; nothing where it read all. */
export function RunProblems({ problems }: { problems: RunProgress['problems'] }) {
  if (problems.length === 0) return null;
  return (
    <details className={classes.problems}>
      <summary>
        {formatCount(problems.length)} {problems.length === 1 ? 'thing' : 'things'} could not be read
      </summary>
      <ul>
        {problems.slice(0, MOST_SHOWN).map(({ accountId, bucket, problem }) => (
          <li key={`${accountId}/${bucket}/${problem}`}>
            <strong>{bucket ?? (accountId || 'All accounts')}</strong> <Words text={problem} />
          </li>
        ))}
      </ul>
    </details>
  );
}
