-- The live meeting: comings and goings, votes, tasks, the life of a meeting, presence, snippets.

ALTER TABLE "seat" ADD COLUMN "delegate_counts" INTEGER;

ALTER TABLE "meeting" ADD COLUMN "reconvenes_id" INTEGER REFERENCES "meeting" ("id") ON DELETE RESTRICT;
ALTER TABLE "meeting" ADD COLUMN "notice_says_one_third" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "meeting" ADD COLUMN "notified_on" DATE;
ALTER TABLE "meeting" ADD COLUMN "urgency_reason" VARCHAR(255) NOT NULL DEFAULT '';
ALTER TABLE "meeting" ADD COLUMN "adopted_on" DATE;
ALTER TABLE "meeting" ADD COLUMN "adopted_how" VARCHAR(255) NOT NULL DEFAULT '';
ALTER TABLE "meeting" ADD COLUMN "adopted_by_id" INTEGER REFERENCES "meeting" ("id") ON DELETE RESTRICT;
CREATE INDEX "meeting_reconvenes_id" ON "meeting" ("reconvenes_id");
CREATE INDEX "meeting_adopted_by_id" ON "meeting" ("adopted_by_id");

ALTER TABLE "attendance" ADD COLUMN "arrived_at" TIME;
ALTER TABLE "attendance" ADD COLUMN "left_at" TIME;
ALTER TABLE "attendance" ADD COLUMN "substitute_name" VARCHAR(255) NOT NULL DEFAULT '';
ALTER TABLE "attendance" ADD COLUMN "substitute_title" VARCHAR(255) NOT NULL DEFAULT '';

ALTER TABLE "resolution" ADD COLUMN "votes_for" INTEGER;
ALTER TABLE "resolution" ADD COLUMN "votes_against" INTEGER;
ALTER TABLE "resolution" ADD COLUMN "abstained" INTEGER;
ALTER TABLE "resolution" ADD COLUMN "by_acclamation" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "resolution" ADD COLUMN "casting_vote" VARCHAR(255) NOT NULL DEFAULT '';

CREATE TABLE "dissent" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "resolution_id" INTEGER NOT NULL,
    "attendance_id" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    FOREIGN KEY ("resolution_id") REFERENCES "resolution" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("attendance_id") REFERENCES "attendance" ("id") ON DELETE RESTRICT
);
CREATE INDEX "dissent_resolution_id" ON "dissent" ("resolution_id");
CREATE INDEX "dissent_attendance_id" ON "dissent" ("attendance_id");
CREATE UNIQUE INDEX "dissent_resolution_id_attendance_id" ON "dissent" ("resolution_id", "attendance_id");

CREATE TABLE "action_item" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "meeting_id" INTEGER NOT NULL,
    "item_id" INTEGER NOT NULL,
    "resolution_id" INTEGER,
    "statement_id" INTEGER,
    "text" TEXT NOT NULL,
    "assignee" VARCHAR(255) NOT NULL,
    "person_id" INTEGER,
    "division_id" INTEGER,
    "due_on" DATE,
    "done_on" DATE,
    "deleted_at" VARCHAR(255),
    FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("item_id") REFERENCES "agenda_item" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("resolution_id") REFERENCES "resolution" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("statement_id") REFERENCES "statement" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("division_id") REFERENCES "division" ("id") ON DELETE RESTRICT
);
CREATE INDEX "action_item_meeting_id" ON "action_item" ("meeting_id");
CREATE INDEX "action_item_item_id" ON "action_item" ("item_id");
CREATE INDEX "action_item_resolution_id" ON "action_item" ("resolution_id");
CREATE INDEX "action_item_statement_id" ON "action_item" ("statement_id");
CREATE INDEX "action_item_person_id" ON "action_item" ("person_id");
CREATE INDEX "action_item_division_id" ON "action_item" ("division_id");

CREATE TABLE "meeting_event" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "meeting_id" INTEGER NOT NULL,
    "what" VARCHAR(255) NOT NULL,
    "who" VARCHAR(255) NOT NULL,
    "at" VARCHAR(255) NOT NULL,
    "note" TEXT NOT NULL,
    FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("id") ON DELETE RESTRICT
);
CREATE INDEX "meeting_event_meeting_id" ON "meeting_event" ("meeting_id");

CREATE TABLE "correction" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "meeting_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("id") ON DELETE RESTRICT
);
CREATE INDEX "correction_meeting_id" ON "correction" ("meeting_id");

CREATE TABLE "snippet" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "word" VARCHAR(255) NOT NULL,
    "text" TEXT NOT NULL
);
CREATE UNIQUE INDEX "snippet_word" ON "snippet" ("word");

CREATE TABLE "presence" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "session" VARCHAR(255) NOT NULL,
    "who" VARCHAR(255) NOT NULL,
    "meeting_id" INTEGER,
    "item_id" INTEGER,
    "statement_id" INTEGER,
    "seen_at" VARCHAR(255) NOT NULL
);
CREATE UNIQUE INDEX "presence_session" ON "presence" ("session");
