/**
 * How the template comes into every account of an organization. A StackSet alone makes nothing: its instances do. Sources:
 * CloudFormation API, CreateStackSet and CreateStackInstances; CloudFormation User Guide, "Create CloudFormation StackSets
 * with service-managed permissions".
 * @param region of the stacks: roles are global, so any of the partition serves
 */
export function stackSetCommands(region: string): string[] {
  return [
    'aws cloudformation activate-organizations-access',
    'aws cloudformation create-stack-set --stack-set-name straybytes --template-body file://straybytes.yaml \\',
    '  --permission-model SERVICE_MANAGED --auto-deployment Enabled=true,RetainStacksOnAccountRemoval=false \\',
    '  --capabilities CAPABILITY_NAMED_IAM',
    "root=$(aws organizations list-roots --query 'Roots[0].Id' --output text)   # or the id of a unit, ou-…",
    `aws cloudformation create-stack-instances --stack-set-name straybytes --regions ${region} \\`,
    '  --deployment-targets OrganizationalUnitIds="$root" \\',
    '  --operation-preferences FailureTolerancePercentage=100,MaxConcurrentPercentage=100',
  ];
}

/** What to know of them. */
export const stackSetNotes = [
  'For many accounts: make a StackSet of it in the management account, with service-managed permissions, in ONE region (roles are global).',
  'Accounts that join later get the roles by themselves.',
  'A StackSet leaves out the management account itself: make a stack there if it is to be seen by a role too.',
] as const;
