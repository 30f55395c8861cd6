-- CreateTable
CREATE TABLE "bucket_absence" (
    "bucket_id" INTEGER NOT NULL,
    "gone_at" TIMESTAMPTZ(3) NOT NULL,
    "back_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bucket_absence_pkey" PRIMARY KEY ("bucket_id","gone_at")
);

-- AddForeignKey
ALTER TABLE "bucket_absence" ADD CONSTRAINT "bucket_absence_bucket_id_fkey" FOREIGN KEY ("bucket_id") REFERENCES "bucket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Whoever finds a bucket again forgets when it was gone, and what was told of that time must not change with it.
CREATE FUNCTION keep_bucket_absence() RETURNS trigger LANGUAGE plpgsql AS
E'BEGIN INSERT INTO bucket_absence (bucket_id, gone_at, back_at) VALUES (OLD.id, OLD.gone_at, NEW.last_seen_at) ON CONFLICT DO NOTHING\073 RETURN NULL\073 END\073';

CREATE TRIGGER bucket_is_back AFTER UPDATE OF gone_at ON "bucket"
    FOR EACH ROW WHEN (old.gone_at IS NOT NULL AND new.gone_at IS NULL) EXECUTE FUNCTION keep_bucket_absence();
