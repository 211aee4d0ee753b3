-- Votes as the law counts them, interest, joint votes, postponed matters, who agreed by circulation.

ALTER TABLE "committee" ADD COLUMN "majority_of" VARCHAR(255) NOT NULL DEFAULT 'voting';
ALTER TABLE "resolution" ADD COLUMN "made_at" TIME;
ALTER TABLE "resolution" ADD COLUMN "secret_ballot" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "attendance" ADD COLUMN "away" VARCHAR(255) NOT NULL DEFAULT '';
ALTER TABLE "attendance" ADD COLUMN "agreed_on" DATE;
ALTER TABLE "correction" ADD COLUMN "asked_by" VARCHAR(255) NOT NULL DEFAULT '';
ALTER TABLE "agenda_item" ADD COLUMN "postponed_from_id" INTEGER
    REFERENCES "agenda_item" ("id") ON DELETE RESTRICT;
CREATE INDEX "agenda_item_postponed_from_id" ON "agenda_item" ("postponed_from_id");

CREATE TABLE "recusal" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "item_id" INTEGER NOT NULL REFERENCES "agenda_item" ("id") ON DELETE RESTRICT,
    "attendance_id" INTEGER NOT NULL REFERENCES "attendance" ("id") ON DELETE RESTRICT,
    "reason" TEXT NOT NULL
);
CREATE INDEX "recusal_item_id" ON "recusal" ("item_id");
CREATE INDEX "recusal_attendance_id" ON "recusal" ("attendance_id");
CREATE UNIQUE INDEX "recusal_item_id_attendance_id" ON "recusal" ("item_id", "attendance_id");

CREATE TABLE "joint_item" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "item_id" INTEGER NOT NULL REFERENCES "agenda_item" ("id") ON DELETE RESTRICT,
    "resolution_id" INTEGER NOT NULL REFERENCES "resolution" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "joint_item_item_id" ON "joint_item" ("item_id");
CREATE INDEX "joint_item_resolution_id" ON "joint_item" ("resolution_id");
