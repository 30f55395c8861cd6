/** The kinds of policy that AWS names where it denies. */
export const denyingPolicies = [
  'identity-based policy',
  'permissions boundary',
  'session policy',
  'service control policy',
  'resource control policy',
  'resource-based policy',
  'VPC endpoint policy',
  'role trust policy',
] as const;
export type DenyingPolicy = (typeof denyingPolicies)[number];

/** A policy above the account: SCPs and RCPs, which no permission outweighs. */
export function isOfOrganization(by: string | null | undefined): boolean {
  return by === 'service control policy' || by === 'resource control policy';
}

/** A refusal as AWS words it. What the wording does not say is null: S3 says why only within one organization. */
export type Denial = {
  /** ARN of who was refused. */
  principal: string | null;
  /** The IAM action that is not allowed; it can be another than the one called, such as kms:Decrypt for ListParts. */
  action: string | null;
  /** As AWS names it: an ARN, or `*`. */
  resource: string | null;
  by: DenyingPolicy | null;
  /** True: a Deny matches. False: no Allow does. */
  explicit: boolean | null;
  /** ARN of the very policy, which AWS names since 2026 for explicit denials within an organization. */
  policyArn: string | null;
};

const kind = '([a-z][a-z -]*?(?:policy|policies|boundary|boundaries))';
const explicitIn = new RegExp(
  `\\b(?:with|due to) an explicit deny in (?:an?|the) ${kind}(?:,? with policy ARN)?(?::\\s*(arn:\\S+))?`,
  'i',
);
const implicitIn = new RegExp(`\\bbecause no ${kind} allows?(?: the ([\\w-]+:\\w+) action)?`, 'i');
const anyExplicit = /\bwith an explicit deny\b/i;

/**
 * Reads AWS's wording of a refusal. Sources: IAM User Guide, "Troubleshoot access denied error messages"; S3 User Guide,
 * "Troubleshoot access denied (403 Forbidden) errors". A service that words it otherwise gives nulls, never a guess.
 */
export function parseDenial(message: string): Denial {
  const text = message.replace(/\s+/g, ' ');
  const quoted = /on resource: "(.*)"/.exec(text);
  // A name in quotes is somebody's free text: no reason is looked for in it.
  const said = quoted ? text.replace(quoted[0], 'on resource: ""') : text;
  const explicit = explicitIn.exec(said);
  const implicit = explicit ? null : implicitIn.exec(said);
  const called = /is not authorized to perform:? ([\w-]+:[\w*]+)/i.exec(said)?.[1] ?? null;
  return {
    principal: /\bUser:? (arn:\S+) is not authorized/i.exec(said)?.[1] ?? null,
    action: implicit?.[2] ?? called,
    resource: quoted?.[1] ?? bareResource(said),
    by: policyOf(explicit?.[1] ?? implicit?.[1]),
    explicit: explicit || anyExplicit.test(said) ? true : implicit ? false : null,
    policyArn: explicit?.[2]?.replace(/[.,;)]+$/, '') ?? null,
  };
}

/** With the session that made the call, where AWS names nobody, as in a bare `Access Denied`. */
export function withPrincipal(denial: Denial, principal: string | undefined): Denial {
  return { ...denial, principal: denial.principal ?? principal ?? null };
}

/** The ARN of a resource may hold spaces nowhere but in quotes; `this resource` is no name. */
function bareResource(text: string): string | null {
  const named = /on resource: (arn:\S+|\*)/i.exec(text)?.[1];
  return named?.replace(/[.,;:]+$/, '') || null;
}

function policyOf(words: string | undefined): DenyingPolicy | null {
  if (!words) return null;
  const plain = (name: string) =>
    name
      .toLowerCase()
      .replace(/policies$/, 'policy')
      .replace(/boundaries$/, 'boundary')
      .replaceAll('-', ' ');
  return denyingPolicies.find((name) => plain(name) === plain(words)) ?? null;
}
