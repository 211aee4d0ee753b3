-- Meetings by electronic means: the system, how members identify themselves, recording, faults.

ALTER TABLE "meeting" ADD COLUMN "form" VARCHAR(255) NOT NULL DEFAULT 'onsite';
ALTER TABLE "meeting" ADD COLUMN "online_system" VARCHAR(255) NOT NULL DEFAULT '';
ALTER TABLE "meeting" ADD COLUMN "online_link" VARCHAR(255) NOT NULL DEFAULT '';
ALTER TABLE "meeting" ADD COLUMN "online_identity" VARCHAR(255) NOT NULL DEFAULT '';
ALTER TABLE "meeting" ADD COLUMN "recording_place" VARCHAR(255) NOT NULL DEFAULT '';
ALTER TABLE "meeting" ADD COLUMN "online_troubles" TEXT NOT NULL DEFAULT '';

ALTER TABLE "attendance" ADD COLUMN "is_online" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "attendance" ADD COLUMN "identified_by" VARCHAR(255) NOT NULL DEFAULT '';
