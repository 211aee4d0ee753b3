"""E-meetings: their forms, and technical faults with their times.

พระราชกำหนดว่าด้วยการประชุมผ่านสื่ออิเล็กทรอนิกส์ พ.ศ. ๒๕๖๓ มาตรา ๙: participants identify
themselves before they take part (๑), can vote openly and secretly (๒), the minutes are written (๓),
sound or sound and picture are recorded unless the meeting is secret (๔), the traffic data are kept
(๕).
"""

import re
from collections.abc import Sequence
from datetime import time
from enum import StrEnum

from msgspec import Struct

from kmtui.thai.dates import format_time, parse_time
from kmtui.thai.text import clean
from kmtui.thai.when.typed import DateError
from models.errors import Refused

LAW = "พระราชกำหนดว่าด้วยการประชุมผ่านสื่ออิเล็กทรอนิกส์ พ.ศ. ๒๕๖๓"
ONSITE_ONLY = "การประชุมนี้กำหนดให้ประชุมในห้องประชุม ถ้ามีผู้ประชุมออนไลน์ ให้กำหนดเป็นแบบผสมก่อน (0 ในห้องประชุม)"

_STORED = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d)? (.*)", re.ASCII)
_CLOCK = r"\d{1,2}\s*[.:]\s*\d{2}(?:\s*น\.?)?|\d{1,2}\s*น\."
_TYPED = re.compile(rf"\s*({_CLOCK})\s*(?:(?:-|–|—|ถึง)\s*({_CLOCK})?)?\s*(.*)", re.DOTALL)


class MeetingForm(StrEnum):
    """The form of a meeting: on site, electronic, or both."""

    ONSITE = "onsite"
    ELECTRONIC = "electronic"
    MIXED = "mixed"

    @property
    def label(self) -> str:
        """The Thai label of the form."""
        return _FORM_LABELS[self]

    @property
    def is_online(self) -> bool:
        """True if members can take part by electronic means."""
        return self != MeetingForm.ONSITE


_FORM_LABELS = {
    MeetingForm.ONSITE: "ในห้องประชุม",
    MeetingForm.ELECTRONIC: "ผ่านสื่ออิเล็กทรอนิกส์",
    MeetingForm.MIXED: "ในห้องประชุมและผ่านสื่ออิเล็กทรอนิกส์",
}


class ElectronicDetails(Struct, frozen=True):
    """The form of a meeting, and the records that an e-meeting must keep.

    Attributes:
        system: the name of the system in the minutes.
        link: the address for joining, which only the invitation shows.
        identity: how members identify themselves before they take part.
        recording: where the recording and the traffic data are kept.
    """

    form: MeetingForm = MeetingForm.ONSITE
    system: str = ""
    link: str = ""
    identity: str = ""
    recording: str = ""
    troubles: tuple["Trouble", ...] = ()

    def venue_text(self, venue: str) -> str:
        """Return the venue with its preposition: ณ ห้องประชุม; empty if unknown.

        An e-meeting is held in the system, wherever its chair is.
        """
        at = f"ณ {venue}" if venue else ""
        if not self.form.is_online:
            return at
        system = f" ({self.system})" if self.system else ""
        online = f"ผ่านสื่ออิเล็กทรอนิกส์{system}"
        return f"{at} และ{online}" if at and self.form == MeetingForm.MIXED else online


class Trouble(Struct, frozen=True):
    """A technical fault during the meeting; `ended_at` is None if it lasted to the end."""

    began_at: time
    ended_at: time | None
    text: str

    @property
    def times(self) -> str:
        """The times of the fault as printed: เวลา ๑๓.๔๐ น. ถึง ๑๓.๕๒ น."""
        until = f" ถึง {format_time(self.ended_at)}" if self.ended_at is not None else " เป็นต้นไป"
        return f"เวลา {format_time(self.began_at)}{until}"

    @property
    def sentence(self) -> str:
        """The fault as the minutes print it."""
        return f"{self.times} {self.text}"


IN_ROOM = ElectronicDetails()
"""A meeting that is held in a room."""


def read_troubles(stored: str) -> tuple[Trouble, ...]:
    """Return the stored faults in the order of time; unreadable lines are left out."""
    found = []
    for line in stored.splitlines():
        parts = _STORED.fullmatch(line)
        if parts is None:
            continue
        try:
            began = time.fromisoformat(parts[1])
            ended = time.fromisoformat(parts[2]) if parts[2] else None
        except ValueError:
            continue
        found.append(Trouble(began, ended, parts[3]))
    return tuple(sorted(found, key=lambda each: each.began_at))


def written_troubles(troubles: Sequence[Trouble]) -> str:
    """Return the faults in their stored form, one a line."""
    ordered = sorted(troubles, key=lambda each: each.began_at)
    return "\n".join(_line(each) for each in ordered)


def _line(trouble: Trouble) -> str:
    ended = f"{trouble.ended_at:%H:%M}" if trouble.ended_at is not None else ""
    return f"{trouble.began_at:%H:%M}-{ended} {' '.join(trouble.text.split())}"


def typed_troubles(troubles: Sequence[Trouble]) -> str:
    """Return the faults in the form in which users type them: 13.40-13.52 เสียงขาดหาย; 14.05 ..."""
    return "; ".join(_typed(each) for each in troubles)


def _typed(trouble: Trouble) -> str:
    ended = f"-{trouble.ended_at:%H.%M}" if trouble.ended_at is not None else ""
    return f"{trouble.began_at:%H.%M}{ended} {trouble.text}"


def parse_troubles(text: str) -> tuple[Trouble, ...]:
    """Parse typed faults, separated by `;`, each after its time or times.

    Raises:
        Refused: one has no time, no words, or ends before it begins.
    """
    parts = [part.strip() for part in re.split(r"[;\n]", clean(text)) if part.strip()]
    return tuple(sorted((_parsed(part) for part in parts), key=lambda each: each.began_at))


def _parsed(part: str) -> Trouble:
    found = _TYPED.fullmatch(part)
    if found is None or not found[3].strip():
        raise Refused(
            f"เหตุขัดข้อง “{part[:40]}” ต้องขึ้นต้นด้วยเวลา แล้วตามด้วยเหตุ เช่น 13.40-13.52 เสียงขาดหาย"
        )
    began = _clock(found[1])
    ended = _clock(found[2]) if found[2] else None
    if ended is not None and ended < began:
        raise Refused(
            f"เหตุขัดข้อง “{part[:40]}” สิ้นสุด {format_time(ended)} ก่อนเริ่ม {format_time(began)} "
            "แก้เวลาให้ถูกต้องก่อน"
        )
    return Trouble(began, ended, " ".join(found[3].split()))


def _clock(typed: str) -> time:
    try:
        return parse_time(typed)
    except DateError as error:
        raise Refused(str(error)) from error
