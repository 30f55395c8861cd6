-- AlterTable
ALTER TABLE "channel" ADD COLUMN     "alerts" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "growth_usd" DECIMAL(14,2) NOT NULL DEFAULT 50,
ADD COLUMN     "quiet_hours" INTEGER NOT NULL DEFAULT 24;

-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "begun_at" TIMESTAMPTZ(3),
ALTER COLUMN "week" DROP NOT NULL;

-- CreateTable
CREATE TABLE "alert" (
    "id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "found" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_condition" (
    "subject" TEXT NOT NULL,
    "holds" BOOLEAN NOT NULL,
    "since" TIMESTAMPTZ(3),
    "episode" TEXT NOT NULL,

    CONSTRAINT "alert_condition_pkey" PRIMARY KEY ("subject")
);

-- CreateTable
CREATE TABLE "report_money" (
    "week" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "spend" JSONB NOT NULL,
    "budget" JSONB,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "report_money_pkey" PRIMARY KEY ("week","time_zone")
);

-- CreateIndex
CREATE INDEX "alert_channel_id_subject_at_idx" ON "alert"("channel_id", "subject", "at");

-- CreateIndex
CREATE INDEX "alert_delivery_id_idx" ON "alert"("delivery_id");

-- CreateIndex
CREATE UNIQUE INDEX "alert_channel_id_key_key" ON "alert"("channel_id", "key");

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channel"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;
