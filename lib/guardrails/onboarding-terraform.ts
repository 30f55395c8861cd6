import { ok, type Result } from '#lib/errors.ts';
import { attribute, type Body, block, call, expression } from './hcl.ts';
import {
  externalIdPattern,
  hubPattern,
  type Onboarding,
  onboardingInput,
  plainPolicy,
  roleNamePattern,
  wording,
} from './onboarding-input.ts';

/**
 * A Terraform module (one file) with the role of reading and, where `create_fix_role` is true, the role of fixing; as
 * `terraform fmt` would have it. The same input gives the same text. Needs Terraform ≥ 1.3 and the AWS provider ≥ 4.
 * @returns an AppError `invalid` that names what AWS would refuse
 */
export function onboardingTerraform(input: Onboarding): Result<string> {
  const checked = onboardingInput(input);
  if (!checked.ok) return checked;
  const { readPolicy, fixPolicy, readRoleName, fixRoleName, hub, externalId, createFixRole, partition } = checked.value;
  const parts = [
    requirements(),
    variable('hub_principal', { description: wording.hub, pattern: hubPattern, initial: hub || undefined }),
    variable('external_id', {
      description: wording.externalId,
      pattern: `(${externalIdPattern})?`,
      initial: externalId,
    }),
    variable('read_role_name', { description: wording.readRole, pattern: roleNamePattern, initial: readRoleName }),
    variable('fix_role_name', { description: wording.fixRole, pattern: roleNamePattern, initial: fixRoleName }),
    block('variable "create_fix_role"', [
      attribute('description', wording.createFixRole),
      attribute('type', expression('bool')),
      attribute('default', createFixRole),
    ]),
    trust(),
    ...role({ name: 'read', does: 'only looks', policy: readPolicy, optIn: false }),
    ...role({ name: 'fix', does: 'fixes', policy: fixPolicy, optIn: true }),
    block('output "read_role_arn"', [attribute('value', expression('aws_iam_role.read.arn'))]),
    block('output "fix_role_arn"', [attribute('value', expression('one(aws_iam_role.fix[*].arn)'))]),
  ];
  return ok(
    `# ${wording.summary}\n${manyAccounts(partition)}\n${parts.map(({ lines }) => lines.join('\n')).join('\n\n')}\n`,
  );
}

/** A provider has one account, and Terraform wants each of them named: none can be made in a loop. */
function manyAccounts(partition: string): string {
  return `# For many accounts, keep this file in ./straybytes and call it once for each, with a provider that is in the account:
#   provider "aws" {
#     alias = "prod"
#     assume_role { role_arn = "arn:${partition}:iam::<account>:role/OrganizationAccountAccessRole" }
#   }
#   module "straybytes_prod" {
#     source    = "./straybytes"
#     providers = { aws = aws.prod }
#   }
# Or apply it as it is in one workspace for each account, with the credentials of that account.
`;
}

function requirements() {
  const provider = block('required_providers', [attribute('aws', { source: 'hashicorp/aws', version: '>= 4.0' })]);
  return block('terraform', [attribute('required_version', '>= 1.3'), '', provider]);
}

function variable(
  name: string,
  { description, pattern, initial }: { description: string; pattern: string; initial?: string | undefined },
) {
  return block(`variable "${name}"`, [
    attribute('description', description),
    attribute('type', expression('string')),
    ...(initial === undefined ? [] : [attribute('default', initial)]),
    '',
    block('validation', [
      attribute('condition', expression(`can(regex(${JSON.stringify(`^${pattern}$`)}, var.${name}))`)),
      attribute('error_message', `The value of ${name} is not of the form that AWS takes.`),
    ]),
  ]);
}

function trust() {
  const principals = block('principals', [
    attribute('type', 'AWS'),
    attribute('identifiers', expression('[var.hub_principal]')),
  ]);
  const content = block('content', [
    attribute('test', 'StringEquals'),
    attribute('variable', 'sts:ExternalId'),
    attribute('values', expression('[condition.value]')),
  ]);
  const condition = block('dynamic "condition"', [
    attribute('for_each', expression('var.external_id == "" ? [] : [var.external_id]')),
    '',
    content,
  ]);
  const statement = block('statement', [
    attribute('actions', expression('["sts:AssumeRole"]')),
    '',
    principals,
    '',
    condition,
  ]);
  return block('data "aws_iam_policy_document" "trust"', [statement]);
}

function role(about: { name: string; does: string; policy: Onboarding['readPolicy']; optIn: boolean }) {
  const { name, does, policy, optIn } = about;
  const count: Body = optIn ? [attribute('count', expression('var.create_fix_role ? 1 : 0')), ''] : [];
  return [
    block(`resource "aws_iam_role" "${name}"`, [
      ...count,
      attribute('name', expression(`var.${name}_role_name`)),
      attribute('description', `Straybytes ${does} with this role`),
      attribute('assume_role_policy', expression('data.aws_iam_policy_document.trust.json')),
    ]),
    block(`resource "aws_iam_role_policy" "${name}"`, [
      ...count,
      attribute('name', `Straybytes${name === 'fix' ? 'Fix' : 'Read'}`),
      attribute('role', expression(optIn ? `aws_iam_role.${name}[0].id` : `aws_iam_role.${name}.id`)),
      '',
      attribute('policy', call('jsonencode', plainPolicy(policy))),
    ]),
  ];
}
