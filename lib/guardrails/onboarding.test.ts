import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readHcl } from './hcl-reader.test-support.ts';
import { onboardingCloudFormation, onboardingTemplate } from './onboarding-cloudformation.ts';
import type { Onboarding } from './onboarding-input.ts';
import { onboardingTerraform } from './onboarding-terraform.ts';
import { readYaml } from './yaml-reader.test-support.ts';

const input: Onboarding = {
  readPolicy: {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'Read', Effect: 'Allow', Action: ['s3:ListAllMyBuckets', 'iam:ListRoles'], Resource: '*' },
      {
        Sid: 'Sizes',
        Effect: 'Allow',
        Action: ['kms:Decrypt'],
        Resource: '*',
        Condition: { StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' } },
      },
    ],
  },
  fixPolicy: {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Fix',
        Effect: 'Allow',
        Action: ['s3:PutLifecycleConfiguration'],
        Resource: 'arn:aws:s3:::*',
        Condition: { StringEquals: { 's3:ResourceAccount': `${'$'}{aws:PrincipalAccount}` } },
      },
    ],
  },
  readRoleName: 'StraybytesRead',
  fixRoleName: 'StraybytesFix',
};
const named = { ...input, hub: 'arn:aws:iam::111122223333:role/StraybytesHub', externalId: 'x-123' };

function cloudFormation(of: Onboarding): string {
  const made = onboardingCloudFormation(of);
  return made.ok ? made.value : made.error.message;
}
function terraform(of: Onboarding): string {
  const made = onboardingTerraform(of);
  return made.ok ? made.value : made.error.message;
}

