-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "body" TEXT;
