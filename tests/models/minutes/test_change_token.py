"""One short question tells whether a meeting has changed."""

from collections.abc import Callable
from datetime import time
from pathlib import Path

import pytest

from models.drafts.records import save_draft
from models.drafts.sessions import new_session
from models.meetings.presence import touch_presence
from models.meetings.records import mark, start_meeting
from models.meetings.roll import AttendanceStatus
from models.minutes.agenda import rename_item
from models.minutes.change_token import meeting_change_token
from models.minutes.discussion import move_statement
from models.minutes.records import (
    Outcome,
    Statement,
    add_statement,
    mark_nothing_said,
    record_resolution,
    remove_statement,
    save_statement,
)
from models.minutes.tasks import TaskDraft, assign_task
from models.minutes.vote_counts import Votes
from models.minutes.votes import add_dissent, record_votes
from models.office.locations import InMeeting
from tests.builders import a_meeting, a_statement, an_item, typed

Act = Callable[[Statement], object]


def voted(said: Statement) -> None:
    made = record_resolution(said.item_id, Outcome.NOTED, "รับทราบ", 3)
    record_votes(made, Votes(by_acclamation=True))


def dissented(said: Statement) -> None:
    made = record_resolution(said.item_id, Outcome.NOTED, "รับทราบ", 3)
    add_dissent(made, said.speaker_id, "ไม่เห็นด้วย")


CHANGES: dict[str, Act] = {
    "a statement": lambda said: add_statement(said.item_id, None, "เพิ่ม"),
    "a text": lambda said: save_statement(said.id, 1, "แก้"),
    "an order": lambda said: move_statement(said.id, 1),
    "a bin": lambda said: remove_statement(said.id),
    "a vote": voted,
    "a dissent": dissented,
    "a task": lambda said: assign_task(said.item_id, TaskDraft("งาน", "", None), None, said.id),
    "a title": lambda said: rename_item(said.item_id, "ชื่อใหม่"),
    "an empty item": lambda said: mark_nothing_said(said.item_id, True),
    "the roll": lambda said: mark(said.speaker_id, AttendanceStatus.ABSENT, "ลา"),
    "the start": lambda said: start_meeting(said.item.meeting_id, time(9)),
}


@pytest.mark.parametrize("what", CHANGES)
def test_every_change_shown_in_the_room_changes_the_token(store: Path, what: str) -> None:
    said = a_statement("หนึ่ง")
    mark(said.speaker_id, AttendanceStatus.PRESENT)
    a_statement("สอง", item=said.item)
    meeting_id = said.item.meeting_id
    before = meeting_change_token(meeting_id)
    assert meeting_change_token(meeting_id) == before
    CHANGES[what](said)
    assert meeting_change_token(meeting_id) != before


def test_drafts_presence_and_other_meetings_do_not_change_the_token(
    store: Path,
) -> None:
    said = a_statement("หนึ่ง")
    before = meeting_change_token(said.item.meeting_id)
    save_draft(typed(said, "หนึ่งและ", new_session()))
    touch_presence(new_session(), InMeeting(said.item.meeting_id))
    other = a_meeting(committee=said.item.meeting.committee)
    add_statement(an_item(other).id, None, "ที่อื่น")
    assert meeting_change_token(said.item.meeting_id) == before
