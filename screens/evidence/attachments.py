"""PDF files attached under the eight items of a learning organization; copies are kept."""

from __future__ import annotations

from collections.abc import Sequence

from kmtui.thai.digits import arabic_digits, thai_digits
from models.editing.cell_values import must_not_be_blank
from models.editing.revisions import FieldKey, Subject
from models.errors import KmError
from models.evidence.attachments import (
    ATTACHMENT_KIND,
    AttachmentKind,
    AttachmentView,
    attach,
    attachments_of,
    move_attachment,
)
from models.evidence.values import ITEMS
from models.office.locations import InAttachments
from models.storage.disk import typed_path
from screens.base.change_poll import ChangePoll
from screens.base.dialog_action import dialog_action
from screens.commands.command import bindings
from screens.commands.evidence import ATTACHMENTS
from screens.dialogs.choices import ConfirmDialog, ListDialog
from screens.dialogs.prompt import PromptField, ask_and_do
from screens.dialogs.text import write_and_do
from screens.editing.form_merge import merging_field_store
from screens.lists.filter_list import FilterScreen
from screens.lists.year_choice import YearChoice
from screens.widgets.row_list import CellRow, ListCell
from screens.widgets.search_list import FilterEntry

_ITEM_CELLS, _KIND_CELLS, _STATE_CELLS = 12, 28, 12


