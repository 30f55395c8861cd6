import { AppError, err, ok, type Result } from '#lib/errors.ts';
import { partitionOfHub, policyIn, regionIn } from './partition.ts';
import type { PolicyDocument } from './policy-document.ts';
import type { Plain } from './yaml.ts';

/** What an account gets so that Straybytes can look into it, and fix where it is allowed to. */
export type Onboarding = {
  /** Given to the reading role, always made. */
  readPolicy: PolicyDocument;
  /** Given to the fixing role, made only where somebody opts in. */
  fixPolicy: PolicyDocument;
  readRoleName: string;
  fixRoleName: string;
  /** Who may assume the roles: the role that Straybytes runs as, or an account (12 digits or the ARN of its root). */
  hub?: string | null;
  /** Suggested for the roles; null: none is asked for. */
  externalId?: string | null;
  /** Whether the fixing role is made unless the person who uses the template says otherwise. */
  createFixRole?: boolean;
  /** Of this server, where the hub does not say: `aws`, `aws-cn` or `aws-us-gov`. Roles are assumed within one only. */
  partition?: string;
  /** Where this server is; the stacks are made there, where it is in the partition. */
  region?: string | null;
};

/** What every template is made of: nothing is left open, and all is of one partition. */
type Checked = Required<Onboarding> & { hub: string; externalId: string; region: string };

/** Source: IAM API, role names; STS API, ExternalId; IAM quotas, size of the inline policies of a role. */
export const roleNamePattern = '[\\w+=,.@-]{1,64}';
// Terraform's expressions take no count over 1,000.
export const externalIdPattern = '[\\w+=,.@:/-]{2,1000}[\\w+=,.@:/-]{0,224}';
export const hubPattern = '(\\d{12}|arn:[\\w-]+:iam::\\d{12}:(root|role/[\\w+=,.@/-]+|user/[\\w+=,.@/-]+))';
const MAX_INLINE_POLICY = 10_240;

export const wording = {
  summary: 'Roles with which Straybytes looks into this account, and fixes what it may where you opt in.',
  hub: 'The role that Straybytes runs as (ARN, it has to exist), or the account it runs in (12 digits).',
  externalId: 'What Straybytes has to say to assume the roles (EXTERNAL_ID); empty for none.',
  readRole: 'Name of the role that only looks (READ_ROLE_NAME).',
  fixRole: 'Name of the role that fixes (FIX_ROLE_NAME).',
  createFixRole: 'Whether to make the role that fixes: it may write lifecycle rules.',
};

/** The input with its hub and external id as texts. @returns an AppError `invalid` that names what AWS would refuse */
export function onboardingInput(input: Onboarding): Result<Checked> {
  const { readRoleName, fixRoleName } = input;
  const hub = input.hub ?? '';
  const externalId = input.externalId ?? '';
  const createFixRole = input.createFixRole ?? false;
  const partition = partitionOfHub(hub, input.partition ?? 'aws');
  const region = regionIn(partition, input.region);
  const [readPolicy, fixPolicy] = [policyIn(input.readPolicy, partition), policyIn(input.fixPolicy, partition)];
  const problem =
    wrong('The name of the reading role', readRoleName, roleNamePattern) ??
    wrong('The name of the fixing role', fixRoleName, roleNamePattern) ??
    (readRoleName === fixRoleName ? 'The roles of reading and of fixing need different names.' : null) ??
    (hub === '' ? null : wrong('Who may assume the roles', hub, hubPattern)) ??
    (externalId === '' ? null : wrong('The external id', externalId, externalIdPattern)) ??
    tooLong('reading', readPolicy) ??
    tooLong('fixing', fixPolicy);
  if (problem) return err(new AppError('invalid', problem));
  return ok({ readPolicy, fixPolicy, readRoleName, fixRoleName, hub, externalId, createFixRole, partition, region });
}

/** A policy as plain data. The cast holds: policies are JSON. */
export function plainPolicy(policy: PolicyDocument): { readonly [key: string]: Plain } {
  return JSON.parse(JSON.stringify({ Version: policy.Version, Statement: policy.Statement })) as {
    readonly [key: string]: Plain;
  };
}

function wrong(what: string, value: string, pattern: string): string | null {
  return new RegExp(`^${pattern}$`).test(value) ? null : `${what} is not of the form that AWS takes: ${pattern}`;
}

function tooLong(power: string, policy: PolicyDocument): string | null {
  const length = JSON.stringify(policy).replace(/\s/g, '').length;
  if (length <= MAX_INLINE_POLICY) return null;
  return `The policy of ${power} has ${length} characters; a role takes ${MAX_INLINE_POLICY}.`;
}
