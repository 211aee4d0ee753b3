"""A longer text in a dialog: an editor that grows, for the cause of an order or a duty."""

from __future__ import annotations

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Vertical

from kmtui.thai.text import clean
from screens.command import bindings
from screens.commands.everywhere import CANCEL, REDRAW, STORE_TEXT
from screens.commands.meetings import PARAGRAPH
from screens.early import EarlyKeysDialog
from screens.widgets.dialogs import ConfirmDialog
from screens.widgets.label import ThaiLabel
from screens.widgets.text_area import ThaiTextArea


class TextDialog(EarlyKeysDialog[str | None]):
    """Returns the text cleaned, None for Escape; Escape asks first where something was typed."""

    CSS_PATH = "text_dialog.tcss"
    BINDINGS = bindings(STORE_TEXT, PARAGRAPH, CANCEL, REDRAW)
    AUTO_FOCUS = "ThaiTextArea"

    def __init__(self, title: str, text: str = "") -> None:
        super().__init__()
        self._title = title
        self._before = text

    def compose(self) -> ComposeResult:
        """The title above the editor."""
        with Vertical(id="text"):
            yield ThaiLabel((self._title, "bold"), id="text-title")
            yield ThaiTextArea(self._before, id="text-area")
            yield ThaiLabel("Enter ตกลง   F7 ย่อหน้าใหม่   Esc ยกเลิก", id="text-keys")

    def on_mount(self) -> None:
        """Stand at the end of the text."""
        self._area.move_cursor(self._area.document.end)

    @property
    def _area(self) -> ThaiTextArea:
        return self.query_one(ThaiTextArea)

    @property
    def _text(self) -> str:
        return clean(self._area.text).strip()

    def on_key(self, event: events.Key) -> None:
        """Take a character typed before the editor had the focus."""
        if event.is_printable and event.character:
            self._area.insert(event.character)

    async def action_store(self) -> None:
        """Answer with the text."""
        await self.settle()
        self.dismiss(self._text)

    async def action_paragraph(self) -> None:
        """A new paragraph where the cursor stands."""
        await self.settle()
        self._area.replace("\n", *self._area.selection)

    async def action_cancel(self) -> None:
        """Answer nothing, unless what was typed is to be kept."""
        await self.settle()
        if self._text == self._before.strip():
            self.dismiss(None)
        else:
            self._ask_before_leaving()

    @work(exclusive=True, group="act")
    async def _ask_before_leaving(self) -> None:
        question = ConfirmDialog("เก็บข้อความที่พิมพ์ไว้หรือไม่", yes="เก็บ", no="ทิ้ง")
        kept = await self.app.push_screen_wait(question)
        self.dismiss(self._text if kept else None)
