"""The input field for a single line of Thai text."""

from __future__ import annotations

from typing import Any, ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import Input
from textual.widgets.input import Selection

from kmtui.thai.words import clusters
from screens.commands.command import with_twins
from screens.widgets.pasting import notify_mended, read_pasted
from screens.widgets.sanitize import display_text, sanitized
from screens.widgets.stops import (
    cluster_after,
    cluster_at,
    cluster_before,
    word_after,
    word_at,
    word_before,
)


class ThaiInput(Input, inherit_bindings=False):
    """An Input whose cursor moves by cluster and by Thai word, and does not blink.

    Pasted text is sanitized, repaired if it was damaged by a PDF, and its lines are joined by
    spaces; Ctrl+Z undoes the repair. A password keeps Textual's navigation. Uses private hooks of
    Textual, held by `test_textual_still_has_the_private_hooks`: `_cell_offset_to_index`,
    `_suggestion`.
    """

    TAKES_TEXT: ClassVar[bool] = True

    BINDINGS: ClassVar[list[BindingType]] = [
        *(with_twins(binding) for binding in Input.BINDINGS if isinstance(binding, Binding)),
        with_twins(Binding("ctrl+z", "take_back_mending", "Undo", show=False)),
    ]

    DEFAULT_CSS = """
    ThaiInput {
        height: 1;
        border: none;
        padding: 0 1;
        &:focus { border: none; }
        & > .input--placeholder { color: $text-muted; }
        &.-invalid { border: none; color: $text-error; }
        &.-invalid:focus { border: none; color: $text-error; }
    }
    """

    def __init__(self, value: str | None = None, placeholder: str = "", **options: Any) -> None:
        """Initialize as Input; `placeholder` is plain text."""
        super().__init__(value, display_text(placeholder), **options)
        self.set_reactive(Input.cursor_blink, False)
        self._mending = ("", "")  # the value after a paste was mended, and as it was pasted

    def validate_value(self, value: str) -> str:
        """Return the value as one line without control characters."""
        return value if value.isprintable() else _one_line(sanitized(value))

    @property
    def typed(self) -> str:
        """The text; setting it moves the cursor to its end."""
        return self.value

    @typed.setter
    def typed(self, text: str) -> None:
        self.value = text
        self.cursor_position = len(self.value)

    def on_paste(self, event: events.Paste) -> None:
        """Paste all lines; Input would keep only the first."""
        event.prevent_default()
        event.stop()
        self._paste(event.text)

    def action_paste(self) -> None:
        """Paste what was last cut or copied inside the program."""
        self._paste(self.app.clipboard)

    def _paste(self, text: str) -> None:
        start, end = sorted(self.selection)
        pasted = read_pasted(text)
        if self.password or not pasted.places:
            self.replace(_one_line(pasted.original), start, end)
            return
        original = self.value[:start] + _one_line(pasted.original) + self.value[end:]
        self.replace(_one_line(pasted.mended), start, end)
        self._mending = (self.value, original)
        notify_mended(self, pasted)

    def action_take_back_mending(self) -> None:
        """Restore the text as pasted, unless it was edited since it was repaired."""
        mended, original = self._mending
        if mended and self.value == mended:
            self.value = original
            self.cursor_position = len(original)

    def validate_selection(self, selection: Selection) -> Selection:
        """Move both ends to the start of a cluster, or the end of the text."""
        start, end = super().validate_selection(selection)
        return Selection(cluster_at(self.value, start), cluster_at(self.value, end))

    def action_cursor_left(self, select: bool = False) -> None:
        """Move one cluster to the left, or to the start of the selection."""
        if select or self.selection.is_empty:
            self._move_to(cluster_before(self.value, self.cursor_position), select)
        else:
            self.cursor_position = min(self.selection)

    def action_cursor_right(self, select: bool = False) -> None:
        """Move one cluster to the right, or to the end of the selection; accept a suggestion."""
        accepts = self.cursor_at_end and bool(self._suggestion)
        if not select and (accepts or not self.selection.is_empty):
            super().action_cursor_right()
        else:
            self._move_to(cluster_after(self.value, self.cursor_position), select)

    def action_cursor_left_word(self, select: bool = False) -> None:
        """Move to the start of the word to the left."""
        self._move_to(self._word_left(), select)

    def action_cursor_right_word(self, select: bool = False) -> None:
        """Move to the start of the next word."""
        self._move_to(self._word_right(), select)

    def _move_to(self, position: int, select: bool) -> None:
        start = self.selection.start if select else position
        self.selection = Selection(start, position)

    def _word_left(self) -> int:
        # The word boundaries of a password must not be revealed.
        return 0 if self.password else word_before(self.value, self.cursor_position)

    def _word_right(self) -> int:
        value = self.value
        return len(value) if self.password else word_after(value, self.cursor_position)

    def action_delete_right(self) -> None:
        """Delete the selection, else the cluster at the cursor."""
        self._delete_to(cluster_after(self.value, self.cursor_position))

    def action_delete_left_word(self) -> None:
        """Delete the selection, else to the start of the word."""
        self._delete_to(self._word_left())

    def action_delete_right_word(self) -> None:
        """Delete the selection, else to the start of the next word."""
        self._delete_to(self._word_right())

    def _delete_to(self, position: int) -> None:
        if not self.selection.is_empty:
            self.delete_selection()
        else:
            self.delete(self.cursor_position, position)

    def on_click(self, event: events.Click) -> None:
        """Select the word under a double click, everything under a triple one."""
        if event.chain < 2:
            return
        event.prevent_default()
        event.stop()
        start, end = 0, len(self.value)
        if event.chain == 2 and not self.password:
            offset = event.get_content_offset_capture(self)
            start, end = word_at(self.value, self._cell_offset_to_index(offset.x))
        self.selection = Selection(start, end)

    def _cell_offset_to_index(self, offset: int) -> int:
        # Textual returns a number of cells for a click past the end.
        left = offset + self.scroll_offset.x
        start = 0
        for end in clusters(self.value)[1:]:
            left -= cell_len(self.value[start:end])
            if left < 0:
                return start
            start = end
        return len(self.value)


def _one_line(text: str) -> str:
    return " ".join(line.replace("\t", " ") for line in text.splitlines())