class AttachmentsScreen(FilterScreen):
    """The attachments of a fiscal year by item; Enter edits one."""

    BINDINGS = bindings(*ATTACHMENTS.commands)
    PAGE = ATTACHMENTS
    HEADS = CellRow(
        ListCell(" องค์ประกอบ", _ITEM_CELLS),
        ListCell("ประเภท", _KIND_CELLS),
        ListCell("แฟ้ม", _STATE_CELLS),
        ListCell("ชื่อเอกสาร"),
    )
    EMPTY = "ปีนี้ยังไม่มีเอกสารแนบ กด F5 แนบแฟ้ม PDF เช่น คู่มือการปฏิบัติงาน"
    COUNTED = "ฉบับ"

    def __init__(self, year: int | None = None, select: int | None = None) -> None:
        super().__init__()
        self._choice = YearChoice(year)
        self.selected_id = select
        self._papers: tuple[AttachmentView, ...] = ()

    def on_mount(self) -> None:
        """Start polling for other users' changes."""
        super().on_mount()
        ChangePoll(self, self.reread_if_current).start()

    @property
    def period(self) -> str:
        """The displayed fiscal year in Thai."""
        return self._choice.label

    @property
    def location(self) -> InAttachments:
        """The location (navigation target) of the year's attachments."""
        return InAttachments(self._choice.year)

    async def read_entries(self) -> Sequence[FilterEntry]:
        """Return the attachments of the year, and whether their files exist."""
        self._papers = await self.call(attachments_of, self._choice.year)
        return [_entry(each) for each in self._papers]

    @dialog_action
    async def action_other_year(self) -> None:
        """Ask the user for another fiscal year and show it."""
        if await self._choice.ask(self):
            await self.read_from_the_top()

    @dialog_action
    async def action_add(self) -> None:
        """Ask for a PDF's kind, item, title and path, and attach it."""
        kinds = list(AttachmentKind)
        ask = ListDialog("เอกสารประเภทใด", [each.label for each in kinds])
        at = await self.app.push_screen_wait(ask)
        item = await self._ask_item(_USUAL_ITEM[kinds[at]]) if at is not None else None
        if at is None or item is None:
            return
        kind = kinds[at]

        async def store(answer: tuple[str, ...]) -> int:
            title, path = answer
            source = typed_path(path.strip("'\" "))
            words = (title or kind.label, source)
            return await self.call(attach, self._choice.year, item, kind, *words)

        fields = [
            PromptField("ชื่อเอกสาร", kind.label, must_not_be_blank),
            PromptField("แฟ้ม PDF", check=must_not_be_blank, hint="ที่อยู่ของแฟ้ม เช่น ~/scan/คู่มือ.pdf"),
        ]
        made = await ask_and_do(
            self, f"แนบ{kind.label} องค์ประกอบที่ {thai_digits(item)}", fields, store, (kind, item)
        )
        if made is not None:
            self.selected_id = made
            await self.read()
            self.show_message("แนบแล้ว เก็บสำเนาไว้กับข้อมูล ต้นฉบับย้ายหรือลบได้")

    async def _ask_item(self, current: int) -> int | None:
        ask = ListDialog("อยู่ในองค์ประกอบข้อใด", ITEMS, current=current - 1)
        at = await self.app.push_screen_wait(ask)
        return None if at is None else at + 1

    @dialog_action
    async def open_record(self, record_id: int) -> None:
        """Ask what to do with the attachment: rename, move, show its path, or soft-delete it."""
        paper = next((each for each in self._papers if each.id == record_id), None)
        if paper is None:
            return
        acts = ["แก้ชื่อเอกสาร", "ย้ายไปองค์ประกอบอื่น", "แฟ้มอยู่ที่ใด", "ลบ (กู้คืนได้จากถังขยะ)"]
        at = await self.app.push_screen_wait(ListDialog(paper.title, acts))
        if at is not None:
            await (self._rename, self._move, self._show_path, self._remove)[at](paper)
            await self.read()

    async def _rename(self, paper: AttachmentView) -> None:
        place = FieldKey(Subject.ATTACHMENT, paper.id, "title")
        state = await self.call_or_show_error(ATTACHMENT_KIND.read, paper.id, "title")
        if state is None:
            return

        async def store(text: str) -> None:
            must_not_be_blank(text)
            await self.call(ATTACHMENT_KIND.replace, paper.id, "title", state.version, text)

        await write_and_do(self, "ชื่อเอกสาร", state.text, place, store)

    async def _move(self, paper: AttachmentView) -> None:
        item = await self._ask_item(paper.lo_item)
        if item is None:
            return
        act = merging_field_store(
            self,
            ATTACHMENT_KIND,
            paper.id,
            {"lo_item": thai_digits(paper.lo_item)},
            lambda texts: move_attachment(paper.id, int(arabic_digits(texts[0]))),
        )
        try:
            await act((thai_digits(item),))
        except KmError as error:
            self.show_error(error)

    async def _show_path(self, paper: AttachmentView) -> None:
        words = f"{paper.title}\n{paper.path}"
        await self.app.push_screen_wait(ConfirmDialog(words, yes="รับทราบ", no="ปิด"))

    async def _remove(self, paper: AttachmentView) -> None:
        ask = ConfirmDialog(f"ลบ “{paper.title}” หรือไม่", yes="ลบ", danger=True)
        if await self.app.push_screen_wait(ask):
            await self.call_or_show_error(ATTACHMENT_KIND.soft_delete, paper.id)


_USUAL_ITEM = {
    AttachmentKind.WORK_MANUAL: 4,
    AttachmentKind.TRAINING_REPORT: 4,
    AttachmentKind.INVITATION: 3,
    AttachmentKind.PICTURES: 4,
    AttachmentKind.OTHER: 8,
}


def _is_there(paper: AttachmentView) -> bool:
    try:
        return paper.path.is_file()
    except OSError:  # the folder is closed to this user
        return False


def _entry(paper: AttachmentView) -> FilterEntry:
    is_there = _is_there(paper)
    row = CellRow(
        ListCell(f" ข้อ {thai_digits(paper.lo_item)}", _ITEM_CELLS),
        ListCell(paper.kind.label, _KIND_CELLS),
        ListCell(
            "✓ มี" if is_there else "✗ หาไม่พบ", _STATE_CELLS, "" if is_there else "$text-error"
        ),
        ListCell(paper.title),
    )
    return FilterEntry(paper.id, row)
