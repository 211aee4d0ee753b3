-- Knowledge of each division and year, who holds it; and one index over everything that is written.
ALTER TABLE "person" ADD COLUMN "leaves_on" DATE;

CREATE TABLE "knowledge_year" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "fiscal_year" INTEGER NOT NULL,
    "meeting_id" INTEGER,
    "note" TEXT NOT NULL,
    FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "knowledge_year_fiscal_year" ON "knowledge_year" ("fiscal_year");
CREATE INDEX "knowledge_year_meeting_id" ON "knowledge_year" ("meeting_id");

CREATE TABLE "knowledge_item" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "fiscal_year" INTEGER NOT NULL,
    "division_id" INTEGER NOT NULL,
    "kind" VARCHAR(255) NOT NULL,
    "position" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "way" VARCHAR(255) NOT NULL,
    "strategy" TEXT NOT NULL,
    "form" VARCHAR(255) NOT NULL,
    "keeping" VARCHAR(255) NOT NULL,
    "kept_at" TEXT NOT NULL,
    "importance" INTEGER,
    "urgency" INTEGER,
    "tools" TEXT NOT NULL,
    "tags" TEXT NOT NULL,
    "chosen" INTEGER NOT NULL,
    "origin_id" INTEGER,
    "meeting_id" INTEGER,
    "deleted_at" VARCHAR(255),
    FOREIGN KEY ("division_id") REFERENCES "division" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("origin_id") REFERENCES "knowledge_item" ("id") ON DELETE SET NULL,
    FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("id") ON DELETE RESTRICT
);
CREATE INDEX "knowledge_item_division_id" ON "knowledge_item" ("division_id");
CREATE INDEX "knowledge_item_origin_id" ON "knowledge_item" ("origin_id");
CREATE INDEX "knowledge_item_meeting_id" ON "knowledge_item" ("meeting_id");
CREATE INDEX "knowledge_item_fiscal_year_division_id_kind_position" ON "knowledge_item" ("fiscal_year", "division_id", "kind", "position");

CREATE TABLE "knowledge_holder" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "item_id" INTEGER NOT NULL,
    "person_id" INTEGER NOT NULL,
    FOREIGN KEY ("item_id") REFERENCES "knowledge_item" ("id") ON DELETE CASCADE,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE INDEX "knowledge_holder_item_id" ON "knowledge_holder" ("item_id");
CREATE INDEX "knowledge_holder_person_id" ON "knowledge_holder" ("person_id");
CREATE UNIQUE INDEX "knowledge_holder_item_id_person_id" ON "knowledge_holder" ("item_id", "person_id");

CREATE TABLE "search_entry" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "kind" VARCHAR(255) NOT NULL,
    "record_id" INTEGER NOT NULL,
    "parent_id" INTEGER,
    "year" INTEGER,
    "division_id" INTEGER,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "folded" TEXT NOT NULL
);
CREATE UNIQUE INDEX "search_entry_kind_record_id" ON "search_entry" ("kind", "record_id");

