import { GetBucketLifecycleConfigurationCommand } from '@aws-sdk/client-s3';
import { AppError } from '#lib/errors.ts';
import { unknownElements as unknownIn } from '#lib/lifecycle/known-elements.ts';
import { type LifecycleConfiguration, lifecycleRuleSchema } from '#lib/lifecycle/rule.ts';
import { alteredTexts } from './altered-texts.ts';
import { failed } from './errors.ts';
import { keepRawAnswer } from './raw-answer.ts';
import { callSite, expectedOwner, send } from './send.ts';
import type { AwsTarget } from './target.ts';

type Place = { target: AwsTarget; bucket: string };

/**
 * The live lifecycle configuration. Only NoSuchLifecycleConfiguration means "no rules"; every other failure throws.
 * With the power to fix, a configuration with elements this version does not know is refused, and one with texts that
 * were not read as they stand: writing it back would drop or change them.
 * @throws AppError
 */
export async function getLifecycle({ target, bucket }: Place): Promise<LifecycleConfiguration> {
  const { config, unknownElements, altered } = await readLifecycle({ target, bucket });
  if (target.power !== 'fix') return config;
  const details = { operation: 'GetBucketLifecycleConfiguration', bucket };
  if (altered.length > 0)
    throw new AppError(
      'refused',
      `The lifecycle rules of \`${bucket}\` contain a text (in ${altered.join(', ')}) that Straybytes cannot read as it stands, such as ` +
        'one of white space only, and would change on writing. Nothing was written: change the rules in the AWS console.',
      { ...details, alteredTexts: altered.join(',') },
    );
  if (unknownElements.length === 0) return config;
  throw new AppError(
    'refused',
    `The lifecycle rules of \`${bucket}\` contain ${unknownElements.join(', ')}, which this version of Straybytes does not know ` +
      'and would lose on writing. Nothing was written: change the rules in the AWS console, or update Straybytes.',
    { ...details, unknownElements: unknownElements.join(',') },
  );
}

/** As getLifecycle, with the elements that the SDK does not know and therefore drops, and those whose texts it alters. */
export async function readLifecycle({
  target,
  bucket,
}: Place): Promise<{ config: LifecycleConfiguration; unknownElements: string[]; altered: string[] }> {
  const owner = await expectedOwner(target);
  let raw = { text: '' };
  try {
    const answer = await send({
      target,
      operation: 'GetBucketLifecycleConfiguration',
      bucket,
      send: (client, prepare) => {
        const command = prepare(new GetBucketLifecycleConfigurationCommand({ Bucket: bucket, ...owner }));
        raw = keepRawAnswer(command.middlewareStack);
        return client.send(command);
      },
    });
    // An empty answer, or another document, under status 200 says nothing about rules.
    if (!/<(?:[\w.-]+:)?LifecycleConfiguration[\s/>]/.test(raw.text)) {
      const site = callSite({ target, operation: 'GetBucketLifecycleConfiguration', bucket });
      throw failed(site, {
        code: 'NoConfiguration',
        message: 'the answer holds no lifecycle configuration',
        status: 200,
      });
    }
    const rules = (answer.Rules ?? []).map((rule) => lifecycleRuleSchema.parse(withIsoDates(rule)));
    const config = { rules, transitionDefaultMinimumObjectSize: answer.TransitionDefaultMinimumObjectSize ?? null };
    return { config, unknownElements: unknownIn(raw.text), altered: alteredTexts({ xml: raw.text, rules }) };
  } catch (error) {
    if (error instanceof AppError && error.details.awsCode === 'NoSuchLifecycleConfiguration')
      return { config: { rules: [], transitionDefaultMinimumObjectSize: null }, unknownElements: [], altered: [] };
    throw error;
  }
}

/** Dates as ISO 8601 text, absent fields left out: the form in which configurations are stored and compared. */
function withIsoDates(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(withIsoDates);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(entries.map(([name, field]) => [name, withIsoDates(field)]));
}
