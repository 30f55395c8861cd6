-- CreateTable
CREATE TABLE "run_reading" (
    "run_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "problem" TEXT,
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "result" JSONB,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "run_reading_pkey" PRIMARY KEY ("run_id","kind")
);

-- CreateTable
CREATE TABLE "spend_snapshot" (
    "id" UUID NOT NULL,
    "seq" SERIAL NOT NULL,
    "run_id" UUID NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "spend_snapshot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "spend_reading" (
    "snapshot_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "problem" TEXT,
    "read_at" TIMESTAMPTZ(3) NOT NULL,
    "data_at" TIMESTAMPTZ(3),
    "currency" TEXT,
    "data" JSONB,

    CONSTRAINT "spend_reading_pkey" PRIMARY KEY ("snapshot_id","kind","account_id")
);

-- CreateTable
CREATE TABLE "cost_key" (
    "id" SERIAL NOT NULL,
    "cut" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "cost_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cost_account" (
    "id" TEXT NOT NULL,
    "name" TEXT,

    CONSTRAINT "cost_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cost_period" (
    "asked" TEXT NOT NULL,
    "cut" TEXT NOT NULL,
    "granularity" TEXT NOT NULL,
    "start" DATE NOT NULL,
    "estimated" BOOLEAN NOT NULL,
    "currency" TEXT,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cost_period_pkey" PRIMARY KEY ("asked","cut","granularity","start")
);

-- CreateTable
CREATE TABLE "cost_day" (
    "key_id" INTEGER NOT NULL,
    "start" DATE NOT NULL,
    "account_id" TEXT NOT NULL,
    "record_type" TEXT NOT NULL,
    "asked" TEXT NOT NULL,
    "unblended" DECIMAL(38,18) NOT NULL,
    "amortized" DECIMAL(38,18) NOT NULL,
    "net_amortized" DECIMAL(38,18) NOT NULL,

    CONSTRAINT "cost_day_pkey" PRIMARY KEY ("key_id","start","account_id","record_type")
);

-- CreateTable
CREATE TABLE "cost_month" (
    "key_id" INTEGER NOT NULL,
    "start" DATE NOT NULL,
    "account_id" TEXT NOT NULL,
    "record_type" TEXT NOT NULL,
    "asked" TEXT NOT NULL,
    "unblended" DECIMAL(38,18) NOT NULL,
    "amortized" DECIMAL(38,18) NOT NULL,
    "net_amortized" DECIMAL(38,18) NOT NULL,

    CONSTRAINT "cost_month_pkey" PRIMARY KEY ("key_id","start","account_id","record_type")
);

-- CreateTable
CREATE TABLE "cost_sum" (
    "granularity" TEXT NOT NULL,
    "cut" TEXT NOT NULL,
    "grouping" TEXT NOT NULL,
    "start" DATE NOT NULL,
    "name" TEXT NOT NULL,
    "record_type" TEXT NOT NULL,
    "unblended" DECIMAL(38,18) NOT NULL,
    "amortized" DECIMAL(38,18) NOT NULL,
    "net_amortized" DECIMAL(38,18) NOT NULL,

    CONSTRAINT "cost_sum_pkey" PRIMARY KEY ("granularity","cut","grouping","start","name","record_type")
);

-- CreateIndex
CREATE UNIQUE INDEX "spend_snapshot_seq_key" ON "spend_snapshot"("seq");

-- CreateIndex
CREATE UNIQUE INDEX "spend_snapshot_run_id_key" ON "spend_snapshot"("run_id");

-- CreateIndex
CREATE INDEX "spend_snapshot_taken_at_idx" ON "spend_snapshot"("taken_at");

-- CreateIndex
CREATE UNIQUE INDEX "cost_key_cut_name_key" ON "cost_key"("cut", "name");

-- CreateIndex
CREATE INDEX "cost_period_cut_granularity_start_idx" ON "cost_period"("cut", "granularity", "start");

-- CreateIndex
CREATE INDEX "cost_day_account_id_start_idx" ON "cost_day"("account_id", "start");

-- CreateIndex
CREATE INDEX "cost_month_account_id_start_idx" ON "cost_month"("account_id", "start");

-- AddForeignKey
ALTER TABLE "run_reading" ADD CONSTRAINT "run_reading_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "collect_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "spend_reading" ADD CONSTRAINT "spend_reading_snapshot_id_fkey" FOREIGN KEY ("snapshot_id") REFERENCES "spend_snapshot"("id") ON DELETE CASCADE ON UPDATE CASCADE;
