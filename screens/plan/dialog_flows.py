"""The dialogs of a plan: filter, confirm, review, approve, announce, amend."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Iterable
from datetime import date
from typing import Any

from msgspec.structs import replace

from kmtui.thai.dates import format_date, parse_date
from kmtui.thai.digits import thai_digits
from models.editing.cell_values import must_not_be_blank
from models.editing.revisions import FieldKey
from models.plan.carry_over import confirm_rows
from models.plan.cells import ACTIVITY_KIND
from models.plan.lifecycle import (
    announce_plan,
    approve_plan,
    approving_meetings,
    begin_amendment,
    cko_on,
    end_amendment,
    review_plan,
    withdraw_review,
)
from models.plan.owners import OWNERS, OwnerChoice, owner_choices
from models.plan.rows import add_table
from models.plan.rules import PROCESSES
from models.plan.steps import PlanState, Process
from screens.commands.plan import PLAN
from screens.dialogs.choices import ConfirmDialog, ListDialog
from screens.dialogs.pick import PickDialog
from screens.dialogs.prompt import NEW, PromptField, QueryDialog, ask_and_do
from screens.own_keys.chosen import hint
from screens.plan.blank import with_confirmed
from screens.plan.check import PlanCheckScreen
from screens.plan.comparison import ask_and_compare
from screens.plan.filter import PlanFilter, values_of
from screens.plan.knowledge_offer import tell_of_knowledge, use_knowledge
from screens.plan.plan_source import PARTS_SHOWING, PlanPane
from screens.plan.sheets import PlanPart, plan_snapshot
from screens.widgets.row_list import CellRow, ListCell
from screens.widgets.search_list import FilterEntry

PlanDialogFlow = Callable[[PlanPane], Coroutine[Any, Any, None]]


def show_part(pane: PlanPane, part: PlanPart, activity_filter: PlanFilter) -> None:
    """Show a part of the plan as a table, with a filter of the activities; close a form."""
    pane.source.part, pane.source.activity_filter = part, activity_filter
    pane.view.form_row = None
    pane.view.show_sheet()
    pane.table.move_cursor(0, 1)


def go_to(pane: PlanPane, field_key: FieldKey) -> None:
    """Show the cell with this field key in its part of the plan; drop the filter."""
    pane.source.part, pane.source.activity_filter = PARTS_SHOWING[field_key.subject], PlanFilter()
    pane.view.form_row = None
    pane.view.show_sheet()
    pane.view.show_cell(field_key)


def confirm(pane: PlanPane, activity_ids: Iterable[int], confirmed: bool = True) -> None:
    """Mark these activities as reviewed or not, undoably, and show that at once."""
    ids = tuple(activity_ids)
    pane.undoing.submit(confirm_rows, ids, confirmed)
    plan = with_confirmed(pane.source.plan, ids, confirmed)
    pane.source.state = plan_snapshot(plan, date.today())
    pane.view.show_sheet()


async def choose_part(pane: PlanPane) -> None:
    """Ask for another part of the plan, and show it."""
    parts = list(PlanPart)
    ask = ListDialog(
        "ดูส่วนใดของแผน", [each.label for each in parts], current=parts.index(pane.source.part)
    )
    at = await pane.app.push_screen_wait(ask)
    if at is not None:
        show_part(pane, parts[at], pane.source.activity_filter)


async def choose_filter(pane: PlanPane) -> None:
    """Ask for a filter of the activities, and apply it."""
    values = list(values_of(pane.source.plan))
    rows = [f"ตาม{name}" for name, _ in values] + ["แสดงทั้งหมด", "ตามคำที่พิมพ์"]
    at = await pane.app.push_screen_wait(ListDialog("แสดงกิจกรรมใด", rows))
    if at is None:
        return
    if at == len(values):
        show_part(pane, PlanPart.ACTIVITIES, PlanFilter())
        return
    if at > len(values):
        await _filter_by_words(pane)
        return
    name, options = values[at]
    value = await _pick_word(pane, f"แสดงเฉพาะ{name}ใด", options)
    if value is not None:
        show_part(pane, PlanPart.ACTIVITIES, _filtered(pane.source.activity_filter, at, value))


async def _filter_by_words(pane: PlanPane) -> None:
    """Ask for words, and show the activities that contain them; without words drop that filter."""
    field = PromptField(
        "คำ", pane.source.activity_filter.text, hint="เช่น อบรม เว้นว่างเพื่อเลิกกรองด้วยคำ"
    )
    answer = await pane.app.push_screen_wait(QueryDialog("แสดงเฉพาะแถวที่มีคำใด", [field]))
    if answer is not None:
        show_part(pane, PlanPart.ACTIVITIES, replace(pane.source.activity_filter, text=answer[0]))


def _filtered(chosen: PlanFilter, by: int, value: str) -> PlanFilter:
    if by == 0:
        return replace(chosen, head=value)
    if by == 1:
        process = next(each for each in Process if each.short_label == value)
        return replace(chosen, process=process)
    return replace(chosen, owner=value) if by == 2 else replace(chosen, status=value)


async def _pick_word(pane: PlanPane, title: str, words: tuple[str, ...]) -> str | None:
    entries = [FilterEntry(at, CellRow(ListCell(word))) for at, word in enumerate(words)]
    at = await pane.app.push_screen_wait(PickDialog(title, entries, "ยังไม่มีให้เลือก"))
    return None if at is None else words[at]


async def check(pane: PlanPane) -> None:
    """Show the plan's gaps, and go to the field that closes the chosen one."""
    place = await pane.app.push_screen_wait(PlanCheckScreen(pane.source.fiscal_year))
    if place is not None:
        await pane.loader.read_now()
        go_to(pane, place)


