-- AlterTable
ALTER TABLE "invitation" ADD COLUMN     "maker_id" UUID;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_maker_id_fkey" FOREIGN KEY ("maker_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Whose the open links are is known by the name, and those of who may make none any more end.
UPDATE "invitation" SET "maker_id" = p."id" FROM "person" p WHERE p."name" = "invitation"."invited_by";

UPDATE "invitation" SET "revoked_at" = now() FROM "person" p
WHERE p."id" = "invitation"."maker_id" AND "invitation"."used_at" IS NULL AND "invitation"."revoked_at" IS NULL
  AND (p."role" <> 'administrator' OR p."disabled_at" IS NOT NULL);
