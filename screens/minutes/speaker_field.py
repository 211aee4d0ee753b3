"""The field for the speaker: a number on the roll or part of a name, then Enter."""

from collections.abc import Sequence
from typing import cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from kmtui.thai.digits import thai_digits, whole_number
from kmtui.thai.folding import fold
from kmtui.thai.keys import KEDMANEE
from models.meetings.roll import AttendanceStatus, RollEntry
from models.minutes.snapshot import MeetingSnapshot
from screens.base.screen import KmScreen
from screens.commands.minutes import ROOM
from screens.own_keys.chosen import hint
from screens.widgets.input import ThaiInput
from screens.widgets.label import ThaiLabel, lines
from screens.widgets.wrap import shorten

_SHOWN = 6
_CAN_SPEAK = (
    AttendanceStatus.PRESENT,
    AttendanceStatus.IN_ATTENDANCE,
    AttendanceStatus.UNMARKED,
)
# The digit keys under the Thai layout type these.
_DIGITS = {KEDMANEE[digit]: digit for digit in "0123456789"}


def matching(snapshot: MeetingSnapshot, typed: str, taken: Sequence[int] = ()) -> list[RollEntry]:
    """Return the roll's entries that match a number or part of a name, recent speakers first.

    A number may be typed in either layout; if the roll has no such number, the letters of its keys
    may be part of a name. Without text, all possible speakers are returned.

    Args:
        taken: the latest speakers, the most recent first, which the snapshot may lack.
    """
    entries = [entry for entry in snapshot.roll.entries if entry.status in _CAN_SPEAK]
    spoken = [entry.attendance_id for entry in snapshot.recent_speakers]
    recent = dict.fromkeys([*taken, *spoken])
    ranks = {attendance_id: place for place, attendance_id in enumerate(recent)}
    entries.sort(key=lambda entry: (ranks.get(entry.attendance_id, len(ranks)), entry.number))
    wanted = typed.strip()
    number = number_typed(wanted)
    if number is not None and (wanted.isdecimal() or 0 < number <= len(snapshot.roll.entries)):
        return [entry for entry in entries if entry.number == number]
    return [entry for entry in entries if fold(wanted) in fold(_known_as(entry))]


def _known_as(entry: RollEntry) -> str:
    """Return all names and titles by which an entry of the roll can be found."""
    return f"{entry.speaker_name} {entry.speaker_title} {entry.name} {entry.title}"


def number_typed(typed: str) -> int | None:
    """Parse a number typed in either layout (ๅ is the key 1); None if it is no number."""
    return whole_number("".join(_DIGITS.get(character, character) for character in typed))


_MOST_SEATS = 999


def number_answered(answer: str) -> int | None:
    """Parse a number typed into a dialog; None if it is no number.

    An answer is cleaned as Thai text, by which ๅ (the key 1) has become า.
    """
    return number_typed(answer.replace("า", "ๅ"))


class SpeakerField(Vertical):
    """The field with its matches below; always mounted, visible only while it is open."""

    def __init__(self) -> None:
        super().__init__(id="speaker")
        self._room: MeetingSnapshot | None = None
        self._taken: list[int] = []
        self._begun = ""

    def compose(self) -> ComposeResult:
        """Compose the field and its matches."""
        yield ThaiInput(placeholder="ผู้พูด: ลำดับ หรือส่วนหนึ่งของชื่อ แล้วกด Enter", id="speaker-input")
        yield ThaiLabel("", id="speaker-matches")

    @property
    def field(self) -> ThaiInput:
        """The input for the number or name."""
        return self.query_one(ThaiInput)

    def open(self, snapshot: MeetingSnapshot, begun: str = "") -> None:
        """Show the empty field with the cursor in it.

        Args:
            snapshot: the meeting.
            begun: the beginning of the statement, typed before its speaker is known.
        """
        self._room, self._begun = snapshot, begun
        self.display = True
        self.field.value = ""
        self.screen.set_focus(self.field)
        self._show_matches("")

    def close(self) -> None:
        """Hide the field; the beginning of a statement is kept for the list of commands (F1)."""
        self.display = False
        if begun := self.take_begun():
            cast("KmScreen[None]", self.screen).keep_left_text(begun)

    def take_begun(self) -> str:
        """Return the beginning of the statement, and clear it."""
        begun, self._begun = self._begun, ""
        return begun

    def taken(self) -> RollEntry | None:
        """Return the first match and remember it as the latest speaker; None without a match."""
        assert self._room is not None
        found = matching(self._room, self.field.value, self._taken)
        if not found:
            return None
        self._taken = list(dict.fromkeys([found[0].attendance_id, *self._taken]))
        return found[0]

    def on_resize(self) -> None:
        """Shorten the rows to the new width, which is unknown until the field is visible."""
        if self.display and self._room is not None:
            self._show_matches(self.field.value)

    @on(ThaiInput.Changed)
    def _narrow(self, event: ThaiInput.Changed) -> None:
        event.stop()
        self._show_matches(event.value)

    def _show_matches(self, typed: str) -> None:
        assert self._room is not None
        found = matching(self._room, typed, self._taken)
        shown = []
        for place, entry in enumerate(found[:_SHOWN]):
            sign = "▸" if place == 0 else " "
            row = f"{sign} {thai_digits(entry.number)} {entry.speaker_name}  {entry.speaker_title}"
            style = "bold" if place == 0 else ""
            shown += lines((shorten(row, max(20, self.size.width - 2)), style))
        if len(found) > _SHOWN:
            shown += lines((f"  และอีก {thai_digits(len(found) - _SHOWN)} คน", "$text-muted"))
        nobody = lines((hint("  ไม่พบผู้นี้ในรายชื่อ ลบแล้วพิมพ์ใหม่ หรือเพิ่มที่ F2", ROOM), "$text-warning"))
        self.query_one("#speaker-matches", ThaiLabel).update(*(shown or nobody))


def numbers_answered(text: str) -> tuple[int, ...]:
    """Parse a list of numbers with ranges (๑,๓-๖); each number is returned once.

    Raises:
        ValueError: the text is no such list; carries a Thai sentence.
    """
    found: list[int] = []
    for part in filter(None, (each.strip() for each in text.split(","))):
        first, _, last = part.partition("-")
        ends = number_answered(first), number_answered(last or first)
        if ends[0] is None or ends[1] is None or not ends[0] <= ends[1] <= _MOST_SEATS:
            raise ValueError("พิมพ์ลำดับในรายชื่อ คั่นด้วย , เช่น ๑,๓-๖")
        found += range(ends[0], ends[1] + 1)
    return tuple(dict.fromkeys(found))
