import type { LifecycleRule } from '#lib/lifecycle/rule.ts';

/** Rules as people write them, in few words. */
export function abortAfter(
  days: number,
  options: { id?: string; prefix?: string; enabled?: boolean } = {},
): LifecycleRule {
  const { id = 'abort-incomplete-uploads', prefix = '', enabled = true } = options;
  return {
    ID: id,
    Filter: { Prefix: prefix },
    Status: enabled ? 'Enabled' : 'Disabled',
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: days },
  };
}

export function expireAfter(days: number, options: { id: string; prefix?: string }): LifecycleRule {
  return { ID: options.id, Filter: { Prefix: options.prefix ?? '' }, Status: 'Enabled', Expiration: { Days: days } };
}

export function colderAfter(days: number, options: { id: string; prefix?: string; to?: string }): LifecycleRule {
  return {
    ID: options.id,
    Filter: { Prefix: options.prefix ?? '' },
    Status: 'Enabled',
    Transitions: [{ Days: days, StorageClass: options.to ?? 'STANDARD_IA' }],
  };
}

export function forgetOldVersions(days: number): LifecycleRule {
  return {
    ID: 'forget-old-versions',
    Filter: {},
    Status: 'Enabled',
    NoncurrentVersionExpiration: { NoncurrentDays: days, NewerNoncurrentVersions: 3 },
  };
}

/** Rules of the first version, one a prefix: a rule-level Prefix and no Filter. */
export function oldStyleRules(prefixes: readonly string[]): LifecycleRule[] {
  return prefixes.map((prefix, index) => ({
    ID: `cleanup-${String(index + 1).padStart(2, '0')}`,
    Prefix: prefix,
    Status: 'Enabled',
    Expiration: { Days: 30 + index * 15 },
  }));
}

/** One rule a customer, by tag, up to what S3 allows. */
export function thousandRules(): LifecycleRule[] {
  return Array.from({ length: 1000 }, (_, index) => ({
    ID: `tenant-${String(index + 1).padStart(4, '0')}`,
    Filter: { And: { Prefix: 'tenants/', Tags: [{ Key: 'tenant', Value: String(index + 1).padStart(4, '0') }] } },
    Status: 'Enabled',
    Expiration: { Days: 365 + (index % 3) * 365 },
  }));
}
