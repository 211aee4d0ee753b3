-- The year's evidence: memos and who signed them, training, self-assessment, survey, attachments.
CREATE TABLE "memo" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "kind" VARCHAR(255) NOT NULL,
    "number" INTEGER,
    "year" INTEGER,
    "fiscal_year" INTEGER,
    "written_on" DATE NOT NULL,
    "division_id" INTEGER,
    "subject" TEXT NOT NULL,
    "addressee" VARCHAR(255) NOT NULL,
    "background" TEXT NOT NULL,
    "facts" TEXT NOT NULL,
    "problems" TEXT NOT NULL,
    "benefits" TEXT NOT NULL,
    "considerations" TEXT NOT NULL,
    "proposal" TEXT NOT NULL,
    "closing" TEXT NOT NULL,
    "speed" VARCHAR(255) NOT NULL,
    "secrecy" VARCHAR(255) NOT NULL,
    "saraban_number" VARCHAR(255) NOT NULL,
    "reply" VARCHAR(255) NOT NULL,
    "reply_text" TEXT NOT NULL,
    "replied_on" DATE,
    "deleted_at" VARCHAR(255),
    FOREIGN KEY ("division_id") REFERENCES "division" ("id") ON DELETE RESTRICT
);
CREATE INDEX "memo_division_id" ON "memo" ("division_id");
CREATE UNIQUE INDEX "memo_number_year" ON "memo" ("number", "year");

CREATE TABLE "memo_step" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "memo_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "post_id" INTEGER NOT NULL,
    "gives_opinion" INTEGER NOT NULL,
    "opinion" TEXT NOT NULL,
    "signed_on" DATE,
    FOREIGN KEY ("memo_id") REFERENCES "memo" ("id") ON DELETE CASCADE,
    FOREIGN KEY ("post_id") REFERENCES "post" ("id") ON DELETE RESTRICT
);
CREATE INDEX "memo_step_memo_id" ON "memo_step" ("memo_id");
CREATE INDEX "memo_step_post_id" ON "memo_step" ("post_id");

CREATE TABLE "acknowledgement" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "memo_id" INTEGER NOT NULL,
    "division_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "signed_on" DATE,
    "signed_by" VARCHAR(255) NOT NULL,
    FOREIGN KEY ("memo_id") REFERENCES "memo" ("id") ON DELETE CASCADE,
    FOREIGN KEY ("division_id") REFERENCES "division" ("id") ON DELETE RESTRICT
);
CREATE INDEX "acknowledgement_memo_id" ON "acknowledgement" ("memo_id");
CREATE INDEX "acknowledgement_division_id" ON "acknowledgement" ("division_id");
CREATE UNIQUE INDEX "acknowledgement_memo_id_division_id" ON "acknowledgement" ("memo_id", "division_id");

CREATE TABLE "training" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "person_id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "organizer" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "begins_on" DATE NOT NULL,
    "returned_on" DATE NOT NULL,
    "is_external" INTEGER NOT NULL,
    "learnt" TEXT NOT NULL,
    "use" TEXT NOT NULL,
    "suggestion" TEXT NOT NULL,
    "reported_on" DATE,
    "published_on" DATE,
    "published_at" TEXT NOT NULL,
    "supervisor_id" INTEGER,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    "followed_up_on" DATE,
    "knowledge_id" INTEGER,
    "deleted_at" VARCHAR(255),
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("supervisor_id") REFERENCES "post" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("knowledge_id") REFERENCES "knowledge_item" ("id") ON DELETE SET NULL
);
CREATE INDEX "training_person_id" ON "training" ("person_id");
CREATE INDEX "training_supervisor_id" ON "training" ("supervisor_id");
CREATE INDEX "training_knowledge_id" ON "training" ("knowledge_id");

CREATE TABLE "assessment_answer" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "fiscal_year" INTEGER NOT NULL,
    "question" VARCHAR(255) NOT NULL,
    "score" INTEGER,
    "existing" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "deleted_at" VARCHAR(255)
);
CREATE UNIQUE INDEX "assessment_answer_fiscal_year_question" ON "assessment_answer" ("fiscal_year", "question");

CREATE TABLE "survey_form" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "fiscal_year" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "respondent" VARCHAR(255) NOT NULL,
    "division_id" INTEGER,
    "answers" VARCHAR(255) NOT NULL,
    "comment" TEXT NOT NULL,
    "deleted_at" VARCHAR(255),
    FOREIGN KEY ("division_id") REFERENCES "division" ("id") ON DELETE RESTRICT
);
CREATE INDEX "survey_form_division_id" ON "survey_form" ("division_id");

CREATE TABLE "attachment" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "fiscal_year" INTEGER NOT NULL,
    "lo_item" INTEGER NOT NULL,
    "kind" VARCHAR(255) NOT NULL,
    "title" TEXT NOT NULL,
    "file_name" VARCHAR(255) NOT NULL,
    "digest" VARCHAR(255) NOT NULL,
    "who" VARCHAR(255) NOT NULL,
    "at" VARCHAR(255) NOT NULL,
    "deleted_at" VARCHAR(255)
);
-- What the second committee found, and what it advises.
ALTER TABLE "plan_report" ADD COLUMN "findings" TEXT NOT NULL DEFAULT '';
ALTER TABLE "plan_report" ADD COLUMN "suggestions" TEXT NOT NULL DEFAULT '';
ALTER TABLE "plan_report" ADD COLUMN "deleted_at" VARCHAR(255);
-- Search reads these anew when they change.
CREATE TRIGGER "search_memo_insert" AFTER INSERT ON "memo" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('memo', NEW.id); END;
CREATE TRIGGER "search_memo_update" AFTER UPDATE ON "memo" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('memo', NEW.id); END;
CREATE TRIGGER "search_memo_delete" AFTER DELETE ON "memo" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('memo', OLD.id); END;
CREATE TRIGGER "search_training_insert" AFTER INSERT ON "training" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('training', NEW.id); END;
CREATE TRIGGER "search_training_update" AFTER UPDATE ON "training" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('training', NEW.id); END;
CREATE TRIGGER "search_training_delete" AFTER DELETE ON "training" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('training', OLD.id); END;
CREATE TRIGGER "search_attachment_insert" AFTER INSERT ON "attachment" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('attachment', NEW.id); END;
CREATE TRIGGER "search_attachment_update" AFTER UPDATE ON "attachment" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('attachment', NEW.id); END;
CREATE TRIGGER "search_attachment_delete" AFTER DELETE ON "attachment" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('attachment', OLD.id); END;
