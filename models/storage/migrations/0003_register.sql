-- The register: drafts and the life of orders, replaced committees, former names, agendas, memos.

ALTER TABLE "post" ADD COLUMN "shared" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "post" ADD COLUMN "abolished_on" DATE;

CREATE TABLE "former_name" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "person_id" INTEGER NOT NULL,
    "title" VARCHAR(255) NOT NULL,
    "given_name" VARCHAR(255) NOT NULL,
    "family_name" VARCHAR(255) NOT NULL,
    "changed_at" VARCHAR(255) NOT NULL,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE INDEX "former_name_person_id" ON "former_name" ("person_id");

ALTER TABLE "appointment_order" ADD COLUMN "state" VARCHAR(255) NOT NULL DEFAULT 'issued';
ALTER TABLE "appointment_order" ADD COLUMN "amends_id" INTEGER REFERENCES "appointment_order" ("id") ON DELETE RESTRICT;
ALTER TABLE "appointment_order" ADD COLUMN "signer_post_id" INTEGER REFERENCES "post" ("id") ON DELETE RESTRICT;
ALTER TABLE "appointment_order" ADD COLUMN "signer_name" VARCHAR(255) NOT NULL DEFAULT '';
ALTER TABLE "appointment_order" ADD COLUMN "signer_title" VARCHAR(255) NOT NULL DEFAULT '';
ALTER TABLE "appointment_order" ADD COLUMN "revoked_on" DATE;
ALTER TABLE "appointment_order" ADD COLUMN "revoke_reason" TEXT NOT NULL DEFAULT '';
UPDATE "appointment_order" SET
    "signer_name" = (
        SELECT trim("title" || CASE WHEN "title" IN ('นาย', 'นาง', 'นางสาว') THEN '' ELSE ' ' END
            || "given_name" || ' ' || "family_name")
        FROM "person" WHERE "person"."id" = "signer_id"),
    "signer_title" = coalesce((
        SELECT coalesce(nullif("formal_name", ''), "name" || "level")
        FROM "assignment" JOIN "post" ON "post"."id" = "post_id"
        WHERE "person_id" = "signer_id" AND "kind" = 'substantive' AND "begins_on" <= "issued_on"
            AND ("ends_on" IS NULL OR "ends_on" >= "issued_on")
        ORDER BY "begins_on" DESC LIMIT 1), '');
CREATE INDEX "appointment_order_amends_id" ON "appointment_order" ("amends_id");
CREATE INDEX "appointment_order_signer_post_id" ON "appointment_order" ("signer_post_id");

ALTER TABLE "committee" ADD COLUMN "replaced_by_id" INTEGER REFERENCES "committee" ("id") ON DELETE RESTRICT;
ALTER TABLE "committee" ADD COLUMN "copied_from_id" INTEGER REFERENCES "committee" ("id") ON DELETE RESTRICT;
CREATE INDEX "committee_replaced_by_id" ON "committee" ("replaced_by_id");
CREATE INDEX "committee_copied_from_id" ON "committee" ("copied_from_id");

ALTER TABLE "seat" ADD COLUMN "listed_as" VARCHAR(255) NOT NULL DEFAULT '';
UPDATE "seat" SET "listed_as" = (SELECT "name" FROM "post" WHERE "post"."id" = "seat"."post_id")
    WHERE "post_id" IS NOT NULL;

CREATE TABLE "template_item" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "committee_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" VARCHAR(255) NOT NULL,
    "title" TEXT NOT NULL,
    FOREIGN KEY ("committee_id") REFERENCES "committee" ("id") ON DELETE RESTRICT
);
CREATE INDEX "template_item_committee_id" ON "template_item" ("committee_id");

CREATE TABLE "approval_memo" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "number" VARCHAR(255) NOT NULL,
    "written_on" DATE NOT NULL,
    "division_id" INTEGER,
    "subject" TEXT NOT NULL,
    "addressee" VARCHAR(255) NOT NULL,
    "body" TEXT NOT NULL,
    "closing" VARCHAR(255) NOT NULL,
    FOREIGN KEY ("division_id") REFERENCES "division" ("id") ON DELETE RESTRICT
);
CREATE INDEX "approval_memo_division_id" ON "approval_memo" ("division_id");

CREATE TABLE "approved_order" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "memo_id" INTEGER NOT NULL,
    "order_id" INTEGER NOT NULL,
    FOREIGN KEY ("memo_id") REFERENCES "approval_memo" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("order_id") REFERENCES "appointment_order" ("id") ON DELETE RESTRICT
);
CREATE INDEX "approved_order_memo_id" ON "approved_order" ("memo_id");
CREATE UNIQUE INDEX "approved_order_order_id" ON "approved_order" ("order_id");

CREATE TABLE "approval_step" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "memo_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "post_id" INTEGER NOT NULL,
    "gives_opinion" INTEGER NOT NULL,
    FOREIGN KEY ("memo_id") REFERENCES "approval_memo" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("post_id") REFERENCES "post" ("id") ON DELETE RESTRICT
);
CREATE INDEX "approval_step_memo_id" ON "approval_step" ("memo_id");
CREATE INDEX "approval_step_post_id" ON "approval_step" ("post_id");

-- A draft has no number, day and signer yet. SQLite cannot drop NOT NULL, and to make the table
-- anew would take the foreign keys off; its manual allows this for a change of no stored byte
-- (sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes").
PRAGMA writable_schema = ON;
UPDATE "sqlite_master"
    SET "sql" = replace(replace(replace(replace("sql",
        '"number" INTEGER NOT NULL', '"number" INTEGER'),
        '"year" INTEGER NOT NULL', '"year" INTEGER'),
        '"issued_on" DATE NOT NULL', '"issued_on" DATE'),
        '"signer_id" INTEGER NOT NULL', '"signer_id" INTEGER')
    WHERE "type" = 'table' AND "name" = 'appointment_order';
PRAGMA writable_schema = RESET;
