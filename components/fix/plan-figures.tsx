import type { ReactNode } from 'react';
import { formatDay } from '#components/ui/date.ts';
import type { Plan } from '#lib/data/views.ts';
import { formatBytes, formatBytesExact, formatCount, formatUsd } from '#lib/money/format.ts';
import classes from './plan-figures.module.css';
import { plural } from './verdict-words.ts';

/** What is saved, what goes, and what somebody may still be working on; of uploads nobody could list, nothing is said. */
export function PlanFigures({ plan }: { plan: Plan }) {
  if (plan.uploadsKnown === 'unknown' && !plan.noop) {
    return (
      <div className={classes.tiles}>
        <Tile figure="Not known">saved a month, expected</Tile>
        <Tile figure="Not known">which uploads go: they could not be listed</Tile>
        <Tile figure="Not known" tone="alarm">
          whether somebody is still sending one
        </Tile>
      </div>
    );
  }
  const { abortsUploads, abortsBytes, unknownSize, monthlySavingUsd, activeUploads, keptUploads, keptActive, days } =
    plan;
  const first = plan.firstEligibleAt;
  const partial = plan.uploadsKnown === 'partial';
  const atLeast = partial || unknownSize > 0;
  return (
    <div className={classes.tiles}>
      <Tile figure={`${atLeast ? '≥ ' : ''}${formatUsd(monthlySavingUsd)}`} tone="recovered">
        saved a month, expected
        {plan.priceFallback && ', at a default price'}
      </Tile>
      <Tile figure={`${partial ? '≥ ' : ''}${plural(abortsUploads, 'upload')}`} title={formatBytesExact(abortsBytes)}>
        {abortsUploads === 0
          ? `none${partial ? ' of those listed' : ''} is old enough to go tonight; the rule works from then on`
          : `${atLeast ? 'at least ' : ''}${formatBytes(abortsBytes)} go, the first on ${first ? formatDay(first) : 'the next day'} at 00:00 UTC`}
      </Tile>
      {activeUploads > 0 ? (
        <Tile figure={`${formatCount(activeUploads)} still active`} tone="alarm">
          would be cut: a part came in the last {plural(days, 'day')}
        </Tile>
      ) : (
        <Tile figure={keptActive > 0 ? `${formatCount(keptActive)} still active` : '0 still active'}>
          {keptActive > 0
            ? `stay: younger than ${plural(days, 'day')}`
            : keptUploads > 0
              ? `${plural(keptUploads, 'upload')} stay: younger than ${plural(days, 'day')}`
              : `nobody is working on any of ${partial ? 'those listed' : 'them'}`}
        </Tile>
      )}
    </div>
  );
}

function Tile({
  figure,
  tone,
  title,
  children,
}: {
  figure: string;
  tone?: 'recovered' | 'alarm';
  title?: string;
  children: ReactNode;
}) {
  return (
    <div className={classes.tile} data-tone={tone} title={title}>
      <strong className={classes.figure}>{figure}</strong>
      <span className={classes.says}>{children}</span>
    </div>
  );
}
