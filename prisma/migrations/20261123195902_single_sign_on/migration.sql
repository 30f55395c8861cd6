-- AlterTable
ALTER TABLE "person" ADD COLUMN     "disabled_by_groups" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "role_from_groups" BOOLEAN NOT NULL DEFAULT false;

