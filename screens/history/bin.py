"""The bin: deleted records, to be restored or deleted permanently."""

from __future__ import annotations

from collections.abc import Sequence

from models.errors import KmError
from models.history.bin import Binned, bring_back, deleted_records, purge
from screens.base.dialog_action import dialog_action
from screens.base.when import local_time
from screens.commands.command import bindings
from screens.commands.history import BIN_PAGE
from screens.dialogs.choices import ConfirmDialog
from screens.lists.filter_list import FilterScreen
from screens.widgets.row_list import CellRow, ListCell
from screens.widgets.search_list import FilterEntry
from screens.widgets.wrap import shorten

_WHEN_CELLS, _WHO_CELLS = 21, 14


class BinScreen(FilterScreen):
    """The soft-deleted records, the latest first; Enter restores one."""

    BINDINGS = bindings(*BIN_PAGE.commands)
    PAGE = BIN_PAGE
    HEADS = CellRow(ListCell(" ลบเมื่อ", _WHEN_CELLS), ListCell("ผู้ลบ", _WHO_CELLS), ListCell("สิ่งที่ลบ"))
    EMPTY = "ถังขยะว่าง สิ่งที่ลบจะมาอยู่ที่นี่และเรียกคืนได้"

    def __init__(self) -> None:
        super().__init__()
        self._binned: tuple[Binned, ...] = ()

    async def read_entries(self) -> Sequence[FilterEntry]:
        """Return the soft-deleted records; their positions are the ids of the entries."""
        self._binned = await self.call(deleted_records)
        return [_entry(place, each) for place, each in enumerate(self._binned)]

    def open_record(self, record_id: int) -> object:
        """Restore the record at this position of the list, and show where it has been put."""
        return self._bring_back(self._binned[record_id])

    async def _bring_back(self, binned: Binned) -> None:
        where = binned.where or "ที่เดิม"
        try:
            await self.call(bring_back, binned.subject, binned.id)
        except KmError as error:
            self.show_error(error)
        else:
            self.show_message(f"นำ{binned.noun}กลับไปไว้ที่ {where} แล้ว")
        await self.read()

    @dialog_action
    async def action_purge(self) -> None:
        """Delete the selected record permanently after confirmation; the history records it."""
        chosen = await self.selected_record()
        if chosen is None:
            return
        binned = self._binned[chosen]
        title = shorten(" ".join(binned.title.split()), 50)
        question = f"ลบ{binned.noun} “{title}” อย่างถาวรหรือไม่ เรียกคืนไม่ได้อีก ประวัติจะบันทึกว่าท่านเป็นผู้ลบ"
        if await self.app.push_screen_wait(ConfirmDialog(question, yes="ลบถาวร", danger=True)):
            await self.call_or_show_error(purge, binned.subject, binned.id)
            await self.read()


def _entry(place: int, binned: Binned) -> FilterEntry:
    said = " ".join(binned.title.split())
    row = CellRow(
        ListCell(f" {local_time(binned.deleted_at)}", _WHEN_CELLS),
        ListCell(binned.who or "–", _WHO_CELLS),
        ListCell(f"{binned.noun} {binned.where}: {said}".replace(" :", ":")),
    )
    return FilterEntry(place, row)
