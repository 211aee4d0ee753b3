"""The dialogs of a classification: filter, copy, move, and the fields of an item."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import date
from typing import Any

from exports.record_keys import year_named
from kmtui.thai.dates import fiscal_year
from kmtui.thai.digits import thai_digits
from models.editing.cell_values import must_not_be_blank
from models.knowledge.carry_over import carry_over
from models.knowledge.operations import TOOLS, deciding_meetings, move_into, with_tool
from models.knowledge.records import (
    KNOWLEDGE_KIND,
    Form,
    Keeping,
    KnowledgeKind,
    Way,
    change_holders,
    choose_for_plan,
    set_decided,
    set_form,
    set_keeping,
    set_way,
)
from models.knowledge.views import KnowledgeItemView
from models.people.views import people_list
from screens.commands.knowledge import KNOWLEDGE
from screens.dialogs.choices import ListDialog
from screens.dialogs.pick import PickDialog
from screens.dialogs.prompt import PromptField, QueryDialog, ask_and_do
from screens.knowledge.knowledge_lines import knowledge_lines
from screens.knowledge.knowledge_source import NO_DIVISION, KnowledgePane
from screens.knowledge.sheets import (
    CHOSEN,
    DETAILS,
    FORM,
    HOLDERS,
    KEEPING,
    TOOL,
    WAY,
    KnowledgeFilter,
)
from screens.lists.lines_import import LinesImportScreen
from screens.navigation.destinations import Experts, KnowledgeTableFile
from screens.own_keys.chosen import hint
from screens.people.additions import new_person_offer
from screens.people.people import person_entry
from screens.widgets.row_list import CellRow, ListCell
from screens.widgets.search_list import FilterEntry

KnowledgeDialogFlow = Callable[[KnowledgePane], Coroutine[Any, Any, None]]

_NO_ITEM = "เลือกรายการก่อน แล้วจึงสั่ง"
_HOLDER_MARK = "✓ ผู้รู้"


async def choose_operation(pane: KnowledgePane) -> None:
    """Ask for one of the operations on the classification and run it."""
    acts: list[tuple[str, KnowledgeDialogFlow]] = [
        ("ดูหรือเริ่มปีงบประมาณอื่น", ask_year),
        ("คัดลอกรายการของปีก่อน (F6)", copy_year),
        ("นำเข้าจากตารางใน Word Excel หรือ CSV", import_table),
        ("วางรายการเป็นบรรทัดในหน่วยงานนี้", paste_lines),
        ("กรองรายการ (F)", ask_filter),
        ("ย้ายรายการไปหน่วยงานหรือชนิดอื่น (M)", ask_move),
        ("ระบุผู้รู้ของรายการ (H)", ask_holders),
        ("เลือกรายการเข้าแผน หรือไม่เลือก (C)", turn_chosen),
        ("ทำเนียบผู้รู้ (E)", show_experts),
        ("ระบุการประชุมที่จำแนกองค์ความรู้ปีนี้", ask_meeting),
    ]
    at = await pane.app.push_screen_wait(
        ListDialog("งานจำแนกองค์ความรู้", [hint(e[0], KNOWLEDGE) for e in acts])
    )
    if at is not None:
        await acts[at][1](pane)


async def ask_year(pane: KnowledgePane) -> None:
    """Ask for a fiscal year, one with items or any other, and show it."""
    today = fiscal_year(date.today())
    years = sorted({*pane.source.snapshot.years, today, today + 1}, reverse=True)
    rows = [
        f"{thai_digits(year)}{'' if year in pane.source.snapshot.years else '  (ยังไม่มีรายการ)'}"
        for year in years
    ]
    ask = ListDialog("ปีงบประมาณใด", [*rows, "พิมพ์ปีอื่น"])
    at = await pane.app.push_screen_wait(ask)
    if at is None:
        return
    if at < len(years):
        show_year(pane, years[at])
        return
    field = PromptField("ปีงบประมาณ", "", year_named, "เช่น ๒๕๗๐")
    answer = await pane.app.push_screen_wait(QueryDialog("ดูปีงบประมาณ", [field]))
    if answer is not None:
        show_year(pane, year_named(answer[0]))


def show_year(pane: KnowledgePane, fiscal_year: int) -> None:
    """Store the typed text, and show another fiscal year without a filter."""
    pane.editing.finish()
    pane.source.fiscal_year, pane.source.item_filter = fiscal_year, KnowledgeFilter.ALL
    pane.view.form_row = None
    pane.presence.send_heartbeat()
    pane.loader.refresh()


async def copy_year(pane: KnowledgePane) -> None:
    """Ask for an earlier year, and copy its items: of one division, or of all."""
    earlier = [year for year in pane.source.snapshot.years if year < pane.source.fiscal_year]
    if not earlier:
        pane.host.show_message("ยังไม่มีรายการของปีก่อนให้คัดลอก")
        return
    name = pane.source.division_name(pane.source.division_id)
    ways: list[tuple[str, int, int | None]] = []
    for year in earlier:
        ways.append((f"ปี {thai_digits(year)} เฉพาะ{name}", year, pane.source.division_id))
        ways.append((f"ปี {thai_digits(year)} ทุกหน่วยงาน", year, None))
    title = f"คัดลอกมาเป็นของปี {thai_digits(pane.source.fiscal_year)} ทั้งสองชนิด"
    at = await pane.app.push_screen_wait(ListDialog(title, [each[0] for each in ways]))
    if at is None:
        return
    _, year, division_id = ways[at]
    await pane.undoing.submit(carry_over, year, pane.source.fiscal_year, division_id)
    pane.host.show_message("คัดลอกแล้ว กด Z เพื่อคืน การเลือกเข้าแผนให้เลือกใหม่")


async def import_table(pane: KnowledgePane) -> None:
    """Open the import of a classification table into this year."""
    await pane.host.open(KnowledgeTableFile(pane.source.fiscal_year))


async def paste_lines(pane: KnowledgePane) -> None:
    """Open the import of pasted lines into the shown list."""
    source = pane.source
    if not source.division_id:
        pane.host.show_message(NO_DIVISION)
        return
    title = f"วาง{source.kind.label}ของ{source.division_name(source.division_id)}"
    lines = knowledge_lines(title, source.list_of, pane.undoing, source.meeting_id)
    pane.app.push_screen(LinesImportScreen(lines))


async def ask_filter(pane: KnowledgePane) -> None:
    """Ask for a filter of the items and apply it."""
    filters = list(KnowledgeFilter)
    ask = ListDialog("แสดงรายการใด", filters, current=filters.index(pane.source.item_filter))
    at = await pane.app.push_screen_wait(ask)
    if at is not None:
        pane.source.item_filter, pane.view.form_row = filters[at], None
        pane.view.show_sheet()


async def ask_move(pane: KnowledgePane) -> None:
    """Ask for another division or kind, and move the item to the end of that list."""
    item = _item(pane)
    if item is None:
        return
    places = [
        (each.division_id, each.name, kind)
        for kind in KnowledgeKind
        for each in pane.source.year.kinds[kind].divisions
        if (each.division_id, kind) != (item.division_id, item.kind)
    ]
    entries = [
        FilterEntry(at, CellRow(ListCell(name), ListCell(kind.label, 18, "$text-muted")))
        for at, (_, name, kind) in enumerate(places)
    ]
    ask = PickDialog(f"ย้าย “{item.text}” ไปที่ใด", entries, "ยังไม่มีหน่วยงานอื่น")
    at = await pane.app.push_screen_wait(ask)
    if at is not None:
        division_id, name, kind = places[at]
        place = len(pane.source.year.items_of(division_id, kind)) + 1
        await pane.undoing.submit(move_into, item.id, division_id, kind, place)
        pane.host.show_message(f"ย้ายไป{name} ({kind.label}) แล้ว กด Z เพื่อคืน")


async def ask_meeting(pane: KnowledgePane) -> None:
    """Ask which meeting decided the year's classification, and store it."""
    meetings = await pane.host.call_or_show_error(deciding_meetings)
    if meetings is None:
        return
    entries = [FilterEntry(e[0], CellRow(ListCell(e[1], 16), ListCell(e[2]))) for e in meetings]
    ask = PickDialog("การประชุมใดจำแนกองค์ความรู้ของปีนี้", entries, "ยังไม่มีการประชุม")
    meeting_id = await pane.app.push_screen_wait(ask)
    if meeting_id is not None:
        pane.change(pane.host.workspace.submit(set_decided, pane.source.fiscal_year, meeting_id))


