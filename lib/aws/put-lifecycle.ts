import { createHash } from 'node:crypto';
import {
  DeleteBucketLifecycleCommand,
  PutBucketLifecycleConfigurationCommand,
  type LifecycleRule as SdkRule,
  type TransitionDefaultMinimumObjectSize,
} from '@aws-sdk/client-s3';
import type { LifecycleConfiguration, LifecycleRule } from '#lib/lifecycle/rule.ts';
import { expectedOwner, send } from './send.ts';
import type { AwsTarget } from './target.ts';

/**
 * Replaces the whole lifecycle configuration of a bucket; without rules it is deleted, as S3 wants it. Sent only to the
 * expected owner, with the object size default that was read. Never repeated here: a second attempt would replace what
 * somebody else wrote after the first, so the caller has to read the rules again before it.
 * @throws AppError
 */
export async function putLifecycle({
  target,
  bucket,
  config,
}: {
  target: AwsTarget;
  bucket: string;
  config: LifecycleConfiguration;
}): Promise<void> {
  const owner = await expectedOwner(target);
  if (config.rules.length === 0) {
    await send({
      target,
      operation: 'DeleteBucketLifecycle',
      bucket,
      once: true,
      send: (client, prepare) => client.send(prepare(new DeleteBucketLifecycleCommand({ Bucket: bucket, ...owner }))),
    });
    return;
  }
  const size = config.transitionDefaultMinimumObjectSize;
  await send({
    target,
    operation: 'PutBucketLifecycleConfiguration',
    bucket,
    once: true,
    send: (client, prepare) => {
      const command = prepare(
        new PutBucketLifecycleConfigurationCommand({
          Bucket: bucket,
          ...owner,
          LifecycleConfiguration: { Rules: config.rules.map(sdkRule) },
          // An open set of words at AWS, a closed one in the SDK's types.
          ...(size !== null && { TransitionDefaultMinimumObjectSize: size as TransitionDefaultMinimumObjectSize }),
        }),
      );
      // Older S3-compatible servers know no CRC and insist on the MD5.
      command.middlewareStack.add(
        (next) => (args) => {
          const request = args.request as { body?: unknown; headers: Record<string, string> };
          if (typeof request.body === 'string' || request.body instanceof Uint8Array)
            request.headers['content-md5'] = createHash('md5').update(request.body).digest('base64');
          return next(args);
        },
        { step: 'build', priority: 'low', name: 'contentMd5' },
      );
      return client.send(command);
    },
  });
}

/** The stored form (dates as text) in the SDK's types: it serialises Date objects only. */
function sdkRule(rule: LifecycleRule): SdkRule {
  const dated = <T extends { Date?: string | undefined }>({ Date: text, ...rest }: T) => ({
    ...rest,
    ...(text !== undefined && { Date: new Date(text) }),
  });
  // The rule came from the SDK or from our merge, and both keep to the S3 API's shape.
  return {
    ...rule,
    ...(rule.Expiration && { Expiration: dated(rule.Expiration) }),
    ...(rule.Transitions && { Transitions: rule.Transitions.map(dated) }),
  } as SdkRule;
}
