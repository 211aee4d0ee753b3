-- Each revision holds the hash of the one before; `fill_chain` links those that are there.

ALTER TABLE "revision" ADD COLUMN "chain" VARCHAR(255) NOT NULL DEFAULT '' CHECK (typeof("chain") = 'text' AND length("chain") IN (0, 64));
