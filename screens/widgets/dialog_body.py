"""The scrolling part of a dialog, so that its frame and key line are always visible."""

from __future__ import annotations

from textual.containers import VerticalScroll

_FEWEST_LINES = 3


class DialogBody(VerticalScroll, can_focus=False):
    """A container as high as its content or the terminal; a focused field scrolls into view."""

    DEFAULT_CSS = """
    DialogBody { height: auto; scrollbar-size-vertical: 1; }
    """

    def __init__(self, reserved_lines: int) -> None:
        """Initialize; `reserved_lines` of the terminal are for the frame and the lines below."""
        super().__init__()
        self._reserved_lines = reserved_lines

    def on_mount(self) -> None:
        """Fit the height to the terminal."""
        self.fit(self.app.size.height)

    def fit(self, height: int) -> None:
        """Set the maximum height for a terminal of `height` lines."""
        self.styles.max_height = max(_FEWEST_LINES, height - self._reserved_lines)
