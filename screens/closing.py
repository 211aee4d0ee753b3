"""Before the meeting is closed: the resolutions read back, what is missing, the two times."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from kmtui.thai.dates import format_time, parse_time
from kmtui.thai.digits import thai_digits
from models.lifecycle import Missing
from models.room import Room
from screens.prompt import Field, PromptDialog
from screens.widgets.label import Line, ThaiLabel, lines


def read_back(room: Room) -> list[Line]:
    """Every resolution by its item, to be read aloud (อ่านมติทวน)."""
    said = []
    for item in room.items:
        for number, made in enumerate(item.resolutions, 1):
            place = f"วาระ {item.number} มติ {thai_digits(number)} {made.outcome.label}"
            said += [*lines((place, "bold")), *lines(made.text, indent=2)]
    return said or lines(("ยังไม่มีมติ", "$text-muted"))


class ClosingDialog(PromptDialog):
    """Returns the times of start and end as typed, or None: the meeting goes on."""

    CSS_PATH = "prompt.tcss"

    def __init__(self, room: Room, missing: Sequence[Missing], clock: time) -> None:
        opened = room.opened_at or room.starts_at
        super().__init__(
            "เลิกประชุม อ่านมติทวน ตรวจเวลา แล้วกด Enter",
            [
                Field("เริ่มประชุมเวลา", format_time(opened), check=parse_time),
                Field("เลิกประชุมเวลา", format_time(clock), check=parse_time),
            ],
        )
        self._room = room
        self._missing = missing

    def compose_notes(self) -> ComposeResult:
        """The resolutions and what is missing, above the times."""
        shown = read_back(self._room)
        if self._missing:
            shown += lines(("ยังขาด", "bold $text-warning"))
            for each in self._missing:
                shown += lines(f"✗ {each.sentence}", hanging=2)
        with VerticalScroll(classes="prompt-notes", can_focus=False):
            yield ThaiLabel(*shown)
