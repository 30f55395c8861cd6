'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { applyBucketFix, planBucketFix } from '#lib/actions/fix.ts';
import type { Plan } from '#lib/data/views.ts';
import type { FixTarget } from './fix-target.ts';
import { needsTick } from './needs-tick.ts';

export type BulkRow = { target: FixTarget; left: boolean } & (
  | { step: 'waiting' | 'planning' }
  | { step: 'planned' | 'applying' | 'fixed'; plan: Plan }
  | { step: 'refused'; problem: string }
);

const silent = 'Straybytes itself did not answer; its log says why.';

/** Plans and applies bucket by bucket: what is refused for one does not stop the next. */
export function useBulkFix(targets: readonly FixTarget[]) {
  const router = useRouter();
  const [rows, setRows] = useState<BulkRow[]>(() =>
    targets.map((target) => ({ target, left: false, step: 'waiting' })),
  );
  const [phase, setPhase] = useState<'choosing' | 'planning' | 'planned' | 'applying' | 'done'>('choosing');
  const round = useRef(0);

  function put(row: BulkRow) {
    setRows((all) => all.map((other) => (other.target === row.target ? row : other)));
  }

  async function plan(days: number) {
    round.current += 1;
    const own = round.current;
    setPhase('planning');
    setRows(targets.map((target) => ({ target, left: false, step: 'waiting' })));
    for (const target of targets) {
      put({ target, left: false, step: 'planning' });
      const row = await planned(target, days);
      if (round.current !== own) return;
      put(row);
    }
    setPhase('planned');
  }

  async function apply() {
    setPhase('applying');
    for (const row of rows) {
      if (row.step !== 'planned' || row.left) continue;
      put({ ...row, step: 'applying' });
      put(await applied(row.target, row.plan));
    }
    setPhase('done');
    router.refresh();
  }

  function leave(target: FixTarget, left: boolean) {
    setRows((all) => all.map((row) => (row.target === target ? { ...row, left } : row)));
  }

  function forget() {
    round.current += 1;
    setRows(targets.map((target) => ({ target, left: false, step: 'waiting' })));
    setPhase('choosing');
  }

  return { rows, phase, plan, apply, leave, forget };
}

async function planned(target: FixTarget, days: number): Promise<BulkRow> {
  const { accountId, bucket } = target;
  const result = await planBucketFix({ accountId, bucket, days, removeExpiredDeleteMarkers: false }).catch(() => null);
  if (!result) return { target, left: false, step: 'refused', problem: silent };
  if (!result.ok) return { target, left: false, step: 'refused', problem: result.error.message };
  const plan = result.value;
  if (plan.noop)
    return { target, left: false, step: 'refused', problem: 'Already covered by a rule for the whole bucket.' };
  // Code that owns a bucket and people who are, or may be, at work in it are asked one by one, not in bulk.
  return { target, left: plan.managedBy !== null || needsTick(plan), step: 'planned', plan };
}

async function applied(target: FixTarget, plan: Plan): Promise<BulkRow> {
  const { accountId, bucket, days, removeExpiredDeleteMarkers, fingerprint } = plan;
  const input = { accountId, bucket, days, removeExpiredDeleteMarkers, fingerprint, acceptActive: needsTick(plan) };
  const result = await applyBucketFix(input).catch(() => null);
  if (!result) return { target, left: false, step: 'refused', problem: silent };
  return result.ok
    ? { target, left: false, step: 'fixed', plan }
    : { target, left: false, step: 'refused', problem: result.error.message };
}
