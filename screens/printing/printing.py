"""Printing: the choice of a document and its format, and making it in the background."""

from __future__ import annotations

import asyncio
import contextlib
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList

from exports.catalogue import DOCUMENTS, document_named, draw, gather, load
from exports.documents import ExportedDocument, KeyType, Request
from exports.files.printer import has_printer, print_pdf
from exports.files.writing import write
from kmtui.settings import STEPS_HIDDEN, change_setting
from kmtui.thai.digits import thai_digits
from models.errors import KmError
from models.storage.disk import make_folder, storage_faults
from screens.base.screen import KmDialog, KmScreen
from screens.base.workspace import Workspace
from screens.checks.error_gate import confirm_print_despite_errors
from screens.commands.command import bindings
from screens.commands.everywhere import CANCEL, CHOOSE_ROW, PICK_ROW, REDRAW
from screens.printing.progress import progress_on
from screens.widgets.label import ThaiLabel
from screens.widgets.row_list import CellRow, ListCell, RowList


class PrintableDocument(Struct, frozen=True):
    """A document to choose, with at most one option of the catalogue ("--copy").

    Only if `is_paper` can it be sent to the printer; if `has_word` it can be a Word file, and if
    `is_table` a spreadsheet. `item` is the number of its agenda item.
    """

    document: str
    title: str
    option: str = ""
    is_paper: bool = True
    is_table: bool = False
    item: str = ""
    has_word: bool = True


_MINUTES = "minutes"
_PUBLIC = "--public"
_WITH_OPTION = {
    "--blank": "ใบลงชื่อเปล่า",
    "--copy": "สำเนาคู่ฉบับ",
    "--each": "{title}รายบุคคล",
    _PUBLIC: "{title} ฉบับเผยแพร่",
    "--final": "{title} ไม่มีรายการที่ยังขาด",
}


class PrintChoice(Struct, frozen=True):
    """The chosen document, its file format, and whether it is also printed."""

    paper: PrintableDocument
    to_printer: bool
    form: str = "pdf"


_WAYS = {
    (True, "pdf"): "พิมพ์ทางเครื่องพิมพ์",
    (False, "pdf"): "บันทึกเป็นแฟ้ม PDF",
    (False, "docx"): "บันทึกเป็นแฟ้ม Word",
    (False, "csv"): "บันทึกเป็น CSV",
    (False, "xlsx"): "บันทึกเป็น XLSX (Excel)",
}


def papers(key_type: KeyType = KeyType.MEETING) -> tuple[PrintableDocument, ...]:
    """Return the documents of a kind of key in the order of the catalogue.

    Each document is followed by its variants, one per option; editions for publication are last.
    """
    offered, public = list[PrintableDocument](), list[PrintableDocument]()
    for each in DOCUMENTS:
        if each.key_type is key_type:
            offered.append(
                PrintableDocument(
                    each.id,
                    each.title,
                    is_paper=each.is_paper,
                    is_table=each.is_table,
                    has_word=each.has_word,
                )
            )
            for option in each.options:
                made = PrintableDocument(
                    each.id,
                    _titled(each.title, option),
                    option,
                    each.is_paper,
                    has_word=each.has_word,
                )
                (public if option == _PUBLIC else offered).append(made)
    return (*offered, *public)


def _of_item(item: str) -> tuple[PrintableDocument, ...]:
    return tuple(
        replace(each, title=f"{each.title} วาระ {thai_digits(item)}", item=item)
        for each in papers(KeyType.ITEM)
    )


def _titled(title: str, option: str) -> str:
    return _WITH_OPTION.get(option, "{title} {option}").format(title=title, option=option)


