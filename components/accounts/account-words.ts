import type { Tone } from '#components/ui/tag.tsx';
import type { AccountGlance } from '#lib/data/accounts.ts';
import { type AccountState, isHindered } from '#lib/guardrails/account-state.ts';
import { distinctDenials } from '#lib/guardrails/denied-action.ts';
import { formatCount } from '#lib/money/format.ts';
import { countingWords } from './counting-words.ts';

const states: Record<AccountState, { label: string; tone: Tone }> = {
  unreachable: { label: 'Not reachable', tone: 'alarm' },
  denied: { label: 'Denied in part', tone: 'waste' },
  unlisted: { label: 'Buckets not listed', tone: 'waste' },
  partly: { label: 'Read in part', tone: 'waste' },
  untried: { label: 'Not tried yet', tone: 'quiet' },
  unguarded: { label: 'Guardrails not read yet', tone: 'quiet' },
  seen: { label: 'Seen whole', tone: 'recovered' },
  excluded: { label: 'Left out', tone: 'quiet' },
  closed: { label: 'Closed', tone: 'quiet' },
  left: { label: 'Left', tone: 'quiet' },
  unnamed: { label: 'Not named any more', tone: 'quiet' },
};

/** How far we see into an account, in a tag. */
export function accessTag({ seen, state, denied, reachable, buckets, unreadable }: AccountGlance) {
  const { label, tone } = states[seen];
  if (seen === 'closed' && state !== null) return { label: capital(state.toLowerCase().replaceAll('_', ' ')), tone };
  if (seen === 'untried' && reachable === 'yes') return { label: 'Not read yet', tone };
  if (seen === 'partly') return { label: `${formatCount(unreadable)} of ${formatCount(buckets)} not read`, tone };
  const actions = distinctDenials(denied).length;
  if (seen === 'denied' && actions > 0) return { label: `${actions} denied`, tone };
  return { label, tone };
}

/** "s3:ListAllMyBuckets by service control policy": what is denied first, and by whom where AWS says; null: nothing is. */
export function firstDenied({ seen, denied }: Pick<AccountGlance, 'seen' | 'denied'>): string | null {
  const of = seen === 'unreachable' ? denied.filter(({ kind }) => kind === 'role') : denied;
  const [first] = isHindered(seen) ? of : [];
  if (!first) return null;
  return first.by === null ? first.action : `${first.action} by ${first.by}`;
}

/** What the tag means, in a sentence. */
export function accessWords(account: AccountGlance): string {
  const { seen, denied, problem, state, notLookedAt, reachable } = account;
  switch (seen) {
    case 'unreachable':
      return denied.find(({ kind }) => kind === 'role')?.problem ?? problem ?? 'Its role could not be used.';
    case 'denied':
      return distinctDenials(denied)[0]?.problem ?? problem ?? 'Something of it is denied.';
    case 'unlisted':
      return `Its buckets could not be listed. ${problem ?? ''}`.trim();
    case 'partly':
      return `${unreadWords(account)} could not be read whole, though nothing is denied. The page of the account says why.`;
    case 'untried':
      if (reachable === 'yes') return 'Its role can be used. The next collection reads its buckets.';
      return 'The next look at it says whether its role can be used.';
    case 'unguarded':
      return 'Every bucket was read whole. The next look at all accounts, or Check now, reads its guardrails.';
    case 'seen':
      return 'The role that reads can be used, nothing that it tried is denied, and every bucket was read whole.';
    case 'excluded':
      return `A person left it out: it is not looked at. ${countingWords(account)}`;
    case 'closed':
      return `Its organization says ${state}: it cannot be looked at. ${countingWords(account)}`;
    case 'left':
      return `Its organization does not name it any more: it is not looked at. What was known of it is kept. ${countingWords(account)}`;
    case 'unnamed':
      return `${notLookedAt ?? 'Nothing names it any more.'} What was known of it is kept. ${countingWords(account)}`;
  }
}

/** "2 of its 4 buckets": could not be read whole. */
export function unreadWords({ buckets, unreadable }: Pick<AccountGlance, 'buckets' | 'unreadable'>): string {
  if (buckets === 1) return 'Its only bucket';
  return unreadable === buckets
    ? `All of its ${formatCount(buckets)} buckets`
    : `${formatCount(unreadable)} of its ${formatCount(buckets)} buckets`;
}

/** "6 of 8": how many guardrails hold. */
export function guardrailWords({ pass, fail, blind }: NonNullable<AccountGlance['guardrails']>): string {
  return `${pass} of ${pass + fail + blind}`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
