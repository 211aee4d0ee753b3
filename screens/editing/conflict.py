"""Conflict dialog: two texts side by side, between which the user chooses."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Generic, NamedTuple, TypeVar, cast

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll

from kmtui.thai.digits import thai_digits
from screens.base.screen import KmDialog
from screens.commands.command import bindings
from screens.commands.everywhere import CONFLICT_PAGE
from screens.editing.text_diff import CLOSING, OPENING, diff_side_by_side
from screens.terminal.ordered_keys import OrderedKeysApp
from screens.widgets.label import Part, ThaiLabel

Answer = TypeVar("Answer")

# Seconds: a key this soon after another, or after the dialog opened, was meant for something else.
REST_S = 0.5


class ConflictOption(NamedTuple, Generic[Answer]):
    """An option of the dialog: its number, its label, and the dialog's result."""

    number: int
    label: str
    answer: Answer


class TwoTextsDialog(KmDialog[Answer | None], Generic[Answer]):
    """Asks the user to choose between two texts; returns the answer of the chosen option.

    Escape (decide later) returns None. A digit chooses at once, Enter the selected option, but only
    after a pause without a key: keys typed while the dialog opened must not choose.

    Attributes:
        painted_at: when the dialog became visible, in seconds of `time.monotonic()`.
    """

    CSS_PATH = "conflict.tcss"
    keys_label = "Esc ภายหลัง"
    BINDINGS = bindings(*CONFLICT_PAGE.commands)
    PAGE = CONFLICT_PAGE

    def __init__(
        self,
        heading: str,
        names: tuple[str, str],
        texts: tuple[str, str],
        ways: Sequence[ConflictOption[Answer]],
        pointed_at: int = 0,
    ) -> None:
        """Prepare the dialog.

        Args:
            names: the headings of the texts; a text with an empty heading is hidden.
            ways: the options, in the order in which they are listed.
            pointed_at: the index, from 0, of the option that is selected first.
        """
        super().__init__()
        self._heading = heading
        self._names = names
        self._texts = texts
        self._ways = ways
        self._pointed_at = pointed_at
        self.painted_at = float("inf")
        self._is_looked_at = False

    def compose(self) -> ComposeResult:
        """Compose the two texts side by side, their differences marked, above the options."""
        with Vertical(classes="dialog"):
            yield ThaiLabel((self._heading, "bold"))
            both = zip(self._names, diff_side_by_side(*self._texts), strict=True)
            shown = [each for each in both if each[0]]
            with Horizontal(id="text-names"):
                for name, _ in shown:
                    yield ThaiLabel((name, "bold $accent"), classes="text")
            with VerticalScroll(id="texts", can_focus=False), Horizontal(id="both"):
                for _, text in shown:
                    yield ThaiLabel(*text, classes="text")
            marked = f"{OPENING} {CLOSING} ส่วนที่ต่างกัน   " if all(self._texts) else ""
            yield ThaiLabel((f"{marked}↑↓ เลื่อนอ่าน", "$text-muted"))
            yield ThaiLabel(*self._ways_shown(), id="ways")

    def on_mount(self) -> None:
        """Record when the dialog became visible."""
        self.call_after_refresh(self._note_painted)

    def _note_painted(self) -> None:
        self.painted_at = time.monotonic()

    def _ways_shown(self) -> list[Part]:
        shown: list[Part] = []
        for place, way in enumerate(self._ways):
            words = f"{thai_digits(way.number)} {way.label}"
            here = place == self._pointed_at
            shown += [(f"▸{words}", "bold reverse") if here else f" {words}", "   "]
        return [*shown, "Esc ภายหลัง"]

    @property
    def is_rested(self) -> bool:
        """Whether the last key was meant for the dialog.

        It must come `REST_S` seconds after the dialog appeared and, unless the user has moved in
        the dialog already, after a pause as long.
        """
        app = cast("OrderedKeysApp[object]", self.app)
        if app.last_key_time - self.painted_at < REST_S:
            return False
        return self._is_looked_at or app.pause_before_key >= REST_S

    def _point_at(self, place: int) -> None:
        self._pointed_at = place
        self.query_one("#ways", ThaiLabel).update(*self._ways_shown())

    def action_choose(self, number: int) -> None:
        """Choose the option with this number; only select it if the key came too early."""
        for place, way in enumerate(self._ways):
            if way.number == number:
                self._point_at(place)
                self.action_take_choice()
                return

    def action_take_choice(self) -> None:
        """Close with the answer of the selected option; do nothing if the key came too early."""
        if self.is_rested and self._ways:
            self.dismiss(self._ways[self._pointed_at].answer)

    def action_other_choice(self, by: int) -> None:
        """Select the next option, or (`by` negative) the previous one."""
        self._is_looked_at = self._is_looked_at or self.is_rested
        if self._ways:
            self._point_at((self._pointed_at + by) % len(self._ways))

    def action_scroll_texts(self, rows: int) -> None:
        """Scroll the texts by `rows` rows (negative: up)."""
        self._is_looked_at = self._is_looked_at or self.is_rested
        self.query_one("#texts", VerticalScroll).scroll_relative(y=rows, animate=False)

    def action_cancel(self) -> None:
        """Close without a choice."""
        self.dismiss(None)


class EitherDialog(TwoTextsDialog[bool]):
    """Asks which of two values of `what`, chosen by two users, to keep.

    Returns True for mine, False for theirs, None for later.
    """

    def __init__(self, mine: str, theirs: str, what: str) -> None:
        ways = (ConflictOption(1, "ใช้ของท่าน", True), ConflictOption(2, "ใช้ของผู้อื่น", False))
        heading = f"มีผู้อื่นแก้ {what} ระหว่างที่ท่านเลือก จะใช้ของใคร"
        # The stored text is selected first.
        super().__init__(heading, ("ของท่าน", "ของผู้อื่น"), (mine, theirs), ways, pointed_at=1)


class ConflictDialog(TwoTextsDialog[str]):
    """Asks which text of `what` to keep after two users changed it; returns it, None for later."""

    def __init__(self, mine: str, theirs: str, what: str = "คำพูดนี้") -> None:
        ways = (
            ConflictOption(1, "ใช้ของท่าน", mine),
            ConflictOption(2, "ใช้ของผู้อื่น", theirs),
            ConflictOption(3, "เก็บทั้งสองต่อกัน", f"{theirs}\n{mine}"),
        )
        heading = f"มีผู้อื่นแก้{what}ระหว่างที่ท่านพิมพ์ ข้อความทั้งสองยังอยู่ครบ"
        # The option that deletes nothing is selected first.
        super().__init__(heading, ("ของท่าน", "ของผู้อื่น"), (mine, theirs), ways, pointed_at=2)
