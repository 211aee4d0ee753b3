-- Findings that were set aside with a reason, and papers made in spite of errors.

CREATE TABLE "set_aside" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "identity" VARCHAR(255) NOT NULL,
    "digest" VARCHAR(255) NOT NULL,
    "code" VARCHAR(255) NOT NULL,
    "place" TEXT NOT NULL,
    "target" VARCHAR(255) NOT NULL,
    "message" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "who" VARCHAR(255) NOT NULL,
    "at" VARCHAR(255) NOT NULL,
    "ended_by" VARCHAR(255) NOT NULL DEFAULT '',
    "ended_at" VARCHAR(255)
);
CREATE INDEX "set_aside_identity_digest" ON "set_aside" ("identity", "digest");

CREATE TABLE "override" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "act" VARCHAR(255) NOT NULL,
    "document" VARCHAR(255) NOT NULL,
    "digest" VARCHAR(255) NOT NULL,
    "codes" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "who" VARCHAR(255) NOT NULL,
    "at" VARCHAR(255) NOT NULL
);
CREATE INDEX "override_document_digest" ON "override" ("document", "digest");
