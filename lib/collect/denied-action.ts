import { type Operation, operations } from '#lib/aws/operations.ts';
import { env } from '#lib/env.ts';
import type { AppError } from '#lib/errors.ts';
import { parseDenial, withPrincipal } from '#lib/guardrails/denial.ts';
import { remedyOf } from '#lib/guardrails/denial-remedy.ts';
import type { DeniedAction } from '#lib/guardrails/denied-action.ts';
import type { PolicyDocument } from '#lib/guardrails/policy-document.ts';

/**
 * The action that an error says is denied, with what ends that; null for an error that is something else, such as
 * credentials that have expired or a service that was never enabled.
 */
export function deniedActionOf({
  error,
  kind,
  at,
  policies,
}: {
  error: AppError;
  /** What was being read: a kind of collection, or `listing` for the buckets of an account. */
  kind: string;
  at: Date;
  /** Ours, of which a missing statement is handed out. */
  policies: readonly PolicyDocument[];
}): DeniedAction | null {
  const { operation, awsMessage = '', awsCode, reason, bucket, principal } = error.details;
  if (error.code !== 'denied' || awsCode === 'AllAccessDisabled' || !isOperation(operation)) return null;
  const isRole = operation === 'AssumeRole';
  if (reason !== undefined && !(isRole && reason === 'credentials')) return null;
  if (isRole && !/AccessDenied/.test(awsCode ?? '')) return null;
  const asked = operations[operation].action;
  const denial = withPrincipal(parseDenial(awsMessage), principal);
  const remedy = remedyOf({ denial, asked, policies, externalId: env().EXTERNAL_ID });
  const { statement, trust, identity, exemption, where, ask, inWords } = remedy;
  return {
    kind: isRole ? 'role' : kind,
    asked,
    action: denial.action ?? asked,
    by: denial.by,
    explicit: denial.explicit,
    policyArn: denial.policyArn,
    resource: denial.resource,
    buckets: bucket === undefined ? [] : [bucket],
    bucketCount: bucket === undefined ? 0 : 1,
    statement: statement && withAllThatFollows(statement, policies),
    trust: trust && { ...trust },
    identity: identity && { ...identity },
    exemption: exemption && { ...exemption },
    where,
    ask,
    problem: inWords,
    at: at.toISOString(),
  };
}

/**
 * Actions that are only asked for once the first one is allowed: whatever else the same policy does not allow would show one
 * by one, each after the last was mended. So the statement has all of them that ours has: behind the listing of buckets all
 * of S3, behind the making of the credential report its reading.
 */
const chains = [
  { first: 's3:ListAllMyBuckets', sid: 'StraybytesS3', follows: /^s3:/ },
  { first: 'iam:GenerateCredentialReport', sid: 'StraybytesCredentialReport', follows: /^iam:\w+CredentialReport$/ },
];

function withAllThatFollows(statement: object, policies: readonly PolicyDocument[]): Record<string, unknown> {
  const chain = chains.find(({ first }) => 'Action' in statement && statement.Action === first);
  if (!chain) return { ...statement };
  const ours = policies
    .flatMap((policy) => policy.Statement.map((each) => ('Action' in each ? [each.Action].flat().map(String) : [])))
    .find((actions) => actions.includes(chain.first));
  const all = ours?.filter((action) => chain.follows.test(action)).sort() ?? [];
  return all.length > 1 ? { ...statement, Sid: chain.sid, Action: all } : { ...statement };
}

function isOperation(name: string | undefined): name is Operation {
  return name !== undefined && name in operations;
}
