"""Resolutions in the meeting room: outcome, wording, quorum, votes, dissent, tasks."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from models.drafts.records import save_draft
from models.drafts.rescue import TypedText
from models.editing.revisions import Subject
from models.meetings.attendance import mark_left
from models.meetings.records import start_meeting
from models.minutes.records import save_resolution
from models.minutes.snapshot import read_meeting_snapshot
from models.minutes.vote_counts import CastingVote, Votes
from models.storage.database import new_id, now
from screens.editing import conflict
from tests.builders import a_dead_session, by, draft_texts
from tests.screens.home.example_app import until_choice_counts
from tests.screens.minutes.room_driver import LiveRoom, a_live_room, begun, say


def begun_without_members(meeting_id: int) -> None:
    start_meeting(meeting_id, time(13, 30))


async def test_one_key_on_either_layout_writes_the_sentence_of_an_outcome(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        for key in "/3ภ๕ุ":
            await room.press("f4")
            await room.type(f"{key}เพิ่มเติม\n")
        outcomes = ["endorsed", "approved", "rejected", "assigned", "other"]
        assert [made.outcome.value for made in room.made] == outcomes
        assert all(made.text.startswith("มีมติ") for made in room.made)
        assert all(made.text.endswith("เพิ่มเติม") for made in room.made)
        assert {made.present_count for made in room.made} == {8}
        assert "มติ ๕" in room.screen


async def test_recording_noted_takes_two_keys(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        for key in "1ๅ๑":
            await room.press("f4")
            await room.type(key)
        assert [(made.outcome, made.text) for made in room.made] == [("noted", "รับทราบ")] * 3


async def test_an_empty_wording_and_no_outcome_are_refused(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("f4", "enter")
        assert "ยังไม่ได้เลือกผล" in room.messages
        await room.press("2", "ctrl+u", "enter")
        assert "มติยังไม่มีข้อความ" in room.messages
        await room.press("escape")
        assert room.made == []


async def test_recording_below_quorum_warns_asks_and_stores_the_number_present(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, begun_without_members) as room:
        await room.press("f4")
        assert "องค์ประชุมไม่ครบ" in room.screen
        await room.type("1")
        assert room.made == []
        await room.type("\n")
        assert [made.present_count for made in room.made] == [0]


async def test_a_resolution_stores_the_number_present_at_that_moment(tmp_path: Path) -> None:
    def two_left(meeting_id: int) -> None:
        begun(meeting_id)
        for entry in read_meeting_snapshot(meeting_id).roll.entries[:2]:
            mark_left(entry.attendance_id, time(14, 0))

    async with a_live_room(tmp_path, two_left) as room:
        await room.press("f4")
        await room.type("1")
        assert [made.present_count for made in room.made] == [6]


async def endorsed(room: LiveRoom) -> None:
    """A resolution, chosen in the talk."""
    await room.press("f4")
    await room.type("2\n")
    if room.here.focused is not room.here.talk:
        await room.press("tab")
    await room.press("end")


async def test_acclamation_a_count_and_a_dissent_are_recorded(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await endorsed(room)
        await room.type("อ1")  # the key V under the Thai layout
        assert room.made[0].votes == Votes(by_acclamation=True)
        await room.type("v/ึ\nๅ\nจ\n\n")
        assert room.made[0].votes == Votes(7, 1, 0)
        await room.type("v3ภ\nไม่เห็นด้วยเรื่องเวลา\n")
        assert [(each.name, each.reason) for each in room.made[0].dissents] == [
            ("นางแสงจันทร์ เพ็ญมาก", "ไม่เห็นด้วยเรื่องเวลา")
        ]
        assert "เห็นแย้ง: นางแสงจันทร์" in room.screen


async def test_the_vote_key_without_selection_applies_to_the_last_resolution(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.type("v")
        assert "ยังไม่มีมติ" in room.messages
        await room.press("f4")
        await room.type("2\n")
        await room.type("อ1")
        assert room.made[0].votes == Votes(by_acclamation=True)


async def test_a_reason_of_dissent_is_a_draft_while_it_is_typed_and_is_corrected_later(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await endorsed(room)
        await room.type("v3ภ\nยังไม่พร้อม")
        assert room.other(draft_texts) == ["ยังไม่พร้อม"]
        await room.type("\n")
        assert [each.reason for each in room.made[0].dissents] == ["ยังไม่พร้อม"]
        assert room.other(draft_texts) == []
        await room.type("v3ภ\nเรื่องเวลา\n")
        assert [each.reason for each in room.made[0].dissents] == ["ยังไม่พร้อมเรื่องเวลา"]
        await room.type("z")
        assert [each.reason for each in room.made[0].dissents] == ["ยังไม่พร้อม"]


async def test_counts_that_do_not_add_up_are_refused_with_the_numbers_and_kept(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await endorsed(room)
        await room.type("v27\n0\n0\n\n")
        assert "๗" in room.messages
        assert "๘" in room.messages
        assert room.made[0].votes is None
        await room.type("\n\n1\n\n")
        assert room.made[0].votes == Votes(7, 0, 1)


async def test_a_casting_vote_is_accepted_on_a_tie_only(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await endorsed(room)
        await room.type("v24\n4\n0\nห\n")
        assert room.made[0].votes == Votes(4, 4, 0, casting_vote=CastingVote.FOR)
        await room.type("v25\n3\n0\nห\n")
        await room.press("escape", "escape")
        assert room.made[0].votes == Votes(4, 4, 0, casting_vote=CastingVote.FOR)


async def test_correcting_a_resolution_stores_its_next_version(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await endorsed(room)
        await room.press("enter")
        await room.type(" ตามแก้ไข\n")
        [made] = room.made
        assert made.text.endswith(" ตามแก้ไข")
        assert made.version == 2


async def test_a_resolution_changed_by_another_user_first_asks_which_text_to_keep(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conflict, "REST_S", 0.05)

    async def at_rest() -> None:
        await until_choice_counts(room.pilot)

    async with a_live_room(tmp_path, begun) as room:
        await endorsed(room)
        [made] = room.made
        await room.press("enter")
        room.other(by, "อีกคน", save_resolution, made.id, made.version, "มติของอีกคน")
        await room.type(" ของฉัน\n")
        await at_rest()
        assert "แก้มตินี้" in room.screen
        await room.press("escape")
        assert room.made[0].text == "มติของอีกคน"
        await room.press("end", "enter")
        await at_rest()
        await room.type("3")
        assert room.made[0].text == f"มติของอีกคน\n{made.text} ของฉัน"
        assert room.other(draft_texts) == []


async def test_a_resolution_being_worded_is_a_draft_and_escape_keeps_it(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("f4")
        await room.type("2")
        assert room.other(draft_texts) == [], "the written sentence alone is nobody's text"
        await room.type(" โดยให้แก้ปฏิทิน")
        [draft] = room.other(draft_texts)
        assert draft.endswith(" โดยให้แก้ปฏิทิน")
        await room.press("escape")
        assert room.made == []
        await room.press("f4")
        assert "โดยให้แก้ปฏิทิน" in room.screen
        await room.type(" ก่อน\n")
        [made] = room.made
        assert (made.outcome, made.text) == ("endorsed", f"{draft} ก่อน")
        assert room.other(draft_texts) == []
        await room.press("f4")
        assert "โดยให้แก้ปฏิทิน ก่อน" not in room.screen


async def test_a_postponed_correction_is_offered_again_and_an_emptied_one_discarded(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await endorsed(room)
        [made] = room.made
        await room.press("enter")
        await room.type(" ต่อท้าย")
        await room.press("escape")
        assert room.made == [made]
        await room.press("end", "enter")
        assert "ต่อท้าย" in room.screen
        await room.press("ctrl+u", "escape")
        assert room.other(draft_texts) == []
        await room.press("end", "enter")
        await room.type(" จริง\n")
        assert room.made[0].text == f"{made.text} จริง"


async def test_a_resolution_draft_of_a_killed_program_is_offered_at_its_item(
    tmp_path: Path,
) -> None:
    def left(meeting_id: int) -> None:
        begun(meeting_id)
        item = read_meeting_snapshot(meeting_id).items[0]
        wording = TypedText(Subject.RESOLUTION, new_id(), a_dead_session(), 0, "มติที่ค้าง", "น้ำฝน",
                        now(), item.id, outcome="approved", present_count=8)  # fmt: skip
        save_draft(wording)

    async with a_live_room(tmp_path, left) as room:
        assert "มีข้อความค้าง ๑ แห่งในการประชุมนี้" in room.messages
        await room.press("f4")
        assert "มติที่ค้าง" in room.screen
        await room.type("\n")
        assert [(made.outcome, made.text) for made in room.made] == [("approved", "มติที่ค้าง")]
        assert room.other(draft_texts) == []


async def test_a_resolution_is_deleted_and_restored_by_undo(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await endorsed(room)
        await room.press("delete")
        assert room.made == []
        await room.type("ผ")
        assert len(room.made) == 1


async def test_f9_assigns_a_task_from_an_item_a_statement_and_a_resolution(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("f9")
        await room.type("จัดห้อง\nกองช่าง\n30 ต.ค. 63\n")
        [task] = room.item.tasks
        assert (task.text, task.assignee, task.due_on) == ("จัดห้อง", "กองช่าง", date(2020, 10, 30))
        await say(room, "ขอให้กองคลังสรุปยอด")
        await room.press("f9")
        await room.type("\nกองคลัง\n\n")
        [task] = room.said[0].tasks
        assert (task.text, task.assignee, task.due_on) == ("ขอให้กองคลังสรุปยอด", "กองคลัง", None)
        await endorsed(room)
        await room.press("f9")
        await room.type("\nกองช่าง\n\n")
        assert len(room.made[0].tasks) == 1
        assert "↳ มอบ กองช่าง" in room.screen


async def test_an_ambiguous_assignee_reopens_the_form_with_the_typed_text(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("f9")
        await room.type("ทำรายงาน\nฝ่าย\n\n")
        assert "ตรงกับหลายชื่อ" in room.screen
        assert "ทำรายงาน" in room.screen
        assert list(room.item.tasks) == []
        await room.press("end", "ctrl+u")  # the cursor is in the field that was refused
        await room.type("กองคลัง\n\n")
        assert [task.text for task in room.item.tasks] == ["ทำรายงาน"]


async def test_an_invalid_due_day_is_refused_in_the_dialog(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("f9")
        await room.type("ทำรายงาน\n\n32 ม.ค. 63\n")
        assert "✗" in room.screen
        assert "32 ม.ค. 63" in room.screen
        await room.press("escape")
        assert room.item.tasks == ()