class PrintDialog(KmDialog[PrintChoice | None]):
    """Asks for the document, then for the destination; returns None for Escape.

    `label` is the number as cited, `what` the word before it; without `offered` the documents of a
    meeting are listed.

    Arrows and Enter choose, and so do the keys 1 to 9. It is a single dialog, so that keys pressed
    in quick succession (2, Enter) are taken in order.
    """

    CSS_PATH = "printing.tcss"
    keys_label = "Enter เลือก   Esc ยกเลิก"
    BINDINGS = bindings(CANCEL, CHOOSE_ROW, *PICK_ROW, REDRAW)

    def __init__(
        self,
        label: str,
        *,
        has_printer: bool,
        what: str = "ครั้งที่",
        offered: tuple[PrintableDocument, ...] = (),
    ) -> None:
        super().__init__()
        self._label = f"{what} {label}".strip()
        self._papers = offered or papers()
        # Where to, by the row; the first is what Enter takes.
        printer = [(True, "pdf")] if has_printer else []
        self._ways: list[tuple[bool, str]] = [*printer, (False, "pdf")]
        self._chosen: PrintableDocument | None = None

    def compose(self) -> ComposeResult:
        """Compose the question above its numbered answers."""
        with Vertical(id="printing"):
            yield ThaiLabel("", id="printing-title")
            yield RowList(id="printing-rows")

    def on_mount(self) -> None:
        """Ask for the document first."""
        self._ask(f"พิมพ์ {self._label}", [paper.title for paper in self._papers])
        self.set_focus(self.query_one(RowList))
        # In the background while the user reads, as it takes longer than a key may.
        self.run_worker(partial(load, document_named(self._papers[0].document)), thread=True)

    def _ask(self, question: str, answers: list[str]) -> None:
        self.query_one("#printing-title", ThaiLabel).update((question, "bold"))
        self.query_one(RowList).show(
            [
                CellRow(ListCell(thai_digits(number), 2), ListCell(answer))
                for number, answer in enumerate(answers, 1)
            ]
        )

    async def action_choose_row(self) -> None:
        """Choose the selected document or, after that, the selected destination."""
        await self.wait_for_pending_keys()
        chosen = self.query_one(RowList).highlighted
        if chosen is not None:
            self._take(chosen)

    async def action_pick_row(self, number: int) -> None:
        """Choose the row with this number, counted from 1; ignore a number without a row."""
        await self.wait_for_pending_keys()
        if number <= self.query_one(RowList).option_count:
            self._take(number - 1)

    @on(OptionList.OptionSelected)
    def _click(self, event: OptionList.OptionSelected) -> None:
        self._take(event.option_index)

    def _take(self, row: int) -> None:
        if self._chosen is not None:
            self.dismiss(PrintChoice(self._chosen, *self._ways[row]))
            return
        self._chosen = self._papers[row]
        if not self._chosen.is_paper:
            self.dismiss(PrintChoice(self._chosen, to_printer=False))
            return
        if self._chosen.has_word:
            self._ways.append((False, "docx"))
        if self._chosen.is_table:
            self._ways += [(False, "csv"), (False, "xlsx")]
        self._ask(f"{self._chosen.title} {self._label}", [_WAYS[way] for way in self._ways])

    def action_cancel(self) -> None:
        """Close without a choice."""
        self.dismiss(None)


async def print_meeting(screen: KmScreen[Any], key: str, committee: str, item: str = "") -> None:
    """Ask which document of a meeting to make, and make it. Returns when the dialog is open.

    If a priority command awaits this, all keys pressed after it go to the dialog.

    Args:
        key: the number of the meeting ("1/2563").
        committee: the committee's name, or a part of it.
        item: the number of an agenda item, whose extract is listed, too; empty for none.
    """
    offered = (*papers(), *(_of_item(item) if item else ()))
    printer = await asyncio.to_thread(has_printer)
    dialog = PrintDialog(thai_digits(key), has_printer=printer, offered=offered)
    await _ask_and_print(screen, dialog, key, committee)


async def print_order(screen: KmScreen[Any], key: str, *, first: str = "") -> None:
    """Ask which document of an order to make, and make it, like `print_meeting`.

    Args:
        key: the order's number ("881/2563"), or a draft ("draft 12").
        first: the id of the document to list first.
    """
    is_draft = "/" not in key
    await print_record(
        screen,
        key,
        KeyType.ORDER,
        what="ร่างคำสั่ง" if is_draft else "คำสั่งที่",
        label="" if is_draft else thai_digits(key),
        first=first,
    )


async def warn_without_emblem(screen: KmScreen[Any], paper: str) -> None:
    """Show that a paper that was issued is not ready, if the office has no emblem."""
    emblem = screen.workspace.settings.office_emblem
    if not await asyncio.to_thread(lambda: emblem.is_given):
        screen.show_message(f"{paper}ยังไม่มีตราครุฑ จึงพิมพ์เป็นร่าง ให้ตราที่ ตั้งค่า", "warning")


