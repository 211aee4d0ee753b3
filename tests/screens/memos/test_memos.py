"""Memos by keys: from a template to the number, the opinions, the reply and the signatures."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from kmtui.settings import PREPRINTED_EMBLEM
from models.memos.records import MEMO_KIND, Memo, MemoKind, Reply, issue_memo, record_reply
from models.memos.views import MemoView, read_memo, read_memos
from screens.committees.approval import ApprovalScreen
from screens.editing.conflict import ConflictDialog
from screens.memos.memo import MemoScreen
from screens.memos.memos import MemosScreen
from tests.builders import by
from tests.screens.editing.test_conflict import at_leisure
from tests.screens.evidence.live_evidence import YEAR, LiveEvidence, a_live_screen
from tests.screens.home.example_app import toasts, until_choice_counts
from tests.screens.people.register_screens import HOSTILE

__all__ = ["at_leisure"]


def memo_id(kind: MemoKind) -> int:
    return int(Memo.get(kind=kind).id)


def circular() -> MemoScreen:
    return MemoScreen(memo_id(MemoKind.CIRCULAR))


def summary() -> MemoScreen:
    return MemoScreen(memo_id(MemoKind.SUMMARY))


def answered_none() -> None:
    record_reply(memo_id(MemoKind.SUMMARY), Reply.NONE, None)


def stored(live: LiveEvidence) -> MemoView:
    return live.other(read_memo, live.screen_of(MemoScreen).source.memo_id)


async def test_the_register_lists_memos_and_those_of_orders(tmp_path: Path) -> None:
    async with a_live_screen(tmp_path, lambda: MemosScreen(2563)) as live:
        assert "สรุปผลการดำเนินการ" in live.screen
        assert "ของคำสั่ง" in live.screen
        assert "✓ ทราบ" in live.screen
        await live.type("ขออนุมัติ")
        await live.press("enter")
        await live.until(lambda: live.is_on(ApprovalScreen))


async def test_a_memo_is_begun_from_its_template_and_its_parts_are_typed(tmp_path: Path) -> None:
    async with a_live_screen(tmp_path, lambda: MemosScreen(YEAR)) as live:
        await live.press("f5", "2")
        assert live.is_on(MemoScreen)
        memo = stored(live)
        assert (memo.kind, memo.fiscal_year) == (MemoKind.SUMMARY, YEAR)
        assert "๒๕๖๔" in memo.subject
        assert "๑) " in dict(memo.parts)["ข้อเท็จจริง"]
        assert [each.name for each in memo.opinions]  # as in the last memo of the kind
        await live.move_cursor_to_field("proposal")
        await live.press("enter")
        await live.type("เห็นควรเสนอผู้บริหารทราบ\n")
        assert dict(stored(live).parts)["ข้อเสนอ"] == "เห็นควรเสนอผู้บริหารทราบ"
        await live.press("escape")
        await live.until(lambda: "ร่าง" in live.screen)


async def test_issuing_a_memo_suggests_the_next_free_number(tmp_path: Path) -> None:
    def numbered() -> None:
        issue_memo(memo_id(MemoKind.CIRCULAR), 7, date(2020, 10, 1))

    async with a_live_screen(tmp_path, summary, answered_none, numbered) as live:
        await live.press("f4")
        assert "๘" in live.screen
        await live.press("enter", "enter")
        assert stored(live).key == "8/2563"
        assert "● ออกเลขแล้ว" in live.screen
        assert "บันทึกข้อความยังไม่มีตราครุฑ" in " ".join(toasts(live.app))


async def test_issuing_a_memo_of_an_office_with_an_emblem_gives_no_warning(tmp_path: Path) -> None:
    async with a_live_screen(tmp_path, summary, answered_none) as live:
        office = live.workspace
        office.settings = replace(office.settings, emblem=PREPRINTED_EMBLEM)
        await live.press("f4", "enter", "enter")
        assert "● ออกเลขแล้ว" in live.screen
        assert "ออกเลขที่บันทึกแล้ว" in " ".join(toasts(live.app))
        assert "ตราครุฑ" not in " ".join(toasts(live.app))


async def test_a_taken_memo_number_is_refused_with_the_next_free_one(tmp_path: Path) -> None:
    def numbered() -> None:
        issue_memo(memo_id(MemoKind.CIRCULAR), 7, date(2020, 10, 1))

    async with a_live_screen(tmp_path, summary, answered_none, numbered) as live:
        await live.press("f4", "backspace")
        await live.type("7\n\n")
        assert "ใช้แล้ว เลขถัดไปที่ว่างคือ ๘" in live.screen
        assert not stored(live).is_numbered


async def test_signers_of_a_memo_are_added_moved_and_removed(tmp_path: Path) -> None:
    async with a_live_screen(tmp_path, summary, answered_none) as live:
        before = stored(live).route.opinions
        await live.press("f2", "2")
        await live.type("กองคลัง\n")
        added = stored(live).route.opinions
        assert added[:-1] == before
        await live.move_cursor_to(200 + len(before))
        await live.press("u")
        assert stored(live).route.opinions[-2] == added[-1]
        await live.press("delete")
        assert stored(live).route.opinions == before


async def test_opinions_and_reply_of_a_memo_are_recorded_and_removed(tmp_path: Path) -> None:
    async with a_live_screen(tmp_path, summary, answered_none) as live:
        await live.press("f3")
        await live.type("เห็นควรแจ้งทราบ\n\n")
        signed = stored(live).opinions[0]
        assert (signed.opinion, signed.signed_on) == ("เห็นควรแจ้งทราบ", date.today())
        await live.press("f5", "3")
        await live.type("ทราบ และดำเนินการ\n\n")
        assert (stored(live).reply, stored(live).reply_text) == (Reply.OTHER, "ทราบ และดำเนินการ")
        await live.move_cursor_to_field("subject")
        await live.press("enter")
        assert live.table.editing is None
        assert "ลงนามตอบแล้ว แก้ไม่ได้" in " ".join(toasts(live.app))
        await live.press("f5", "4")
        assert stored(live).reply == Reply.NONE


async def test_divisions_sign_a_circular_by_the_space_bar(tmp_path: Path) -> None:
    def unsigned() -> None:
        for line in read_memos(2563)[0].acknowledgements or read_memos(2563)[1].acknowledgements:
            acknowledge_none(line.division_id)

    def acknowledge_none(division_id: int) -> None:
        from models.memos.records import acknowledge

        acknowledge(memo_id(MemoKind.CIRCULAR), division_id, None)

    async with a_live_screen(tmp_path, circular, unsigned) as live:
        count = len(stored(live).acknowledgements)
        await live.press("f6", "space", "space", "space", "space")
        assert len(stored(live).unsigned_divisions) == count - 4
        assert "ลงนามรับทราบแล้ว ๔ จาก" in live.screen
        await live.press("up", "space")
        assert len(stored(live).unsigned_divisions) == count - 3


@pytest.mark.usefixtures("at_leisure")
async def test_a_memo_subject_changed_by_another_user_opens_the_conflict_dialog(
    tmp_path: Path,
) -> None:
    async with a_live_screen(tmp_path, circular) as live:
        memo = stored(live)
        await live.move_cursor_to_field("subject")
        await live.press("enter")
        await live.type(" ของเรา")
        live.other(by, "ผู้อื่น", MEMO_KIND.replace, memo.id, "subject", 0, "เรื่องของเขา")
        await live.type("\n")
        await live.until(lambda: live.is_on(ConflictDialog))
        await until_choice_counts(live.pilot)
        await live.press("1")
        assert stored(live).subject.endswith("ของเรา")


async def test_a_memo_is_deleted_after_confirmation(tmp_path: Path) -> None:
    async with a_live_screen(tmp_path, lambda: MemosScreen(2563)) as live:
        await live.type("ประชาสัมพันธ์")
        before = live.other(read_memos)
        await live.press("enter", "f9", "3")
        assert live.other(read_memos) == before
        await live.press("left", "enter")
        await live.until(lambda: live.is_on(MemosScreen))
        left = tuple(each for each in before if each.kind != MemoKind.CIRCULAR)
        assert len(left) == len(before) - 1
        assert live.other(read_memos) == left


async def test_the_memo_register_shows_numbers_issued_by_other_users(tmp_path: Path) -> None:
    async with a_live_screen(tmp_path, lambda: MemosScreen(2563)) as live:
        assert "๕๘๓๐๑/๙" not in live.screen
        live.other(issue_memo, live.other(memo_id, MemoKind.CIRCULAR), 9, date(2020, 10, 2))
        await live.until(lambda: "๕๘๓๐๑/๙" in live.screen)


async def test_memos_show_hostile_text_as_text(tmp_path: Path) -> None:
    def hostile() -> None:
        fields = {column.name for column in MEMO_KIND.columns} - MEMO_KIND.only_read
        Memo.update(dict.fromkeys(fields, HOSTILE)).execute()

    async with a_live_screen(tmp_path, circular, hostile) as live:
        assert "[/] [@click=app.quit]x[/]" in live.screen
        await live.press("f5", "escape", "f8", "escape")
    async with a_live_screen(other_folder(tmp_path), lambda: MemosScreen(2563), hostile) as live:
        assert "[/]" in live.screen


def other_folder(folder: Path) -> Path:
    made = folder / "other"
    made.mkdir()
    return made
