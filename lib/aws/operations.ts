/** What each call is for, in words for an error message, and the IAM action that allows it. */
export const operations = {
  GetCallerIdentity: { does: 'tell which AWS account the credentials belong to', action: 'sts:GetCallerIdentity' },
  AssumeRole: { does: 'use the role', action: 'sts:AssumeRole' },
  ListBuckets: { does: 'list the buckets', action: 's3:ListAllMyBuckets' },
  HeadBucket: { does: 'find the region', action: 's3:ListBucket' },
  GetBucketLocation: { does: 'find the region', action: 's3:GetBucketLocation' },
  ListMultipartUploads: { does: 'read uploads', action: 's3:ListBucketMultipartUploads' },
  ListParts: { does: 'read parts', action: 's3:ListMultipartUploadParts' },
  GetBucketLifecycleConfiguration: { does: 'read lifecycle rules', action: 's3:GetLifecycleConfiguration' },
  PutBucketLifecycleConfiguration: { does: 'write lifecycle rules', action: 's3:PutLifecycleConfiguration' },
  DeleteBucketLifecycle: { does: 'remove lifecycle rules', action: 's3:PutLifecycleConfiguration' },
  GetBucketVersioning: { does: 'read the versioning state', action: 's3:GetBucketVersioning' },
  GetBucketTagging: { does: 'read tags', action: 's3:GetBucketTagging' },
} as const;

export type Operation = keyof typeof operations;
