'use client';

import { Bone } from '#components/ui/bones.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { Plan } from '#lib/data/views.ts';
import { formatCount } from '#lib/money/format.ts';
import { ActiveWarning } from './active-warning.tsx';
import { OwnerWarning } from './owner-warning.tsx';
import classes from './plan-body.module.css';
import { PlanFigures } from './plan-figures.tsx';
import { PlanTabs } from './plan-tabs.tsx';
import { UnknownWarning } from './unknown-warning.tsx';
import { verdictWords } from './verdict-words.ts';

export function PlanBody({
  plan,
  acceptActive,
  onAcceptActive,
  onDays,
}: {
  plan: Plan;
  acceptActive: boolean;
  onAcceptActive: (yes: boolean) => void;
  onDays: (days: number) => void;
}) {
  return (
    <div className={classes.body}>
      <PlanFigures plan={plan} />
      {plan.noop && (
        <Notice tone="recovered" title="Already covered.">
          Now {verdictWords(plan.verdict)}, so nothing needs to be written. Choose fewer days to abort sooner.
        </Notice>
      )}
      <PlanTabs plan={plan} />
      <OwnerWarning plan={plan} />
      {plan.uploadsKnown === 'unknown' && !plan.noop && (
        <UnknownWarning plan={plan} accepted={acceptActive} onAccept={onAcceptActive} />
      )}
      {plan.activeUploads > 0 && plan.uploadsKnown !== 'unknown' && (
        <ActiveWarning plan={plan} accepted={acceptActive} onAccept={onAcceptActive} onDays={onDays} />
      )}
      {plan.unknownActivity > 0 && (
        <Notice>
          {formatCount(plan.unknownActivity)} of these uploads were not looked at for a day: parts may have come since.
        </Notice>
      )}
    </div>
  );
}

export function PlanBodySkeleton() {
  return (
    <div className={classes.body} aria-busy="true">
      <div className={classes.tiles}>
        <Bone height={92} />
        <Bone height={92} />
        <Bone height={92} />
      </div>
      <Bone height={28} width="60%" />
      <Bone height={150} />
    </div>
  );
}
