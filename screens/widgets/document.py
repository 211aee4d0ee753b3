"""A text document wrapped at Thai words, and a cursor that moves by grapheme cluster."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from textual.expand_tabs import get_tab_widths
from textual.widgets.text_area import DocumentNavigator, Location, WrappedDocument

from screens.widgets.stops import cluster_after, cluster_before
from screens.widgets.wrap import wrap_offsets


class Row(NamedTuple):
    """A row on the screen: columns `start` to `end` of a line of the document."""

    line_index: int
    start: int
    end: int
    is_last: bool


class ThaiWrappedDocument(WrappedDocument):
    """Textual's wrapped document with rows from `wrap_offsets`.

    Fills the four private tables that Textual reads: `_wrap_offsets`, `_tab_width_cache`,
    `_offset_to_line_info`, `_line_index_to_offsets`; keeps `_width` and `_tab_width`.
    """

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        """Wrap all lines at `width` cells (0: no wrapping)."""
        self._width = width
        self._tab_width = tab_width or self._tab_width
        lines = self.document.lines
        self._wrap_offsets = [self._offsets(line) for line in lines]
        self._tab_width_cache = [self._tabs(line) for line in lines]
        self._number_rows()

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:
        """Wrap the lines that an edit touched; called after the document has changed."""
        last_old = len(self._wrap_offsets) - 1
        last_new = self.document.line_count - 1
        top = max(0, min(start[0], old_end[0], last_old, last_new))
        old_bottom = min(max(start[0], old_end[0]), last_old)
        new_bottom = min(max(start[0], new_end[0]), last_new)
        lines = self.document.lines[top : new_bottom + 1]
        offsets = [self._offsets(line) for line in lines]
        before = [len(old) for old in self._wrap_offsets[top : old_bottom + 1]]
        self._wrap_offsets[top : old_bottom + 1] = offsets
        self._tab_width_cache[top : old_bottom + 1] = [self._tabs(line) for line in lines]
        # Most keys change no row count, and then there is nothing to renumber.
        if before != [len(new) for new in offsets]:
            self._number_rows()

    def _offsets(self, line: str) -> list[int]:
        return list(wrap_offsets(line, self._width, self._tab_width))

    def _tabs(self, line: str) -> list[int]:
        if "\t" not in line:
            return []
        return [width for _, width in get_tab_widths(line, self._tab_width)]

    def _number_rows(self) -> None:
        info: list[tuple[int, int]] = []
        numbers: list[list[int]] = []
        for line_index, offsets in enumerate(self._wrap_offsets):
            top = len(info)
            info.extend((line_index, section) for section in range(len(offsets) + 1))
            numbers.append(list(range(top, len(info))))
        self._offset_to_line_info = info
        self._line_index_to_offsets = numbers

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self._offset_to_line_info)

    def height_at(self, width: int) -> int:
        """Return the number of rows that the document would have at another width in cells."""
        if width == self._width:
            return self.height
        lines = self.document.lines
        return sum(len(wrap_offsets(line, width, self._tab_width)) + 1 for line in lines)

    def get_sections(self, line_index: int) -> list[str]:
        """Return the rows of one line as strings."""
        line = self.document[line_index]
        starts = [0, *self._wrap_offsets[line_index], len(line)]
        return [line[start:end] for start, end in pairwise(starts)]

    def row(self, number: int) -> Row | None:
        """Return the row `number` from the top of the document; None below the end."""
        if not 0 <= number < self.height:
            return None
        line_index, section = self._offset_to_line_info[number]
        offsets = self._wrap_offsets[line_index]
        is_last = section == len(offsets)
        start = offsets[section - 1] if section else 0
        end = len(self.document[line_index]) if is_last else offsets[section]
        return Row(line_index, start, end, is_last)


class ThaiNavigator(DocumentNavigator):
    """Navigation by grapheme cluster. Uses Textual's private `_document`."""

    def get_location_left(self, location: Location) -> Location:
        """Return the cluster to the left; at column 0, the end of the line above."""
        row, column = location
        if column == 0:
            return super().get_location_left(location)
        return row, cluster_before(self._document[row], column)

    def get_location_right(self, location: Location) -> Location:
        """Return the cluster to the right; at the end of a line, the start of the line below."""
        row, column = location
        line = self._document[row]
        if column >= len(line):
            return super().get_location_right(location)
        return row, cluster_after(line, column)
