"""The part of a dialog that scrolls, so that its frame and its key line are always visible."""

from __future__ import annotations

from textual.containers import VerticalScroll

_FEWEST_LINES = 3


class DialogBody(VerticalScroll, can_focus=False):
    """A container as high as its content or the terminal; a focused field scrolls into view."""

    DEFAULT_CSS = """
    DialogBody { height: auto; scrollbar-size-vertical: 1; }
    """

    def __init__(self, reserved_lines: int) -> None:
        """Initialize; `reserved_lines` of the terminal are for the frame and what is below."""
        super().__init__()
        self._reserved_lines = reserved_lines

    def on_mount(self) -> None:
        """Take what the terminal has."""
        self.fit(self.app.size.height)

    def fit(self, height: int) -> None:
        """Take what is left of a terminal with so many lines."""
        self.styles.max_height = max(_FEWEST_LINES, height - self._reserved_lines)
