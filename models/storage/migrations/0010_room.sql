-- room: filled by the work in hand

-- The draft of a resolution says what was decided and how many were present.
ALTER TABLE "draft" ADD COLUMN "outcome" VARCHAR(255) NOT NULL DEFAULT '';
ALTER TABLE "draft" ADD COLUMN "present_count" INTEGER;

-- Who chairs a meeting whose chair is absent, and why.
ALTER TABLE "attendance" ADD COLUMN "takes_chair" VARCHAR(255) NOT NULL DEFAULT '';
ALTER TABLE "attendance" ADD COLUMN "chair_reason" VARCHAR(255) NOT NULL DEFAULT '';

-- What came of a task.
ALTER TABLE "action_item" ADD COLUMN "result" TEXT NOT NULL DEFAULT '';

-- A later day than the minutes say, given after the meeting.
ALTER TABLE "action_item" ADD COLUMN "postponed_to" DATE;
