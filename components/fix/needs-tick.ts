import type { Plan } from '#lib/data/views.ts';

/** Whether applying waits for a person to accept that work under way is cut, or that nobody can see whether it is. */
export function needsTick({ noop, activeUploads, uploadsKnown }: Plan): boolean {
  return !noop && (activeUploads > 0 || uploadsKnown === 'unknown');
}
