-- CreateTable
CREATE TABLE "account_name" (
    "account_id" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "account_name_pkey" PRIMARY KEY ("account_id","since")
);

-- AddForeignKey
ALTER TABLE "account_name" ADD CONSTRAINT "account_name_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Reports of the past have used today's names until now.
INSERT INTO "account_name" ("account_id", "since", "name") SELECT "id", "first_seen_at", "name" FROM "account";
