"""Edits of the meeting's structure: insert, rename, move, split, replace, paste."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

from kmtui.thai.digits import thai_digits
from models.committees.agenda_templates import ItemKind
from models.editing.cell_values import must_not_be_blank
from models.editing.optimistic_lock import field_reader
from models.editing.revisions import FieldKey, Subject
from models.editing.undo import UndoEntry
from models.errors import KmError
from models.minutes.agenda import AGENDA_KIND, insert_item, rename_item
from models.minutes.agenda_import.importing import (
    add_agenda,
    counted,
    effect_of,
    must_add_something,
    plan_agenda,
)
from models.minutes.discussion import move_statement_to, split_statement
from models.minutes.records import save_statement
from models.minutes.replacing import find_places, replace_places
from models.minutes.snapshot import AgendaItemView, StatementView
from models.minutes.undo import added_items
from models.storage.database import new_id
from screens.base.dialog_action import run_dialog_flow, start_dialog_flow
from screens.base.screen import KmScreen
from screens.dialogs.pick import PickDialog
from screens.dialogs.prompt import NEW, PromptDialog, PromptField, ask_and_do
from screens.editing.form_merge import merging_store, try_store
from screens.editing.places import PlacesDialog, ShownPlace
from screens.lists.lines_import import LineRow, LinesImportScreen, LinesPreview, LineSubject
from screens.minutes.controller import MeetingController
from screens.widgets.row_list import CellRow, ListCell
from screens.widgets.search_list import FilterEntry

REMOVED = "ลบแล้ว กด Z เพื่อคืน"
SELECT_STATEMENT = "เลือกคำพูดก่อน (Tab แล้วลูกศร) แล้วกด M"
NOT_TYPING = "คำสั่งนี้ใช้ขณะพิมพ์คำพูด กด F5 เริ่มคำพูด หรือ Enter ที่คำพูดเพื่อแก้"


def show_when_done(
    controller: MeetingController, operation: asyncio.Future[Any], message: str
) -> None:
    """Show a message when the operation is done; a refusal shows itself."""

    def show(done: asyncio.Future[Any]) -> None:
        if not done.cancelled() and done.exception() is None:
            controller.screen.show_message(message)

    operation.add_done_callback(show)


async def ask_until_accepted(
    controller: MeetingController,
    title: str,
    fields: Sequence[PromptField],
    operation: Callable[[tuple[str, ...]], object],
    under: Sequence[int] | None = None,
) -> None:
    """Ask for lines of text and submit an operation; ask again if a rule refuses them.

    Returns when the first dialog is open.

    Args:
        under: the agenda items whose content the undoable operation changes; None if it cannot be
            undone.
    """

    async def store(answer: tuple[str, ...]) -> object:
        if under is None:
            return await controller.store_now(operation, answer)
        return await controller.change_now(operation, answer, under=under)

    flow = partial(ask_and_do, controller.screen, title, fields, store, NEW)
    await run_dialog_flow(controller.screen, flow)


async def ask_new_item(controller: MeetingController) -> None:
    """Ask for the title of a new item, and insert it after the current one."""
    ask = PromptDialog("เพิ่มระเบียบวาระ", [PromptField("เรื่อง", check=must_not_be_blank)], about=NEW)
    await controller.screen.app.push_screen(ask, partial(_insert_item, controller))


def _insert_item(controller: MeetingController, answer: tuple[str, ...] | None) -> None:
    def inserted(done: asyncio.Future[UndoEntry]) -> None:
        """Select the new item, unless a statement is being typed."""
        if not done.cancelled() and done.exception() is None and controller.editing is None:
            for item_id in added_items(done.result()):
                controller.go_to_when_read(FieldKey(Subject.AGENDA_ITEM, item_id))

    if answer is not None:
        after, kind = controller.item.id if controller.item else None, ItemKind.CONSIDERATION
        operation = controller.change(insert_item, controller.meeting_id, answer[0], after, kind)
        operation.add_done_callback(inserted)


async def ask_title(controller: MeetingController, item: AgendaItemView) -> None:
    """Ask for another title of an item, and store it."""

    def rename(answer: tuple[str, ...] | None) -> None:
        if answer is not None:
            start_dialog_flow(controller.screen, partial(_rename, controller, item, answer), "act")

    field = PromptField("เรื่อง", item.title, check=must_not_be_blank)
    ask = PromptDialog("แก้ชื่อระเบียบวาระ", [field], about=item.id)
    await controller.screen.app.push_screen(ask, rename)


async def _rename(
    controller: MeetingController, item: AgendaItemView, answer: tuple[str, ...]
) -> None:
    """Store a new title of an item, merged with another user's new title."""
    store = merging_store(
        controller.screen,
        ["ชื่อเรื่อง"],
        field_reader(AGENDA_KIND, item.id, "title"),
        (item.title,),
        lambda own: rename_item(item.id, *own),
        controller.change_now,
    )
    await try_store(controller.screen, store(answer))


