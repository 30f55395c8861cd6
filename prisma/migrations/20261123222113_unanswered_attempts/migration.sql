-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "may_have_arrived" BOOLEAN NOT NULL DEFAULT false;
