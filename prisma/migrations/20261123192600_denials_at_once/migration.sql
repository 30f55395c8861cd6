-- AlterTable
ALTER TABLE "run_account" DROP COLUMN "denied";
