-- The KM plan of a fiscal year, its amendments, and the progress of its activities.
CREATE TABLE "km_plan" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "fiscal_year" INTEGER NOT NULL,
    "state" VARCHAR(255) NOT NULL,
    "title" TEXT NOT NULL,
    "website" VARCHAR(255) NOT NULL,
    "scope_intro" TEXT NOT NULL,
    "goal_intro" TEXT NOT NULL,
    "factor_intro" TEXT NOT NULL,
    "reviewed_by_id" INTEGER,
    "reviewed_name" VARCHAR(255) NOT NULL,
    "reviewed_title" VARCHAR(255) NOT NULL,
    "reviewed_on" DATE,
    "approved_by_meeting_id" INTEGER,
    "announced_by_id" INTEGER,
    "announced_name" VARCHAR(255) NOT NULL,
    "announced_title" VARCHAR(255) NOT NULL,
    "announced_on" DATE,
    "carried_from_id" INTEGER,
    "deleted_at" VARCHAR(255),
    FOREIGN KEY ("reviewed_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("approved_by_meeting_id") REFERENCES "meeting" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("announced_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("carried_from_id") REFERENCES "km_plan" ("id") ON DELETE SET NULL
);
CREATE UNIQUE INDEX "km_plan_fiscal_year" ON "km_plan" ("fiscal_year");
CREATE INDEX "km_plan_reviewed_by_id" ON "km_plan" ("reviewed_by_id");
CREATE INDEX "km_plan_approved_by_meeting_id" ON "km_plan" ("approved_by_meeting_id");
CREATE INDEX "km_plan_announced_by_id" ON "km_plan" ("announced_by_id");
CREATE INDEX "km_plan_carried_from_id" ON "km_plan" ("carried_from_id");

CREATE TABLE "plan_amendment" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "plan_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "who" VARCHAR(255) NOT NULL,
    "meeting_id" INTEGER,
    "begun_at" VARCHAR(255) NOT NULL,
    "ended_at" VARCHAR(255),
    FOREIGN KEY ("plan_id") REFERENCES "km_plan" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("id") ON DELETE RESTRICT
);
CREATE INDEX "plan_amendment_plan_id" ON "plan_amendment" ("plan_id");
CREATE INDEX "plan_amendment_meeting_id" ON "plan_amendment" ("meeting_id");

CREATE TABLE "plan_report" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "plan_id" INTEGER NOT NULL,
    "reported_on" DATE NOT NULL,
    "note" TEXT NOT NULL,
    "who" VARCHAR(255) NOT NULL,
    FOREIGN KEY ("plan_id") REFERENCES "km_plan" ("id") ON DELETE RESTRICT
);
CREATE INDEX "plan_report_plan_id" ON "plan_report" ("plan_id");

CREATE TABLE "plan_scope" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "plan_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "mission" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "benefit_people" TEXT NOT NULL,
    "benefit_staff" TEXT NOT NULL,
    "benefit_agencies" TEXT NOT NULL,
    "benefit_government" TEXT NOT NULL,
    "benefit_outsource" TEXT NOT NULL,
    "carried_from_id" INTEGER,
    "deleted_at" VARCHAR(255),
    FOREIGN KEY ("plan_id") REFERENCES "km_plan" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("carried_from_id") REFERENCES "plan_scope" ("id") ON DELETE SET NULL
);
CREATE INDEX "plan_scope_plan_id" ON "plan_scope" ("plan_id");
CREATE INDEX "plan_scope_carried_from_id" ON "plan_scope" ("carried_from_id");

CREATE TABLE "plan_goal" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "plan_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "selected" INTEGER NOT NULL,
    "carried_from_id" INTEGER,
    "deleted_at" VARCHAR(255),
    FOREIGN KEY ("plan_id") REFERENCES "km_plan" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("carried_from_id") REFERENCES "plan_goal" ("id") ON DELETE SET NULL
);
CREATE INDEX "plan_goal_plan_id" ON "plan_goal" ("plan_id");
CREATE INDEX "plan_goal_carried_from_id" ON "plan_goal" ("carried_from_id");

