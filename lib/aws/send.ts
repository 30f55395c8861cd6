import type { S3Client } from '@aws-sdk/client-s3';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { tellingAllowed } from './allowed.ts';
import { s3Client, s3ClientOnce } from './clients.ts';
import { forgetSessions } from './credentials.ts';
import { s3Endpoint } from './endpoint.ts';
import { enteredRole } from './entered-role.ts';
import { type CallSite, toAppError } from './errors.ts';
import { ambientIdentity } from './identity.ts';
import { observeAnswers } from './observe.ts';
import type { Operation } from './operations.ts';
import type { AwsTarget } from './target.ts';

export type Call<T> = {
  target: AwsTarget;
  operation: Operation;
  bucket?: string;
  /** Goes on the wire a single time (and once more where the bucket's region was another). */
  once?: boolean;
  /** Sends the command with the client; `prepare` must be given the command's middleware stack. */
  send: (client: S3Client, prepare: <C extends { middlewareStack: unknown }>(command: C) => C) => Promise<T>;
};

/** One SDK call: metered, timed out, followed to the bucket's region, its failure told as an AppError. */
export function send<T>(call: Call<T>): Promise<T> {
  return tellingAllowed(call, () => followed(call));
}

async function followed<T>(call: Call<T>): Promise<T> {
  try {
    return await attempt(call);
  } catch (error) {
    // A role that was deleted or made again since refuses its former sessions: a new one tells which of the two.
    const isOurs = !call.target.as && isSessionRefused(error);
    if (isOurs && forgetSessions(call.target.accountId) && !call.once) return attempt(call);
    const region = error instanceof AppError ? error.details.bucketRegion : undefined;
    // HeadBucket is how a region is found out: its caller reads it from the error.
    if (!region || region === call.target.region || call.operation === 'HeadBucket') throw error;
    return attempt({ ...call, target: { ...call.target, region } });
  }
}

function isSessionRefused(error: unknown): boolean {
  if (!(error instanceof AppError)) return false;
  const { reason, operation } = error.details;
  return reason === 'credentials' && operation !== 'AssumeRole' && error.code === 'denied';
}

async function attempt<T>({ target, operation, bucket, once, send: run }: Call<T>): Promise<T> {
  try {
    const client = await (once ? s3ClientOnce : s3Client)(target);
    return await run(client, (command) => {
      observeAnswers(command.middlewareStack, { operation, ...(target.meter && { meter: target.meter }) });
      return command;
    });
  } catch (error) {
    throw toAppError(error, callSite({ target, operation, bucket }));
  }
}

export function callSite({
  target,
  operation,
  bucket,
}: {
  target: AwsTarget;
  operation: Operation;
  bucket?: string | undefined;
}): CallSite {
  const { accountId, region, as } = target;
  const principal = enteredRole(target);
  return { operation, bucket, accountId, region, endpoint: s3Endpoint(), permissionSet: as?.permissionSet, principal };
}

/**
 * The `ExpectedBucketOwner` of every call: the account, where it is a real one. An account that is only called by name
 * (no STS) has none.
 */
export async function expectedOwner({ accountId, as }: AwsTarget): Promise<{ ExpectedBucketOwner?: string }> {
  if (as) return { ExpectedBucketOwner: accountId };
  if (!/^\d{12}$/.test(accountId)) return {};
  if (env().MEMBER_ACCOUNTS.some((entry) => entry.startsWith(accountId))) return { ExpectedBucketOwner: accountId };
  const { arn } = await ambientIdentity();
  return arn === null ? {} : { ExpectedBucketOwner: accountId };
}
