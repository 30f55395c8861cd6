import type { Tone } from '#components/ui/tag.tsx';
import type { FixState } from '#lib/data/views.ts';

export const stateWords: Record<FixState, { label: string; tone: Tone }> = {
  applying: { label: 'Being written', tone: 'quiet' },
  applied: { label: 'Applied', tone: 'recovered' },
  confirmed: { label: 'Confirmed', tone: 'recovered' },
  eligible: { label: 'Eligible', tone: 'recovered' },
  clearing: { label: 'Clearing', tone: 'recovered' },
  clean: { label: 'Clean', tone: 'recovered' },
  undoing: { label: 'Being undone', tone: 'quiet' },
  undone: { label: 'Undone', tone: 'quiet' },
  failed: { label: 'Not applied', tone: 'alarm' },
};

/** Whether the rules of a fix in this state are in force, so that they can be taken back. */
export function canUndo(state: FixState): boolean {
  return ['applied', 'confirmed', 'eligible', 'clearing', 'clean'].includes(state);
}
