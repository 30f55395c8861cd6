-- AlterTable
ALTER TABLE "collect_run" ADD COLUMN     "aws_user" TEXT,
ADD COLUMN     "own_flow" UUID,
ADD COLUMN     "own_session" TEXT,
ADD COLUMN     "permission_set" TEXT;

