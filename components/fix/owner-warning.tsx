import { Notice } from '#components/ui/notice.tsx';
import type { Plan } from '#lib/data/views.ts';

const tools = { cloudformation: 'CloudFormation', cdk: 'CDK', terraform: 'Terraform', pulumi: 'Pulumi' } as const;

/** Who owns the bucket by code: a change made beside it is drift there, and may be taken back by its next run. */
export function OwnerWarning({ plan: { managedBy, tagsKnown } }: { plan: Pick<Plan, 'managedBy' | 'tagsKnown'> }) {
  if (!managedBy) {
    return tagsKnown ? null : (
      <Notice>Its tags could not be read, so whether CloudFormation or Terraform owns it is not known.</Notice>
    );
  }
  const where = 'stack' in managedBy ? managedBy.stack && ` (stack ${managedBy.stack})` : ` (tag ${managedBy.hint})`;
  return (
    <Notice tone="waste" title={`${tools[managedBy.tool]} owns this bucket`}>
      {where}. A change made here will be seen as drift there: better paste the snippet into its code.
    </Notice>
  );
}

export function ownerName(managedBy: Plan['managedBy']): string | null {
  return managedBy ? tools[managedBy.tool] : null;
}