async def choose_operation(pane: PlanPane) -> None:
    """Ask for one of the operations on the plan, and run it."""
    acts = _acts_of(pane)
    at = await pane.app.push_screen_wait(
        ListDialog("งานของแผนนี้", [hint(words, PLAN) for words, _ in acts])
    )
    if at is not None:
        await acts[at][1](pane)


def _acts_of(pane: PlanPane) -> list[tuple[str, PlanDialogFlow]]:
    plan = pane.source.plan
    acts: list[tuple[str, PlanDialogFlow]] = []
    if plan.takes_changes:
        acts += [
            ("เพิ่มตารางแผน (T)", ask_table),
            ("เลือกผู้รับผิดชอบจากทะเบียน (O)", ask_owner),
            ("ยืนยันว่าทบทวนแล้วทุกแถวที่แสดงอยู่ (C ทีละแถว)", confirm_all),
        ]
    if plan.state != PlanState.ANNOUNCED:
        acts.append(("ระบุการประชุมที่เห็นชอบแผน", ask_meeting))
    if plan.state == PlanState.DRAFT:
        acts.append(("CKO ทบทวนแผนแล้ว", ask_review))
    if plan.state == PlanState.REVIEWED:
        acts += [("ประกาศใช้แผน", ask_announcement), ("ถอนการทบทวน เพื่อแก้ไขแผน", withdraw)]
    if plan.state == PlanState.ANNOUNCED and plan.amending is None:
        acts.append(("เปิดการปรับปรุงแผน พร้อมเหตุผล", ask_amendment))
    if plan.amending is not None:
        acts.append(("จบการปรับปรุงแผน", finish_amendment))
    offered = [("ใช้องค์ความรู้ที่เลือกเข้าแผน (K)", use_knowledge)] if plan.knowledge else []
    return [*acts, ("เทียบกับแผนของปีอื่น", compare), *offered]


async def ask_table(pane: PlanPane) -> None:
    """Ask for goal, scope or learning organization and process of a new table, and add it."""
    plan = pane.source.plan
    heads: list[tuple[str, int | None, int | None]] = [
        (f"เป้าหมาย {thai_digits(each.number)} {each.text}", each.id, None) for each in plan.goals
    ]
    heads += [
        (f"ขอบเขต {thai_digits(each.number)} {each.text}", None, each.id) for each in plan.scopes
    ]
    if plan.lo is None:
        heads.append((Process.LO.label, None, None))
    entries = [FilterEntry(at, CellRow(ListCell(words))) for at, (words, _, _) in enumerate(heads)]
    empty = hint("ยังไม่มีเป้าหมาย กด F2 ไปที่เป้าหมาย แล้วกด F5 เพิ่ม", PLAN)
    at = await pane.app.push_screen_wait(PickDialog("ตารางแผนของเป้าหมายใด", entries, empty))
    if at is None:
        return
    _, goal_id, scope_id = heads[at]
    process = Process.LO
    if goal_id is not None or scope_id is not None:
        labels = [each.label for each in PROCESSES]
        chosen = await pane.app.push_screen_wait(ListDialog("ตามกระบวนการใด", labels))
        if chosen is None:
            return
        process = PROCESSES[chosen]
    show_part(pane, PlanPart.ACTIVITIES, PlanFilter())
    pane.undoing.submit(add_table, pane.source.plan_id, process, goal_id, scope_id)
    tell_of_knowledge(pane)


async def ask_owner(pane: PlanPane) -> None:
    """Ask for a division or post, and add it to the owners of the selected activity."""
    activity, choices = (
        pane.source.activity(pane.record_id),
        await pane.host.call_or_show_error(owner_choices),
    )
    if activity is None:
        pane.host.show_message("เลือกแถวกิจกรรมก่อน แล้วจึงเลือกผู้รับผิดชอบ")
        return
    if choices is None:
        return
    entries = [FilterEntry(at, _owner_row(each)) for at, each in enumerate(choices)]
    ask = PickDialog(f"ผู้รับผิดชอบ {activity.heading}", entries, "ทะเบียนยังไม่มีหน่วยงานหรือตำแหน่ง")
    at = await pane.app.push_screen_wait(ask)
    if at is None or choices[at].name in activity.owner_names:
        return
    names = "\n".join((*activity.owner_names, choices[at].name))
    version = activity.version(OWNERS)
    stored = ACTIVITY_KIND.replace
    pane.change(pane.host.workspace.submit(stored, activity.id, OWNERS, version, names))


