"""The programs kmtui is measured beside: `python -m benchmarks.references NAME [FILE]`."""

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import Static, TextArea

MUNICIPALITY = "เทศบาลตำบลหนองหัวแรต"
# The driver sets the cursor again behind ำ, so that the whole name is no run of bytes.
SEEN = MUNICIPALITY.rpartition("ำ")[2]


class OneStatic(App[None]):
    """The smallest Textual program that shows the municipality's name."""

    def compose(self) -> ComposeResult:
        yield Static(MUNICIPALITY)


class StockEditor(App[None]):
    """Textual's own TextArea with a text, the cursor at its end."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        yield TextArea(self._text)

    def on_mount(self) -> None:
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()


if __name__ == "__main__":
    if sys.argv[1] == "one-static":
        OneStatic().run()
    else:
        StockEditor(Path(sys.argv[2]).read_text(encoding="utf-8")).run()
