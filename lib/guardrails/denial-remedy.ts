import type { Denial, DenyingPolicy } from './denial.ts';
import type { PolicyDocument, Statement } from './policy-document.ts';

/** What ends a denial. */
export type Remedy = {
  /** Who can do it, as one would ask for them. */
  ask: string;
  /** Where the statement goes, or which policy holds the Deny. */
  where: string;
  /** The statement to add; null where an Allow cannot help, because a Deny outweighs it. */
  statement: Statement | null;
  /** What to add to the Condition of the Deny so that it lets this role through; null where no Deny is known of. */
  exemption: NonNullable<Statement['Condition']> | null;
  /** One sentence: what denies what, and the next step. */
  inWords: string;
};

type Place = { where: string; ask: string; article: string };
const organizationAdmins = "whoever manages the organization's policies";

/**
 * How to end a denial: the exact statement to add and where, or whom to ask where a statement cannot help.
 * @param asked the action that was tried, for wordings that name none
 * @param policies our own: what they allow is handed out with their resources and conditions, as narrow as they are
 */
export function remedyOf({
  denial,
  asked,
  policies = [],
}: {
  denial: Denial;
  asked: string;
  policies?: readonly PolicyDocument[];
}): Remedy {
  const action = denial.action ?? asked;
  const role = roleOf(denial.principal);
  const { where, ask, article } = placeOf(denial.by, role, denial.resource);
  const allow = allowing({ action, denial, policies });
  const because = denial.policyArn ? ` (${denial.policyArn})` : '';
  if (denial.explicit) {
    const exemption = exemptionOf(role);
    const how = exemption ? 'exempt this role in the Deny' : 'take the action out of the Deny';
    const named = denial.by === null ? 'a policy' : article;
    const inWords = `${named}${because} denies ${action}, and no other policy can allow it. Ask ${ask} to ${how}.`;
    return { ask, where, statement: null, exemption, inWords: capital(inWords) };
  }
  const shared = { ask, where, exemption: null };
  if (denial.by === null) {
    const next =
      action === 'sts:AssumeRole'
        ? 'See that the role is there, that its trust policy names this identity and its external id, and'
        : 'See that no policy denies it, and';
    const inWords = `AWS denies ${action} and does not say why. ${next} that ${where} has the statement.`;
    return { ...shared, statement: allow, inWords };
  }
  const named = { Sid: allow.Sid, Effect: allow.Effect };
  const statement =
    denial.by === 'role trust policy' || denial.by === 'resource-based policy'
      ? { ...named, ...receiving({ action, denial, role }) }
      : { ...allow, ...(denial.by === 'VPC endpoint policy' && { Principal: '*' as const }) };
  const inWords = `No ${denial.by} allows ${action}. Ask ${ask} to add the statement to ${where}.`;
  return { ...shared, statement, inWords };
}

function placeOf(by: DenyingPolicy | null, role: Role | null, resource: string | null): Place {
  const ours = role ? `the role ${role.name}` : 'the identity that Straybytes uses';
  const admin = 'an administrator of the account';
  const of = resource && resource !== '*' ? ` of ${resource}` : '';
  switch (by) {
    case 'permissions boundary':
      return {
        where: `the permissions boundary of ${ours}`,
        ask: admin,
        article: `the permissions boundary of ${ours}`,
      };
    case 'session policy':
      return {
        where: `the session policy that the credentials of ${ours} are made with`,
        ask: 'whoever hands out these credentials',
        article: 'a session policy',
      };
    case 'service control policy':
      return {
        where: 'a service control policy at each level above the account: root, organizational units, account',
        ask: organizationAdmins,
        article: 'a service control policy of the organization',
      };
    case 'resource control policy':
      return {
        where: 'the resource control policy of the organization',
        ask: organizationAdmins,
        article: 'a resource control policy of the organization',
      };
    case 'resource-based policy':
      return {
        where: `the resource policy${of}`,
        ask: `the owner${of || ' of the resource'}`,
        article: `the resource policy${of}`,
      };
    case 'VPC endpoint policy':
      return {
        where: 'the policy of the VPC endpoint that Straybytes calls AWS through',
        ask: 'whoever manages its network',
        article: 'the policy of a VPC endpoint',
      };
    case 'role trust policy':
      return {
        where: `the trust policy${of || ' of the role'}`,
        ask: 'an administrator of the account that the role is in',
        article: `the trust policy${of || ' of the role'}`,
      };
    default:
      return { where: `a permissions policy of ${ours}`, ask: admin, article: `a permissions policy of ${ours}` };
  }
}

function allowing({
  action,
  denial,
  policies,
}: {
  action: string;
  denial: Denial;
  policies: readonly PolicyDocument[];
}): Statement & { Sid: string } {
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

/** A policy on a resource names whom it lets in. A trust policy names no resource; a key policy calls its key `*`. */
function receiving({ action, denial, role }: { action: string; denial: Denial; role: Role | null }) {
  const Principal = { AWS: role?.arn ?? denial.principal ?? '<ARN of the role of Straybytes>' };
  if (denial.by === 'role trust policy') return { Principal, Action: action };
  const Resource = action.startsWith('kms:') ? '*' : (denial.resource ?? '<ARN of the resource>');
  return { Principal, Action: action, Resource };
}

/** `ArnNotLike` in a Deny spares the role; its path is not in the ARN of its sessions. */
function exemptionOf(role: Role | null): Remedy['exemption'] {
  if (!role) return null;
  const inPath = role.arn.replace(':role/', ':role/*/');
  return { ArnNotLike: { 'aws:PrincipalArn': [role.arn, inPath] } };
}

type Role = { name: string; arn: string };

/** The role behind `arn:aws:sts::111122223333:assumed-role/<role>/<session>`. */
function roleOf(principal: string | null): Role | null {
  const [, partition, account, name] = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(principal ?? '') ?? [];
  if (!partition || !account || !name) return null;
  return { name, arn: `arn:${partition}:iam::${account}:role/${name}` };
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
