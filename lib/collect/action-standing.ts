import type { DeniedAction } from '#lib/guardrails/denied-action.ts';
import type { FixRole, TriedAction } from '#lib/guardrails/tried-action.ts';
import { notTried } from './not-tried.ts';

/** A declared action that was tried, or met by a collection. */
export type Tried = {
  action: string;
  /** Of which role. */
  role: 'read' | 'fix';
  outcome: 'allowed' | 'denied' | 'unclear';
  /** The bucket it was tried on last; null: it concerns the whole account. */
  on: string | null;
  /** What was answered, where it is denied or unclear. */
  problem: string | null;
  /** When it was tried: nothing later is known of it. ISO 8601. */
  at: string;
  /** Why it may be otherwise by now, and cannot be tried again; null: it can. */
  stale: string | null;
};
/** A declared action of which nothing is known, and why. */
export type NotTried = { action: string; role: 'read' | 'fix'; why: string };
export type ActionStanding = { tried: Tried[]; notTried: NotTried[] };

const ORDER = { denied: 0, unclear: 1, allowed: 2 };

/**
 * What is known of each declared action in an account: it was tried, or it was not and why. None is left out.
 * @param read what the role that reads is meant to be allowed, with that of finding accounts where it is ours
 */
export function actionStanding({
  denied,
  tried,
  fixRole,
  reachable,
  isLookedAt,
  read,
  fix,
}: {
  denied: readonly DeniedAction[];
  tried: readonly TriedAction[];
  fixRole: FixRole | null;
  reachable: 'yes' | 'no' | null;
  /** An account that is not is not checked either. */
  isLookedAt: boolean;
  read: readonly string[];
  fix: readonly string[];
}): ActionStanding {
  // Of a role that cannot be used any more nothing is allowed now, whatever was allowed to it.
  const gone = reachable === 'no' ? 'Since then its role could not be used any more.' : null;
  const unread =
    reachable === 'no'
      ? 'Its role could not be used the last time.'
      : isLookedAt
        ? 'It was not tried yet: Check now does.'
        : 'It was not tried while the account was looked at.';
  const unfixed =
    fixRole === null
      ? isLookedAt
        ? 'The fix role was not tried yet: Check now does.'
        : 'The fix role was not tried while the account was looked at.'
      : fixRole.usable === 'no'
        ? 'The fix role cannot be assumed.'
        : `The fix role could not be tried. ${fixRole.problem ?? ''}`.trim();
  const all = [
    ...read.map((action) =>
      standingOf({ action, role: 'read', denied, tried, otherwise: unread, reachable, stale: gone }),
    ),
    ...fix.map((action) =>
      standingOf({
        action,
        role: 'fix',
        denied: fixRole?.denied ?? [],
        tried: fixRole?.tried ?? [],
        otherwise: unfixed,
        reachable: fixRole?.usable === 'yes' || fixRole?.usable === 'own' ? 'yes' : null,
        stale: fixRole?.usable === 'own' ? gone : null,
      }),
    ),
  ];
  return {
    tried: all.filter((each) => 'outcome' in each).sort((a, b) => ORDER[a.outcome] - ORDER[b.outcome]),
    notTried: all.filter((each) => 'why' in each),
  };
}

function standingOf({
  action,
  role,
  denied,
  tried,
  otherwise,
  reachable,
  stale,
}: {
  action: string;
  role: 'read' | 'fix';
  denied: readonly DeniedAction[];
  tried: readonly TriedAction[];
  otherwise: string;
  reachable: 'yes' | 'no' | null;
  stale: string | null;
}): Tried | NotTried {
  const refused = denied.find((each) => each.kind !== 'role' && (each.asked === action || each.action === action));
  if (refused) {
    const { buckets, problem, at } = refused;
    return { action, role, outcome: 'denied', on: buckets[0] ?? null, problem, at, stale };
  }
  const known = tried.find((each) => each.action === action);
  if (known) return { role, ...known, stale };
  const why = notTried[action];
  if (why !== undefined) return { action, role, why };
  const isOfBucket = action.startsWith('s3:') && action !== 's3:ListAllMyBuckets';
  return {
    action,
    role,
    why: reachable === 'yes' && isOfBucket ? 'No bucket was tried yet. Check now tries one that is known.' : otherwise,
  };
}
