-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "problem" TEXT,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bucket" (
    "id" SERIAL NOT NULL,
    "account_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3),
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "gone_at" TIMESTAMPTZ(3),
    "lifecycle" JSONB,
    "lifecycle_read_at" TIMESTAMPTZ(3),

    CONSTRAINT "bucket_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "upload" (
    "bucket_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "upload_id" TEXT NOT NULL,
    "initiated_at" TIMESTAMPTZ(3) NOT NULL,
    "initiator" TEXT,
    "storage_class" TEXT NOT NULL,
    "creator" TEXT NOT NULL,
    "creator_confidence" TEXT NOT NULL,
    "parts" INTEGER,
    "bytes" BIGINT,
    "last_part_at" TIMESTAMPTZ(3),
    "size_checked_at" TIMESTAMPTZ(3),
    "size_problem" TEXT,
    "seen_run" INTEGER NOT NULL,

    CONSTRAINT "upload_pkey" PRIMARY KEY ("bucket_id","key","upload_id")
);

-- CreateTable
CREATE TABLE "collect_run" (
    "id" UUID NOT NULL,
    "seq" SERIAL NOT NULL,
    "kinds" TEXT[],
    "accounts" TEXT[],
    "buckets" TEXT[],
    "trigger" TEXT NOT NULL,
    "requested_by" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "partial" BOOLEAN NOT NULL DEFAULT false,
    "stopped_by" TEXT,
    "problem" TEXT,
    "follow_up" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "collect_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_account" (
    "run_id" UUID NOT NULL,
    "account_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "problem" TEXT,
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),

    CONSTRAINT "run_account_pkey" PRIMARY KEY ("run_id","account_id")
);

-- CreateTable
CREATE TABLE "run_bucket" (
    "run_id" UUID NOT NULL,
    "bucket_id" INTEGER NOT NULL,
    "account_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "phase" TEXT NOT NULL,
    "key_marker" TEXT,
    "upload_id_marker" TEXT,
    "listed" INTEGER NOT NULL DEFAULT 0,
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "measurement" TEXT,
    "problem" TEXT,
    "result" JSONB,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "run_bucket_pkey" PRIMARY KEY ("run_id","bucket_id")
);

-- CreateTable
CREATE TABLE "run_call" (
    "run_id" UUID NOT NULL,
    "operation" TEXT NOT NULL,
    "calls" INTEGER NOT NULL,
    "usd" DECIMAL(14,8) NOT NULL,

    CONSTRAINT "run_call_pkey" PRIMARY KEY ("run_id","operation")
);

