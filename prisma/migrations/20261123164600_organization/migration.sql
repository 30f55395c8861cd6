-- AlterTable
ALTER TABLE "account" ADD COLUMN     "denied" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "display_name" TEXT,
ADD COLUMN     "email" TEXT,
ADD COLUMN     "excluded" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "left_at" TIMESTAMPTZ(3),
ADD COLUMN     "managed" TEXT NOT NULL DEFAULT 'ambient',
ADD COLUMN     "management" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "ou" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "own_name" TEXT,
ADD COLUMN     "preflight_at" TIMESTAMPTZ(3),
ADD COLUMN     "reachable" TEXT,
ADD COLUMN     "state" TEXT;

-- AlterTable
ALTER TABLE "run_account" ADD COLUMN     "denied" JSONB NOT NULL DEFAULT '[]';

-- What was called by its id only has no name of its own.
UPDATE "account" SET "own_name" = nullif("name", "id");
