"""An order from its draft to its end: words, committees, seats, duties, number, paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from models.committees.operations import add_committee, add_seat
from models.committees.orders import draft_order
from models.committees.records import (
    AppointmentOrder,
    Committee,
    Duty,
    Majority,
    OrderState,
    Role,
    Seat,
)
from models.committees.views import OrderView, read_order
from models.people.records import Post
from screens.committees.order import OrderScreen
from screens.committees.orders import OrdersScreen
from screens.dialogs.choices import ConfirmDialog, ListDialog
from screens.dialogs.pick import PickDialog
from screens.dialogs.prompt import PromptDialog
from screens.dialogs.text import TextDialog
from screens.printing.printing import PrintDialog
from tests.builders import draft_texts
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
    an_empty_office,
    answer,
    move_cursor_to,
    press,
    until,
    until_seen,
)

SIZES = [(80, 24), (120, 40)]


async def _newest(app: RoomsApp) -> OrderView:
    def read() -> OrderView:
        newest = AppointmentOrder.select().order_by(AppointmentOrder.id.desc()).get()
        return read_order(newest.id)

    return await app.workspace.call(read)


@pytest.mark.parametrize("size", SIZES)
async def test_orders_are_shown_with_number_and_state(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = RoomsApp(an_office(tmp_path), OrdersScreen())
    async with app.run_test(size=size, notifications=True) as pilot:
        await at_rest(pilot)
        assert "๘๘๒/๒๕๖๓" in rows_of(app)[0]
        assert "● ออกแล้ว" in screen_text(app)
        await press(pilot, "enter", OrderScreen)
        seen = screen_text(app)
    assert "คำสั่งที่ ๘๘๒/๒๕๖๓ ลงวันที่ ๑๗ กันยายน ๒๕๖๓" in seen
    assert "F1 วิธีใช้" in seen.splitlines()[-1]
    assert "นายกเทศมนตรีตำบลหนองหัวแรต  นายพสุธร รัชตพงษ์" in seen


async def test_an_order_is_written_and_issued_by_keys(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), OrdersScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "f5", PromptDialog)
        await answer(pilot, "แต่งตั้งคณะทำงานจดหมายเหตุ\n", OrderScreen)
        await pilot.press("f2")
        await at_rest(pilot)
        assert "กด F4 เพิ่มคณะก่อน" in toasts(app)[-1]
        await press(pilot, "f4", PickDialog)
        await press(pilot, "enter", PromptDialog)
        await answer(pilot, "คณะทำงานจดหมายเหตุ\n\n", ListDialog)
        await press(pilot, "3", OrderScreen)
        await press(pilot, "f2", PickDialog)
        for who, role in (("ปลัดเทศบาล", "1"), ("กองช่าง", "3"), ("น้ำฝน สืบเสน", "4")):
            await answer(pilot, f"{who}\n", ListDialog)
            await press(pilot, role, PickDialog)
        await press(pilot, "escape", OrderScreen)
        await press(pilot, "f3", TextDialog)
        await answer(pilot, "รวบรวมภาพถ่าย\n", TextDialog)
        await answer(pilot, "จัดทำทะเบียน\n", TextDialog)
        await press(pilot, "escape", OrderScreen)
        await move_cursor_to(pilot, "เหตุผล")
        await press(pilot, "enter", TextDialog)
        await until_seen(pilot, "เพื่อให้การปฏิบัติราชการของเทศบาลตำบลหนองหัวแรต")
        await press(pilot, "enter", OrderScreen)
        await press(pilot, "f6", PromptDialog)
        await answer(pilot, "\n\n", OrderScreen)
        made = await _newest(app)
        seen = screen_text(app)
    [committee] = made.committees
    assert [seat.role for seat in committee.seats] == [
        Role.CHAIR,
        Role.MEMBER,
        Role.MEMBER_SECRETARY,
    ]
    assert [duty.text for duty in committee.duties] == ["รวบรวมภาพถ่าย", "จัดทำทะเบียน"]
    [reason] = made.cause
    assert reason.endswith("จึงแต่งตั้งคณะทำงานจดหมายเหตุ ดังต่อไปนี้")
    assert made.state == OrderState.ISSUED
    assert f"ออกคำสั่งที่ {made.label} แล้ว กด F8 พิมพ์" in toasts(app)
    assert any("คำสั่งยังไม่มีตราครุฑ จึงพิมพ์เป็นร่าง" in said for said in toasts(app))
    assert "● ออกแล้ว" in seen


async def test_issuing_an_incomplete_order_shows_the_gap_and_keeps_the_draft(
    tmp_path: Path,
) -> None:
    app = RoomsApp(an_office(tmp_path), OrdersScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "f5", PromptDialog)
        await answer(pilot, "เรื่องหนึ่ง\n", OrderScreen)
        await press(pilot, "f6", PromptDialog)
        await answer(pilot, "๑ ม.ค. ๖๔\n5\n", PromptDialog)
        await until_seen(pilot, "✗ คำสั่งนี้ยังไม่มีคณะกรรมการ")
        await press(pilot, "escape", ConfirmDialog)
        await press(pilot, "escape", OrderScreen)
        assert (await _newest(app)).state == OrderState.DRAFT


async def test_issuing_an_order_names_a_missing_chair_and_then_a_missing_secretary(
    tmp_path: Path,
) -> None:
    app = RoomsApp(an_office(tmp_path), OrdersScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        draft_id = await app.workspace.call(_a_committee_of_one_member)
        await app.first.open_record(draft_id)  # type: ignore[attr-defined]
        await until(pilot, OrderScreen)
        for missing, role in (("ยังไม่มีประธานกรรมการ", "1"), ("ยังไม่มีเลขานุการ", "")):
            await press(pilot, "f6", PromptDialog)
            await answer(pilot, "\n\n", PromptDialog)
            await until_seen(pilot, missing)
            await press(pilot, "escape", OrderScreen)
            if role:
                await move_cursor_to(pilot, "ปลัดเทศบาล  นาย")
                await pilot.press(role)
                await at_rest(pilot)
        assert (await _newest(app)).state == OrderState.DRAFT


def _a_committee_of_one_member() -> int:
    draft = draft_order("แต่งตั้งคณะทำงาน")
    committee = add_committee(draft, "คณะทำงานจดหมายเหตุ")
    add_seat(committee, Role.MEMBER, post_id=Post.get(name="ปลัดเทศบาล").id)
    return draft


async def test_the_next_free_number_of_the_day_is_shown_and_a_gap_is_asked_about(
    tmp_path: Path,
) -> None:
    app = RoomsApp(an_office(tmp_path), OrdersScreen())
    async with app.run_test(notifications=True) as pilot:
        await _amend_first(pilot)
        await press(pilot, "f6", PromptDialog)
        await pilot.press("end", "ctrl+u")
        await type_thai(pilot, "1/12/63")
        await until_seen(pilot, "เลขถัดไปที่ว่างคือ ๘๘๓/๒๕๖๓")
        await answer(pilot, "\n881\n", PromptDialog)
        await until_seen(pilot, "๘๘๑/๒๕๖๓ ใช้แล้ว")
        await pilot.press("enter", "end", "ctrl+u")
        await answer(pilot, "990\n", ConfirmDialog)
        await pilot.press("left")
        await press(pilot, "enter", OrderScreen)
        made = await _newest(app)
        old = await app.workspace.call(lambda: AppointmentOrder.get(number=882))
    assert (made.number, made.year) == (990, 2563)
    assert old.state == OrderState.AMENDED


async def test_seats_get_roles_by_digits_are_moved_and_deleted(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), OrdersScreen())
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await _amend_first(pilot)
        draft = await _newest(app)
        first, second, *_ = draft.committees[0].seats
        await move_cursor_to(pilot, second.label)
        await type_thai(pilot, "/")  # the key 2 under the Thai layout
        await at_rest(pilot)
        assert (await app.workspace.call(Seat.get_by_id, second.id)).role == Role.VICE_CHAIR
        await pilot.press("ctrl+up")
        await at_rest(pilot)
        assert (await app.workspace.call(Seat.get_by_id, first.id)).position == 2
        await press(pilot, "delete", ConfirmDialog)
        await pilot.press("left")
        await press(pilot, "enter", OrderScreen)
        seats = (await _newest(app)).committees[0].seats
    assert second.id not in [seat.id for seat in seats]


async def test_a_duty_is_typed_in_an_editor_and_escape_asks_before_discarding(
    tmp_path: Path,
) -> None:
    app = RoomsApp(an_office(tmp_path), OrdersScreen())
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await _amend_first(pilot)
        duty = (await _newest(app)).committees[0].duties[0]
        await move_cursor_to(pilot, duty.text[:20])
        await press(pilot, "enter", TextDialog)
        await type_thai(pilot, " และรายงานนายกเทศมนตรี")
        typed = await app.workspace.call(draft_texts)
        await press(pilot, "escape", ConfirmDialog)
        await press(pilot, "enter", OrderScreen)
        kept = await app.workspace.call(Duty.get_by_id, duty.id)
        left = await app.workspace.call(draft_texts)
    assert kept.text == f"{duty.text} และรายงานนายกเทศมนตรี"
    assert (typed, left) == ([kept.text], [])


async def test_the_quorum_of_a_committee_can_be_set_by_keys(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), OrdersScreen())
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await _amend_first(pilot)
        committee = (await _newest(app)).committees[0]
        await move_cursor_to(pilot, "องค์ประชุม")
        await press(pilot, "enter", PromptDialog)
        await answer(pilot, "๖\n2\n", OrderScreen)
        stored = await app.workspace.call(Committee.get_by_id, committee.id)
        assert "มติเกินกึ่งหนึ่งของผู้มาประชุม" in screen_text(app)
    assert (stored.quorum_count, stored.majority_of) == (6, Majority.PRESENT)


async def test_an_issued_order_refuses_changes_and_can_be_revoked(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), OrdersScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "enter", OrderScreen)
        assert isinstance(app.screen, OrderScreen)
        before = await app.workspace.call(read_order, app.screen.order_id)
        await pilot.press("enter")
        await at_rest(pilot)
        assert "แก้ไขไม่ได้" in toasts(app)[-1]
        assert await app.workspace.call(read_order, app.screen.order_id) == before
        await press(pilot, "f9", ListDialog)
        await press(pilot, "2", PromptDialog)
        await answer(pilot, "\nสิ้นสุดภารกิจ\n", OrderScreen)
        seen = screen_text(app)
    assert "✗ ยกเลิกแล้ว" in seen
    assert "เพราะสิ้นสุด" in seen


async def test_a_draft_order_is_deleted_after_confirmation(tmp_path: Path) -> None:
    app = RoomsApp(an_empty_office(tmp_path), OrdersScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        assert "กด F5 ร่างคำสั่ง" in screen_text(app)
        await press(pilot, "f5", PromptDialog)
        await answer(pilot, "เรื่องหนึ่ง\n", OrderScreen)
        await press(pilot, "f9", ConfirmDialog)
        await pilot.press("left")
        await press(pilot, "enter", OrdersScreen)
        assert await app.workspace.call(AppointmentOrder.select().count) == 0


async def test_f8_offers_the_order_its_file_copy_and_a_marked_draft(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), OrdersScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "f8", PrintDialog)
        assert "พิมพ์ คำสั่งที่ ๘๘๒/๒๕๖๓" in screen_text(app)
        assert any("สำเนาคู่ฉบับ" in row for row in rows_of(app))
        await pilot.press("2")
        await press(pilot, "enter", OrdersScreen)
        await at_rest(pilot)
        assert any(told.startswith("บันทึกแล้ว") for told in toasts(app))
        await press(pilot, "f5", PromptDialog)
        await answer(pilot, "เรื่องหนึ่ง\n", OrderScreen)
        await press(pilot, "f8", PrintDialog)
        assert "พิมพ์ ร่างคำสั่ง" in screen_text(app)
        await pilot.press("1")
        await press(pilot, "enter", OrderScreen)
        await at_rest(pilot)
        made = [path.name for path in app.workspace.paths.documents.iterdir()]
    assert any("ฉบับร่าง เรื่องหนึ่ง" in name for name in made)


async def test_an_order_shows_markup_and_control_characters_as_text(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), OrdersScreen())
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await at_rest(pilot)
        words = {"subject": HOSTILE, "cause": HOSTILE, "effective": HOSTILE}
        await app.workspace.call(lambda: AppointmentOrder.update(**words).execute())
        await app.workspace.call(lambda: Committee.update(name=HOSTILE).execute())
        await app.workspace.call(lambda: Duty.update(text=HOSTILE).execute())
        first = Post.select().limit(1)
        await app.workspace.call(
            lambda: Post.update(name=HOSTILE).where(Post.id.in_(first)).execute()
        )
        app.first.on_screen_resume()  # type: ignore[attr-defined]
        await _amend_first(pilot)
        await press(pilot, "f6", PromptDialog)
        await press(pilot, "escape", OrderScreen)
        await press(pilot, "f2", PickDialog)
        await press(pilot, "enter", ListDialog)
        await press(pilot, "escape", PickDialog)
        seen = screen_text(app)
    assert "[/]" in seen
    assert "\x1b" not in seen


async def _amend_first(pilot: Pilot[Any]) -> None:
    """A draft in place of the newest order, open."""
    await at_rest(pilot)
    await press(pilot, "enter", OrderScreen)
    await press(pilot, "f9", ListDialog)
    await pilot.press("1")
    await until_seen(pilot, "○ ร่าง")
    await until(pilot, OrderScreen)


async def test_a_usual_order_is_drafted_by_keys_with_reason_seats_and_duties(
    tmp_path: Path,
) -> None:
    app = RoomsApp(an_office(tmp_path), OrdersScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "f7", ListDialog)
        assert "คณะทำงานประเมินคุณธรรมและความโปร่งใส (ITA)" in screen_text(app)
        await press(pilot, "5", OrderScreen)
        order = await _newest(app)
    assert order.state == OrderState.DRAFT
    assert "มาตรา ๗๙" in order.cause[0]
    assert len(order.committees[0].seats) > 1
    assert len(order.committees[0].duties) == 3