-- CreateTable
CREATE TABLE "api_spend" (
    "day" DATE NOT NULL,
    "usd" DECIMAL(14,8) NOT NULL,

    CONSTRAINT "api_spend_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "snapshot" (
    "id" UUID NOT NULL,
    "seq" SERIAL NOT NULL,
    "run_id" UUID NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,
    "buckets" INTEGER NOT NULL,
    "uploads" INTEGER NOT NULL,
    "bytes" BIGINT NOT NULL,
    "monthly_usd" DECIMAL(24,12) NOT NULL,
    "at_least" BOOLEAN NOT NULL,
    "unlisted_accounts" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "snapshot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bucket_snapshot" (
    "snapshot_id" UUID NOT NULL,
    "bucket_id" INTEGER NOT NULL,
    "account_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "uploads" INTEGER,
    "bytes" BIGINT,
    "bytes_low" BIGINT,
    "bytes_high" BIGINT,
    "bytes_older_than_7_days" BIGINT,
    "oldest_initiated_at" TIMESTAMPTZ(3),
    "monthly_usd" DECIMAL(24,12),
    "price_fallback" BOOLEAN NOT NULL DEFAULT false,
    "coverage" TEXT,
    "abort_after_days" INTEGER,
    "uncovered_bytes" BIGINT,
    "measurement" TEXT NOT NULL,
    "problem" TEXT,
    "checked_at" TIMESTAMPTZ(3),
    "breakdown" JSONB,

    CONSTRAINT "bucket_snapshot_pkey" PRIMARY KEY ("snapshot_id","bucket_id")
);

-- CreateTable
CREATE TABLE "bucket_day" (
    "bucket_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "uploads" INTEGER,
    "bytes" BIGINT,
    "monthly_usd" DECIMAL(24,12),
    "coverage" TEXT,
    "measurement" TEXT NOT NULL,

    CONSTRAINT "bucket_day_pkey" PRIMARY KEY ("bucket_id","day")
);

-- CreateTable
CREATE TABLE "account_day" (
    "day" DATE NOT NULL,
    "account_id" TEXT NOT NULL,
    "buckets" INTEGER NOT NULL,
    "protected" INTEGER NOT NULL,
    "unreadable" INTEGER NOT NULL,
    "uploads" INTEGER NOT NULL,
    "bytes" BIGINT NOT NULL,
    "monthly_usd" DECIMAL(24,12) NOT NULL,

    CONSTRAINT "account_day_pkey" PRIMARY KEY ("day","account_id")
);

-- CreateTable
CREATE TABLE "fix" (
    "id" UUID NOT NULL,
    "bucket_id" INTEGER NOT NULL,
    "account_id" TEXT NOT NULL,
    "bucket_name" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "days" INTEGER NOT NULL,
    "remove_expired_delete_markers" BOOLEAN NOT NULL,
    "actor" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "after_fingerprint" TEXT NOT NULL,
    "before" JSONB NOT NULL,
    "after" JSONB NOT NULL,
    "cutoff_at" TIMESTAMPTZ(3) NOT NULL,
    "planned_uploads" INTEGER NOT NULL,
    "planned_bytes" BIGINT NOT NULL,
    "planned_monthly_usd" DECIMAL(24,12) NOT NULL,
    "remaining_uploads" INTEGER,
    "remaining_bytes" BIGINT,
    "realised_monthly_usd" DECIMAL(24,12) NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "applied_at" TIMESTAMPTZ(3),
    "confirmed_at" TIMESTAMPTZ(3),
    "abort_date" TIMESTAMPTZ(3),
    "abort_rule_id" TEXT,
    "eligible_at" TIMESTAMPTZ(3),
    "clearing_at" TIMESTAMPTZ(3),
    "clean_at" TIMESTAMPTZ(3),
    "undone_at" TIMESTAMPTZ(3),
    "undone_by" TEXT,
    "checked_at" TIMESTAMPTZ(3),
    "problem" TEXT,
    "write_begun_at" TIMESTAMPTZ(3),
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),

    CONSTRAINT "fix_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "activity" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "account_id" TEXT,
    "bucket" TEXT,
    "fix_id" UUID,
    "detail" JSONB NOT NULL,

    CONSTRAINT "activity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "bucket_account_id_name_key" ON "bucket"("account_id", "name");

-- CreateIndex
CREATE INDEX "upload_bucket_id_bytes_idx" ON "upload"("bucket_id", "bytes" DESC);

-- CreateIndex
CREATE INDEX "upload_bucket_id_initiated_at_idx" ON "upload"("bucket_id", "initiated_at");

-- CreateIndex
CREATE UNIQUE INDEX "collect_run_seq_key" ON "collect_run"("seq");

-- CreateIndex
CREATE INDEX "collect_run_created_at_idx" ON "collect_run"("created_at");

-- CreateIndex
CREATE INDEX "run_bucket_run_id_status_idx" ON "run_bucket"("run_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "snapshot_seq_key" ON "snapshot"("seq");

-- CreateIndex
CREATE UNIQUE INDEX "snapshot_run_id_key" ON "snapshot"("run_id");

-- CreateIndex
CREATE INDEX "snapshot_taken_at_idx" ON "snapshot"("taken_at");

-- CreateIndex
CREATE INDEX "bucket_snapshot_snapshot_id_monthly_usd_idx" ON "bucket_snapshot"("snapshot_id", "monthly_usd" DESC);

-- CreateIndex
CREATE INDEX "fix_bucket_id_created_at_idx" ON "fix"("bucket_id", "created_at");

-- CreateIndex
CREATE INDEX "fix_created_at_idx" ON "fix"("created_at");

-- CreateIndex
CREATE INDEX "activity_at_idx" ON "activity"("at");

-- AddForeignKey
ALTER TABLE "bucket" ADD CONSTRAINT "bucket_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upload" ADD CONSTRAINT "upload_bucket_id_fkey" FOREIGN KEY ("bucket_id") REFERENCES "bucket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_account" ADD CONSTRAINT "run_account_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "collect_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_bucket" ADD CONSTRAINT "run_bucket_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "collect_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_call" ADD CONSTRAINT "run_call_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "collect_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "snapshot" ADD CONSTRAINT "snapshot_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "collect_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bucket_snapshot" ADD CONSTRAINT "bucket_snapshot_snapshot_id_fkey" FOREIGN KEY ("snapshot_id") REFERENCES "snapshot"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fix" ADD CONSTRAINT "fix_bucket_id_fkey" FOREIGN KEY ("bucket_id") REFERENCES "bucket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Keys in the order of S3: UTF-8 binary.
ALTER TABLE "upload" ALTER COLUMN "key" TYPE TEXT COLLATE "C", ALTER COLUMN "upload_id" TYPE TEXT COLLATE "C";
ALTER TABLE "bucket" ALTER COLUMN "name" TYPE TEXT COLLATE "C";

-- Re-listing only stamps seen_run: leave room in each page, so that the stamp stays on it.
ALTER TABLE "upload" SET (fillfactor = 80);

-- One collection at a time, across all processes.
CREATE UNIQUE INDEX "collect_run_one_open" ON "collect_run" ((true)) WHERE "status" IN ('queued', 'running');

-- One write at a time per bucket, across all processes.
CREATE UNIQUE INDEX "fix_one_write_per_bucket" ON "fix" ("bucket_id") WHERE "state" IN ('applying', 'undoing');
