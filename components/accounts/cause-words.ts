import type { AccessCause } from '#lib/guardrails/access-cause.ts';
import { formatCount } from '#lib/money/format.ts';

const named = 2;

/** "Denied by a service control policy: `s3:ListAllMyBuckets` and 3 more actions", the most denied ones by name. */
export function causeSentence({ title, isRole, actions }: Pick<AccessCause, 'title' | 'isRole' | 'actions'>): string {
  if (isRole) return `The role cannot be used. ${title}`;
  if (actions.length === 0) return title;
  const first = actions.slice(0, named).map(({ action }) => `\`${action}\``);
  const more = actions.length - first.length;
  const said = more === 0 ? first.join(' and ') : first.join(', ');
  return `${title}: ${said}${more === 0 ? '' : ` and ${formatCount(more)} more ${more === 1 ? 'action' : 'actions'}`}`;
}

/** "1 account", "20 accounts". */
export function inAccounts(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'account' : 'accounts'}`;
}
