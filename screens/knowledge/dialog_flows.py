"""What is done with a classification through dialogs: filtered, copied, moved, said of an item."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date

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
from screens.dialogs.choices import ListDialog
from screens.dialogs.pick import PickDialog
from screens.dialogs.prompt import PromptDialog, PromptField, ask_and_do
from screens.knowledge.line_by_line import KnowledgeTyping
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
from screens.navigation.destinations import Experts
from screens.people.people import person_entry
from screens.widgets.row_list import CellRow, ListCell
from screens.widgets.search_list import FilterEntry

KnowledgeDialogFlow = Callable[[KnowledgeTyping], Awaitable[None]]

_NO_ITEM = "เลือกรายการก่อน แล้วจึงสั่ง"
_HOLDER_MARK = "✓ ผู้รู้"


async def choose_operation(screen: KnowledgeTyping) -> None:
    """Choose what to do with the classification."""
    acts: list[tuple[str, KnowledgeDialogFlow]] = [
        ("ดูหรือเริ่มปีงบประมาณอื่น", ask_year),
        ("คัดลอกรายการของปีก่อน (F6)", copy_year),
        ("กรองรายการ (F)", ask_filter),
        ("ย้ายรายการไปหน่วยงานหรือชนิดอื่น (M)", ask_move),
        ("ระบุผู้รู้ของรายการ (H)", ask_holders),
        ("เลือกรายการเข้าแผน หรือไม่เลือก (C)", turn_chosen),
        ("ทำเนียบผู้รู้ (E)", show_experts),
        ("ระบุการประชุมที่จำแนกองค์ความรู้ปีนี้", ask_meeting),
    ]
    at = await screen.app.push_screen_wait(ListDialog("งานจำแนกองค์ความรู้", [e[0] for e in acts]))
    if at is not None:
        await acts[at][1](screen)


async def ask_year(screen: KnowledgeTyping) -> None:
    """Look at another year, or begin one."""
    assert screen.state is not None
    today = fiscal_year(date.today())
    years = sorted({*screen.state.years, today, today + 1}, reverse=True)
    rows = [
        f"{thai_digits(year)}{'' if year in screen.state.years else '  (ยังไม่มีรายการ)'}"
        for year in years
    ]
    ask = ListDialog("ปีงบประมาณใด", [*rows, "พิมพ์ปีอื่น"])
    at = await screen.app.push_screen_wait(ask)
    if at is None:
        return
    if at < len(years):
        screen.show_year(years[at])
        return
    field = PromptField("ปีงบประมาณ", "", year_named, "เช่น ๒๕๗๐")
    answer = await screen.app.push_screen_wait(PromptDialog("ดูปีงบประมาณ", [field]))
    if answer is not None:
        screen.show_year(year_named(answer[0]))


async def copy_year(screen: KnowledgeTyping) -> None:
    """Copy an earlier year's items: of one division, or of all."""
    assert screen.state is not None
    earlier = [year for year in screen.state.years if year < screen.fiscal_year]
    if not earlier:
        screen.show_message("ยังไม่มีรายการของปีก่อนให้คัดลอก")
        return
    name = screen.division_name(screen.division_id)
    ways: list[tuple[str, int, int | None]] = []
    for year in earlier:
        ways.append((f"ปี {thai_digits(year)} เฉพาะ{name}", year, screen.division_id))
        ways.append((f"ปี {thai_digits(year)} ทุกหน่วยงาน", year, None))
    title = f"คัดลอกมาเป็นของปี {thai_digits(screen.fiscal_year)} ทั้งสองชนิด"
    at = await screen.app.push_screen_wait(ListDialog(title, [each[0] for each in ways]))
    if at is None:
        return
    _, year, division_id = ways[at]
    await screen.submit_undoable(carry_over, year, screen.fiscal_year, division_id)
    screen.show_message("คัดลอกแล้ว กด Z เพื่อคืน การเลือกเข้าแผนให้เลือกใหม่")


async def ask_filter(screen: KnowledgeTyping) -> None:
    """Look at some of the items only."""
    filters = list(KnowledgeFilter)
    ask = ListDialog("แสดงรายการใด", filters, current=filters.index(screen.item_filter))
    at = await screen.app.push_screen_wait(ask)
    if at is not None:
        screen.item_filter, screen.form_row = filters[at], None
        screen.show_sheet()


async def ask_move(screen: KnowledgeTyping) -> None:
    """Move the item to another division, or to the other kind of the same one."""
    item = _item(screen)
    if item is None:
        return
    places = [
        (each.division_id, each.name, kind)
        for kind in KnowledgeKind
        for each in screen.year.kinds[kind].divisions
        if (each.division_id, kind) != (item.division_id, item.kind)
    ]
    entries = [
        FilterEntry(at, CellRow(ListCell(name), ListCell(kind.label, 18, "$text-muted")))
        for at, (_, name, kind) in enumerate(places)
    ]
    ask = PickDialog(f"ย้าย “{item.text}” ไปที่ใด", entries, "ยังไม่มีหน่วยงานอื่น")
    at = await screen.app.push_screen_wait(ask)
    if at is not None:
        division_id, name, kind = places[at]
        place = len(screen.year.items_of(division_id, kind)) + 1
        await screen.submit_undoable(move_into, item.id, division_id, kind, place)
        screen.show_message(f"ย้ายไป{name} ({kind.label}) แล้ว กด Z เพื่อคืน")


