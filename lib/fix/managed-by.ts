/** Who else writes this bucket's rules, as its tags tell: a change made here would be drift there. */
export type ManagedBy =
  | { tool: 'cloudformation'; stack: string }
  | { tool: 'cdk'; stack: string | null }
  | { tool: 'terraform' | 'pulumi'; hint: string };

/** CloudFormation sets this tag itself, on whatever a stack owns. */
const STACK_TAG = 'aws:cloudformation:stack-name';

/** @returns null when no tag names an owner, which does not prove that there is none */
export function managedBy(tags: Record<string, string>): ManagedBy | null {
  const entries = Object.entries(tags);
  const stack = tags[STACK_TAG] ?? null;
  if (entries.some(([key]) => /^(aws-cdk:|aws:cdk:)/.test(key))) return { tool: 'cdk', stack };
  if (stack !== null) return { tool: 'cloudformation', stack };
  for (const [key, value] of entries) {
    const hint = `${key}=${value}`;
    const denied = /^(false|no|none|0)$/i.test(value.trim());
    if (/terraform|opentofu|terragrunt/i.test(value)) return { tool: 'terraform', hint };
    if (/terraform|opentofu|terragrunt|^tf[-_:]/i.test(key) && !denied) return { tool: 'terraform', hint };
    if (/^pulumi/i.test(key) || /^pulumi$/i.test(value)) return { tool: 'pulumi', hint };
  }
  return null;
}
