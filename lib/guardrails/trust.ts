import { isOfHub } from './hub-principal.ts';
import type { TrustStatement } from './role.ts';

type Condition = NonNullable<TrustStatement['Condition']>;
type Clause = { operator: string; key: string; values: string[] };

/** Whom a role lets in without MFA among people, and whether it asks in the way that long-term keys pass. */
export type OpenDoor = { principals: string[]; ifExists: boolean };

/**
 * Who may assume a role as a person without MFA: IAM users, and whoever the trusted account lets in; null for nobody.
 * Services, federation and roles answer for MFA elsewhere, if at all: their sessions do not carry
 * `aws:MultiFactorAuthPresent` as true, and to ask for it would shut them out. Who has to say an
 * external id is a program, where it is of another account, or this server in a role of its own. Source: IAM User Guide, AWS global condition context keys, `aws:MultiFactorAuthPresent`.
 */
export function peopleWithoutMfa({
  statements,
  accountId,
  hub = null,
}: {
  statements: readonly TrustStatement[];
  accountId: string;
  /** This server as a principal, of a role of its own; null: of any other. */
  hub?: string | null;
}): OpenDoor | null {
  const denied = statements.filter((one) => deniesAlways(one) || deniesWithoutMfa(one)).flatMap(deniedBy);
  const open = statements.flatMap((statement) => {
    if (statement.Effect !== 'Allow' || !allowsAssuming(statement)) return [];
    const clauses = clausesOf(statement.Condition);
    if (clauses.some(requiresMfa) || onlyRoles(clauses)) return [];
    const principals = peopleOf(statement).filter(
      (one) => !isProgram(one, clauses, { accountId, hub }) && !denied.some((each) => covers(each, one)),
    );
    return principals.length > 0 ? [{ principals, ifExists: clauses.some(asksIfExists) }] : [];
  });
  if (open.length === 0) return null;
  return {
    principals: [...new Set(open.flatMap(({ principals }) => principals))],
    ifExists: open.every(({ ifExists }) => ifExists),
  };
}

/** `*`, accounts (bare, or as their root) and users; not roles, sessions, and ids of what has been deleted. */
function peopleOf({ Principal: principal, NotPrincipal: others }: TrustStatement): string[] {
  if (others !== undefined) return ['everybody but some'];
  if (principal === undefined) return [];
  const named = principal === '*' ? ['*'] : [principal.AWS ?? []].flat();
  return named.filter((one) => one === '*' || /^\d{12}$|^arn:[^:]+:iam::\d{12}:(root$|user\/)/.test(one));
}

function isProgram(
  principal: string,
  clauses: readonly Clause[],
  { accountId, hub }: { accountId: string; hub: string | null },
): boolean {
  if (!clauses.some(({ operator, key }) => operator === 'stringequals' && key === 'sts:externalid')) return false;
  if (hub !== null && isOfHub(principal, hub)) return true;
  const account = /\d{12}/.exec(principal)?.[0];
  return account !== undefined && account !== accountId;
}

function allowsAssuming({ Action: action, NotAction: others }: TrustStatement): boolean {
  if (others !== undefined) return ![others].flat().some(coversAssumeRole);
  return [action ?? []].flat().some(coversAssumeRole);
}

function coversAssumeRole(action: string): boolean {
  const pattern = action.toLowerCase().replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`).test('sts:assumerole');
}

function clausesOf(condition: Condition | undefined): Clause[] {
  return Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, value]) => ({
      operator: operator.toLowerCase(),
      key: key.toLowerCase(),
      values: [value].flat().map((one) => String(one).toLowerCase()),
    })),
  );
}

/** Only these are false where the key is absent, as it is for long-term access keys. */
function requiresMfa({ operator, key, values }: Clause): boolean {
  if (key === 'aws:multifactorauthpresent') return operator === 'bool' && values.every((value) => value === 'true');
  if (key !== 'aws:multifactorauthage') return false;
  return (
    /^numericlessthan(equals)?$/.test(operator) || (operator === 'null' && values.every((value) => value === 'false'))
  );
}

function asksIfExists({ operator, key }: Clause): boolean {
  return key === 'aws:multifactorauthpresent' && operator === 'boolifexists';
}

/** Nothing else of the policy lets in whom it names. */
function deniesAlways(statement: TrustStatement): boolean {
  return statement.Effect === 'Deny' && allowsAssuming(statement) && clausesOf(statement.Condition).length === 0;
}

/** A Deny is the one place where BoolIfExists is right: it denies whoever cannot show MFA, long-term keys included. */
function deniesWithoutMfa(statement: TrustStatement): boolean {
  const clauses = clausesOf(statement.Condition);
  const [clause] = clauses;
  if (statement.Effect !== 'Deny' || !allowsAssuming(statement) || clauses.length !== 1 || !clause) return false;
  const { operator, key, values } = clause;
  if (key === 'aws:multifactorauthpresent') return operator === 'boolifexists' && values.includes('false');
  return key === 'aws:multifactorauthage' && operator === 'null' && values.includes('true');
}

/** Of a NotPrincipal nothing is taken for granted. */
function deniedBy({ Principal: principal, NotPrincipal: others }: TrustStatement): string[] {
  if (others !== undefined || principal === undefined) return [];
  return principal === '*' ? ['*'] : [principal.AWS ?? []].flat();
}

/** An account, bare or as its root, stands for all of its users and roles; a user only for itself. */
function covers(denied: string, principal: string): boolean {
  if (denied === '*' || denied === principal) return true;
  const account = /^(\d{12})$|^arn:[^:]+:iam::(\d{12}):root$/.exec(denied);
  const id = account?.[1] ?? account?.[2];
  return id !== undefined && id === /^(?:arn:[^:]+:iam::)?(\d{12})(?:$|:)/.exec(principal)?.[1];
}

/** An account is trusted, but only for the roles named: no user passes. */
function onlyRoles(clauses: readonly Clause[]): boolean {
  return clauses.some(
    ({ operator, key, values }) =>
      key === 'aws:principalarn' &&
      /^(arn|string)(equals|like)$/.test(operator) &&
      values.every((value) => /^arn:[^:]+:iam::[^:]*:role\//.test(value)),
  );
}
