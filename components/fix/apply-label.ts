import type { Plan } from '#lib/data/views.ts';

/** What the button will do, from the diff. */
export function applyLabel({ diff, noop }: Pick<Plan, 'diff' | 'noop'>): string {
  if (noop) return 'Nothing to add';
  const added = diff.filter(({ kind }) => kind === 'added').length;
  const changed = diff.filter(({ kind }) => kind === 'changed').length;
  if (added === 0) return changed === 1 ? 'Change the rule' : 'Change the rules';
  return added === 1 ? 'Add the rule' : `Add ${added} rules`;
}
