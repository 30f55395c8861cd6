import { type AccountState, isHindered } from './account-state.ts';
import { commonDenial, commonExemption, isOfOneAccount } from './common-denial.ts';
import { type DenialGroup, denialGroups } from './denial-group.ts';
import type { DeniedAction } from './denied-action.ts';

type Account = {
  accountId: string;
  name: string;
  seen: AccountState;
  denied: readonly DeniedAction[];
  /** Why its buckets could not be listed, or its role not be used. */
  problem: string | null;
  /** Why most of its unread buckets could not be read, where nothing is denied. */
  unread: string | null;
};

/** What keeps us from seeing an account whole beside any denial, in words without whose it is. */
type Trouble = { account: Account; title: string; reason: string };

/** One thing that keeps us from seeing accounts whole, and what ends it in all of them at once. */
export type AccessCause = {
  /** In words, without what is denied: `Denied by a service control policy`. */
  title: string;
  /** Whether it keeps the role from being used, so that nothing of these accounts is seen. */
  isRole: boolean;
  /** By name. */
  accounts: { accountId: string; name: string }[];
  /** What is denied and in how many of the accounts, the most first; none where nothing is. */
  actions: { action: string; accounts: number }[];
  policyArn: string | null;
  /** The next step, or why nothing could be read, in a sentence or two. */
  next: string;
  /** Where the statements go. */
  where: string;
  /** What to add there, the same for each of the accounts; none where no Allow helps, or it differs by account. */
  statements: Record<string, unknown>[];
  /** The statement is another one in each account. */
  differs: boolean;
  identity: Record<string, unknown> | null;
  /** What to add to the Condition of the Deny, for all of them. */
  exemption: Record<string, unknown> | null;
};

/**
 * Why accounts are not seen whole, each cause once: the one that ends it in the most accounts first. An account with
 * several causes is in each; one that is seen whole, or not looked at, is in none.
 */
export function accessCauses(accounts: readonly Account[]): AccessCause[] {
  const hindered = accounts.filter(({ seen }) => isHindered(seen));
  const names = new Map(hindered.map(({ accountId, name }) => [accountId, name]));
  const denied = hindered.flatMap((account) =>
    denialsOf(account).map((each) => ({ ...commonDenial(each), accountId: account.accountId })),
  );
  const others = Map.groupBy(hindered.flatMap(troublesOf), ({ title, reason }) => `${title} ${reason}`);
  return [
    ...denialGroups(denied).map((group) => ofDenials(group, names)),
    ...[...others.values()].map(ofTroubles),
  ].sort((a, b) => b.accounts.length - a.accounts.length || Number(b.isRole) - Number(a.isRole));
}

/** Where the role cannot be used, what else was denied once is of before. */
function denialsOf({ seen, denied }: Account): readonly DeniedAction[] {
  return seen === 'unreachable' ? denied.filter(({ kind }) => kind === 'role') : denied;
}

type Denied = DeniedAction & { accountId: string };

function ofDenials(group: DenialGroup<Denied>, names: ReadonlyMap<string, string>): AccessCause {
  const { explicit, policyArn, where, denied, identity } = group;
  const accounts = named(new Set(denied.map(({ accountId }) => accountId)), names);
  const isRole = denied.some(({ kind }) => kind === 'role');
  const several = accounts.length > 1;
  const by = denied[0]?.by ?? null;
  const differs = several && denied.some(isOfOneAccount);
  const actions = Map.groupBy(denied, ({ action }) => action);
  const { exemption, byName } = commonExemption(denied);
  return {
    title: isRole && by === null && !explicit ? 'AWS does not say why' : group.title,
    isRole,
    accounts,
    actions: [...actions]
      .map(([action, same]) => ({ action, accounts: new Set(same.map(({ accountId }) => accountId)).size }))
      .sort((a, b) => b.accounts - a.accounts || a.action.localeCompare(b.action)),
    policyArn,
    next: nextStep({
      by,
      explicit,
      isRole,
      several,
      ask: asked(group.ask, several),
      where,
      exempts: exemption !== null,
      byName,
    }),
    where,
    statements: differs ? [] : group.statements,
    differs,
    identity,
    exemption,
  };
}

function ofTroubles(same: readonly Trouble[]): AccessCause {
  const accounts = new Map(same.map(({ account: { accountId, name } }) => [accountId, name]));
  const [first] = same;
  return {
    title: first?.title ?? '',
    isRole: first?.account.seen === 'unreachable',
    accounts: named(new Set(accounts.keys()), accounts),
    actions: [],
    policyArn: null,
    next: first?.reason ?? '',
    where: '',
    statements: [],
    differs: false,
    identity: null,
    exemption: null,
  };
}

/** One at most; beside a denial only what is not that denial told again, which names its action. */
function troublesOf(account: Account): Trouble[] {
  const { seen, problem, unread } = account;
  const denials = denialsOf(account);
  const isOther = (told: string | null) =>
    told !== null && !denials.some(({ asked, action }) => told.includes(asked) || told.includes(action));
  const told = [problem, unread].find(isOther);
  if (denials.length > 0 && (seen === 'unreachable' || !told)) return [];
  const what = told && told === problem ? 'Buckets could not be listed' : 'Buckets could not be read whole';
  const title = seen === 'unreachable' ? 'Nothing denies it' : what;
  return [{ account, title, reason: withoutSubject(told ?? 'The page of each account says why.') }];
}

/** "Cannot list the buckets of account 111122223333: AWS asks to slow down." is told of many accounts without its subject. */
function withoutSubject(told: string): string {
  const [, reason = told] = /^Cannot [^:`]*(?:`[^`]*`|account [\w-]+): (.*)$/s.exec(told) ?? [];
  // An address keeps its letters.
  return /^\w+:/.test(reason) ? reason : `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`;
}

function nextStep(about: {
  by: string | null;
  explicit: boolean;
  isRole: boolean;
  several: boolean;
  ask: string;
  where: string;
  exempts: boolean;
  byName: boolean;
}): string {
  const { by, explicit, isRole, several, ask, where, exempts, byName } = about;
  if (explicit) {
    const how = exempts ? 'to exempt Straybytes in the Deny' : 'to take this out of the Deny';
    const but =
      ' The accounts are too many to be named in the condition: see that nobody else may make a role of that name.';
    return `No other policy can allow what a Deny denies. Ask ${ask} ${how}.${byName ? but : ''}`;
  }
  if (isRole && by === null)
    return `See that the role is there, and that its trust policy names this identity and its external id: the template makes both${several ? ', as a StackSet in all of them at once' : ''}.`;
  if (by === null) return `See that no policy denies it, and that ${where} allows it.`;
  if (by === 'resource control policy')
    return `A ${by} of one's own cannot hold an Allow. Ask ${ask} which Deny stands in the way, and to exempt Straybytes in it.`;
  return `Ask ${ask} to allow it in ${where}.`;
}

/** Whom to ask of several accounts. */
function asked(ask: string, several: boolean): string {
  const one = ask.replace(' that the role is in', '').replace(/^its owner$/, 'the owner of the bucket or key');
  return several
    ? one.replace('of the account', 'of each account').replace('the owner of the', 'the owner of each')
    : one;
}

function named(ids: ReadonlySet<string>, names: ReadonlyMap<string, string>): AccessCause['accounts'] {
  return [...ids]
    .map((accountId) => ({ accountId, name: names.get(accountId) ?? accountId }))
    .sort((a, b) => a.name.localeCompare(b.name));
}
