"""Find and replace in a meeting: every place, all or none, undone as one."""

from datetime import date
from pathlib import Path

import pytest

from models.editing.undo import revert, run_undoable
from models.errors import Refused
from models.minutes.agenda import rename_item
from models.minutes.records import Outcome, record_resolution, save_statement
from models.minutes.replacing import find_places, replace_places
from models.minutes.snapshot import MeetingSnapshot, read_meeting_snapshot
from models.minutes.tasks import TaskDraft, assign_task
from models.minutes.undo import room_scope
from models.minutes.votes import add_dissent
from tests.builders import a_meeting, a_statement, an_item, close
from tests.refusals import refused

OLD, NEW = "เครื่องข่าย", "เครือข่าย"


@pytest.fixture
def meeting_id(store: Path) -> int:
    meeting = a_meeting(2)
    item = an_item(meeting)
    rename_item(item.id, f"พัฒนา{OLD}")
    said = a_statement(f"{OLD}และ{OLD}\nจบ", item)
    made = record_resolution(item.id, Outcome.ENDORSED, f"เห็นชอบ{OLD}", 3)
    add_dissent(made, said.speaker_id, f"ไม่มี{OLD}")
    assign_task(item.id, TaskDraft(f"ดูแล{OLD}", "ผู้ใดก็ได้", date(2020, 10, 1)), made)
    return int(meeting.id)


def texts(room: MeetingSnapshot) -> list[str]:
    item = room.items[0]
    made = item.resolutions[0]
    said = [each.text for each in item.statements]
    return [item.title, *said, made.text, made.dissents[0].reason, made.tasks[0].text]


def read(meeting_id: int) -> list[str]:
    return texts(read_meeting_snapshot(meeting_id))


def test_finding_words_returns_every_occurrence_in_order_with_context(meeting_id: int) -> None:
    places = find_places(meeting_id, OLD)
    assert [each.subject.value for each in places] == [
        "agenda_item",
        *["statement"] * 2,
        "resolution",
        "dissent",
        "task",
    ]
    assert (places[2].before, places[2].after) == (f"{OLD}และ", " จบ")
    assert find_places(meeting_id, "ไม่มีคำนี้เลย") == find_places(meeting_id, " ") == ()


def test_replacing_chosen_places_is_undone_and_redone_in_one_step(meeting_id: int) -> None:
    before, places = read(meeting_id), find_places(meeting_id, OLD)
    items = [each.id for each in read_meeting_snapshot(meeting_id).items]
    scope = room_scope(meeting_id, items)
    done = run_undoable(scope, replace_places, meeting_id, places, NEW)
    assert read(meeting_id) == [each.replace(OLD, NEW) for each in before]
    redo = revert(done)
    assert read(meeting_id) == before
    revert(redo)
    assert find_places(meeting_id, OLD) == ()
    assert len(find_places(meeting_id, NEW)) == 6


def test_replacing_one_of_two_occurrences_keeps_the_other(meeting_id: int) -> None:
    second = next(each for each in find_places(meeting_id, OLD) if each.start and each.version)
    replace_places(meeting_id, [second], "")
    assert read(meeting_id)[1] == f"{OLD}และ\nจบ"


def test_replacing_after_another_users_change_is_refused_and_changes_nothing(
    meeting_id: int,
) -> None:
    places = find_places(meeting_id, OLD)
    said = places[1]
    save_statement(said.record_id, said.version, "ของผู้อื่น")
    before = read(meeting_id)
    with refused(Refused, match="ค้นหาใหม่"):
        replace_places(meeting_id, places, NEW)
    assert read(meeting_id) == before


def test_replacing_to_a_blank_text_or_in_a_closed_meeting_is_refused(meeting_id: int) -> None:
    before = read(meeting_id)
    title = find_places(meeting_id, before[0])
    with refused(Refused, match="จะไม่เหลือข้อความ"):
        replace_places(meeting_id, title, "  ")
    places = find_places(meeting_id, OLD)
    close(meeting_id)
    with refused(Refused):
        replace_places(meeting_id, places, NEW)
    assert read(meeting_id) == before
