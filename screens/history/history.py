"""The history of the office, and that of one text, whose earlier states can be restored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import OptionList

from kmtui.thai.digits import thai_digits
from models.editing.revisions import FieldKey, Subject
from models.errors import KmError
from models.history.kinds import KINDS, kind_of
from models.history.views import (
    MOST,
    HistoryEntry,
    HistoryFilter,
    TextHistory,
    changes,
    people_of_history,
    put_back,
    text_history,
)
from screens.base.dialog_action import dialog_action
from screens.base.screen import KmScreen
from screens.base.when import local_time
from screens.commands.command import bindings
from screens.commands.history import HISTORY, VERSIONS
from screens.dialogs.choices import ConfirmDialog
from screens.dialogs.pick import PickDialog
from screens.editing.text_diff import CLOSING, COME, GONE, OPENING, diff_inline
from screens.lists.filter_list import FilterScreen
from screens.navigation.destinations import Bin
from screens.widgets.key_line import KeyLine
from screens.widgets.label import ThaiLabel, lines
from screens.widgets.row_list import CellRow, ListCell, RowList
from screens.widgets.search_list import FilterEntry

_WHEN_CELLS, _WHO_CELLS = 21, 14
_NOBODY = "ก่อนแก้ครั้งแรก"
_OLDEST = "ไม่มีการแก้ไขที่เก่ากว่านี้ นี่คือทั้งหมดแล้ว"
_NO_CHANGES = "ยังไม่มีการแก้ไข สิ่งที่แก้จะอยู่ที่นี่ พร้อมข้อความก่อนแก้"


class HistoryScreen(FilterScreen):
    """The changes of the office, or of some records; typing filters, Enter shows the states."""

    BINDINGS = bindings(*HISTORY.commands)
    PAGE = HISTORY
    HEADS = CellRow(ListCell(" เมื่อ", _WHEN_CELLS), ListCell("ผู้แก้", _WHO_CELLS), ListCell("สิ่งที่แก้"))
    EMPTY = "ยังไม่มีการแก้ไขที่ตรงกับที่เลือก กด F5 เพื่อดูล่าสุดของทุกเรื่อง"
    COUNTED = "การแก้ไข"

    def __init__(self, *records: tuple[Subject, int]) -> None:
        super().__init__()
        self._wanted = HistoryFilter(records=records)
        self._found: dict[int, HistoryEntry] = {}

    async def read_entries(self) -> Sequence[FilterEntry]:
        """Return the newest changes that the filter matches, at most `MOST` of them."""
        found = await self.call(changes, self._wanted)
        self._found = {each.revision_id: each for each in found}
        return [_entry(each) for each in found]

    @property
    def empty_text(self) -> str:
        """The sentence of an empty list; with a filter set, it names the key that clears it."""
        return _NO_CHANGES if self._wanted == HistoryFilter() else super().empty_text

    def open_record(self, record_id: int) -> object:
        """Show the states of the text that this revision changed."""
        self.app.push_screen(VersionsScreen(self._found[record_id].field_key))
        return None

    def _show(self, entries: Sequence[FilterEntry]) -> None:
        super()._show(entries)
        self.query_one("#search-empty", ThaiLabel).update(self.empty_text)
        kinds = [self._wanted.subject] if self._wanted.subject else []
        kinds += [kind for kind, _ in self._wanted.records[:1]]
        narrowed = [kind_of(kind).noun for kind in kinds]
        narrowed += [f"โดย {self._wanted.who}"] if self._wanted.who else []
        narrowed += ["เก่ากว่า"] if self._wanted.before_id is not None else []
        more = (
            self.sentence("  F6 ดูที่เก่ากว่า")
            if sum(c.count for c in self._found.values()) >= MOST
            else ""
        )
        if narrowed or more:
            self.query_one("#search-title", ThaiLabel).update(
                (self.PAGE.title, "bold"), (f"  {' '.join(narrowed)}{more}", "$text-muted")
            )

    @dialog_action
    async def action_by_kind(self) -> None:
        """Ask for a kind of record, and show only its changes."""
        entries = [FilterEntry(-1, CellRow(ListCell("ทุกชนิด")))]
        entries += [FilterEntry(at, CellRow(ListCell(each.noun))) for at, each in enumerate(KINDS)]
        at = await self.app.push_screen_wait(PickDialog("แสดงการแก้ไขของอะไร", entries))
        if at is not None:
            subject = KINDS[at].subject if at >= 0 else None
            await self._look_for(replace(self._wanted, subject=subject, records=()))

    @dialog_action
    async def action_by_person(self) -> None:
        """Ask for a user, and show only that user's changes."""
        people = await self.call_or_show_error(people_of_history)
        if people is None:
            return
        entries = [FilterEntry(-1, CellRow(ListCell("ทุกคน")))]
        entries += [FilterEntry(at, CellRow(ListCell(name))) for at, name in enumerate(people)]
        at = await self.app.push_screen_wait(PickDialog("แสดงที่ใครแก้", entries))
        if at is not None:
            await self._look_for(replace(self._wanted, who=people[at] if at >= 0 else ""))

    async def action_older(self) -> None:
        """Show the changes before those shown; show a message if there are none."""
        await self.is_read.wait()
        if sum(each.count for each in self._found.values()) < MOST:
            self.show_message(_OLDEST)
        else:
            await self._look_for(replace(self._wanted, before_id=min(self._found)), keep=True)

    async def action_newest(self) -> None:
        """Show the newest changes without filter."""
        if self._wanted == HistoryFilter():
            self.show_message("แสดงการแก้ไขล่าสุดทั้งหมดอยู่แล้ว")
        await self._look_for(HistoryFilter())

    async def _look_for(self, wanted: HistoryFilter, keep: bool = False) -> None:
        self._wanted = wanted if keep else replace(wanted, before_id=None)
        self.selected_id = None
        await self.read()

    async def action_bin(self) -> None:
        """Open the bin."""
        await self.open(Bin())


