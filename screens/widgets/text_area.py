"""The multi-line editor for Thai text."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Document, Edit, EditResult, Location, Selection

from screens.commands.command import with_twins
from screens.widgets.document import Row, ThaiNavigator, ThaiWrappedDocument
from screens.widgets.editor_row import NOWHERE, EditorRowState, Span, draw_row
from screens.widgets.pasting import notify_mended, read_pasted
from screens.widgets.sanitize import display_text, sanitized
from screens.widgets.stops import cluster_after, cluster_at, word_after, word_at, word_before

# F6 and F7 are commands of the screens; Ctrl+Shift+A selects all, as in an input.
_FREED = {"f6", "f7"}


class ThaiTextArea(TextArea, inherit_bindings=False):
    """A TextArea wrapped at Thai words, with a cursor that moves by cluster and does not blink.

    Arrows, clicks and selections stop at clusters, Ctrl+arrow at words; Backspace removes one code
    point, Delete a cluster. Pasted text is sanitized, and mended if it comes out of a PDF; no
    control character can be inserted. With `height: auto` the editor grows with its text.

    Uses private hooks of Textual, held by `test_textual_still_has_the_private_hooks`:
    `_set_document`, `_build_highlight_map`, `_rewrap_and_refresh_virtual_size`,
    `_delete_via_keyboard`, `_replace_via_keyboard`, `_highlight_query`, and those named in
    `document.py`.
    """

    TAKES_TEXT: ClassVar[bool] = True

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            with_twins(b)
            for b in TextArea.BINDINGS
            if isinstance(b, Binding) and b.key not in _FREED
        ),
        with_twins(Binding("ctrl+shift+a", "select_all", "Select all", show=False)),
    ]

    DEFAULT_CSS = """
    ThaiTextArea {
        height: auto;
        border: none;
        padding: 0;
        scrollbar-size: 0 0;
        &:focus { border: none; }
    }
    """

    def __init__(self, text: str = "", *, placeholder: str = "", **options: Any) -> None:
        """Initialize as TextArea, without syntax highlighting; `placeholder` is plain text."""
        options.setdefault("highlight_cursor_line", False)
        super().__init__(text, placeholder=Content(display_text(placeholder)), **options)
        self.set_reactive(TextArea.cursor_blink, False)
        self.set_reactive(TextArea.match_cursor_bracket, False)

    def _set_document(self, text: str, language: str | None) -> None:  # noqa: ARG002
        self._highlight_query = None
        self.document = Document(sanitized(text))
        self.wrapped_document = ThaiWrappedDocument(self.document, tab_width=self.indent_width)
        self.navigator = ThaiNavigator(self.wrapped_document)
        self._build_highlight_map()
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()

    @property
    def rows(self) -> ThaiWrappedDocument:
        """The wrapped document."""
        return cast(ThaiWrappedDocument, self.wrapped_document)

    def edit(self, edit: Edit) -> EditResult:
        """Perform an edit; control characters in its text are dropped."""
        edit.text = sanitized(edit.text)
        return super().edit(edit)

    @property
    def typed(self) -> str:
        """The text; setting it moves the cursor to its end."""
        return self.text

    @typed.setter
    def typed(self, text: str) -> None:
        self.load_text(text)
        self.move_cursor(self.document.end)

    def on_paste(self, event: events.Paste) -> None:
        """Paste sanitized text, and stop the event before TextArea's own handler."""
        event.prevent_default()
        event.stop()
        self._paste(event.text)

    def action_paste(self) -> None:
        """Paste what was last cut or copied inside the program."""
        self._paste(self.app.clipboard)

    def _paste(self, text: str) -> None:
        pasted = read_pasted(text)
        start = min(self.selection)
        result = self._replace_via_keyboard(pasted.original, *self.selection)
        if result is not None and pasted.places:
            # An edit of its own, so that undo gives the text back as it was copied.
            result = self._replace_via_keyboard(pasted.mended, start, result.end_location)
            notify_mended(self, pasted)
        if result is not None:
            self.move_cursor(result.end_location)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the rows needed at `width` cells, one cell of which is kept for the cursor."""
        if not self.soft_wrap:
            return super().get_content_height(container, viewport, width)
        return self.rows.height_at(max(1, width - self.gutter_width - 1))

    def clamp_visitable(self, location: Location) -> Location:
        """Return the nearest cursor position: the start of a cluster, or a line's end."""
        row, column = super().clamp_visitable(location)
        return row, cluster_at(self.document[row], column)

    def find_matching_bracket(
        self,
        bracket: str,  # noqa: ARG002
        search_from: Location,  # noqa: ARG002
    ) -> Location | None:
        """Return None: minutes are not program text, and the search costs time at every key."""
        return None

    def get_cursor_word_left_location(self) -> Location:
        """Return the start of the word to the left; at column 0, the end of the line above."""
        row, column = self.cursor_location
        if column == 0:
            return self.get_cursor_left_location()
        return row, word_before(self.document[row], column)

    def get_cursor_word_right_location(self) -> Location:
        """Return the start of the next word; at the end of a line, the start of the line below."""
        row, column = self.cursor_location
        line = self.document[row]
        if column >= len(line):
            return self.get_cursor_right_location()
        return row, word_after(line, column)

    def on_click(self, event: events.Click) -> None:
        """Select the word under a double click, the paragraph under a triple one."""
        if event.chain < 2:
            return
        event.prevent_default()
        event.stop()
        row, column = self.get_target_document_location(event)
        line = self.document[row]
        start, end = word_at(line, column) if event.chain == 2 else (0, len(line))
        self.selection = Selection((row, start), (row, end))

    def action_delete_left(self) -> None:
        """Delete the selection, else one code point: the last mark before its base."""
        start, end = self.selection
        if start == end:
            row, column = end
            end = (row, column - 1) if column else self.get_cursor_left_location()
        self._delete_via_keyboard(start, end)

    def action_delete_word_right(self) -> None:
        """Delete the selection, else to the start of the next word."""
        start, end = self.selection
        if start == end:
            end = self.get_cursor_word_right_location()
        self._delete_via_keyboard(start, end)

    def action_delete_to_start_of_line(self) -> None:
        """Delete to the start of the line as typed, not of the wrapped row.

        Where a text wraps changes with every width; users mean the line that they began themselves.
        A selection, and the start of a line, are left to TextArea.
        """
        row, column = self.selection.end
        if self.selection.is_empty and column:
            self._delete_via_keyboard((row, 0), (row, column))
        else:
            super().action_delete_to_start_of_line()

    async def action_delete_to_end_of_line_or_delete_line(self) -> None:
        """Delete to the end of the line as typed; at its end, join the next line."""
        row, column = self.selection.end
        end = len(self.document[row])
        if column < end:
            self._delete_via_keyboard((row, column), (row, end))
        else:
            self.action_delete_right()

    def render_line(self, y: int) -> Strip:
        """Return row `y` of the widget, from 0, cached by its render state."""
        special = not self.soft_wrap or self.show_line_numbers or self.suggestion
        if special or (self.placeholder and self._is_empty()):
            return super().render_line(y)
        row = self.rows.row(y + self.scroll_offset.y)
        if row is None:
            return Strip.blank(self.size.width, self.rich_style)
        return draw_row(self._look(row))

    def _is_empty(self) -> bool:
        return self.document.line_count == 1 and not self.document[0]

    def _look(self, row: Row) -> EditorRowState:
        line = self.document[row.line_index]
        # The cell after a line is for the cursor, and shows a selected line end.
        text = line[row.start : row.end] + (" " if row.is_last else "")
        return EditorRowState(
            text,
            self._tabs_in(row, line),
            self._selected_in(row, len(text)),
            self._cursor_in(row, line),
            self.rich_style,
            self.get_component_rich_style("text-area--selection"),
            self.get_component_rich_style("text-area--cursor"),
            self.scrollable_content_region.width,
        )

    def _tabs_in(self, row: Row, line: str) -> tuple[int, ...]:
        first = line.count("\t", 0, row.start)
        count = line.count("\t", row.start, row.end)
        return tuple(self.rows.get_tab_widths(row.line_index)[first : first + count])

    def _selected_in(self, row: Row, length: int) -> Span:
        top, bottom = sorted(self.selection)
        start = max(top, (row.line_index, row.start))
        end = min(bottom, (row.line_index, row.start + length))
        if start >= end:
            return NOWHERE
        return start[1] - row.start, end[1] - row.start

    def _cursor_in(self, row: Row, line: str) -> Span:
        line_index, column = self.cursor_location
        is_shown = self.has_focus and (self.show_cursor or not self.read_only)
        if not is_shown or line_index != row.line_index or column < row.start:
            return NOWHERE
        if column == row.end == len(line) and row.is_last:
            return column - row.start, column - row.start + 1
        if column >= row.end:
            return NOWHERE
        return column - row.start, min(cluster_after(line, column), row.end) - row.start
