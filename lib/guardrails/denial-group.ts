import type { DeniedAction } from './denied-action.ts';

/** Everything that one policy, or the lack of one, denies: what ends it is asked of the same people, once. */
export type DenialGroup<D extends DeniedAction = DeniedAction> = {
  /** Who denies, in words: `a service control policy`, `no identity-based policy allows it`. */
  title: string;
  /** A Deny matches. */
  explicit: boolean;
  policyArn: string | null;
  /** Whom to ask. */
  ask: string;
  where: string;
  denied: D[];
  /** One statement for all of its actions, for each distinct place; none where no Allow can help. */
  statements: Record<string, unknown>[];
  /** What the identity that assumes the role has to be allowed, where nothing shows that it is. */
  identity: Record<string, unknown> | null;
  /** What to add to the Condition of the Deny. */
  exemption: Record<string, unknown> | null;
};

/** Groups what is denied by who denies it, the role itself first; statements that differ by their action alone become one. */
export function denialGroups<D extends DeniedAction>(denied: readonly D[]): DenialGroup<D>[] {
  const groups = Map.groupBy(denied, (each) =>
    JSON.stringify([each.kind === 'role', each.by, isDeny(each), each.policyArn, each.where]),
  );
  return [...groups.values()]
    .flatMap((same) => {
      const [first] = same;
      if (!first) return [];
      const { kind, by, policyArn, ask, where, exemption, identity } = first;
      const explicit = isDeny(first);
      const order = kind === 'role' ? 0 : 1;
      const statements = oneForAll(same.map(({ statement }) => statement).filter((statement) => statement !== null));
      const title = titleOf({ by, explicit });
      return [{ order, title, explicit, policyArn, ask, where, denied: same, statements, identity, exemption }];
    })
    .sort((a, b) => a.order - b.order)
    .map(({ order: _order, ...group }) => group);
}

/** What was known before `explicit` was has a statement unless it is a Deny. */
function isDeny({ explicit, statement }: DeniedAction): boolean {
  return explicit ?? statement === null;
}

function titleOf({ by, explicit }: { by: string | null; explicit: boolean }): string {
  if (by === null) return explicit ? 'Denied by a policy that AWS does not name' : 'AWS does not say by what';
  const name = by === 'resource-based policy' ? 'bucket or key policy' : by;
  if (explicit) return `Denied by ${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name}`;
  return by === 'identity-based policy' ? 'Missing in the policy of the role' : `Not allowed by the ${name}`;
}

/** Statements with everything but Sid and Action alike become one with all their actions. */
function oneForAll(statements: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  const alike = Map.groupBy(statements, ({ Sid: _sid, Action: _action, ...rest }) => JSON.stringify(rest));
  return [...alike.values()].flatMap((same) => {
    const [first] = same;
    const actions = [...new Set(same.flatMap(({ Action }) => [Action].flat().map(String)))].sort();
    if (!first) return [];
    return actions.length < 2 ? [first] : [{ ...first, Sid: 'Straybytes', Action: actions }];
  });
}
