import { getLifecycle } from '#lib/aws/get-lifecycle.ts';
import { getTags } from '#lib/aws/get-tags.ts';
import { getVersioning } from '#lib/aws/get-versioning.ts';
import type { OwnSession } from '#lib/aws/own-session.ts';
import { AppError } from '#lib/errors.ts';
import { coverageOf } from '#lib/lifecycle/coverage.ts';
import { diffRules } from '#lib/lifecycle/diff.ts';
import { fingerprint, sameConfiguration } from '#lib/lifecycle/fingerprint.ts';
import { mergeFix } from '#lib/lifecycle/merge.ts';
import type { LifecycleConfiguration } from '#lib/lifecycle/rule.ts';
import { snippets } from '#lib/lifecycle/snippet.ts';
import { type BucketRef, bucketRef, saveRules } from '#lib/store/bucket-ref.ts';
import type { Cut } from '#lib/store/cut.ts';
import { DAY_MS } from '#lib/waste/age.ts';
import { cutOf, effectOf } from './effect.ts';
import { knownUploads } from './known-uploads.ts';
import { liveNow } from './live-now.ts';
import { lookAgain } from './look-again.ts';
import { managedBy } from './managed-by.ts';
import { meteredTarget } from './metered-target.ts';
import type { Plan } from './plan.ts';
import type { FixRequest } from './request.ts';
import { settledRules } from './rules-reading.ts';

/** A plan with what applying it needs besides. */
export type Draft = {
  plan: Plan;
  ref: BucketRef;
  before: LifecycleConfiguration;
  after: LifecycleConfiguration;
  cut: Cut;
  now: Date;
};

/** Reads the bucket live and works out what the fix would do. @throws as planFix */
export async function draftFix(request: FixRequest, as?: OwnSession): Promise<Draft> {
  const { accountId, bucket, days } = request;
  const ref = await bucketRef({ accountId, bucket });
  if (!ref) throw unknownBucket(request);
  const { region } = ref;
  const writer = meteredTarget({ accountId, region, power: 'fix', as });
  const reader = meteredTarget({ accountId, region, power: 'read', as });
  try {
    const [first, versioning, tags] = await Promise.all([
      getLifecycle({ target: writer, bucket }),
      getVersioning({ target: writer, bucket }),
      getTags({ target: reader, bucket }).catch(nullWhenExpected),
    ]);
    if (versioning?.mfaDelete) throw mfaDelete(bucket);
    const now = await liveNow();
    const lookedFrom = new Date(now.getTime() - DAY_MS);
    const known = await knownUploads({ target: reader, bucket, bucketId: ref.bucketId, listedFrom: lookedFrom, now });
    const asked = cutOf({ bucketId: ref.bucketId, before: first, days, now });
    await lookAgain({ target: reader, bucket, cut: asked, lookedFrom, now });
    const before = await confirmed({ target: writer, bucket, first });
    const merged = mergeFix({ config: before, days, removeExpiredDeleteMarkers: request.removeExpiredDeleteMarkers });
    if (!merged.ok) throw merged.error;
    const { after, noop } = merged.value;
    await saveRules({ bucketId: ref.bucketId, config: before, readAt: now });
    const cut = cutOf({ bucketId: ref.bucketId, before, days, now });
    const effect = await effectOf({ cut, region, days, lookedFrom });
    const plan: Plan = {
      ...request,
      region,
      fingerprint: fingerprint(before),
      before: before.rules,
      after: after.rules,
      transitionDefaultMinimumObjectSize: after.transitionDefaultMinimumObjectSize,
      diff: diffRules(before.rules, after.rules),
      noop,
      verdict: coverageOf(before.rules),
      versioned: versioning ? versioning.status !== null : null,
      ...known,
      ...effect,
      managedBy: tags ? managedBy(tags) : null,
      tagsKnown: tags !== null,
      snippets: snippets({ bucket, accountId, after }),
    };
    return { plan, ref, before, after, cut, now };
  } finally {
    await Promise.all([writer.settle(), reader.settle()]);
  }
}

/** A second look at the rules, because the first may have been a stale one. */
async function confirmed({
  target,
  bucket,
  first,
}: {
  target: Parameters<typeof settledRules>[0]['target'];
  bucket: string;
  first: LifecycleConfiguration;
}): Promise<LifecycleConfiguration> {
  const second = await getLifecycle({ target, bucket });
  return sameConfiguration(first, second) ? second : settledRules({ target, bucket, first: second, gapMs: 500 });
}

function nullWhenExpected(error: unknown): null {
  if (error instanceof AppError) return null;
  throw error;
}

function unknownBucket({ accountId, bucket }: FixRequest): AppError {
  return new AppError(
    'notFound',
    `No collection has seen a bucket \`${bucket}\` in account ${accountId}. Check both names, or collect first.`,
    { accountId, bucket },
  );
}

function mfaDelete(bucket: string): AppError {
  return new AppError(
    'refused',
    `\`${bucket}\` has MFA delete enabled, and S3 takes no lifecycle rules for such a bucket. Its owner has to disable MFA ` +
      'delete (with the root credentials), or abort the uploads by hand.',
    { bucket, reason: 'mfaDelete' },
  );
}
