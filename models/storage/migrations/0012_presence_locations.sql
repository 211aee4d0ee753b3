-- Presence names a location by its key (meeting/12, plan/3/2564), not a meeting by its id.

-- What it held is said again every few seconds by each program that runs.
DROP TABLE "presence";
CREATE TABLE "presence" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "session" VARCHAR(255) NOT NULL,
    "who" VARCHAR(255) NOT NULL,
    "location" VARCHAR(255) NOT NULL,
    "item_id" INTEGER,
    "statement_id" INTEGER,
    "seen_at" VARCHAR(255) NOT NULL
);
CREATE UNIQUE INDEX "presence_session" ON "presence" ("session");
