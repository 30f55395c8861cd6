import { formatTime } from '#components/ui/date.ts';
import type { FixView } from '#lib/data/views.ts';
import { proofSteps } from './proof-steps.ts';
import classes from './proof-timeline.module.css';

export function ProofTimeline({ fix }: { fix: FixView }) {
  const steps = proofSteps(fix);
  const current = steps.findIndex(({ at }) => at === null);
  const stopped = fix.state === 'undone' || fix.state === 'failed';
  return (
    <ol className={classes.steps} aria-label={`Proof of the fix of ${fix.bucket}`}>
      {steps.map(({ name, at, says }, index) => (
        <li
          key={name}
          className={classes.step}
          data-state={at ? 'done' : index === current && !stopped ? 'current' : 'ahead'}
          aria-current={index === current && !stopped ? 'step' : undefined}
        >
          <i className={classes.dot} aria-hidden="true" />
          <div>
            <strong className={classes.name}>{name}</strong>{' '}
            {at && (
              <time className={classes.at} dateTime={at.toISOString()}>
                {formatTime(at)}
              </time>
            )}
            {(at || !stopped) && <p className={classes.says}>{says}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}
