import type { LifecycleRule } from './rule.ts';
import { keyPrefixOf } from './scope.ts';

export const ABORT_RULE_ID = 'straybytes-abort-incomplete-mpu';
export const MARKER_RULE_ID = 'straybytes-expired-delete-markers';

/** The rule that aborts every incomplete upload of a bucket `days` days after its initiation. */
export function abortRule(days: number): LifecycleRule {
  return {
    ID: ABORT_RULE_ID,
    Status: 'Enabled',
    Filter: { Prefix: '' },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: days },
  };
}

/** The rule that removes delete markers with no version left behind them. */
export function markerRule(): LifecycleRule {
  return {
    ID: MARKER_RULE_ID,
    Status: 'Enabled',
    Filter: { Prefix: '' },
    Expiration: { ExpiredObjectDeleteMarker: true },
  };
}

/** Whether a rule is one that Straybytes wrote, whatever its days and status: our id, whole bucket, our action alone. */
export function isOwnRule(rule: LifecycleRule): boolean {
  if (keyPrefixOf(rule) !== '') return false;
  if (rule.ID === ABORT_RULE_ID) {
    const action = definedKeys(rule.AbortIncompleteMultipartUpload);
    return actionsOf(rule) === 'AbortIncompleteMultipartUpload' && action === 'DaysAfterInitiation';
  }
  if (rule.ID === MARKER_RULE_ID) {
    return actionsOf(rule) === 'Expiration' && definedKeys(rule.Expiration) === 'ExpiredObjectDeleteMarker';
  }
  return false;
}

function actionsOf({ ID: _id, Status: _status, Prefix: _v1, Filter: _v2, ...rest }: LifecycleRule): string {
  return definedKeys(rest);
}

function definedKeys(fields: Record<string, unknown> | undefined): string {
  return Object.entries(fields ?? {})
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name)
    .join();
}