def _owner_row(choice: OwnerChoice) -> CellRow:
    return CellRow(
        ListCell(choice.name),
        ListCell("ตำแหน่ง" if choice.post_id else "หน่วยงาน", 10, "$text-muted"),
    )


async def confirm_all(pane: PlanPane) -> None:
    """Ask to mark all visible rows as reviewed, and do so."""
    shown_ids = {row.id for row in pane.table.rows}
    left = [e.id for e in pane.source.plan.activities if e.id in shown_ids and not e.is_reviewed]
    if not left:
        pane.host.show_message("ทุกแถวที่แสดงอยู่ทบทวนแล้ว")
        return
    question = f"ยืนยันว่าทบทวนกิจกรรมที่ยกมาแล้วทั้ง {thai_digits(len(left))} แถวที่แสดงอยู่"
    if await pane.app.push_screen_wait(ConfirmDialog(question, yes="ยืนยัน")):
        confirm(pane, left)


async def ask_meeting(pane: PlanPane) -> None:
    """Ask which meeting approved the plan, and store it."""
    meetings = await pane.host.call_or_show_error(_meetings)
    if meetings is None:
        return
    entries = [
        FilterEntry(each[0], CellRow(ListCell(each[1], 12), ListCell(each[2]))) for each in meetings
    ]
    ask = PickDialog("การประชุมใดเห็นชอบแผน", entries, "ยังไม่มีการประชุมที่เลิกแล้ว")
    meeting_id = await pane.app.push_screen_wait(ask)
    if meeting_id is not None:
        pane.change(pane.host.workspace.submit(approve_plan, pane.source.plan_id, meeting_id))


def _meetings() -> list[tuple[int, str, str]]:
    return [
        (each.id, f"ครั้งที่ {each.label}", f"{format_date(each.held_on)} {each.committee.name}")
        for each in approving_meetings()
    ]


async def ask_review(pane: PlanPane) -> None:
    """Ask on which day the chief knowledge officer (CKO) reviewed the plan, and store it.

    The reviewer stored is the holder of the CKO's post on that day.
    """

    async def review(answer: tuple[str, ...]) -> None:
        day = _day(answer[0])
        holder = await pane.host.call(cko_on, day)
        person_id = holder.person_id if holder is not None else 0
        await pane.host.call(review_plan, pane.source.plan_id, person_id, day)

    await _ask_day(pane, "CKO ทบทวนแผนวันใด", review)


async def ask_announcement(pane: PlanPane) -> None:
    """Ask for the date, and announce the plan."""

    async def announce(answer: tuple[str, ...]) -> None:
        await pane.host.call(announce_plan, pane.source.plan_id, _day(answer[0]))

    await _ask_day(pane, "ประกาศใช้แผน ณ วันที่ใด", announce)


async def _ask_day(
    pane: PlanPane, title: str, act: Callable[[tuple[str, ...]], Awaitable[Any]]
) -> None:
    field = PromptField("วันที่", format_date(date.today()), _day, "เช่น 1 ต.ค. 64")
    await ask_and_do(pane.host, title, [field], act, NEW)
    pane.loader.refresh()


async def withdraw(pane: PlanPane) -> None:
    """Withdraw the review: make the reviewed plan a draft again."""
    pane.change(pane.host.workspace.submit(withdraw_review, pane.source.plan_id))


async def ask_amendment(pane: PlanPane) -> None:
    """Ask for a reason, and begin an amendment of the announced plan."""

    async def begin(answer: tuple[str, ...]) -> None:
        await pane.host.call(begin_amendment, pane.source.plan_id, answer[0])

    field = PromptField("เหตุผล", check=must_not_be_blank, hint="เพราะเหตุใดจึงต้องปรับปรุงแผน")
    await ask_and_do(pane.host, "เปิดการปรับปรุงแผนที่ประกาศแล้ว", [field], begin, NEW)
    pane.loader.refresh()


async def finish_amendment(pane: PlanPane) -> None:
    """End the amendment of the announced plan, which then takes no changes."""
    pane.change(pane.host.workspace.submit(end_amendment, pane.source.plan_id))


async def compare(pane: PlanPane) -> None:
    """Ask for another year, and open the comparison with its plan."""
    await ask_and_compare(pane.host, pane.source.fiscal_year)


def _day(text: str) -> date:
    return parse_date(text, date.today())
