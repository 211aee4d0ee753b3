"""The screen of the checks: what is found, where it leads, what is mended and set aside."""

from __future__ import annotations

import unicodedata
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import time
from pathlib import Path
from typing import Any

import pytest

from models.checks.records.set_aside import Override, SetAside
from models.meetings.records import Meeting, MeetingState, mark_all_present, start_meeting
from models.minutes.records import Statement, add_statement
from screens.checks.background_check import FindingCountLabel
from screens.checks.checks import ChecksScreen
from screens.checks.error_gate import ErrorsDialog
from screens.dialogs.prompt import PromptDialog
from screens.editing import conflict
from screens.editing.conflict import TwoTextsDialog
from screens.minutes.closing import ClosingDialog
from screens.minutes.room import RoomScreen
from screens.plan.plan import PlanScreen
from tests.screens.home.example_app import toasts, until_choice_counts
from tests.screens.minutes.room_driver import LiveRoom, a_live_room
from tests.screens.minutes.type_thai import send_thai

WRONG, RIGHT = "ตามกฏหมาย", "ตามกฎหมาย"
Said = Callable[[int], object]


def saying(text: str) -> Said:
    """Add a statement with this text under the first item."""

    def act(meeting_id: int) -> None:
        meeting = Meeting.get_by_id(meeting_id)
        add_statement(meeting.items.get().id, meeting.attendance.get().id, text)

    return act


def begun_at_midnight(meeting_id: int) -> None:
    """All members have come; the meeting began at midnight, so that it ends after its start."""
    mark_all_present(meeting_id)
    start_meeting(meeting_id, time(0))


@asynccontextmanager
async def checked(folder: Path, *acts: Said, key: str = "ctrl+g") -> AsyncIterator[LiveRoom]:
    """A meeting room with its findings above it."""
    async with a_live_room(folder, *acts) as room:
        await room.pilot.press(key)
        await found(room)
        yield room


async def found(room: LiveRoom) -> ChecksScreen:
    """The findings, once they are read."""
    await room.until(lambda: isinstance(room.app.screen, ChecksScreen))
    screen = room.app.screen
    assert isinstance(screen, ChecksScreen)
    await room.until(screen.is_read.is_set)
    await room.rest()
    return screen


async def typed(room: LiveRoom, text: str) -> None:
    """Type into whatever has the focus."""
    send_thai(room.pilot, text)
    await room.rest()


def dialog(room: LiveRoom, kind: type[Any]) -> Callable[[], bool]:
    return lambda: isinstance(room.app.screen, kind)


def stored(room: LiveRoom, text: str) -> int:
    """How many statements say exactly this."""
    return room.other(lambda: Statement.select().where(Statement.text == text).count())


async def test_the_findings_of_a_meeting_are_grouped_by_severity_with_sign_and_word(
    tmp_path: Path,
) -> None:
    acts = saying(WRONG), saying("เทศบาลตำบลหนองหัวแรด")
    async with checked(tmp_path, *acts) as room:
        signs = (" ✗", " !", " ·")
        rows = [line for line in room.screen.splitlines() if line.startswith(signs)]
        assert "ตรวจสอบ การประชุมนี้" in room.screen
        assert "✗ ผิด ๑" in room.screen
        assert rows[0].startswith(" ✗ ผิด")
        assert "หนองหัวแรด → หนองหัวแรต" in room.screen
        assert rows[1].startswith(" ! น่าจะผิด")


async def test_enter_opens_the_location_of_a_finding_and_typing_filters(tmp_path: Path) -> None:
    async with checked(tmp_path, saying(WRONG)) as room:
        await typed(room, "กฏหมาย")
        assert "กฎหมาย" in room.screen
        await room.pilot.press("enter")
        await room.until(dialog(room, RoomScreen))
        await room.rest()
        chosen = room.here.talk.selected
        assert chosen is not None
        assert room.other(lambda: Statement.get_by_id(chosen).text) == WRONG


async def test_a_fix_is_applied_after_confirmation_and_undone_by_a_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conflict, "REST_S", 0)
    async with checked(tmp_path, saying(WRONG)) as room:
        await room.pilot.press("f4")
        await until_choice_counts(room.pilot)
        shown = unicodedata.normalize("NFC", room.screen)
        assert "เดิม" in shown
        assert "แก้เป็น" in shown
        assert stored(room, WRONG) == 1
        await room.pilot.press("1")
        await room.until(lambda: stored(room, RIGHT) == 1)
        await found(room)
        await room.until(lambda: "กด F7" in room.messages)
        await room.pilot.press("f7")
        await room.until(lambda: stored(room, WRONG) == 1)


async def test_escape_applies_no_fix(tmp_path: Path) -> None:
    async with checked(tmp_path, saying(WRONG)) as room:
        await room.pilot.press("f4")
        await room.until(dialog(room, TwoTextsDialog))
        await room.pilot.press("escape")
        await found(room)
        assert stored(room, WRONG) == 1


async def test_a_suppressed_finding_keeps_its_reason_and_is_restored(tmp_path: Path) -> None:
    async with checked(tmp_path, saying(WRONG)) as room:
        await room.pilot.press("f6")
        await room.until(dialog(room, PromptDialog))
        await typed(room, "คัดจากต้นฉบับ\n")
        await found(room)
        await room.until(lambda: "กฏหมาย" not in room.screen)
        assert room.other(lambda: SetAside.get().reason) == "คัดจากต้นฉบับ"
        await room.pilot.press("f9")
        await room.until(lambda: "ที่พักไว้ ๑" in room.screen)
        assert "คัดจากต้นฉบับ" in room.screen
        await room.pilot.press("enter")
        await room.until(lambda: room.other(lambda: SetAside.get().ended_at) is not None)
        await room.pilot.press("f9")
        await room.until(lambda: "กฏหมาย" in room.screen)


