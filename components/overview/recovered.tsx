import { Bone } from '#components/ui/bones.tsx';
import { Card } from '#components/ui/card.tsx';
import { formatDay, formatTime } from '#components/ui/date.ts';
import { FactList } from '#components/ui/fact-list.tsx';
import { getRecovered } from '#lib/data/fixes.ts';
import type { Scope } from '#lib/data/scope-query.ts';
import { formatCount, formatUsd, formatUsdRound } from '#lib/money/format.ts';
import classes from './recovered.module.css';

/** The headline is what was found to be gone; what fixes are expected to bring stands below it. */
export async function Recovered({ scope }: { scope: Scope }) {
  const { measuredUsd, expectedUsd, fixes, since } = await getRecovered(scope);
  return (
    <Card title="Recovered">
      <p className={classes.line}>
        <strong className={classes.number} data-none={measuredUsd === 0 || undefined}>
          {formatUsdRound(measuredUsd)}
        </strong>{' '}
        <span className={classes.since}>
          {measuredUsd !== 0 && since ? (
            <>
              a month, since{' '}
              <time dateTime={since.toISOString()} title={formatTime(since)}>
                {formatDay(since)}
              </time>
            </>
          ) : (
            `a month${fixes > 0 ? ', nothing measured yet' : ''}`
          )}
        </span>
      </p>
      {fixes === 0 ? (
        <p className={classes.none}>
          Nothing fixed yet. A fix adds one lifecycle rule; what it brings back is measured and booked here.
        </p>
      ) : (
        <FactList
          facts={[
            { label: 'Measured', value: formatUsd(measuredUsd), title: 'Price of uploads that were found to be gone' },
            {
              label: 'Expected, not yet proved',
              value: formatUsd(expectedUsd),
              title: 'Price of uploads that fixes in force will abort',
            },
            { label: 'Fixes applied', value: formatCount(fixes) },
          ]}
        />
      )}
    </Card>
  );
}

export function RecoveredSkeleton() {
  return (
    <Card title="Recovered">
      <Bone height={140} />
    </Card>
  );
}
