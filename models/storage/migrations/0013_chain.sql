-- Each revision holds the hash of the one before; `fill_chain` links those that are there.

ALTER TABLE "revision" ADD COLUMN "chain" VARCHAR(255) NOT NULL DEFAULT '' CHECK (typeof("chain") = 'text' AND length("chain") IN (0, 64));

-- What older versions adopted, corrected and issued without a seal: a later one without is a fault.
INSERT INTO "seal" ("subject", "subject_id", "shape", "digest", "who", "at")
    SELECT 'minutes', "id", '', '', '', strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now') FROM "meeting"
    WHERE "state" = 'adopted' AND "id" NOT IN (SELECT "subject_id" FROM "seal" WHERE "subject" = 'minutes');
INSERT INTO "seal" ("subject", "subject_id", "shape", "digest", "who", "at")
    SELECT 'correction', "id", '', '', '', strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now') FROM "correction"
    WHERE "id" NOT IN (SELECT "subject_id" FROM "seal" WHERE "subject" = 'correction');
INSERT INTO "seal" ("subject", "subject_id", "shape", "digest", "who", "at")
    SELECT 'order', "id", '', '', '', strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now') FROM "appointment_order"
    WHERE "state" <> 'draft' AND "id" NOT IN (SELECT "subject_id" FROM "seal" WHERE "subject" = 'order');
