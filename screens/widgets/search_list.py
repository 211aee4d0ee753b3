"""A filter field above rows; a row is shown if it contains every typed word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from kmtui.thai.folding import fold, search_terms
from kmtui.thai.keys import to_kedmanee
from screens.widgets.input import ThaiInput
from screens.widgets.label import ThaiLabel
from screens.widgets.row_list import CellRow, ColumnHeader, RowList


class FilterEntry(Struct, frozen=True):
    """A record of a list, found by the text of its row and by `search_text`, which is not shown."""

    id: int
    row: CellRow
    search_text: str = ""


class FilterList(Vertical):
    """A filter field above rows; shows the rows that contain every typed word.

    Words typed in the wrong keyboard layout are matched too. Arrow and page keys move through the
    rows while the field keeps the focus.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,ctrl+p", "move('cursor_up')", show=False),
        Binding("down,ctrl+n", "move('cursor_down')", show=False),
        Binding("pageup", "move('page_up')", show=False),
        Binding("pagedown", "move('page_down')", show=False),
    ]
    DEFAULT_CSS = """
    FilterList { height: 1fr; }
    FilterList ThaiInput { background: $panel; margin: 0 1; }
    FilterList RowList { height: auto; max-height: 1fr; scrollbar-size: 1 1; }
    FilterList .nothing-found { display: none; height: auto; padding: 0 1; color: $text-muted; }
    """

    def __init__(self, *, hint: str = "พิมพ์เพื่อค้นหา", heads: CellRow | None = None) -> None:
        super().__init__()
        self._hint = hint
        self._heads = heads
        self._entries: tuple[tuple[FilterEntry, str], ...] = ()
        self._found: tuple[FilterEntry, ...] = ()

    def compose(self) -> ComposeResult:
        """Yield field, headers and rows."""
        yield ThaiInput(placeholder=self._hint)
        if self._heads is not None:
            yield ColumnHeader(self._heads)
        rows = RowList()
        rows.can_focus = False
        yield rows
        yield ThaiLabel("", classes="nothing-found")

    @property
    def field(self) -> ThaiInput:
        """The filter field."""
        return self.query_one(ThaiInput)

    @property
    def rows(self) -> RowList:
        """The matching rows."""
        return self.query_one(RowList)

    @property
    def selected_id(self) -> int | None:
        """The id of the selected record, or None."""
        at = self.rows.highlighted
        return None if at is None or at >= len(self._found) else self._found[at].id

    def load(self, entries: Sequence[FilterEntry], select: int | None = None) -> None:
        """Replace the entries, apply the filter, and select the record with the id `select`.

        None keeps the selected one. If that record does not match, the first row is selected.
        """
        self._entries = tuple(
            (each, fold(f"{each.row.text}\n{each.search_text}")) for each in entries
        )
        self._narrow(self.selected_id if select is None else select)

    @on(Input.Changed)
    def _typed(self) -> None:
        self._narrow(None)

    def _narrow(self, stand_on: int | None) -> None:
        typed = self.field.value
        found = self._holding(typed)
        if not found and typed.isascii():
            found = self._holding(to_kedmanee(typed))
        self._found = found
        ids = [each.id for each in found]
        self.rows.show([each.row for each in found], ids.index(stand_on) if stand_on in ids else 0)
        nothing = self.query_one(".nothing-found", ThaiLabel)
        nothing.display = bool(self._entries and not found)
        if nothing.display:
            nothing.update(f"ไม่พบ “{typed.strip()}” ลบคำที่พิมพ์เพื่อดูทั้งหมด")

    def _holding(self, typed: str) -> tuple[FilterEntry, ...]:
        wanted = search_terms(typed)
        return tuple(each for each, words in self._entries if all(word in words for word in wanted))

    def action_move(self, motion: str) -> None:
        """Move the selection through the rows, by the `motion` of `RowList`: `cursor_up`."""
        getattr(self.rows, f"action_{motion}")()