/** Whether a tool is on the PATH; says what is skipped where it is not. */
function isThere(tool: string, what: string): boolean {
  try {
    execFileSync(tool, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.error(`skipped: ${what}, because there is no ${tool} on the PATH`);
    return false;
  }
}

const folder = mkdtempSync(path.join(tmpdir(), 'straybytes-onboarding-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each([
  ['aws', 'eu-central-1', 'eu-central-1'],
  ['aws', 'us-gov-west-1', 'us-east-1'],
  ['aws-cn', 'cn-northwest-1', 'cn-northwest-1'],
  ['aws-us-gov', undefined, 'us-gov-west-1'],
])('the templates of %s, made by a server in %s', (partition, region, at) => {
  const hub = `arn:${partition}:iam::111122223333:role/Hub`;

  it.each([
    ['by the hub', { ...input, hub, ...(region && { region }) }],
    ['by the server', { ...input, hub: '111122223333', partition, ...(region && { region }) }],
  ])('are of that partition, %s', (_, of) => {
    const yaml = cloudFormation(of);
    const hcl = terraform(of);
    for (const text of [yaml, hcl]) {
      expect(text).toContain(`arn:${partition}:s3:::*`);
      expect(new Set(text.match(/arn:aws[a-z-]*:/g))).toEqual(new Set([`arn:${partition}:`]));
    }
    expect(yaml).toContain(`--regions ${at} `);
    expect(hcl).toContain(`arn:${partition}:iam::<account>:role/OrganizationAccountAccessRole`);
  });
});

describe('CloudFormation', () => {
  it('says in YAML what the template is', () => {
    for (const of of [input, named]) {
      const template = onboardingTemplate(of);
      expect(template.ok && readYaml(cloudFormation(of))).toEqual(template.ok && template.value);
    }
  });

  it('makes the role of reading always, the role of fixing only where somebody opts in', () => {
    expect(readYaml(cloudFormation(named))).toMatchObject({
      Parameters: {
        HubPrincipal: { Default: 'arn:aws:iam::111122223333:role/StraybytesHub' },
        ExternalId: { Default: 'x-123' },
        CreateFixRole: { Default: 'false' },
      },
      Conditions: { HasFixRole: { 'Fn::Equals': [{ Ref: 'CreateFixRole' }, 'true'] } },
      Resources: {
        ReadRole: {
          Type: 'AWS::IAM::Role',
          Properties: { Policies: [{ PolicyName: 'StraybytesRead', PolicyDocument: input.readPolicy }] },
        },
        FixRole: {
          Condition: 'HasFixRole',
          Properties: { Policies: [{ PolicyName: 'StraybytesFix', PolicyDocument: input.fixPolicy }] },
        },
      },
    });
    const resources = Object(readYaml(cloudFormation(named))).Resources;
    expect(resources.ReadRole).not.toHaveProperty('Condition');
  });

  it('lets in the hub only, and by the external id where there is one', () => {
    const { ReadRole, FixRole } = Object(readYaml(cloudFormation(input))).Resources;
    expect(ReadRole.Properties.AssumeRolePolicyDocument).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: { Ref: 'HubPrincipal' } },
          Action: 'sts:AssumeRole',
          Condition: {
            'Fn::If': [
              'HasExternalId',
              { StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } } },
              { Ref: 'AWS::NoValue' },
            ],
          },
        },
      ],
    });
    expect(FixRole.Properties.AssumeRolePolicyDocument).toEqual(ReadRole.Properties.AssumeRolePolicyDocument);
  });

  it('says how it comes into every account: a StackSet and its instances', () => {
    const said = cloudFormation(input)
      .split('\n')
      .filter((line) => line.startsWith('# '))
      .join('\n');
    const [set, instances] = ['create-stack-set ', 'create-stack-instances '].map((command) => said.indexOf(command));
    expect(set).toBeGreaterThan(0);
    expect(instances).toBeGreaterThan(set ?? 0);
    expect(said).toMatch(
      /create-stack-instances .*--regions us-east-1 \\\n#\s+--deployment-targets OrganizationalUnitIds=/,
    );
    expect(said).toContain('leaves out the management account');
  });

  it('refers to nothing that it does not have', () => {
    const text = cloudFormation(input);
    const { Parameters, Conditions, Resources } = Object(readYaml(text));
    const known = [...Object.keys(Parameters), 'AWS::NoValue'];
    for (const [, name] of text.matchAll(/Ref: "([^"]+)"/g)) expect(known).toContain(name);
    for (const [, name] of text.matchAll(/(?:Condition: |"Fn::If":\n\s+- )"([^"]+)"/g)) {
      expect(Object.keys(Conditions)).toContain(name);
    }
    for (const [, name] of text.matchAll(/"Fn::GetAtt":\n\s+- "([^"]+)"/g)) {
      expect(Object.keys(Resources)).toContain(name);
    }
    expect(text).not.toContain('Fn::Sub');
  });

  it('holds for cfn-lint', ({ skip }) => {
    if (!isThere('cfn-lint', 'the check of the template by cfn-lint')) return skip();
    const files = [input, named].map((of, index) => {
      const file = path.join(folder, `${index}.yaml`);
      writeFileSync(file, cloudFormation(of));
      return file;
    });
    // It throws, with what cfn-lint says, where that finds anything: warnings too.
    expect(execFileSync('cfn-lint', ['--non-zero-exit-code', 'informational', ...files], { encoding: 'utf8' })).toBe(
      '',
    );
  }, 60_000);
});