-- What has changed is noted here by triggers and read anew by the program, which folds the texts.
CREATE TABLE "search_stale" (
    "kind" VARCHAR(255) NOT NULL,
    "record_id" INTEGER NOT NULL,
    PRIMARY KEY ("kind", "record_id")
);
CREATE TRIGGER "search_meeting_insert" AFTER INSERT ON "meeting" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('meeting', NEW.id); END;
CREATE TRIGGER "search_meeting_update" AFTER UPDATE ON "meeting" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('meeting', NEW.id); END;
CREATE TRIGGER "search_meeting_delete" AFTER DELETE ON "meeting" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('meeting', OLD.id); END;
CREATE TRIGGER "search_agenda_item_insert" AFTER INSERT ON "agenda_item" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('agenda_item', NEW.id); END;
CREATE TRIGGER "search_agenda_item_update" AFTER UPDATE ON "agenda_item" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('agenda_item', NEW.id); END;
CREATE TRIGGER "search_agenda_item_delete" AFTER DELETE ON "agenda_item" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('agenda_item', OLD.id); END;
CREATE TRIGGER "search_statement_insert" AFTER INSERT ON "statement" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('statement', NEW.id); END;
CREATE TRIGGER "search_statement_update" AFTER UPDATE ON "statement" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('statement', NEW.id); END;
CREATE TRIGGER "search_statement_delete" AFTER DELETE ON "statement" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('statement', OLD.id); END;
CREATE TRIGGER "search_resolution_insert" AFTER INSERT ON "resolution" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('resolution', NEW.id); END;
CREATE TRIGGER "search_resolution_update" AFTER UPDATE ON "resolution" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('resolution', NEW.id); END;
CREATE TRIGGER "search_resolution_delete" AFTER DELETE ON "resolution" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('resolution', OLD.id); END;
CREATE TRIGGER "search_action_item_insert" AFTER INSERT ON "action_item" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('task', NEW.id); END;
CREATE TRIGGER "search_action_item_update" AFTER UPDATE ON "action_item" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('task', NEW.id); END;
CREATE TRIGGER "search_action_item_delete" AFTER DELETE ON "action_item" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('task', OLD.id); END;
CREATE TRIGGER "search_appointment_order_insert" AFTER INSERT ON "appointment_order" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('order', NEW.id); END;
CREATE TRIGGER "search_appointment_order_update" AFTER UPDATE ON "appointment_order" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('order', NEW.id); END;
CREATE TRIGGER "search_appointment_order_delete" AFTER DELETE ON "appointment_order" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('order', OLD.id); END;
CREATE TRIGGER "search_committee_insert" AFTER INSERT ON "committee" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('committee', NEW.id); END;
CREATE TRIGGER "search_committee_update" AFTER UPDATE ON "committee" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('committee', NEW.id); END;
CREATE TRIGGER "search_committee_delete" AFTER DELETE ON "committee" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('committee', OLD.id); END;
CREATE TRIGGER "search_person_insert" AFTER INSERT ON "person" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('person', NEW.id); END;
CREATE TRIGGER "search_person_update" AFTER UPDATE ON "person" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('person', NEW.id); END;
CREATE TRIGGER "search_person_delete" AFTER DELETE ON "person" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('person', OLD.id); END;
CREATE TRIGGER "search_post_insert" AFTER INSERT ON "post" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('post', NEW.id); END;
CREATE TRIGGER "search_post_update" AFTER UPDATE ON "post" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('post', NEW.id); END;
CREATE TRIGGER "search_post_delete" AFTER DELETE ON "post" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('post', OLD.id); END;
CREATE TRIGGER "search_knowledge_item_insert" AFTER INSERT ON "knowledge_item" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('knowledge', NEW.id); END;
CREATE TRIGGER "search_knowledge_item_update" AFTER UPDATE ON "knowledge_item" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('knowledge', NEW.id); END;
CREATE TRIGGER "search_knowledge_item_delete" AFTER DELETE ON "knowledge_item" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('knowledge', OLD.id); END;
CREATE TRIGGER "search_duty_insert" AFTER INSERT ON "duty" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('committee', NEW.committee_id); END;
CREATE TRIGGER "search_duty_update" AFTER UPDATE ON "duty" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('committee', NEW.committee_id); END;
CREATE TRIGGER "search_duty_delete" AFTER DELETE ON "duty" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('committee', OLD.committee_id); END;
CREATE TRIGGER "search_km_plan_insert" AFTER INSERT ON "km_plan" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('plan', NEW.id); INSERT OR IGNORE INTO "search_stale" VALUES ('document', NEW.id); END;
CREATE TRIGGER "search_km_plan_update" AFTER UPDATE ON "km_plan" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('plan', NEW.id); INSERT OR IGNORE INTO "search_stale" VALUES ('document', NEW.id); END;
CREATE TRIGGER "search_km_plan_delete" AFTER DELETE ON "km_plan" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('plan', OLD.id); INSERT OR IGNORE INTO "search_stale" VALUES ('document', OLD.id); END;
CREATE TRIGGER "search_plan_scope_insert" AFTER INSERT ON "plan_scope" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('scope', NEW.id); END;
CREATE TRIGGER "search_plan_scope_update" AFTER UPDATE ON "plan_scope" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('scope', NEW.id); END;
CREATE TRIGGER "search_plan_scope_delete" AFTER DELETE ON "plan_scope" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('scope', OLD.id); END;
CREATE TRIGGER "search_plan_goal_insert" AFTER INSERT ON "plan_goal" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('goal', NEW.id); END;
CREATE TRIGGER "search_plan_goal_update" AFTER UPDATE ON "plan_goal" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('goal', NEW.id); END;
CREATE TRIGGER "search_plan_goal_delete" AFTER DELETE ON "plan_goal" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('goal', OLD.id); END;
CREATE TRIGGER "search_success_factor_insert" AFTER INSERT ON "success_factor" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('factor', NEW.id); END;
CREATE TRIGGER "search_success_factor_update" AFTER UPDATE ON "success_factor" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('factor', NEW.id); END;
CREATE TRIGGER "search_success_factor_delete" AFTER DELETE ON "success_factor" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('factor', OLD.id); END;
CREATE TRIGGER "search_plan_activity_insert" AFTER INSERT ON "plan_activity" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('activity', NEW.id); END;
CREATE TRIGGER "search_plan_activity_update" AFTER UPDATE ON "plan_activity" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('activity', NEW.id); END;
CREATE TRIGGER "search_plan_activity_delete" AFTER DELETE ON "plan_activity" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('activity', OLD.id); END;
CREATE TRIGGER "search_activity_owner_insert" AFTER INSERT ON "activity_owner" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('activity', NEW.activity_id); END;
CREATE TRIGGER "search_activity_owner_update" AFTER UPDATE ON "activity_owner" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('activity', NEW.activity_id); END;
CREATE TRIGGER "search_activity_owner_delete" AFTER DELETE ON "activity_owner" BEGIN INSERT OR IGNORE INTO "search_stale" VALUES ('activity', OLD.activity_id); END;
-- A meeting that moves to another day takes with it what was said there.
CREATE TRIGGER "search_meeting_moved" AFTER UPDATE OF "held_on", "number", "year" ON "meeting" BEGIN INSERT OR IGNORE INTO "search_stale" SELECT 'agenda_item', id FROM "agenda_item" WHERE meeting_id = NEW.id; INSERT OR IGNORE INTO "search_stale" SELECT 'statement', s.id FROM "statement" s JOIN "agenda_item" i ON i.id = s.item_id WHERE i.meeting_id = NEW.id; INSERT OR IGNORE INTO "search_stale" SELECT 'resolution', r.id FROM "resolution" r JOIN "agenda_item" i ON i.id = r.item_id WHERE i.meeting_id = NEW.id; INSERT OR IGNORE INTO "search_stale" SELECT 'task', id FROM "action_item" WHERE meeting_id = NEW.id; END;
-- Everything that was there before search was.
INSERT OR IGNORE INTO "search_stale" SELECT 'meeting', id FROM "meeting";
INSERT OR IGNORE INTO "search_stale" SELECT 'agenda_item', id FROM "agenda_item";
INSERT OR IGNORE INTO "search_stale" SELECT 'statement', id FROM "statement";
INSERT OR IGNORE INTO "search_stale" SELECT 'resolution', id FROM "resolution";
INSERT OR IGNORE INTO "search_stale" SELECT 'task', id FROM "action_item";
INSERT OR IGNORE INTO "search_stale" SELECT 'order', id FROM "appointment_order";
INSERT OR IGNORE INTO "search_stale" SELECT 'committee', id FROM "committee";
INSERT OR IGNORE INTO "search_stale" SELECT 'person', id FROM "person";
INSERT OR IGNORE INTO "search_stale" SELECT 'post', id FROM "post";
INSERT OR IGNORE INTO "search_stale" SELECT 'knowledge', id FROM "knowledge_item";
INSERT OR IGNORE INTO "search_stale" SELECT 'plan', id FROM "km_plan";
INSERT OR IGNORE INTO "search_stale" SELECT 'document', id FROM "km_plan";
INSERT OR IGNORE INTO "search_stale" SELECT 'scope', id FROM "plan_scope";
INSERT OR IGNORE INTO "search_stale" SELECT 'goal', id FROM "plan_goal";
INSERT OR IGNORE INTO "search_stale" SELECT 'factor', id FROM "success_factor";
INSERT OR IGNORE INTO "search_stale" SELECT 'activity', id FROM "plan_activity";
