"""Agenda items, statements, resolutions, and the meeting that takes no more of them."""

from collections.abc import Callable
from datetime import time
from pathlib import Path

import pytest

from models.committees.agenda_templates import ItemKind, standard_agenda
from models.errors import Refused
from models.meetings.attendance import add_guest
from models.meetings.records import (
    Attendance,
    Meeting,
    close_meeting,
    mark,
    mark_all_present,
    start_meeting,
)
from models.meetings.roll import AttendanceStatus
from models.minutes.agenda import fill_agenda
from models.minutes.decisions.wording import suggested_wording
from models.minutes.records import (
    RESOLUTION_KIND,
    STATEMENT_KIND,
    AgendaItem,
    Outcome,
    Resolution,
    Statement,
    add_item,
    add_statement,
    mark_nothing_said,
    record_resolution,
    remove_resolution,
    remove_statement,
    save_resolution,
    save_statement,
    set_speaker,
)
from models.minutes.snapshot import read_meeting_snapshot
from tests.builders import a_meeting, a_statement, an_item, close
from tests.refusals import refused

Act = Callable[["Closed"], object]


class Closed:
    """A closed meeting with one of everything."""

    def __init__(self) -> None:
        self.item = an_item(a_meeting())
        self.meeting = self.item.meeting
        self.statement = a_statement(item=self.item)
        self.resolution_id = record_resolution(self.item.id, Outcome.NOTED, "รับทราบ", 3)
        self.line: Attendance = self.meeting.attendance.get()
        close(self.meeting.id)


