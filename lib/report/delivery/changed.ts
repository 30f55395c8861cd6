import type { Report } from '../report.ts';

const A_CENT = 0.005;

/** Whether a week has anything to tell: waste that moved, or fixes that were applied, proved or came back. */
export function hasChanged({ waste, fixes, recovered, guardrails }: Report): boolean {
  const moved = waste !== null && (waste.changeUsd === null || Math.abs(waste.changeUsd) >= A_CENT);
  const fixed = fixes.applied.length + fixes.proved.length + fixes.returned.length > 0;
  const guarded = guardrails !== null && guardrails.opened.length + guardrails.closed.length > 0;
  return moved || fixed || guarded || (recovered.week.bookedUsd ?? 0) >= A_CENT;
}