async def show_experts(pane: KnowledgePane) -> None:
    """Open the directory of experts of this year."""
    await pane.host.open(Experts(pane.source.fiscal_year))


def _item(pane: KnowledgePane) -> KnowledgeItemView | None:
    item = pane.source.item(pane.record_id)
    if item is None:
        pane.host.show_message(_NO_ITEM)
    return item


async def ask_holders(pane: KnowledgePane) -> None:
    """Ask for the item's holders: each choice adds or removes a person, until Escape."""
    item = _item(pane)
    people = (
        await pane.host.call_or_show_error(people_list, date.today()) if item is not None else None
    )
    if item is None or people is None:
        return
    before = [each.person_id for each in item.holders]
    chosen = list(before)
    while True:
        names = [each.name for each in people if each.id in chosen]
        title = f"ผู้รู้: {', '.join(names) or 'ยังไม่มี'}  เลือกเพื่อเพิ่มหรือเอาออก Esc เมื่อครบ"
        ordered = sorted(people, key=lambda each: each.id not in chosen)
        entries = [_holder_entry(person_entry(each), each.id in chosen) for each in ordered]
        ask = PickDialog(title, entries, offer=new_person_offer(pane.host))
        person_id = await pane.app.push_screen_wait(ask)
        if person_id is None:
            break
        if all(each.id != person_id for each in people):
            people = await pane.host.call(people_list, date.today())
        chosen = [e for e in chosen if e != person_id] + [person_id] * (person_id not in chosen)
    added = [each for each in chosen if each not in before]
    removed = [each for each in before if each not in chosen]
    if added or removed:
        await pane.undoing.submit(change_holders, item.id, added, removed)


