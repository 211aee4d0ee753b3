"""A chapter of the handbook as text; arrow keys scroll, Escape closes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from exports.guide.chapters import CHAPTERS, plain_paragraphs, read_chapter
from screens.commands.command import bindings
from screens.commands.everywhere import LEAVE_GUIDE, OTHER_CHAPTERS
from screens.widgets.label import LabelLine, ThaiLabel, lines

_KEYS_TEXT = "↑ ↓ PgUp PgDn เลื่อน   ← → บทอื่น   Esc กลับ"
_HANGING = 4


class GuideScreen(ModalScreen[None]):
    """Shows one chapter of the handbook, and the others beside it.

    Args:
        chapter: the name of the chapter that is shown first.
    """

    CSS_PATH = "guide.tcss"
    AUTO_FOCUS = "#guide-text"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(LEAVE_GUIDE, *OTHER_CHAPTERS),
        Binding("space", "page_down", show=False),
    ]

    def __init__(self, chapter: str) -> None:
        super().__init__()
        self._at = CHAPTERS.index(chapter)

    def compose(self) -> ComposeResult:
        """Compose the title of the chapter above its text."""
        with Vertical(id="guide"):
            yield ThaiLabel(id="guide-title")
            with VerticalScroll(id="guide-text"):
                yield ThaiLabel(id="guide-body")
            yield ThaiLabel(_KEYS_TEXT, id="guide-keys")

    def on_mount(self) -> None:
        """Show the chapter from its beginning."""
        self._show()

    def action_other_chapter(self, step: int) -> None:
        """Show the next (`step` 1) or previous (-1) chapter, wrapping around at the ends."""
        self._at = (self._at + step) % len(CHAPTERS)
        self._show()

    def action_page_down(self) -> None:
        """Scroll down by a page."""
        self.query_one("#guide-text", VerticalScroll).scroll_page_down(animate=False)

    def action_leave_guide(self) -> None:
        """Close the handbook."""
        self.dismiss(None)

    def _show(self) -> None:
        chapter = read_chapter(CHAPTERS[self._at])
        self.query_one("#guide-title", ThaiLabel).update((chapter.heading, "bold"))
        self.query_one("#guide-body", ThaiLabel).update(*_lines_of(plain_paragraphs(chapter)))
        self.query_one("#guide-text", VerticalScroll).scroll_home(animate=False)


def _lines_of(paragraphs: list[tuple[str, str]]) -> Iterator[LabelLine]:
    for mark, text in paragraphs:
        if mark == "#":
            yield from lines("")
            yield from lines((text, "bold $accent"))
        elif mark:
            yield from lines(f"{mark:<{_HANGING - 1}} {text}", indent=1, hanging=_HANGING)
        else:
            yield from lines(text)
