-- The first records: the municipality, its people, orders, committees, meetings, minutes.

CREATE TABLE "organization" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "name" VARCHAR(255) NOT NULL,
    "short_name" VARCHAR(255) NOT NULL,
    "district" VARCHAR(255) NOT NULL,
    "province" VARCHAR(255) NOT NULL,
    "memo_prefix" VARCHAR(255) NOT NULL,
    "website" VARCHAR(255) NOT NULL,
    "meeting_place" VARCHAR(255) NOT NULL
);

CREATE TABLE "division" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "name" VARCHAR(255) NOT NULL,
    "short_name" VARCHAR(255) NOT NULL,
    "position" INTEGER NOT NULL
);
CREATE UNIQUE INDEX "division_name" ON "division" ("name");

CREATE TABLE "person" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "title" VARCHAR(255) NOT NULL,
    "given_name" VARCHAR(255) NOT NULL,
    "family_name" VARCHAR(255) NOT NULL,
    "dictionary_key" VARCHAR(255) NOT NULL
);
CREATE INDEX "person_dictionary_key" ON "person" ("dictionary_key");

CREATE TABLE "post" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "name" VARCHAR(255) NOT NULL,
    "short_name" VARCHAR(255) NOT NULL,
    "formal_name" VARCHAR(255) NOT NULL,
    "division_id" INTEGER,
    "is_cko" INTEGER NOT NULL,
    FOREIGN KEY ("division_id") REFERENCES "division" ("id") ON DELETE RESTRICT
);
CREATE INDEX "post_division_id" ON "post" ("division_id");
CREATE UNIQUE INDEX "post_name" ON "post" ("name");

CREATE TABLE "assignment" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "person_id" INTEGER NOT NULL,
    "post_id" INTEGER NOT NULL,
    "kind" VARCHAR(255) NOT NULL,
    "level" VARCHAR(255) NOT NULL,
    "begins_on" DATE NOT NULL,
    "ends_on" DATE,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("post_id") REFERENCES "post" ("id") ON DELETE RESTRICT
);
CREATE INDEX "assignment_person_id" ON "assignment" ("person_id");
CREATE INDEX "assignment_post_id" ON "assignment" ("post_id");

CREATE TABLE "appointment_order" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "number" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "effective" TEXT NOT NULL,
    "issued_on" DATE NOT NULL,
    "signer_id" INTEGER NOT NULL,
    FOREIGN KEY ("signer_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE INDEX "appointment_order_signer_id" ON "appointment_order" ("signer_id");
CREATE UNIQUE INDEX "appointment_order_number_year" ON "appointment_order" ("number", "year");

CREATE TABLE "committee" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "order_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "english" VARCHAR(255) NOT NULL,
    "kind" VARCHAR(255) NOT NULL,
    "quorum_count" INTEGER,
    FOREIGN KEY ("order_id") REFERENCES "appointment_order" ("id") ON DELETE RESTRICT
);
CREATE INDEX "committee_order_id" ON "committee" ("order_id");

CREATE TABLE "seat" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "committee_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "role" VARCHAR(255) NOT NULL,
    "post_id" INTEGER,
    "person_id" INTEGER,
    FOREIGN KEY ("committee_id") REFERENCES "committee" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("post_id") REFERENCES "post" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE INDEX "seat_committee_id" ON "seat" ("committee_id");
CREATE INDEX "seat_person_id" ON "seat" ("person_id");
CREATE INDEX "seat_post_id" ON "seat" ("post_id");
CREATE UNIQUE INDEX "seat_committee_id_position" ON "seat" ("committee_id", "position");

CREATE TABLE "duty" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "committee_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    FOREIGN KEY ("committee_id") REFERENCES "committee" ("id") ON DELETE RESTRICT
);
CREATE INDEX "duty_committee_id" ON "duty" ("committee_id");

CREATE TABLE "meeting" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "committee_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "held_on" DATE NOT NULL,
    "starts_at" TIME NOT NULL,
    "opened_at" TIME,
    "closed_at" TIME,
    "place" VARCHAR(255) NOT NULL,
    "state" VARCHAR(255) NOT NULL,
    FOREIGN KEY ("committee_id") REFERENCES "committee" ("id") ON DELETE RESTRICT
);
CREATE INDEX "meeting_committee_id" ON "meeting" ("committee_id");
CREATE UNIQUE INDEX "meeting_committee_id_number_year" ON "meeting" ("committee_id", "number", "year");

CREATE TABLE "attendance" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "meeting_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "seat_id" INTEGER,
    "status" VARCHAR(255) NOT NULL,
    "reason" VARCHAR(255) NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "title" VARCHAR(255) NOT NULL,
    "formal_title" VARCHAR(255) NOT NULL,
    FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("seat_id") REFERENCES "seat" ("id") ON DELETE RESTRICT
);
CREATE INDEX "attendance_meeting_id" ON "attendance" ("meeting_id");
CREATE INDEX "attendance_seat_id" ON "attendance" ("seat_id");
CREATE UNIQUE INDEX "attendance_meeting_id_seat_id" ON "attendance" ("meeting_id", "seat_id");

CREATE TABLE "agenda_item" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "meeting_id" INTEGER NOT NULL,
    "parent_id" INTEGER,
    "position" INTEGER NOT NULL,
    "kind" VARCHAR(255) NOT NULL,
    "title" TEXT NOT NULL,
    "nothing_said" INTEGER NOT NULL,
    "deleted_at" VARCHAR(255),
    FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("parent_id") REFERENCES "agenda_item" ("id") ON DELETE RESTRICT
);
CREATE INDEX "agenda_item_meeting_id" ON "agenda_item" ("meeting_id");
CREATE INDEX "agenda_item_parent_id" ON "agenda_item" ("parent_id");

CREATE TABLE "statement" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "text" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" VARCHAR(255),
    "item_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "speaker_id" INTEGER,
    FOREIGN KEY ("item_id") REFERENCES "agenda_item" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("speaker_id") REFERENCES "attendance" ("id") ON DELETE RESTRICT
);
CREATE INDEX "statement_item_id" ON "statement" ("item_id");
CREATE INDEX "statement_speaker_id" ON "statement" ("speaker_id");

CREATE TABLE "resolution" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "text" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" VARCHAR(255),
    "item_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "outcome" VARCHAR(255) NOT NULL,
    "present_count" INTEGER NOT NULL,
    FOREIGN KEY ("item_id") REFERENCES "agenda_item" ("id") ON DELETE RESTRICT
);
CREATE INDEX "resolution_item_id" ON "resolution" ("item_id");

CREATE TABLE "revision" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "subject" VARCHAR(255) NOT NULL,
    "subject_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "who" VARCHAR(255) NOT NULL,
    "at" VARCHAR(255) NOT NULL,
    "digest" VARCHAR(255) NOT NULL
);
CREATE UNIQUE INDEX "revision_subject_subject_id_version" ON "revision" ("subject", "subject_id", "version");

CREATE TABLE "draft" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "subject" VARCHAR(255) NOT NULL,
    "subject_id" INTEGER NOT NULL,
    "session" VARCHAR(255) NOT NULL,
    "base_version" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "who" VARCHAR(255) NOT NULL,
    "at" VARCHAR(255) NOT NULL,
    "item_id" INTEGER,
    "speaker_id" INTEGER
);
CREATE UNIQUE INDEX "draft_subject_subject_id_session" ON "draft" ("subject", "subject_id", "session");
