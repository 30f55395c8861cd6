import type { LifecycleConfiguration } from '#lib/lifecycle/rule.ts';
import { ServiceFailure } from '../service-failure.ts';
import type { SimulatedBucket } from '../world/bucket.ts';
import { invalidArgument, malformedXml } from './failure.ts';
import { validateLifecycle } from './lifecycle-validation.ts';
import { parseLifecycle, writeLifecycle } from './lifecycle-xml.ts';
import type { Answer, S3Request } from './request.ts';

const MINIMUM_SIZE_HEADER = 'x-amz-transition-default-minimum-object-size';
const minimumSizes = ['all_storage_classes_128K', 'varies_by_storage_class'];

/** Configurations that reads still show after a write (see FaultSettings.staleLifecycleReads). */
const stale = new WeakMap<SimulatedBucket, { shown: LifecycleConfiguration; left: number }>();

export function getLifecycle(request: S3Request, bucket: SimulatedBucket): Answer {
  const { rules, transitionDefaultMinimumObjectSize } = readable(request, bucket);
  if (rules.length === 0)
    throw new ServiceFailure({
      status: 404,
      code: 'NoSuchLifecycleConfiguration',
      message: 'The lifecycle configuration does not exist',
      extra: { BucketName: bucket.name },
    });
  const shown = request.faults.shuffleRules ? rules.toSorted(() => request.faults.random.next() - 0.5) : rules;
  const isMinimal = request.faults.profile === 'minimal' || transitionDefaultMinimumObjectSize === null;
  return {
    status: 200,
    body: writeLifecycle(shown),
    headers: isMinimal ? {} : { [MINIMUM_SIZE_HEADER]: transitionDefaultMinimumObjectSize ?? '' },
  };
}

/** PutBucketLifecycleConfiguration: replaces everything, and refuses what S3 refuses. */
export function putLifecycle(request: S3Request, bucket: SimulatedBucket): Answer {
  if (!hasChecksum(request))
    throw new ServiceFailure({
      status: 400,
      code: 'InvalidRequest',
      message: 'Missing required header for this request: Content-MD5 OR x-amz-checksum-*',
    });
  const header = request.headers[MINIMUM_SIZE_HEADER];
  const minimumSize = typeof header === 'string' ? header : null;
  if (minimumSize !== null && !minimumSizes.includes(minimumSize))
    throw invalidArgument(`Invalid value for ${MINIMUM_SIZE_HEADER}`, { ArgumentValue: minimumSize });
  const rules = parseLifecycle(request.body);
  if (!rules) throw malformedXml();
  const rejection = validateLifecycle(rules);
  if (rejection) throw new ServiceFailure({ status: 400, ...rejection });
  refuseMfaDelete(bucket);
  keepStale(request, bucket);
  request.world.apply({ type: 'lifecycle', bucket: bucket.name, rules, minimumSize });
  const stored = bucket.lifecycle.transitionDefaultMinimumObjectSize ?? '';
  return { status: 200, headers: request.faults.profile === 'minimal' ? {} : { [MINIMUM_SIZE_HEADER]: stored } };
}

export function deleteLifecycle(request: S3Request, bucket: SimulatedBucket): Answer {
  keepStale(request, bucket);
  request.world.apply({ type: 'lifecycle', bucket: bucket.name, rules: [], minimumSize: null });
  return { status: 204 };
}

function readable(request: S3Request, bucket: SimulatedBucket): LifecycleConfiguration {
  const before = stale.get(bucket);
  if (!before || before.left === 0 || request.faults.staleLifecycleReads === 0) return bucket.lifecycle;
  before.left -= 1;
  return before.shown;
}

function keepStale(request: S3Request, bucket: SimulatedBucket): void {
  const left = request.faults.staleLifecycleReads;
  if (left > 0) stale.set(bucket, { shown: bucket.lifecycle, left });
}

function hasChecksum({ headers }: S3Request): boolean {
  return 'content-md5' in headers || Object.keys(headers).some((name) => /^x-amz-(sdk-)?checksum-/.test(name));
}

function refuseMfaDelete(bucket: SimulatedBucket): void {
  if (!bucket.mfaDelete) return;
  throw new ServiceFailure({
    status: 409,
    code: 'InvalidBucketState',
    message: 'Lifecycle configuration is not supported on a bucket with MFA Delete enabled',
    extra: { BucketName: bucket.name },
  });
}
