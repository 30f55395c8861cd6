-- CreateTable
CREATE TABLE "fix_step" (
    "fix_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "realised_monthly_usd" DECIMAL(24,12) NOT NULL,

    CONSTRAINT "fix_step_pkey" PRIMARY KEY ("fix_id","at")
);

-- AddForeignKey
ALTER TABLE "fix_step" ADD CONSTRAINT "fix_step_fix_id_fkey" FOREIGN KEY ("fix_id") REFERENCES "fix"("id") ON DELETE CASCADE ON UPDATE CASCADE;
