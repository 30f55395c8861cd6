import { setTimeout as pause } from 'node:timers/promises';
import { getLifecycle } from '#lib/aws/get-lifecycle.ts';
import type { AwsTarget } from '#lib/aws/target.ts';
import { AppError } from '#lib/errors.ts';
import { diffRules } from '#lib/lifecycle/diff.ts';
import { sameConfiguration } from '#lib/lifecycle/fingerprint.ts';
import type { LifecycleConfiguration } from '#lib/lifecycle/rule.ts';

type Place = { target: AwsTarget; bucket: string };

const MOST_READS = 12;

/**
 * The live rules, once two reads in a row agree: after a recent write S3 answers old and new in turns.
 * @param first an earlier read that counts as one of them
 * @throws AppError `conflict` when they keep changing; whatever the read throws
 */
export async function settledRules({
  target,
  bucket,
  first,
  gapMs,
}: Place & { first?: LifecycleConfiguration; gapMs: number }): Promise<LifecycleConfiguration> {
  let last = first ?? (await getLifecycle({ target, bucket }));
  for (let reads = 0; reads < MOST_READS; reads++) {
    await pause(gapMs);
    const next = await getLifecycle({ target, bucket });
    if (sameConfiguration(next, last)) return next;
    last = next;
  }
  throw new AppError(
    'conflict',
    `The lifecycle rules of \`${bucket}\` are changing: no two reads in a row agree. Nothing was written; try again in a few minutes.`,
    { bucket, reason: 'unsettled' },
  );
}

/** What differs between two configurations, in a few words: "logs-tmp was added; reports was changed". */
export function changesInWords(before: LifecycleConfiguration, after: LifecycleConfiguration): string {
  const verbs = { added: 'was added', removed: 'was removed', changed: 'was changed', rewritten: 'was rewritten' };
  const changes = diffRules(before.rules, after.rules).flatMap(({ kind, id, scope, says }) =>
    kind === 'same' ? [] : [`${id ?? `a rule without id on ${scope}`} ${verbs[kind]} (${scope}: ${says})`],
  );
  const shown = changes.slice(0, 5);
  if (changes.length > shown.length) shown.push(`and ${changes.length - shown.length} more`);
  return shown.join('; ') || 'the order or the default minimum object size of transitions was changed';
}
