import { permissionSetOf } from '#lib/permission-sets/reserved-role.ts';
import type { Denial } from './denial.ts';
import { placeOf, type Role, roleOf } from './denial-place.ts';
import { hubPrincipal } from './hub-principal.ts';
import type { PolicyDocument, Statement } from './policy-document.ts';

/** What ends a denial. */
export type Remedy = {
  /** Who can do it, as one would ask for them. */
  ask: string;
  /** Where the statement goes, or which policy holds the Deny. */
  where: string;
  /** The statement to add; null where an Allow cannot help, because a Deny outweighs it. */
  statement: Statement | null;
  /** What the trust policy of a role has to say, where AWS does not tell why it cannot be assumed; or null. */
  trust: Statement | null;
  /** What the identity that assumes it has to be allowed then: of use only where nothing shows that it already is; or null. */
  identity: Statement | null;
  /** What to add to the Condition of the Deny so that it lets this role or user through; null where no Deny is known of. */
  exemption: NonNullable<Statement['Condition']> | null;
  /** One sentence: what denies what, and the next step. */
  inWords: string;
};

/**
 * How to end a denial: the exact statement to add and where, or whom to ask where a statement cannot help.
 * @param asked the action that was tried, for wordings that name none
 * @param policies our own: what they allow is handed out with their resources and conditions, as narrow as they are
 * @param externalId what a role that is assumed asks for
 */
export function remedyOf({
  denial,
  asked,
  policies = [],
  externalId,
}: {
  denial: Denial;
  asked: string;
  policies?: readonly PolicyDocument[];
  externalId?: string | undefined;
}): Remedy {
  const action = denial.action ?? asked;
  const role = roleOf(denial.principal);
  const { where, ask, article } = placeOf({ by: denial.by, role, resource: denial.resource, action });
  const allow = allowing({ action, denial, policies });
  // What was tried is another action: the words say of what this one is.
  const what = action.startsWith('kms:') ? `${action} with the KMS key` : action;
  const because = denial.policyArn ? ` (${denial.policyArn})` : '';
  if (denial.explicit) {
    const exemption = exemptionOf(denial, role);
    const how = exemption ? `exempt ${thisOne(role)} in the Deny` : 'take the action out of the Deny';
    const named = denial.by === null ? 'a policy' : article;
    const inWords = `${named}${because} denies ${what}, and no other policy can allow it. Ask ${ask} to ${how}.`;
    return { ask, where, statement: null, trust: null, identity: null, exemption, inWords: capital(inWords) };
  }
  const shared = { ask, where, trust: null, identity: null, exemption: null };
  if (denial.by === null && action === 'sts:AssumeRole') {
    const trust = trusting({ allow, denial, role, externalId });
    const inWords = `AWS denies ${what} and does not say why. See that the role is there, and that its trust policy names this identity and its external id: the template of Onboarding makes both.${asNamed(role)}`;
    const place = placeOf({ by: 'role trust policy', role, resource: denial.resource, action });
    return { ask: place.ask, where: place.where, exemption: null, statement: trust, trust, identity: allow, inWords };
  }
  if (denial.by === null) {
    const next = action.startsWith('kms:')
      ? 'See that its key policy lets this role use it, and'
      : 'See that no policy denies it, and';
    return {
      ...shared,
      statement: allow,
      inWords: `AWS denies ${what} and does not say why. ${next} that ${where} allows it.`,
    };
  }
  if (denial.by === 'resource control policy') {
    const exemption = exemptionOf(denial, role);
    const inWords = `No ${denial.by} allows ${what}. One's own cannot hold an Allow: only RCPFullAWSAccess does, which AWS attaches everywhere by itself. Ask ${ask} which Deny stands in the way, and to exempt ${exemption ? thisOne(role) : 'Straybytes'} in it.`;
    return { ...shared, statement: null, exemption, inWords };
  }
  const statement = missing({ action, allow, denial, role, externalId });
  const named = 'Principal' in statement && statement.Principal !== '*' ? asNamed(role) : '';
  return {
    ...shared,
    statement,
    inWords: `No ${denial.by} allows ${what}. Ask ${ask} to allow it in ${where}.${named}`,
  };
}

