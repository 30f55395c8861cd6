import { z } from 'zod';

/**
 * A lifecycle rule as the S3 API has it (PascalCase; dates as ISO 8601 strings). Loose: a field that AWS adds later
 * survives reading, storing and writing unchanged.
 */
const tag = z.looseObject({ Key: z.string(), Value: z.string() });
const filter = z.looseObject({
  Prefix: z.string().optional(),
  Tag: tag.optional(),
  ObjectSizeGreaterThan: z.number().optional(),
  ObjectSizeLessThan: z.number().optional(),
  And: z
    .looseObject({
      Prefix: z.string().optional(),
      Tags: z.array(tag).optional(),
      ObjectSizeGreaterThan: z.number().optional(),
      ObjectSizeLessThan: z.number().optional(),
    })
    .optional(),
});
const transition = z.looseObject({
  Date: z.string().optional(),
  Days: z.number().optional(),
  StorageClass: z.string().optional(),
});

export const lifecycleRuleSchema = z.looseObject({
  ID: z.string().optional(),
  /** V1, deprecated by AWS: a rule has either this or Filter. */
  Prefix: z.string().optional(),
  Filter: filter.optional(),
  Status: z.string(),
  Expiration: z
    .looseObject({
      Date: z.string().optional(),
      Days: z.number().optional(),
      ExpiredObjectDeleteMarker: z.boolean().optional(),
    })
    .optional(),
  Transitions: z.array(transition).optional(),
  NoncurrentVersionTransitions: z
    .array(
      z.looseObject({
        NoncurrentDays: z.number().optional(),
        NewerNoncurrentVersions: z.number().optional(),
        StorageClass: z.string().optional(),
      }),
    )
    .optional(),
  NoncurrentVersionExpiration: z
    .looseObject({ NoncurrentDays: z.number().optional(), NewerNoncurrentVersions: z.number().optional() })
    .optional(),
  AbortIncompleteMultipartUpload: z.looseObject({ DaysAfterInitiation: z.number().optional() }).optional(),
});

/** A bucket's whole configuration. No configuration at all is `{ rules: [], transitionDefaultMinimumObjectSize: null }`. */
export const lifecycleConfigurationSchema = z.object({
  rules: z.array(lifecycleRuleSchema),
  /** Header of GET and PUT; echoed on PUT, because S3 resets it when it is left out. */
  transitionDefaultMinimumObjectSize: z.string().nullable(),
});

export type LifecycleRule = z.infer<typeof lifecycleRuleSchema>;
export type LifecycleConfiguration = z.infer<typeof lifecycleConfigurationSchema>;
