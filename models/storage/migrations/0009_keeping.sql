-- Keeping: seals of adopted minutes and issued orders, and who may do what.

CREATE TABLE "seal" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "subject" VARCHAR(255) NOT NULL,
    "subject_id" INTEGER NOT NULL,
    "shape" TEXT NOT NULL,
    "digest" VARCHAR(255) NOT NULL,
    "who" VARCHAR(255) NOT NULL,
    "at" VARCHAR(255) NOT NULL
);
CREATE UNIQUE INDEX "seal_subject_subject_id" ON "seal" ("subject", "subject_id");

CREATE TABLE "member" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "uid" INTEGER NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "right" VARCHAR(255) NOT NULL,
    "since" VARCHAR(255) NOT NULL
);
CREATE UNIQUE INDEX "member_uid" ON "member" ("uid");

-- What the office does without goes to the bin and can be brought back.
ALTER TABLE "snippet" ADD COLUMN "deleted_at" VARCHAR(255);

-- Who changed what is asked of a hundred thousand states.
CREATE INDEX "revision_who" ON "revision" ("who");
