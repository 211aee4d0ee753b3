"""The memo that asks to approve an order, and a committee's agenda template: begun, changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.committees.agenda_templates import committee_agenda, own_items, standard_agenda
from models.committees.approvals import ApprovalMemoView, approval_of, remove_approval
from models.committees.orders import draft_order
from models.committees.records import Committee
from models.committees.views import find_order
from screens.committees.agenda_template import AgendaTemplateScreen
from screens.committees.approval import ApprovalScreen
from screens.committees.order import OrderScreen
from screens.dialogs.choices import ConfirmDialog, ListDialog
from screens.dialogs.pick import PickDialog
from screens.dialogs.prompt import PromptDialog
from screens.dialogs.text import TextDialog
from screens.printing.printing import PrintDialog
from tests.screens.home.example_app import (
    RoomsApp,
    an_office,
    at_rest,
    rows_of,
    screen_text,
    toasts,
)
from tests.screens.minutes.type_thai import type_thai
from tests.screens.people.register_screens import (
    HOSTILE,
    answer,
    move_cursor_to,
    press,
    row_texts,
    until_gone,
    until_seen,
)

SIZES = [(80, 24), (120, 40)]


async def _memo(app: RoomsApp, order_id: int) -> ApprovalMemoView:
    memo = await app.workspace.call(approval_of, order_id)
    assert memo is not None
    return memo


async def _order_id(app: RoomsApp, number: int = 881) -> int:
    return int((await app.workspace.call(find_order, number, 2563)).id)


@pytest.mark.parametrize("size", SIZES)
async def test_the_memo_shows_its_head_its_paragraphs_and_its_route(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = RoomsApp(an_office(tmp_path), OrderScreen(1))
    async with app.run_test(size=size, notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "f5", ApprovalScreen)
        seen = screen_text(app)
        await pilot.press("end")
        await at_rest(pilot)
        seen += screen_text(app)
    assert "บันทึกขออนุมัติ คำสั่งที่ ๘๘๑/๒๕๖๓" in seen
    assert "ใช้ร่วมกับคำสั่งที่ ๘๘๒/๒๕๖๓" in seen
    assert "สำนักปลัดเทศบาล" in seen
    assert "ผู้ให้ความเห็น ตามลำดับชั้น" in seen
    assert "นายพสุธร รัชตพงษ์" in seen
    assert "F1 วิธีใช้" in seen


async def test_an_approval_memo_is_created_from_its_order_and_edited(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), OrderScreen(1))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await at_rest(pilot)
        for number in (881, 882):
            await app.workspace.call(remove_approval, await _order_id(app, number))
        await press(pilot, "f5", ApprovalScreen)
        begun = await _memo(app, 1)
        await move_cursor_to(pilot, "ที่")
        await press(pilot, "enter", PromptDialog)
        await pilot.press("end", "ctrl+u")
        await answer(pilot, "นม ๕๘๓๐๑/๙\n", ApprovalScreen)
        await move_cursor_to(pilot, "วันที่")
        await press(pilot, "enter", PromptDialog)
        await pilot.press("end", "ctrl+u")
        await answer(pilot, "17/9/63\n", ApprovalScreen)
        await move_cursor_to(pilot, "เรื่อง")
        await press(pilot, "enter", TextDialog)
        await answer(pilot, " โดยด่วน\n", ApprovalScreen)
        await move_cursor_to(pilot, "ส่วนราชการ")
        await press(pilot, "enter", ListDialog)
        await press(pilot, "2", ApprovalScreen)
        await press(pilot, "f4", TextDialog)
        await answer(pilot, "ย่อหน้าสุดท้าย\n", ApprovalScreen)
        made = await _memo(app, 1)
    assert len(begun.proposers) == 2
    assert made.number == "นม ๕๘๓๐๑/๙"
    assert made.written_on.isoformat() == "2020-09-17"
    assert made.subject == f"{begun.subject} โดยด่วน"
    assert made.division == "กองคลัง"
    assert made.paragraphs[-1] == "ย่อหน้าสุดท้าย"


async def test_a_route_is_edited_and_without_proposers_marked_incomplete(
    tmp_path: Path,
) -> None:
    app = RoomsApp(an_office(tmp_path), OrderScreen(1))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "f5", ApprovalScreen)
        before = await _memo(app, 1)
        await press(pilot, "f3", PickDialog)
        await answer(pilot, "รองปลัด\n", ApprovalScreen)
        await type_thai(pilot, "ี")  # the key u under the Thai layout
        await at_rest(pilot)
        after = await _memo(app, 1)
        assert [each.title for each in after.opinions] == [
            *(each.title for each in before.opinions[:-1]),
            "รองปลัดเทศบาลตำบลหนองหัวแรต",
            before.opinions[-1].title,
        ]
        for proposer in before.proposers:
            await move_cursor_to(pilot, proposer.title)
            await press(pilot, "delete", ConfirmDialog)
            await pilot.press("left")
            await press(pilot, "enter", ApprovalScreen)
            await until_gone(pilot, proposer.title)
        await until_seen(pilot, "✗ บันทึกขออนุมัติต้องมีผู้เสนอ")
        await until_seen(pilot, "ยังไม่มีผู้เสนอ กด F2 เพิ่ม")


async def test_an_order_shares_the_memo_of_another_order_or_detaches_it(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), OrderScreen(2))
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "f5", ApprovalScreen)
        await press(pilot, "f9", ConfirmDialog)
        await pilot.press("left")
        await press(pilot, "enter", OrderScreen)
        assert "ยังไม่มีบันทึกขออนุมัติ กด F5 เขียน" in screen_text(app)
        await press(pilot, "f5", ListDialog)
        await press(pilot, "2", ApprovalScreen)
        shared = await _memo(app, 2)
        first = await _memo(app, 1)
    assert shared.id == first.id


async def test_the_memo_of_a_draft_is_printed_before_the_order_has_a_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    app = RoomsApp(an_office(tmp_path), OrderScreen(3))
    async with app.run_test(notifications=True) as pilot:
        drafted = await app.workspace.call(draft_order, "แต่งตั้งคณะกรรมการจัดการความรู้")
        assert drafted == 3
        app.first.on_screen_resume()  # type: ignore[attr-defined]
        await at_rest(pilot)
        await press(pilot, "f5", ListDialog)
        await press(pilot, "1", ApprovalScreen)
        await press(pilot, "f2", PickDialog)
        await answer(pilot, "ทรัพยากรบุคคล\n", ApprovalScreen)
        await press(pilot, "f8", PrintDialog)
        assert "บันทึกขออนุมัติแต่งตั้ง" in rows_of(app)[0]
        assert "พิมพ์ ร่างคำสั่ง" in screen_text(app)
        await pilot.press("1")
        await press(pilot, "enter", ApprovalScreen)
        await at_rest(pilot)
        (made,) = app.workspace.paths.documents.iterdir()
    assert made.name.startswith("บันทึกขออนุมัติ ร่างคำสั่ง")


async def test_a_committees_agenda_template_is_edited_reordered_and_reset(
    tmp_path: Path,
) -> None:
    app = RoomsApp(an_office(tmp_path), OrderScreen(1))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        committee = await app.workspace.call(lambda: Committee.get(Committee.order == 1).id)
        await press(pilot, "f7", AgendaTemplateScreen)
        assert "ใช้แบบมาตรฐาน" in screen_text(app)
        await press(pilot, "enter", TextDialog)
        await answer(pilot, "เพิ่มเติม\n", AgendaTemplateScreen)
        await press(pilot, "f5", TextDialog)
        await answer(pilot, "เรื่องทบทวนแผนงาน\n", AgendaTemplateScreen)
        await pilot.press("ctrl+up")
        await at_rest(pilot)
        own = await app.workspace.call(committee_agenda, committee)
        standard = await app.workspace.call(standard_agenda)
        assert own[0][1] == "เรื่องทบทวนแผนงาน"
        assert own[1][1] == f"{standard[0][1]}เพิ่มเติม"
        assert len(own) == len(standard) + 1
        await press(pilot, "escape", OrderScreen)
        assert any("ของคณะเอง ๗ วาระ" in row for row in row_texts(pilot))
        await press(pilot, "f7", AgendaTemplateScreen)
        await press(pilot, "delete", ConfirmDialog)
        await pilot.press("left")
        await press(pilot, "enter", AgendaTemplateScreen)
        assert len(rows_of(app)) == len(standard)
        await press(pilot, "f9", ConfirmDialog)
        await pilot.press("left")
        await press(pilot, "enter", AgendaTemplateScreen)
        assert await app.workspace.call(own_items, committee) == []


async def test_an_approval_shows_markup_and_control_characters_as_text(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), OrderScreen(1))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "f5", ApprovalScreen)
        await press(pilot, "f4", TextDialog)
        await answer(pilot, f"{HOSTILE[:20]}\n", ApprovalScreen)
        seen = screen_text(app)
        await press(pilot, "escape", OrderScreen)
        await press(pilot, "f7", AgendaTemplateScreen)
        await press(pilot, "f5", TextDialog)
        await answer(pilot, f"{HOSTILE[:20]}\n", AgendaTemplateScreen)
        seen += screen_text(app)
        assert not toasts(app)
    assert seen.count("[/]") == 2
    assert "\x1b" not in seen
