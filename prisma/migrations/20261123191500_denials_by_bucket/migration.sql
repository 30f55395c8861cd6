-- AlterTable
ALTER TABLE "account" ADD COLUMN     "fix_role" JSONB,
ADD COLUMN     "tried" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "bucket" ADD COLUMN     "denied" JSONB NOT NULL DEFAULT '[]';

-- What is denied on buckets is known of each of them from now on: the next collection or look says of which.
UPDATE "account" SET "denied" = coalesce((
  SELECT jsonb_agg(e) FROM jsonb_array_elements("denied") e
  WHERE e->>'asked' NOT IN ('s3:ListBucketMultipartUploads', 's3:ListMultipartUploadParts', 's3:GetLifecycleConfiguration')
), '[]') WHERE "denied" <> '[]';
