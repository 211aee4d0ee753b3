-- Invitations: the number of the letter, and how often the appointment changed.

ALTER TABLE "meeting" ADD COLUMN "invitation_number" VARCHAR(255) NOT NULL DEFAULT '';
ALTER TABLE "meeting" ADD COLUMN "invitation_version" INTEGER NOT NULL DEFAULT 0;
