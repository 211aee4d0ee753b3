-- Records with several texts: a revision and a draft name the cell (`field`).
CREATE TABLE "revision_of_cell" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "subject" VARCHAR(255) NOT NULL,
    "subject_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "who" VARCHAR(255) NOT NULL,
    "at" VARCHAR(255) NOT NULL,
    "digest" VARCHAR(255) NOT NULL,
    "field" VARCHAR(255) NOT NULL
);
INSERT INTO "revision_of_cell"
    SELECT "id", "subject", "subject_id", "version", "text", "who", "at", "digest", '' FROM "revision";
DROP TABLE "revision";
ALTER TABLE "revision_of_cell" RENAME TO "revision";
CREATE UNIQUE INDEX "revision_subject_subject_id_field_version" ON "revision" ("subject", "subject_id", "field", "version");

CREATE TABLE "draft_of_cell" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "subject" VARCHAR(255) NOT NULL,
    "subject_id" INTEGER NOT NULL,
    "session" VARCHAR(255) NOT NULL,
    "base_version" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "who" VARCHAR(255) NOT NULL,
    "at" VARCHAR(255) NOT NULL,
    "item_id" INTEGER,
    "speaker_id" INTEGER,
    "field" VARCHAR(255) NOT NULL
);
INSERT INTO "draft_of_cell"
    SELECT "id", "subject", "subject_id", "session", "base_version", "text", "who", "at", "item_id", "speaker_id", '' FROM "draft";
DROP TABLE "draft";
ALTER TABLE "draft_of_cell" RENAME TO "draft";
CREATE UNIQUE INDEX "draft_subject_subject_id_field_session" ON "draft" ("subject", "subject_id", "field", "session");
