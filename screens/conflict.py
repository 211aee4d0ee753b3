"""Two texts of one statement side by side: a person chooses; nothing is overwritten."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll

from screens.base import KmDialog
from screens.command import bindings
from screens.commands.everywhere import CONFLICT_PAGE
from screens.widgets.label import ThaiLabel


class ConflictDialog(KmDialog[str | None]):
    """Returns the text to store, or None: both stay, the own one as a draft."""

    CSS_PATH = "conflict.tcss"
    BINDINGS = bindings(*CONFLICT_PAGE.commands)
    PAGE = CONFLICT_PAGE

    def __init__(self, mine: str, theirs: str) -> None:
        super().__init__()
        self._mine = mine
        self._theirs = theirs

    def compose(self) -> ComposeResult:
        """Mine at the left, theirs at the right, the choices below."""
        with Vertical(classes="dialog"):
            yield ThaiLabel(("มีผู้อื่นแก้คำพูดนี้ระหว่างที่ท่านพิมพ์ ข้อความทั้งสองยังอยู่ครบ", "bold"))
            with Horizontal(id="texts"):
                for heading, text in (("ของท่าน", self._mine), ("ของผู้อื่น", self._theirs)):
                    with VerticalScroll(classes="text", can_focus=False):
                        yield ThaiLabel((heading, "bold $accent"))
                        yield ThaiLabel(text)
            yield ThaiLabel("๑ ใช้ของท่าน   ๒ ใช้ของผู้อื่น   ๓ เก็บทั้งสองต่อกัน   Esc ตัดสินใจภายหลัง")

    def action_choose(self, number: int) -> None:
        """Store mine, theirs, or both one after the other."""
        both = f"{self._theirs}\n{self._mine}"
        self.dismiss((self._mine, self._theirs, both)[number - 1])

    def action_cancel(self) -> None:
        """Decide later."""
        self.dismiss(None)
