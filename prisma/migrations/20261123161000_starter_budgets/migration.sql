-- CreateTable
CREATE TABLE "starter_budget" (
    "id" UUID NOT NULL,
    "account_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "request" JSONB NOT NULL,
    "actor" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "applied_at" TIMESTAMPTZ(3),
    "undone_at" TIMESTAMPTZ(3),
    "undone_by" TEXT,
    "problem" TEXT,
    "write_begun_at" TIMESTAMPTZ(3),
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),

    CONSTRAINT "starter_budget_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "starter_budget_account_id_name_idx" ON "starter_budget"("account_id", "name");

-- One of a name is being written or in force in an account, across all processes.
CREATE UNIQUE INDEX "starter_budget_one_in_force" ON "starter_budget" ("account_id", "name") WHERE "state" IN ('creating', 'created', 'undoing');
