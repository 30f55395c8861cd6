-- CreateTable
CREATE TABLE "identity_center_connection" (
    "session_id" TEXT NOT NULL,
    "flow_id" UUID NOT NULL,
    "person_id" TEXT NOT NULL,
    "start_url" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "problem" TEXT,
    "user_code" TEXT NOT NULL,
    "verification_uri" TEXT NOT NULL,
    "verification_uri_complete" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "interval_seconds" INTEGER NOT NULL,
    "next_poll_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "user_name" TEXT,
    "accounts" JSONB NOT NULL DEFAULT '[]',
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "connected_at" TIMESTAMPTZ(3),

    CONSTRAINT "identity_center_connection_pkey" PRIMARY KEY ("session_id")
);

-- CreateTable
CREATE TABLE "permission_set_use" (
    "account_id" TEXT NOT NULL,
    "permission_set" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "allowed" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "permission_set_use_pkey" PRIMARY KEY ("account_id","permission_set","action")
);

-- CreateIndex
CREATE INDEX "identity_center_connection_person_id_idx" ON "identity_center_connection"("person_id");

-- CreateIndex
CREATE INDEX "identity_center_connection_expires_at_idx" ON "identity_center_connection"("expires_at");
