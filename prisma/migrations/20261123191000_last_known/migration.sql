-- AlterTable
ALTER TABLE "account" ADD COLUMN     "listed_at" TIMESTAMPTZ(3),
ADD COLUMN     "unnamed" TEXT;

-- AlterTable
ALTER TABLE "bucket" ADD COLUMN     "known_at" TIMESTAMPTZ(3),
ADD COLUMN     "known_at_least" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "known_bytes" BIGINT,
ADD COLUMN     "known_monthly_usd" DECIMAL(24,12),
ADD COLUMN     "known_uploads" INTEGER;

-- AlterTable
ALTER TABLE "collect_run" ADD COLUMN     "organization_problem" TEXT;

-- What was listed without a problem had been listed before this was written down.
UPDATE "account" SET "listed_at" = "last_seen_at"
WHERE "problem" IS NULL AND ("reachable" = 'yes' OR EXISTS (SELECT FROM "bucket" WHERE "account_id" = "account"."id"));

-- The figures that some snapshot still has.
UPDATE "bucket" SET "known_uploads" = f."uploads", "known_bytes" = f."bytes", "known_monthly_usd" = f."monthly_usd",
  "known_at" = f."checked_at", "known_at_least" = f."measurement" NOT IN ('exact', 'sampled')
FROM (
  SELECT DISTINCT ON (r."bucket_id") r.* FROM "bucket_snapshot" r JOIN "snapshot" s ON s."id" = r."snapshot_id"
  WHERE r."bytes" IS NOT NULL AND r."checked_at" IS NOT NULL ORDER BY r."bucket_id", s."seq" DESC
) f WHERE f."bucket_id" = "bucket"."id";