def _holder_entry(entry: FilterEntry, is_holder: bool) -> FilterEntry:
    mark = _HOLDER_MARK if is_holder else ""
    return FilterEntry(
        entry.id, CellRow(ListCell(mark, 7), ListCell(entry.row.text)), entry.search_text
    )


async def turn_chosen(pane: KnowledgePane) -> None:
    """Select the item for the plan, or deselect it."""
    item = _item(pane)
    if item is not None:
        pane.undoing.submit(choose_for_plan, item.id, not item.chosen)


async def ask_form(pane: KnowledgePane) -> None:
    """Ask whether the knowledge is tacit or explicit, and store it."""
    item, forms = pane.source.item(pane.record_id), list(Form)
    if item is None:
        return
    ask = ListDialog("รูปแบบความรู้", [e.label for e in forms], current=forms.index(item.form))
    at = await pane.app.push_screen_wait(ask)
    if at is not None:
        pane.undoing.submit(set_form, item.id, forms[at])


async def ask_way(pane: KnowledgePane) -> None:
    """Ask for the way in which an item was classified, and store it.

    For a strategic issue the name is asked for, too.
    """
    item, ways = pane.source.item(pane.record_id), list(Way)
    if item is None:
        return
    ask = ListDialog("จำแนกตาม", [each.label for each in ways], current=ways.index(item.way))
    at = await pane.app.push_screen_wait(ask)
    if at is None:
        return
    if ways[at] != Way.STRATEGY:
        pane.undoing.submit(set_way, item.id, ways[at])
        return

    async def store(answer: tuple[str, ...]) -> None:
        await pane.undoing.submit(set_way, item.id, Way.STRATEGY, answer[0])

    field = PromptField("ประเด็น", item.strategy, must_not_be_blank, "ชื่อประเด็นยุทธศาสตร์")
    await ask_and_do(pane.host, "จำแนกตามประเด็นยุทธศาสตร์ใด", [field], store, item.id)


async def ask_keeping(pane: KnowledgePane) -> None:
    """Ask for the medium in which the knowledge is kept, and store it."""
    item, ways = pane.source.item(pane.record_id), list(Keeping)
    if item is None:
        return
    ask = ListDialog("เก็บเป็น", [e.label for e in ways], current=ways.index(item.keeping))
    at = await pane.app.push_screen_wait(ask)
    if at is not None:
        pane.undoing.submit(set_keeping, item.id, ways[at])


async def ask_tool(pane: KnowledgePane) -> None:
    """Ask for a tool of the guideline, and add it to the item or remove it."""
    item = pane.source.item(pane.record_id)
    if item is None:
        return
    named = item.tools.split("\n")
    entries = [
        FilterEntry(at, CellRow(ListCell("✓" if tool in named else "", 1), ListCell(tool)))
        for at, tool in enumerate(TOOLS)
    ]
    at = await pane.app.push_screen_wait(PickDialog("เครื่องมือถ่ายทอดความรู้", entries))
    if at is not None:
        tools = with_tool(item.tools, TOOLS[at])
        version = item.versions.get("tools", 0)
        stored = pane.host.workspace.submit(
            KNOWLEDGE_KIND.replace, item.id, "tools", version, tools
        )
        pane.change(stored)


async def open_details(pane: KnowledgePane) -> None:
    """Show all fields of the item as a form."""
    pane.view.open_form()


ASKED: dict[str, KnowledgeDialogFlow] = {
    DETAILS: open_details,
    FORM: ask_form,
    WAY: ask_way,
    KEEPING: ask_keeping,
    TOOL: ask_tool,
    HOLDERS: ask_holders,
    CHOSEN: turn_chosen,
}