async def move_to_other_item(controller: MeetingController, view: StatementView) -> None:
    """Ask for another item, and move the statement there."""
    snapshot, here = controller.snapshot, controller.item
    if snapshot is None or here is None:
        return
    others = [item_entry(item) for item in snapshot.items if item.id != here.id]
    dialog = PickDialog("ย้ายคำพูดไปที่ระเบียบวาระ", others)
    picked = await controller.screen.app.push_screen_wait(dialog)
    if picked is not None:
        controller.change(move_statement_to, view.id, picked, under=[here.id, picked])
        controller.go_to_when_read(FieldKey(Subject.AGENDA_ITEM, picked))


def item_entry(item: AgendaItemView) -> FilterEntry:
    """Return an item as an entry of a list to pick from."""
    return FilterEntry(item.id, CellRow(ListCell(f"{item.number} {item.title}")))


def save_and_split(statement_id: int, expected: int, text: str, offset: int) -> None:
    """Store the typed text, then split the statement; runs in the writer thread.

    Args:
        expected: the version that the text is based on.
        offset: where to split, in characters from the beginning.

    Raises:
        KmError: as raised by `save_statement` (VersionConflict after a change) and
            `split_statement`.
    """
    version = save_statement(statement_id, expected, text)
    split_statement(statement_id, version, offset, new_id())


async def ask_replacement(controller: MeetingController) -> None:
    """Ask for a text and its replacement, preview the occurrences, replace the selected ones."""
    screen = controller.screen
    fields = [
        PromptField("หาคำ", controller.searched, check=must_not_be_blank),
        PromptField("แทนด้วย", hint="เว้นว่างคือลบคำนั้น"),
    ]
    title = "แทนที่ในการประชุมนี้"
    answer = await screen.app.push_screen_wait(PromptDialog(title, fields, about=NEW))
    if answer is None:
        return
    words, put_in = answer
    controller.searched = words
    places = await screen.call_or_show_error(find_places, controller.meeting_id, words)
    if not places:
        if places is not None:
            screen.show_message(f"ไม่พบ “{words}” ในการประชุมนี้")
        return
    shown = [ShownPlace(each.label, each.before, words, each.after) for each in places]
    chosen = await screen.app.push_screen_wait(PlacesDialog(shown, put_in))
    if not chosen or controller.snapshot is None:
        return
    taken = [places[number] for number in chosen]
    under = [item.id for item in controller.snapshot.items]
    replaced = controller.change(replace_places, controller.meeting_id, taken, put_in, under=under)
    message = f"แทนที่แล้ว {thai_digits(len(taken))} แห่ง กด Z เพื่อคืนทั้งหมด"
    show_when_done(controller, replaced, message)


def paste_agenda(controller: MeetingController) -> None:
    """Open the import of pasted lines as agenda items, undoable in the room as one operation."""
    snapshot = controller.snapshot
    if snapshot is not None:
        title = f"วางระเบียบวาระการประชุมครั้งที่ {snapshot.label}"
        subject = LineSubject(title, partial(_read_agenda, controller), _agenda_store(controller))
        controller.screen.app.push_screen(LinesImportScreen(subject))


def _read_agenda(controller: MeetingController, taken: tuple[str, ...]) -> LinesPreview:
    plan = plan_agenda(controller.meeting_id, taken)
    try:
        must_add_something(plan)
        problem = ""
    except KmError as refusal:
        problem = str(refusal)
    rows = tuple(
        LineRow(
            entry.line.number, "", entry.line.title, effect_of(plan, entry), depth=entry.line.depth
        )
        for entry in plan.entries
    )
    return LinesPreview(rows, counted(plan), problem, plan)


def _agenda_store(
    controller: MeetingController,
) -> Callable[[KmScreen[Any], LinesPreview], Awaitable[bool]]:
    async def store(screen: KmScreen[Any], preview: LinesPreview) -> bool:
        try:
            await controller.change_now(add_agenda, preview.content)
        except KmError as refusal:
            screen.show_error(refusal)
            return False
        screen.show_message(f"บันทึกแล้ว ({preview.summary}) กด Z เพื่อคืนทั้งหมด")
        return True

    return store