type Missing = { action: string; allow: Allow; denial: Denial; role: Role | null; externalId: string | undefined };

function missing({ action, allow, denial, role, externalId }: Missing): Statement {
  if (denial.by === 'role trust policy') return trusting({ allow, denial, role, externalId });
  if (denial.by === 'VPC endpoint policy') return { ...allow, Principal: '*' };
  if (denial.by !== 'resource-based policy') return allow;
  const { Sid, Effect } = allow;
  return { Sid, Effect, Principal: principalOf(denial, role), Action: action, Resource: own(action, denial.resource) };
}

/** A policy on a bucket speaks of all its objects, not of the one that was met; a key policy calls its key `*`. */
function own(action: string, resource: string | null): string {
  if (action.startsWith('kms:')) return '*';
  return resource?.replace(/^(arn:[^:]+:s3:::[^/]+\/).*$/s, '$1*') ?? '<ARN of the resource>';
}

/** A trust policy names no resource. */
function trusting({ allow, denial, role, externalId }: Omit<Missing, 'action'>): Statement {
  const { Sid, Effect } = allow;
  const Condition = { StringEquals: { 'sts:ExternalId': externalId ?? '' } };
  const statement = { Sid, Effect, Principal: principalOf(denial, role), Action: allow.Action };
  return externalId ? { ...statement, Condition } : statement;
}

/** A policy on a resource names whom it lets in, as the trust policies of the onboarding template do. */
function principalOf(denial: Denial, role: Role | null): { AWS: string } {
  const { principal } = denial;
  const account = principal?.split(':')[4] ?? '';
  const named = hubPrincipal({ accountId: account, arn: principal });
  return { AWS: named ?? role?.arn ?? principal ?? '<ARN of the role of Straybytes>' };
}

/** A session does not tell the path of its role, and AWS takes no principal that is not there. */
function asNamed(role: Role | null): string {
  if (!role) return '';
  if (permissionSetOf(role.name))
    return ' The statement names the account, because a session of IAM Identity Center does not tell the path of its role.';
  return ` Where ${role.name} has a path, put it into the ARN: a session does not tell it.`;
}

type Allow = Statement & { Sid: string };

function allowing({
  action,
  denial,
  policies,
}: {
  action: string;
  denial: Denial;
  policies: readonly PolicyDocument[];
}): Allow {
  const own = policies
    .flatMap((policy) => policy.Statement.map(ourStatement))
    .find((statement) => [statement.Action].flat().includes(action));
  return {
    Sid: `Straybytes${action.replace(/[^A-Za-z0-9]/g, '')}`,
    Effect: 'Allow',
    Action: action,
    Resource: own?.Resource ?? denial.resource ?? '*',
    ...(own?.Condition && { Condition: own.Condition }),
  };
}

/** The cast holds: the policies are our own, and each of their statements has an Action. */
function ourStatement(statement: object): Statement {
  return statement as Statement;
}

/** `ArnNotLike` in a Deny spares the role, whose path is not in the ARN of its sessions, or the user, whose ARN has it. */
function exemptionOf({ principal }: Denial, role: Role | null): Remedy['exemption'] {
  const user = /^arn:[^:]+:iam::\d{12}:user\/[^*?]+$/.exec(principal ?? '')?.[0];
  const arns = role ? [role.arn, role.arn.replace(':role/', ':role/*/')] : user ? [user] : [];
  return arns.length === 0 ? null : { ArnNotLike: { 'aws:PrincipalArn': arns } };
}

function thisOne(role: Role | null): string {
  return role ? 'this role' : 'this user';
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
