import type { OwnSession } from '#lib/aws/own-session.ts';
import type { CoverageVerdict } from '#lib/lifecycle/coverage.ts';
import type { RuleChange } from '#lib/lifecycle/diff.ts';
import type { LifecycleRule } from '#lib/lifecycle/rule.ts';
import type { Snippets } from '#lib/lifecycle/snippet.ts';
import type { ActiveUpload } from '#lib/store/planned-uploads.ts';
import { draftFix } from './draft.ts';
import type { UploadsKnown } from './known-uploads.ts';
import type { ManagedBy } from './managed-by.ts';
import { type FixRequest, parseFixRequest } from './request.ts';

/** What a fix would do, from the live rules and the uploads as last listed. Bytes, USD a month, UTC. */
export type Plan = FixRequest &
  UploadsKnown & {
    region: string;
    /** Of the live rules; applying asks for it, so that nothing else is overwritten. */
    fingerprint: string;
    /** Rules as in the S3 API. */
    before: LifecycleRule[];
    after: LifecycleRule[];
    transitionDefaultMinimumObjectSize: string | null;
    diff: RuleChange[];
    /** True when the bucket already does what is asked for. */
    noop: boolean;
    /** What the live rules cover now. */
    verdict: CoverageVerdict;
    /** Enabled now or once; null where the server does not say. */
    versioned: boolean | null;
    /** Old enough at the next midnight, and not aborted by another rule anyway. */
    abortsUploads: number;
    abortsBytes: number;
    /** Of these, uploads whose bytes are not known and not in `abortsBytes`. */
    unknownSize: number;
    /** Of these, uploads with a part in the `days` days before that midnight, or in the last day: cut at work. */
    activeUploads: number;
    /** The first of them, the last worked on first. */
    activeKeys: ActiveUpload[];
    /** Of these, uploads that nobody has looked at for a day: they may have had parts since. */
    unknownActivity: number;
    /** The smallest number of days that aborts no active upload; above `days` exactly when `activeUploads` is above 0. */
    smallestSafeDays: number;
    /** Uploads that are too young for now, and of these, uploads with a part in the last day. */
    keptUploads: number;
    keptActive: number;
    monthlySavingUsd: number;
    /** True when a named default price stands in for an unknown region or class. */
    priceFallback: boolean;
    /** The first midnight at which S3 may abort something; null while there is nothing to abort. */
    firstEligibleAt: Date | null;
    managedBy: ManagedBy | null;
    /** False when the tags could not be read, so that `managedBy: null` says nothing. */
    tagsKnown: boolean;
    snippets: Snippets;
  };

/**
 * Plans a fix; writes nothing to AWS.
 * @param as the person's own session, in place of our role
 * @throws AppError `notFound` for an unknown bucket, `refused` for a bucket that cannot be fixed safely, and whatever
 * reading its rules throws: rules that cannot be read are never taken for no rules
 */
export async function planFix(request: FixRequest, as?: OwnSession): Promise<Plan> {
  const { plan } = await draftFix(parseFixRequest(request), as);
  return plan;
}
