-- AlterTable
ALTER TABLE "fix" ADD COLUMN "held_bytes" BIGINT;

-- Of fixes that were proved until now: what the last look by then had found, where it is still kept.
UPDATE "fix" f SET "held_bytes" = (
  SELECT CASE WHEN s."measurement" IN ('exact', 'sampled') THEN coalesce(s."bytes_high", s."bytes") END
  FROM "snapshot" n JOIN "bucket_snapshot" s ON s."snapshot_id" = n."id" AND s."bucket_id" = f."bucket_id"
  WHERE n."taken_at" <= f."clean_at" ORDER BY n."taken_at" DESC, n."seq" DESC LIMIT 1
) WHERE f."clean_at" IS NOT NULL;
