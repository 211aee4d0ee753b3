-- What the office does not do, of a plan's or the evidence's gaps: set aside with a reason.

CREATE TABLE "waiver" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "fiscal_year" INTEGER NOT NULL,
    "gap_key" VARCHAR(255) NOT NULL,
    "label" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "who" VARCHAR(255) NOT NULL,
    "at" VARCHAR(255) NOT NULL,
    "deleted_at" VARCHAR(255)
);
CREATE INDEX "waiver_fiscal_year_gap_key" ON "waiver" ("fiscal_year", "gap_key");