async def ask_meeting(screen: KnowledgeTyping) -> None:
    """Say which meeting decided the year's classification."""
    meetings = await screen.call_or_show_error(deciding_meetings)
    if meetings is None:
        return
    entries = [FilterEntry(e[0], CellRow(ListCell(e[1], 16), ListCell(e[2]))) for e in meetings]
    ask = PickDialog("การประชุมใดจำแนกองค์ความรู้ของปีนี้", entries, "ยังไม่มีการประชุม")
    meeting_id = await screen.app.push_screen_wait(ask)
    if meeting_id is not None:
        screen.change(screen.workspace.submit(set_decided, screen.fiscal_year, meeting_id))


async def show_experts(screen: KnowledgeTyping) -> None:
    """Show who knows what in this year."""
    await screen.open(Experts(screen.fiscal_year))


# Of one item


def _item(screen: KnowledgeTyping) -> KnowledgeItemView | None:
    if screen.item is None:
        screen.show_message(_NO_ITEM)
    return screen.item


async def ask_holders(screen: KnowledgeTyping) -> None:
    """Say who holds the item: each choice adds a person or takes one away, Escape ends it."""
    item = _item(screen)
    people = (
        await screen.call_or_show_error(people_list, date.today()) if item is not None else None
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
        person_id = await screen.app.push_screen_wait(PickDialog(title, entries, "ยังไม่มีบุคลากร"))
        if person_id is None:
            break
        chosen = [e for e in chosen if e != person_id] + [person_id] * (person_id not in chosen)
    added = [each for each in chosen if each not in before]
    removed = [each for each in before if each not in chosen]
    if added or removed:
        await screen.submit_undoable(change_holders, item.id, added, removed)


def _holder_entry(entry: FilterEntry, is_holder: bool) -> FilterEntry:
    mark = _HOLDER_MARK if is_holder else ""
    return FilterEntry(
        entry.id, CellRow(ListCell(mark, 7), ListCell(entry.row.text)), entry.search_text
    )


async def turn_chosen(screen: KnowledgeTyping) -> None:
    """Choose the item for the plan, or take it out of the choice."""
    item = _item(screen)
    if item is not None:
        screen.submit_undoable(choose_for_plan, item.id, not item.chosen)


async def ask_form(screen: KnowledgeTyping) -> None:
    """Say whether the knowledge is in people or written down."""
    item, forms = screen.item, list(Form)
    if item is None:
        return
    ask = ListDialog("รูปแบบความรู้", [e.label for e in forms], current=forms.index(item.form))
    at = await screen.app.push_screen_wait(ask)
    if at is not None:
        screen.submit_undoable(set_form, item.id, forms[at])


async def ask_way(screen: KnowledgeTyping) -> None:
    """Say by which way it was classified; a strategic issue is asked for its name."""
    item, ways = screen.item, list(Way)
    if item is None:
        return
    ask = ListDialog("จำแนกตาม", [each.label for each in ways], current=ways.index(item.way))
    at = await screen.app.push_screen_wait(ask)
    if at is None:
        return
    if ways[at] != Way.STRATEGY:
        screen.submit_undoable(set_way, item.id, ways[at], screen.workspace.who)
        return

    async def store(answer: tuple[str, ...]) -> None:
        await screen.submit_undoable(
            set_way, item.id, Way.STRATEGY, screen.workspace.who, answer[0]
        )

    field = PromptField("ประเด็น", item.strategy, must_not_be_blank, "ชื่อประเด็นยุทธศาสตร์")
    await ask_and_do(screen, "จำแนกตามประเด็นยุทธศาสตร์ใด", [field], store)


async def ask_keeping(screen: KnowledgeTyping) -> None:
    """Say in what the knowledge is kept."""
    item, ways = screen.item, list(Keeping)
    if item is None:
        return
    ask = ListDialog("เก็บเป็น", [e.label for e in ways], current=ways.index(item.keeping))
    at = await screen.app.push_screen_wait(ask)
    if at is not None:
        screen.submit_undoable(set_keeping, item.id, ways[at])


async def ask_tool(screen: KnowledgeTyping) -> None:
    """Add a tool of the guideline to the item's, or take it out."""
    item = screen.item
    if item is None:
        return
    named = item.tools.split("\n")
    entries = [
        FilterEntry(at, CellRow(ListCell("✓" if tool in named else "", 1), ListCell(tool)))
        for at, tool in enumerate(TOOLS)
    ]
    at = await screen.app.push_screen_wait(PickDialog("เครื่องมือถ่ายทอดความรู้", entries))
    if at is not None:
        tools = with_tool(item.tools, TOOLS[at])
        version, who = item.versions.get("tools", 0), screen.workspace.who
        stored = screen.workspace.submit(
            KNOWLEDGE_KIND.replace, item.id, "tools", version, tools, who
        )
        screen.change(stored)


async def open_details(screen: KnowledgeTyping) -> None:
    """Show everything that is said of the item."""
    screen.open_form()


ASKED: dict[str, KnowledgeDialogFlow] = {
    DETAILS: open_details,
    FORM: ask_form,
    WAY: ask_way,
    KEEPING: ask_keeping,
    TOOL: ask_tool,
    HOLDERS: ask_holders,
    CHOSEN: turn_chosen,
}
