import { ok, type Result } from '#lib/errors.ts';
import {
  externalIdPattern,
  hubPattern,
  type Onboarding,
  onboardingInput,
  plainPolicy,
  roleNamePattern,
  wording,
} from './onboarding-input.ts';
import { stackSetCommands, stackSetNotes } from './stack-set-commands.ts';
import { type Plain, toYaml } from './yaml.ts';

function heading(region: string): string {
  const lines = [wording.summary, ...stackSetNotes, ...stackSetCommands(region)];
  return `${lines.map((line) => `# ${line}`).join('\n')}\n`;
}

/**
 * A CloudFormation template (YAML) with the role of reading and, where `CreateFixRole` is true, the role of fixing. It
 * uses the long form of intrinsic functions, so that any YAML reader reads it. The same input gives the same text.
 * @returns an AppError `invalid` that names what AWS would refuse
 */
export function onboardingCloudFormation(input: Onboarding): Result<string> {
  const checked = onboardingInput(input);
  const template = onboardingTemplate(input);
  if (!checked.ok) return checked;
  return template.ok ? ok(`${heading(checked.value.region)}${toYaml(template.value)}`) : template;
}

/** The same template as plain data, which is its JSON form. */
export function onboardingTemplate(input: Onboarding): Result<{ readonly [key: string]: Plain }> {
  const checked = onboardingInput(input);
  if (!checked.ok) return checked;
  const { readPolicy, fixPolicy, readRoleName, fixRoleName, hub, externalId, createFixRole } = checked.value;
  return ok({
    AWSTemplateFormatVersion: '2010-09-09',
    Description: wording.summary,
    Parameters: {
      HubPrincipal: {
        Type: 'String',
        Description: wording.hub,
        AllowedPattern: `^${hubPattern}$`,
        ...(hub && { Default: hub }),
      },
      ExternalId: {
        Type: 'String',
        Description: wording.externalId,
        AllowedPattern: `^(${externalIdPattern})?$`,
        Default: externalId,
      },
      ReadRoleName: {
        Type: 'String',
        Description: wording.readRole,
        AllowedPattern: `^${roleNamePattern}$`,
        Default: readRoleName,
      },
      FixRoleName: {
        Type: 'String',
        Description: wording.fixRole,
        AllowedPattern: `^${roleNamePattern}$`,
        Default: fixRoleName,
      },
      CreateFixRole: {
        Type: 'String',
        Description: wording.createFixRole,
        AllowedValues: ['true', 'false'],
        Default: String(createFixRole),
      },
    },
    Conditions: {
      HasExternalId: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'ExternalId' }, ''] }] },
      HasFixRole: { 'Fn::Equals': [{ Ref: 'CreateFixRole' }, 'true'] },
    },
    Resources: {
      ReadRole: role({ name: 'ReadRoleName', does: 'only looks', policy: 'StraybytesRead', document: readPolicy }),
      FixRole: {
        Condition: 'HasFixRole',
        ...role({ name: 'FixRoleName', does: 'fixes', policy: 'StraybytesFix', document: fixPolicy }),
      },
    },
    Outputs: {
      ReadRoleArn: { Value: { 'Fn::GetAtt': ['ReadRole', 'Arn'] } },
      FixRoleArn: { Condition: 'HasFixRole', Value: { 'Fn::GetAtt': ['FixRole', 'Arn'] } },
    },
  });
}

function role(about: { name: string; does: string; policy: string; document: Onboarding['readPolicy'] }) {
  const { name, does, policy, document } = about;
  const condition = {
    'Fn::If': ['HasExternalId', { StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } } }, { Ref: 'AWS::NoValue' }],
  };
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: { Ref: name },
      Description: `Straybytes ${does} with this role`,
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: { Ref: 'HubPrincipal' } },
            Action: 'sts:AssumeRole',
            Condition: condition,
          },
        ],
      },
      Policies: [{ PolicyName: policy, PolicyDocument: plainPolicy(document) }],
    },
  };
}
