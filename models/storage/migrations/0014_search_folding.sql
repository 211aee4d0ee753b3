-- Search compares texts without the signs and spaces that people leave out: all are read again.

INSERT OR IGNORE INTO "search_stale" SELECT "kind", "record_id" FROM "search_entry";
