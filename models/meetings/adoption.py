"""Adoption of minutes (รับรองรายงานการประชุม): date, manner, adopting meeting, corrections."""

from datetime import date

from msgspec import Struct

from kmtui.thai.damaged import damaged_choice, is_damaged
from kmtui.thai.dates import format_date
from kmtui.thai.digits import thai_digits
from models.editing.seals import Seal, Sealed
from models.meetings.events import Adoption
from models.meetings.records import Meeting, MeetingState, roll_of
from models.storage.database import Record
from models.storage.fields import CharField, ForeignKeyField, IntegerField, TextField


class Correction(Record):
    """A correction recorded at the adoption of the minutes, or after it."""

    meeting = ForeignKeyField(Meeting, backref="corrections", on_delete="RESTRICT")
    position = IntegerField()
    text = TextField()
    asked_by = CharField(default="")


class AskedCorrection(Struct, frozen=True):
    """A correction with the member who asked for it; empty if none is named."""

    text: str
    asked_by: str = ""

    @property
    def sentence(self) -> str:
        """The correction as printed."""
        return f"{self.asked_by} ขอแก้ไข {self.text}" if self.asked_by else self.text


class AdoptionView(Struct, frozen=True):
    """An adoption as shown and printed; `by_label` is the adopting meeting as cited.

    `without_seal` counts the omitted corrections, which another program has inserted. `agreed` are
    the members who adopted by circulation.
    """

    adopted_on: date
    how: Adoption
    by_label: str
    corrections: tuple[str, ...]
    without_seal: int = 0
    agreed: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """A Thai sentence on the manner and date of the adoption."""
        day = f"เมื่อวันที่ {format_date(self.adopted_on)}"
        if is_damaged(self.how):
            return f"การรับรองรายงานการประชุมนี้ {self.how.label} {day}"
        if self.how == Adoption.CIRCULATION:
            circulated = f"คณะกรรมการรับรองรายงานการประชุมนี้โดยการแจ้งเวียน {day}"
            if not self.agreed:
                return circulated
            count = thai_digits(len(self.agreed))
            return f"{circulated} มีกรรมการแจ้งรับรอง {count} คน คือ {', '.join(self.agreed)}"
        if self.how == Adoption.SAME_MEETING:
            return f"ที่ประชุมรับรองรายงานการประชุมนี้ในการประชุมครั้งเดียวกัน {day}"
        return f"ที่ประชุมครั้งที่ {self.by_label} {day} รับรองรายงานการประชุมนี้"


def adoption_of(meeting: Meeting) -> AdoptionView | None:
    """Return the adoption of a meeting's minutes; None if they are not adopted."""
    if meeting.adopted_on is None:
        return None
    corrections = list(meeting.corrections.order_by(Correction.position, Correction.id))
    seals = Seal.select(Seal.subject_id).where(Seal.subject == Sealed.CORRECTION)
    known = {row.subject_id for row in seals}
    genuine = tuple(
        AskedCorrection(str(each.text), str(each.asked_by)).sentence
        for each in corrections
        if each.id in known
    )
    agreed = (entry.name for entry in roll_of(meeting).entries if entry.agreed_on is not None)
    return AdoptionView(
        meeting.adopted_on,
        _way_of(meeting),
        meeting.adopted_by.label if meeting.adopted_by is not None else "",
        genuine,
        len(corrections) - len(genuine),
        tuple(agreed),
    )


def _way_of(meeting: Meeting) -> Adoption:
    """Return the manner of the adoption; a stand-in for a damaged value."""
    try:
        return Adoption(meeting.adopted_how)
    except ValueError:
        return damaged_choice(Adoption.NEXT_MEETING)


def last_unadopted(meeting: Meeting) -> Meeting | None:
    """Return the last closed meeting before this one whose minutes are not adopted.

    Includes meetings of committees that this one replaced.
    """
    waiting = (MeetingState.CLOSED, MeetingState.CHECKED)
    found: Meeting | None = (
        Meeting.select()
        .where(
            Meeting.committee.in_(meeting.committee.with_replaced()),
            Meeting.state.in_(waiting),
            Meeting.id != meeting.id,
            Meeting.held_on <= meeting.held_on,
        )
        .order_by(Meeting.held_on.desc(), Meeting.year.desc(), Meeting.number.desc())
        .first()
    )
    return found


def asked_correction(typed: str) -> AskedCorrection:
    """Parse a typed correction: its text, or the member's name, a colon, and the text.

    More than 60 characters before the colon are no name: all is the text then.
    """
    asked_by, colon, text = typed.partition(":")
    if colon and text.strip() and 0 < len(asked_by.strip()) <= _LONGEST_NAME:
        return AskedCorrection(text.strip(), asked_by.strip())
    return AskedCorrection(typed.strip())


_LONGEST_NAME = 60


def minutes_to_adopt(meeting_id: int) -> int | None:
    """Return the meeting whose minutes are next to be adopted at this one; None without any."""
    meeting = Meeting.get_or_none(id=meeting_id)
    earlier = last_unadopted(meeting) if meeting is not None else None
    return int(earlier.id) if earlier is not None else None


def meeting_that_adopts(meeting_id: int) -> Meeting | None:
    """Return the meeting in progress that may adopt these minutes; None if there is none."""
    meeting = Meeting.get_or_none(id=meeting_id)
    later = meetings_that_may_adopt(meeting) if meeting is not None else []
    return next((each for each in later if each.state == MeetingState.OPEN), None)


def meetings_that_may_adopt(meeting: Meeting) -> list[Meeting]:
    """Return later meetings of the committee, or of one that replaced it, in order."""
    committees, newest = [meeting.committee], meeting.committee
    while newest.replaced_by is not None:
        newest = newest.replaced_by
        committees.append(newest)
    later = Meeting.select().where(
        Meeting.committee.in_(committees),
        Meeting.id != meeting.id,
        Meeting.held_on >= meeting.held_on,
    )
    return list(later.order_by(Meeting.held_on, Meeting.year, Meeting.number))