ACTS: dict[str, Act] = {
    "mark": lambda c: mark(c.line.id, AttendanceStatus.ABSENT),
    "mark_all_present": lambda c: mark_all_present(c.meeting.id),
    "add_guest": lambda c: add_guest(c.meeting.id, "แขก", ""),
    "start_meeting": lambda c: start_meeting(c.meeting.id, time(9)),
    "close_meeting": lambda c: close_meeting(c.meeting.id, time(17)),
    "add_item": lambda c: add_item(c.meeting.id, "เรื่อง"),
    "add_statement": lambda c: add_statement(c.item.id, c.line.id, "พูด"),
    "save_statement": lambda c: save_statement(c.statement.id, 1, "แก้"),
    "set_speaker": lambda c: set_speaker(c.statement.id, None),
    "remove_statement": lambda c: remove_statement(c.statement.id),
    "restore_statement": lambda c: STATEMENT_KIND.undelete(c.statement.id),
    "record_resolution": lambda c: record_resolution(c.item.id, Outcome.NOTED, "มติ", 3),
    "save_resolution": lambda c: save_resolution(c.resolution_id, 1, "แก้"),
    "remove_resolution": lambda c: remove_resolution(c.resolution_id),
    "restore_resolution": lambda c: RESOLUTION_KIND.undelete(c.resolution_id),
    "mark_nothing_said": lambda c: mark_nothing_said(c.item.id, True),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_changing_the_minutes_of_a_closed_meeting_is_refused(store: Path, act: Act) -> None:
    closed = Closed()
    before = read_meeting_snapshot(closed.meeting.id)
    with refused(Refused, match="เลิกประชุมแล้ว แก้ไขไม่ได้"):
        act(closed)
    assert read_meeting_snapshot(closed.meeting.id) == before


def test_a_statement_is_inserted_after_the_given_one(store: Path) -> None:
    item = an_item()
    first = add_statement(item.id, None, "หนึ่ง")
    add_statement(item.id, None, "สาม")
    add_statement(item.id, None, "สอง", after_id=first)
    (view,) = read_meeting_snapshot(item.meeting_id).items
    assert [said.text for said in view.statements] == ["หนึ่ง", "สอง", "สาม"]


def test_removed_statements_and_resolutions_are_restored_to_their_positions(store: Path) -> None:
    item = an_item()
    first = add_statement(item.id, None, "หนึ่ง")
    add_statement(item.id, None, "สอง")
    resolution = record_resolution(item.id, Outcome.NOTED, "รับทราบ", 3)
    remove_statement(first)
    remove_resolution(resolution)
    (view,) = read_meeting_snapshot(item.meeting_id).items
    assert [said.text for said in view.statements] == ["สอง"]
    assert view.resolutions == ()
    STATEMENT_KIND.undelete(first)
    RESOLUTION_KIND.undelete(resolution)
    (view,) = read_meeting_snapshot(item.meeting_id).items
    assert [said.text for said in view.statements] == ["หนึ่ง", "สอง"]
    assert [made.text for made in view.resolutions] == ["รับทราบ"]
    assert Statement.select().count() == 2


def test_writing_under_an_item_clears_its_mark_for_nothing_said(store: Path) -> None:
    item = an_item()
    mark_nothing_said(item.id, True)
    a_statement(item=item)
    assert not AgendaItem.get_by_id(item.id).nothing_said


def test_an_item_without_a_title_and_a_resolution_without_text_are_refused(store: Path) -> None:
    item = an_item()
    with refused(Refused, match="ชื่อเรื่อง"):
        add_item(item.meeting_id, " \u200b\t")
    with refused(Refused, match="พิมพ์มติ"):
        record_resolution(item.id, Outcome.NOTED, "  ", 3)
    assert Resolution.select().count() == 0


def test_the_standard_agenda_is_given_once_and_only_to_an_empty_meeting(store: Path) -> None:
    meeting = a_meeting(items=0)
    fill_agenda(meeting.id)
    fill_agenda(meeting.id)
    items = [(item.kind, item.title) for item in read_meeting_snapshot(meeting.id).items]
    assert items == standard_agenda()
    own = a_meeting(items=1, committee=meeting.committee)
    fill_agenda(own.id)
    assert len(read_meeting_snapshot(own.id).items) == 1


def test_statements_are_stored_without_control_and_zero_width_characters(store: Path) -> None:
    hostile = "น้ํา\u200bใส [/] \x1b[31mแดง\x00 \ud800 จบ"
    statement = a_statement(hostile)
    assert statement.text == Statement.get_by_id(statement.id).text
    assert "น้ำใส" in statement.text
    assert "[/]" in statement.text
    assert not set("\u200b\x1b\x00\ud800") & set(statement.text)


def test_a_statement_of_a_hundred_thousand_characters_is_stored(store: Path) -> None:
    text = "กำลังพูดอยู่ " * 8000
    assert a_statement(text).text.strip() == text.strip()


@pytest.mark.parametrize(
    ("outcome", "title", "wording"),
    [
        (Outcome.NOTED, "เรื่องใด", "รับทราบ"),
        (Outcome.ENDORSED, "เรื่องร่างแผนการจัดการความรู้", "มีมติเห็นชอบร่างแผนการจัดการความรู้"),
        (Outcome.APPROVED, "เรื่องเพื่อพิจารณา", "มีมติอนุมัติตามที่เสนอ"),
        (Outcome.REJECTED, "เรื่องอื่น ๆ", "มีมติไม่เห็นชอบตามที่เสนอ"),
    ],
)
def test_the_suggested_wording_of_a_resolution_follows_from_outcome_and_item_title(
    outcome: Outcome, title: str, wording: str
) -> None:
    assert suggested_wording(outcome, title) == wording


def test_sub_items_are_numbered_below_their_item(store: Path) -> None:
    meeting = a_meeting(items=3)
    third = read_meeting_snapshot(meeting.id).items[2]
    add_item(meeting.id, "ย่อยหนึ่ง", parent_id=third.id)
    add_item(meeting.id, "ย่อยสอง", ItemKind.CONSIDERATION, parent_id=third.id)
    add_item(meeting.id, "เรื่องที่สี่")
    items = read_meeting_snapshot(meeting.id).items
    assert [item.number for item in items] == ["๑", "๒", "๓", "๓.๑", "๓.๒", "๔"]
    assert [item.depth for item in items] == [0, 0, 0, 1, 1, 0]


def test_the_last_to_speak_is_the_first_of_the_recent_speakers(store: Path) -> None:
    item = an_item()
    one, two, _ = (line.id for line in item.meeting.attendance)
    for speaker in (one, two, None, one):
        add_statement(item.id, speaker, "พูด")
    recent = read_meeting_snapshot(Meeting.get().id).recent_speakers
    assert [entry.attendance_id for entry in recent] == [one, two]