CREATE TABLE "success_factor" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "plan_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "problem" TEXT NOT NULL,
    "carried_from_id" INTEGER,
    "deleted_at" VARCHAR(255),
    FOREIGN KEY ("plan_id") REFERENCES "km_plan" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("carried_from_id") REFERENCES "success_factor" ("id") ON DELETE SET NULL
);
CREATE INDEX "success_factor_plan_id" ON "success_factor" ("plan_id");
CREATE INDEX "success_factor_carried_from_id" ON "success_factor" ("carried_from_id");

CREATE TABLE "plan_table" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "plan_id" INTEGER NOT NULL,
    "goal_id" INTEGER,
    "scope_id" INTEGER,
    "process" VARCHAR(255) NOT NULL,
    "position" INTEGER NOT NULL,
    "deleted_at" VARCHAR(255),
    FOREIGN KEY ("plan_id") REFERENCES "km_plan" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("goal_id") REFERENCES "plan_goal" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("scope_id") REFERENCES "plan_scope" ("id") ON DELETE RESTRICT
);
CREATE INDEX "plan_table_plan_id" ON "plan_table" ("plan_id");
CREATE INDEX "plan_table_goal_id" ON "plan_table" ("goal_id");
CREATE INDEX "plan_table_scope_id" ON "plan_table" ("scope_id");

CREATE TABLE "plan_activity" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "plan_id" INTEGER NOT NULL,
    "table_id" INTEGER NOT NULL,
    "step" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "bullets" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "begins_on" DATE,
    "ends_on" DATE,
    "period_text" TEXT NOT NULL,
    "target_group" TEXT NOT NULL,
    "indicator" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "target_number" REAL,
    "target_unit" TEXT NOT NULL,
    "owner_text" TEXT NOT NULL,
    "budget" REAL,
    "tools" TEXT NOT NULL,
    "remark" TEXT NOT NULL,
    "is_reviewed" INTEGER NOT NULL,
    "carried_from_id" INTEGER,
    "deleted_at" VARCHAR(255),
    FOREIGN KEY ("plan_id") REFERENCES "km_plan" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("table_id") REFERENCES "plan_table" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("carried_from_id") REFERENCES "plan_activity" ("id") ON DELETE SET NULL
);
CREATE INDEX "plan_activity_plan_id" ON "plan_activity" ("plan_id");
CREATE INDEX "plan_activity_table_id" ON "plan_activity" ("table_id");
CREATE INDEX "plan_activity_carried_from_id" ON "plan_activity" ("carried_from_id");

CREATE TABLE "activity_owner" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "activity_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "division_id" INTEGER,
    "post_id" INTEGER,
    FOREIGN KEY ("activity_id") REFERENCES "plan_activity" ("id") ON DELETE CASCADE,
    FOREIGN KEY ("division_id") REFERENCES "division" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("post_id") REFERENCES "post" ("id") ON DELETE RESTRICT
);
CREATE INDEX "activity_owner_activity_id" ON "activity_owner" ("activity_id");
CREATE INDEX "activity_owner_division_id" ON "activity_owner" ("division_id");
CREATE INDEX "activity_owner_post_id" ON "activity_owner" ("post_id");

CREATE TABLE "progress" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "activity_id" INTEGER NOT NULL,
    "on_date" DATE NOT NULL,
    "status" VARCHAR(255) NOT NULL,
    "actual_number" REAL,
    "note" TEXT NOT NULL,
    "evidence_kind" VARCHAR(255) NOT NULL,
    "evidence" TEXT NOT NULL,
    "who" VARCHAR(255) NOT NULL,
    "stored_at" VARCHAR(255) NOT NULL,
    "deleted_at" VARCHAR(255),
    FOREIGN KEY ("activity_id") REFERENCES "plan_activity" ("id") ON DELETE RESTRICT
);
CREATE INDEX "progress_activity_id" ON "progress" ("activity_id");
