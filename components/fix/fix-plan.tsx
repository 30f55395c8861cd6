'use client';

import { Button } from '@mantine/core';
import type { Route } from 'next';
import { useState } from 'react';
import { CallMaker } from '#components/identity-center/call-maker.tsx';
import { asSelf, type CallMaking } from '#components/identity-center/use-call-maker.ts';
import type { ActionProblem } from '#lib/actions/action-result.ts';
import { applyBucketFix } from '#lib/actions/fix.ts';
import type { FixView } from '#lib/data/views.ts';
import { applyLabel } from './apply-label.ts';
import { DaysChoice } from './days-choice.tsx';
import classes from './fix-plan.module.css';
import { needsTick } from './needs-tick.ts';
import { PlanBody, PlanBodySkeleton } from './plan-body.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import type { PlanState } from './use-plan.ts';

export function FixPlan({
  planning: { plan, problem, loading, readBy, again },
  making,
  back,
  choice,
  onDays,
  onRemoveMarkers,
  onClose,
  onApplied,
}: {
  planning: PlanState & { again: () => void };
  /** Who makes the calls, of the plan and of the write. */
  making: CallMaking;
  /** The page of the bucket. */
  back: Route;
  choice: { days: number | null; removeExpiredDeleteMarkers: boolean };
  onDays: (days: number | null) => void;
  onRemoveMarkers: (remove: boolean) => void;
  onClose: () => void;
  onApplied: (fix: FixView) => void;
}) {
  const [accepted, setAccepted] = useState<string | null>(null);
  const [applying, setApplying] = useState(false);
  const [failure, setFailure] = useState<ActionProblem | null>(null);
  // The tick is for one plan: another number of days cuts other uploads.
  const acceptActive = plan !== null && accepted === `${plan.fingerprint} ${plan.days}`;
  const { permissionSet } = making;
  const current = plan !== null && !loading && plan.days === choice.days && permissionSet === readBy;
  // Until it is said which permission set, what Straybytes' role read stands there to be read.
  const stale = loading || plan?.days !== choice.days;
  const ready = current && !plan.noop && (!needsTick(plan) || acceptActive);

  async function apply() {
    if (!plan) return;
    setApplying(true);
    setFailure(null);
    const { accountId, bucket, days, removeExpiredDeleteMarkers, fingerprint } = plan;
    try {
      const input = {
        accountId,
        bucket,
        days,
        removeExpiredDeleteMarkers,
        fingerprint,
        acceptActive,
        ...asSelf(permissionSet),
      };
      const result = await applyBucketFix(input);
      if (result.ok) onApplied(result.value);
      else setFailure(result.error);
    } catch {
      const message = 'Straybytes itself did not answer. Whether the rule was written shows under Activity.';
      setFailure({ code: 'failed', message });
    } finally {
      setApplying(false);
    }
  }

  return (
    <div className={classes.plan}>
      <DaysChoice
        days={choice.days}
        onDays={onDays}
        markers={plan?.versioned ? { remove: choice.removeExpiredDeleteMarkers, onChange: onRemoveMarkers } : null}
        disabled={applying}
      />
      <CallMaker making={making} disabled={applying} back={back} onLeave={onClose} />
      {problem && (
        <ProblemNotice
          problem={problem}
          title="This cannot be planned."
          asSelf={readBy !== null}
          action={
            <Button size="compact-md" variant="default" onClick={again}>
              Try again
            </Button>
          }
        />
      )}
      {plan ? (
        <div className={classes.body} data-stale={stale || undefined} aria-busy={loading}>
          <PlanBody
            plan={plan}
            acceptActive={acceptActive}
            onAcceptActive={(yes) => setAccepted(yes ? `${plan.fingerprint} ${plan.days}` : null)}
            onDays={onDays}
          />
        </div>
      ) : (
        !problem && choice.days !== null && permissionSet !== undefined && <PlanBodySkeleton />
      )}
      {failure && (
        <ProblemNotice
          problem={failure}
          title={failure.code === 'conflict' ? 'Nothing was written.' : 'Not applied.'}
          asSelf={Boolean(permissionSet)}
          action={
            <Button
              size="compact-md"
              variant="default"
              onClick={() => {
                setFailure(null);
                again();
              }}
            >
              Plan again
            </Button>
          }
        />
      )}
      <footer className={classes.foot}>
        <p className={classes.promise}>
          Read again right before the write. Nothing is written if anybody changed it. Undo any time.
        </p>
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={applying}>
            Cancel
          </Button>
          <Button onClick={apply} loading={applying} disabled={!ready}>
            {plan ? applyLabel(plan) : 'Add the rule'}
          </Button>
        </div>
      </footer>
    </div>
  );
}
