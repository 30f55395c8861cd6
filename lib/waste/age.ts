import type { AgeBand } from './breakdown.ts';

export const DAY_MS = 86_400_000;

/** The band of an upload's age since its initiation; an upload from the future counts as new. */
export function ageBand({ initiatedAt, now }: { initiatedAt: Date; now: Date }): AgeBand {
  const days = (now.getTime() - initiatedAt.getTime()) / DAY_MS;
  if (days < 1) return 'under1d';
  if (days < 7) return '1to7d';
  if (days < 30) return '7to30d';
  return days < 90 ? '30to90d' : 'over90d';
}

/** When somebody last worked on an upload: its last part, or its initiation where no part is known. */
export function activeSince({ lastPartAt, initiatedAt }: { lastPartAt: Date | null; initiatedAt: Date }): Date {
  return lastPartAt && lastPartAt > initiatedAt ? lastPartAt : initiatedAt;
}

/** Whether somebody worked on an upload within the last `days` days, the boundary included. */
export function isActive({
  now,
  days,
  ...upload
}: {
  lastPartAt: Date | null;
  initiatedAt: Date;
  now: Date;
  days: number;
}): boolean {
  return activeSince(upload).getTime() >= now.getTime() - days * DAY_MS;
}