class VersionsScreen(KmScreen[None]):
    """The states of one text, the newest first, and a diff of the selected state below."""

    CSS_PATH = "history.tcss"
    BINDINGS = bindings(*VERSIONS.commands)
    PAGE = VERSIONS
    AUTO_FOCUS = "#versions"

    def __init__(self, field_key: FieldKey) -> None:
        super().__init__()
        self._place = field_key
        self._told: TextHistory | None = None
        self._compared: int | None = None

    def compose(self) -> ComposeResult:
        """Compose the text's title, its revisions, and the change that the selected one made."""
        yield ThaiLabel("", id="versions-title")
        yield RowList(id="versions")
        yield ThaiLabel("", id="versions-between")
        with VerticalScroll(id="versions-text", can_focus=False):
            yield ThaiLabel("", id="versions-change")
        yield KeyLine()

    async def on_mount(self) -> None:
        """Read and show the states, with the newest one selected."""
        await self._read()

    async def _read(self, stand_on: int = 0) -> None:
        try:
            self._told = await self.call(text_history, self._place)
        except KmError as error:
            self.show_error(error)
            return
        told = self._told
        self.query_one("#versions-title", ThaiLabel).update(
            *lines((f"{told.noun}: {told.label}  ", "bold"), (told.where, "$text-muted")),
            *lines(told.title.partition("\n")[0]),
        )
        self._show_rows(stand_on)

    def _show_rows(self, stand_on: int) -> None:
        assert self._told is not None
        rows = [
            CellRow(
                ListCell(("◆" if at == self._compared else " ") + thai_digits(each.number), 6),
                ListCell(local_time(each.stored_at) if each.who else "", _WHEN_CELLS),
                ListCell(each.who or _NOBODY),
            )
            for at, each in enumerate(self._told.versions)
        ]
        self.query_one(RowList).show(rows, stand_on)
        self._show_change()

    @on(OptionList.OptionHighlighted)
    def _show_change(self) -> None:
        told, at = self._told, self.query_one(RowList).highlighted
        if told is None or at is None or at >= len(told.versions):
            return
        against = at + 1 if self._compared is None else self._compared
        this = told.versions[at]
        other = told.versions[against] if against < len(told.versions) else None
        between = self.query_one("#versions-between", ThaiLabel)
        if other is None:
            between.update(("รุ่นแรก", "bold"))
            self.query_one("#versions-change", ThaiLabel).update(*lines(this.text))
        else:
            signs = f"{GONE}{OPENING} {CLOSING} หายไป  {COME}{OPENING} {CLOSING} เพิ่มมา"
            names = f"จากรุ่น {thai_digits(other.number)} เป็นรุ่น {thai_digits(this.number)}  "
            between.update((names, "bold"), (signs, "$text-muted"))
            change = diff_inline(other.text, this.text)
            self.query_one("#versions-change", ThaiLabel).update(*change)
        self.query_one("#versions-text", VerticalScroll).scroll_home(animate=False)

    def action_compare(self) -> None:
        """Compare every state with the selected one; called again on it, with its predecessor."""
        at = self.query_one(RowList).highlighted
        if at is not None:
            self._compared = None if self._compared == at else at
            self._show_rows(at)

    def action_read_on(self, rows: int) -> None:
        """Scroll the text by `rows` rows (negative: up)."""
        self.query_one("#versions-text", VerticalScroll).scroll_relative(y=rows, animate=False)

    @on(OptionList.OptionSelected)
    @dialog_action
    async def action_put_back(self) -> None:
        """Store the selected state as a new revision after confirmation, if the text allows it."""
        told, at = self._told, self.query_one(RowList).highlighted
        if told is None or at is None:
            return
        if told.refusal:
            self.show_message(told.refusal, "warning")
            return
        version = told.versions[at]
        number = thai_digits(version.number)
        ask = ConfirmDialog(f"ใช้ข้อความของรุ่น {number} เป็นรุ่นใหม่หรือไม่ ทุกรุ่นยังอยู่ในประวัติ", yes="ใช้รุ่นนี้")
        if not await self.app.push_screen_wait(ask):
            return
        newest = told.versions[0].number
        stored = await self.call_or_show_error(put_back, self._place, version.number, newest)
        if stored is not None:
            self.show_message(f"เก็บข้อความของรุ่น {number} เป็นรุ่นใหม่แล้ว")
        self._compared = None
        await self._read()

    def action_back(self) -> None:
        """Return to the previous screen."""
        self.dismiss(None)


async def show_history(screen: KmScreen[Any], field_key: FieldKey | None) -> None:
    """Open the history of a text, or that of its record if the text was never changed.

    Shows a message if `field_key` is None.
    """
    if field_key is None:
        screen.show_message("เลือกรายการก่อน แล้วกด X เพื่อดูประวัติ")
        return
    try:
        await screen.call(text_history, field_key)
    except KmError:
        await screen.app.push_screen(HistoryScreen((field_key.subject, field_key.subject_id)))
    else:
        await screen.app.push_screen(VersionsScreen(field_key))


def _entry(change: HistoryEntry) -> FilterEntry:
    count = f" ({thai_digits(change.count)} ครั้ง)" if change.count > 1 else ""
    said = " ".join(change.text.split())
    place = f"{change.where} {change.title.partition(chr(10))[0]}".strip()
    what = change.noun if not change.field_key.field else f"{change.noun} {change.label}"
    row = CellRow(
        ListCell(f" {local_time(change.changed_at)}", _WHEN_CELLS),
        ListCell(change.who, _WHO_CELLS),
        ListCell(f"{what}{count}: {said} · {place}"),
    )
    return FilterEntry(change.revision_id, row, f"{said} {change.title}")