async def print_record(
    screen: KmScreen[Any],
    key: str,
    key_type: KeyType,
    *,
    what: str,
    label: str,
    first: str = "",
) -> None:
    """Ask which document of a record to make, and make it, like `print_meeting`.

    Args:
        what: the Thai word for the record, before `label`.
        label: the record's number or year as cited.
        first: the id of the document to list first.
    """
    offered = sorted(papers(key_type), key=lambda paper: paper.document != first)
    await print_offered(screen, key, tuple(offered), what=what, label=label)


async def print_offered(
    screen: KmScreen[Any],
    key: str,
    offered: tuple[PrintableDocument, ...],
    *,
    what: str,
    label: str,
    committee: str = "",
) -> None:
    """Ask which of these documents of a record to make, and make it, like `print_meeting`.

    `what` and `label` are those of `print_record`.
    """
    printer = await asyncio.to_thread(has_printer)
    dialog = PrintDialog(label, has_printer=printer, what=what, offered=offered)
    await _ask_and_print(screen, dialog, key, committee)


async def _ask_and_print(
    screen: KmScreen[Any], dialog: PrintDialog, key: str, committee: str = ""
) -> None:
    def answered(choice: PrintChoice | None) -> None:
        if choice is not None:
            made = _carry_out(screen, choice, key, committee)
            # Not the screen's worker: it would end when the person leaves the screen.
            screen.app.run_worker(made, group="printing")

    await screen.app.push_screen(dialog, answered)


async def _carry_out(screen: KmScreen[Any], choice: PrintChoice, key: str, committee: str) -> None:
    """Make, save and (if chosen) print the document; show the result or the error."""
    office, paper = screen.workspace, choice.paper
    request = Request(
        paper.document,
        key,
        committee,
        font=office.settings.font_path,
        emblem=office.settings.office_emblem,
        form=choice.form,
        official_digits=office.settings.official_digits,
        item=paper.item,
    )
    if paper.option:
        wanted: dict[str, Any] = {paper.option.removeprefix("--"): True}
        request = replace(request, **wanted)
    try:
        # The thread that has the store saves what is typed: it does not load the paper engine.
        await asyncio.to_thread(load, document_named(paper.document))
        if not await confirm_print_despite_errors(screen, request):
            screen.show_message("ยังไม่ได้พิมพ์ แก้ข้อที่ผิดก่อน หรือพิมพ์ใหม่พร้อมเหตุผล", "warning")
            return
        gathered = await screen.call(gather, request)
        with progress_on(screen, paper.title):
            made = await asyncio.to_thread(draw, request, gathered)
        path = await asyncio.to_thread(_save, office.paths.documents, made)
    except KmError as refusal:
        screen.show_error(refusal)
        return
    for warning in made.warnings:
        screen.show_message(warning, "warning")
    screen.show_message(f"บันทึกแล้ว {path.name} ในโฟลเดอร์ {path.parent}")
    if paper.document == _MINUTES:
        await _finish_first_steps(office)
    if choice.to_printer:
        await _send(screen, made, path)


async def _finish_first_steps(office: Workspace) -> None:
    """Hide the first steps on the first screen after minutes were printed; errors are ignored.

    That setting is no part of the document, which is made already.
    """
    if office.settings.first_steps == STEPS_HIDDEN:
        return
    with contextlib.suppress(KmError):
        office.settings = await asyncio.to_thread(
            change_setting, office.paths.settings, office.settings, "first_steps", STEPS_HIDDEN
        )


def _save(folder: Path, made: ExportedDocument) -> Path:
    with storage_faults(folder):
        make_folder(folder, folder.parent, parents=True)
    return write(made.content, folder / made.file_name, home=folder.parent)


async def _send(screen: KmScreen[Any], made: ExportedDocument, path: Path) -> None:
    printer = screen.workspace.settings.printer
    try:
        await asyncio.to_thread(partial(print_pdf, made.content, made.file_name, printer))
    except KmError as refusal:
        screen.show_error(KmError(f"{refusal} แฟ้ม PDF อยู่ที่ {path}"))
        return
    screen.show_message("ส่งไปเครื่องพิมพ์แล้ว")
