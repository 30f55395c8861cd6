import type { FixView } from '#lib/store/fixes.ts';

/** A fix as the API has it: rules as in the S3 API, no ids of ours but its own. */
export function fixJson({ bucketId: _id, afterFingerprint: _after, writeBegunAt: _begun, ...fix }: FixView) {
  return { ...fix, before: fix.before.rules, after: fix.after.rules };
}