async def test_setting_a_finding_aside_is_undone_by_a_key(tmp_path: Path) -> None:
    async with checked(tmp_path, saying(WRONG)) as room:
        await room.pilot.press("f6")
        await room.until(dialog(room, PromptDialog))
        await typed(room, "ชื่อเฉพาะ\n")
        await room.until(lambda: "กฏหมาย" not in room.screen)
        await found(room)
        await room.pilot.press("f7")
        await room.until(lambda: "กฏหมาย" in room.screen)


async def test_findings_are_explained_and_filtered_by_keys(tmp_path: Path) -> None:
    acts = saying(WRONG), saying("เทศบาลตำบลหนองหัวแรด")
    async with checked(tmp_path, *acts) as room:
        await room.pilot.press("f2")
        await room.until(lambda: "ทุกหนังสือต้องใช้ชื่อตามประกาศจัดตั้ง" in room.messages)
        await room.pilot.press("f3")
        await room.until(lambda: "แสดงเฉพาะ" in room.screen)
        await typed(room, "การเขียนคำ")
        await room.pilot.press("enter")
        await found(room)
        await room.until(lambda: "หนองหัวแรด →" not in room.screen)
        assert "กฏหมาย → กฎหมาย" in room.screen


async def test_a_gap_found_from_home_opens_the_plan_and_ctrl_g_there_checks_the_plan(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path) as room:
        await room.press("escape")
        await room.pilot.press("ctrl+g")
        screen = await found(room)
        await typed(room, "plan-part")
        await room.until(lambda: screen.filter_list.rows.option_count == 26)
        await room.pilot.press("enter")
        await room.until(dialog(room, PlanScreen))
        plan = room.app.screen
        assert isinstance(plan, PlanScreen)
        await room.until(plan.pane.loader.is_read.is_set)
        await room.pilot.press("ctrl+g")
        await found(room)
        assert "ตรวจสอบ แผนนี้" in room.screen


async def test_an_error_stops_the_printing_until_a_reason_is_given(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, saying("เทศบาลตำบลหนองหัวแรด")) as room:
        documents = room.app.workspace.paths.documents
        for answer in ("escape", "ต้นฉบับเขียนเช่นนั้น\n"):
            await room.pilot.press("f8", "1")
            await room.until(lambda: "บันทึกเป็นแฟ้ม PDF" in room.screen)
            row = "2" if "ทางเครื่องพิมพ์" in room.screen else "1"
            await room.pilot.press(row)
            await room.until(dialog(room, ErrorsDialog))
            await room.until(lambda: "ควรเป็น “หนองหัวแรต”" in room.screen)
            if answer == "escape":
                await room.pilot.press(answer)
                await room.until(lambda: "ยังไม่ได้พิมพ์" in room.messages)
                assert not documents.exists()
            else:
                await typed(room, answer)
        await room.until(documents.exists)
        await room.until(lambda: "บันทึกแล้ว" in room.messages)
        assert room.other(lambda: Override.get().reason) == "ต้นฉบับเขียนเช่นนั้น"


async def test_an_error_stops_the_closing_until_a_reason_is_given(tmp_path: Path) -> None:
    acts = begun_at_midnight, saying("เทศบาลตำบลหนองหัวแรด")
    async with a_live_room(tmp_path, *acts) as room:
        await room.press("f6")
        await room.until(dialog(room, ClosingDialog))
        await room.pilot.press("enter", "enter")
        await room.until(dialog(room, ErrorsDialog))
        assert room.stored.state == MeetingState.OPEN
        await typed(room, "แก้ไม่ทัน\n")
        await room.until(lambda: room.stored.state == MeetingState.CLOSED)
        assert room.other(lambda: Override.get().act) == "close"


async def test_the_meeting_room_shows_the_number_of_findings_in_the_typed_text(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path) as room:
        await room.press("f5")
        await room.type("ๅ\nตามกฏหมาย")
        await room.until(lambda: "ควรดู ๑" in room.screen)
        await room.press(*["backspace"] * len("กฏหมาย"))
        label = room.here.query_one(FindingCountLabel)
        await room.until(lambda: "ควรดู" not in str(label.render()) and "ควรดู" not in room.screen)


async def test_opening_a_finding_of_a_deleted_record_shows_a_message(tmp_path: Path) -> None:
    async with checked(tmp_path, saying(WRONG)) as room:
        room.other(lambda: Statement.update(deleted_at="2026-11-23").execute())
        await room.pilot.press("enter")
        await room.until(lambda: "ไม่มีแล้ว" in room.messages)
        assert isinstance(room.app.screen, ChecksScreen)


async def test_checking_again_with_an_unreadable_word_list_names_it_and_claims_no_success(
    tmp_path: Path,
) -> None:
    async with checked(tmp_path, saying(WRONG)) as room:
        lists = room.app.workspace.paths.home / "checks"
        lists.mkdir(exist_ok=True)
        (lists / "variants.toml").write_bytes(b"\xff\xfe\x00")
        await room.pilot.press("f5")
        await room.until(lambda: any("variants.toml" in said for said in toasts(room.app)))
        await room.rest()
        assert not any("ตรวจใหม่แล้ว" in said for said in toasts(room.app))
        (lists / "variants.toml").unlink()
        await room.pilot.press("f5")
        await room.until(lambda: any("ตรวจใหม่แล้ว" in said for said in toasts(room.app)))
