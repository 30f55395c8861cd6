-- AlterTable
ALTER TABLE "upload" ADD COLUMN "size_locked_at" TIMESTAMPTZ(3);