/** A provider that is not on this machine is not downloaded for a test. */
function runTerraform(...args: string[]): string {
  const env = { ...process.env, HTTPS_PROXY: 'http://127.0.0.1:9', TF_REGISTRY_DISCOVERY_RETRY: '0' };
  return execFileSync('terraform', args, { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' });
}

describe('Terraform', () => {
  it('has both policies as they are', () => {
    const policies = [...terraform(named).matchAll(/jsonencode\(([\s\S]*?\n {2}\})\)/g)].map(([, body]) =>
      readHcl(body ?? ''),
    );
    expect(policies).toEqual([input.readPolicy, input.fixPolicy]);
  });

  it('says how it comes into many accounts', () => {
    expect(terraform(input)).toMatch(/^# +providers = \{ aws = aws\.prod \}$/m);
  });

  it('makes the role of reading always, the role of fixing only where somebody opts in', () => {
    const text = terraform(named);
    const blockOf = (head: string) => text.split(`${head} {\n`)[1]?.split('\n}\n')[0] ?? '';
    for (const resource of ['aws_iam_role', 'aws_iam_role_policy']) {
      expect(blockOf(`resource "${resource}" "fix"`)).toContain('count = var.create_fix_role ? 1 : 0');
      expect(blockOf(`resource "${resource}" "read"`)).not.toContain('count');
    }
    expect(blockOf('variable "create_fix_role"')).toContain('default     = false');
    expect(blockOf('variable "external_id"')).toContain('default     = "x-123"');
    expect(terraform(input)).not.toContain('default     = "arn:');
  });

  it('refers to nothing that it does not have', () => {
    const text = terraform(input);
    for (const [, name] of text.matchAll(/\bvar\.(\w+)/g)) expect(text).toContain(`variable "${name}" {`);
    for (const [, type, name] of text.matchAll(/(?<![".\w])(?:data\.)?(aws_\w+)\.(\w+)/g)) {
      expect(text).toContain(`"${type}" "${name}" {`);
    }
  });

  it('is laid out as terraform fmt does', ({ skip }) => {
    if (!isThere('terraform', 'the check of the layout by terraform')) return skip('there is no terraform on the PATH');
    writeFileSync(path.join(folder, 'main.tf'), terraform(named));
    expect(runTerraform('fmt', '-check', '-diff', 'main.tf')).toBe('');
  }, 60_000);

  it('holds for terraform validate', ({ skip }) => {
    if (!isThere('terraform', 'the check of the module by terraform')) return skip('there is no terraform on the PATH');
    writeFileSync(path.join(folder, 'main.tf'), terraform(named));
    try {
      runTerraform('init', '-backend=false', '-input=false', '-no-color');
    } catch (error) {
      const said = (error as { stderr?: string }).stderr ?? '';
      // Anything else that init finds is wrong with the module.
      if (!/Failed to query available provider packages/.test(said)) throw error;
      return skip('the AWS provider of terraform is not on this machine, and is not downloaded for a test');
    }
    expect(JSON.parse(runTerraform('validate', '-json'))).toMatchObject({ valid: true, warning_count: 0 });
  }, 120_000);
});

describe('both', () => {
  it('give the same text for the same input', () => {
    expect(cloudFormation(named)).toBe(cloudFormation(structuredClone(named)));
    expect(terraform(named)).toBe(terraform(structuredClone(named)));
  });

  it.each([
    [{ readRoleName: 'a b' }, 'The name of the reading role'],
    [{ fixRoleName: '' }, 'The name of the fixing role'],
    [{ fixRoleName: 'StraybytesRead' }, 'different names'],
    [{ hub: '*' }, 'Who may assume'],
    [{ hub: 'arn:aws:iam::111122223333:role/x"\n' }, 'Who may assume'],
    [{ externalId: 'x' }, 'The external id'],
    [{ externalId: 'a'.repeat(1225) }, 'The external id'],
  ] as [Partial<Onboarding>, string][])('refuse %j', (wrong, problem) => {
    expect(cloudFormation({ ...input, ...wrong })).toContain(problem);
    expect(terraform({ ...input, ...wrong })).toContain(problem);
  });

  it('refuse a policy that is too long for a role', () => {
    const readPolicy: Onboarding['readPolicy'] = { Version: '2012-10-17', Statement: [{ Sid: 'x'.repeat(10_240) }] };
    expect(cloudFormation({ ...input, readPolicy })).toMatch(/^The policy of reading has 10\d+ characters/);
    expect(terraform({ ...input, readPolicy })).toMatch(/^The policy of reading has/);
  });

  it('take an external id as long as AWS does', () => {
    expect(terraform({ ...input, externalId: 'a'.repeat(1224) })).toContain('variable "external_id"');
  });
});
