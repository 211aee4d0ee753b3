-- Telephone and e-mail of the office, items that are not published, trainings numbered n/year.

ALTER TABLE "organization" ADD COLUMN "telephone" VARCHAR(255) NOT NULL DEFAULT '';
ALTER TABLE "organization" ADD COLUMN "email" VARCHAR(255) NOT NULL DEFAULT '';
ALTER TABLE "agenda_item" ADD COLUMN "confidential" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "training" ADD COLUMN "number" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "training" ADD COLUMN "year" INTEGER NOT NULL DEFAULT 0;
-- The fiscal year of the return; where that day is damaged, the year of this step.
UPDATE "training" SET "year" = (
    SELECT CAST(substr(day, 1, 4) AS INTEGER) + 543 + (substr(day, 6, 2) >= '10') FROM (
        SELECT CASE WHEN typeof("returned_on") = 'text'
            AND ("returned_on" GLOB '1[89][0-9][0-9]-[01][0-9]-[0-3][0-9]'
                OR "returned_on" GLOB '20[0-9][0-9]-[01][0-9]-[0-3][0-9]')
            THEN "returned_on" ELSE date('now') END AS day));
UPDATE "training" SET "number" = (
    SELECT count(*) FROM "training" AS "other" WHERE "other"."year" = "training"."year"
        AND ("other"."returned_on", "other"."id") <= ("training"."returned_on", "training"."id"));
CREATE UNIQUE INDEX "training_year_number" ON "training" ("year", "number");

CREATE TABLE "training_count" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "year" INTEGER NOT NULL,
    "given" INTEGER NOT NULL
);
CREATE UNIQUE INDEX "training_count_year" ON "training_count" ("year");
INSERT INTO "training_count" ("year", "given")
    SELECT "year", max("number") FROM "training" GROUP BY "year";
