"""The values for the placeholders of a snippet: {มา} {องค์ประชุม} {ประธาน} {วันนี้} and others."""

from datetime import date

from msgspec import Struct, field

from kmtui.thai.dates import DateStyle, format_date, format_time
from kmtui.thai.digits import thai_digits
from models.meetings.records import Meeting, MeetingState, meeting_by_id
from models.meetings.roll import Roll
from models.minutes.snapshot import MeetingSnapshot
from models.office.organization import Organization
from models.office.snippets import all_snippets


class SnippetSource(Struct, frozen=True):
    """The snippets, and values that a snapshot of the meeting does not contain.

    Attributes:
        following: the committee's next meeting with its date; empty if none is planned.
        office: the name of the municipality.
    """

    snippets: dict[str, str] = field(default_factory=dict)
    following: str = ""
    office: str = ""


def read_snippet_source(meeting_id: int) -> SnippetSource:
    """Return the snippets, the next meeting of the committee and the office's name.

    Raises:
        NotFound: there is no such meeting.
    """
    meeting = meeting_by_id(meeting_id)
    office = Organization.get_or_none()
    return SnippetSource(
        all_snippets(), _following(meeting), str(office.name) if office is not None else ""
    )


def _following(meeting: Meeting) -> str:
    """Return the committee's next planned meeting as Thai text; empty if there is none.

    Meetings of committees that replaced it count.
    """
    committees, newest = [meeting.committee], meeting.committee
    while newest.replaced_by is not None and newest.replaced_by not in committees:
        newest = newest.replaced_by
        committees.append(newest)
    found = (
        Meeting.select()
        .where(
            Meeting.committee.in_(committees),
            Meeting.state == MeetingState.PLANNED,
            Meeting.id != meeting.id,
            Meeting.held_on >= meeting.held_on,
        )
        .order_by(Meeting.held_on, Meeting.starts_at)
        .first()
    )
    if found is None:
        return ""
    when = f"{format_date(found.held_on, DateStyle.LONG)} เวลา {format_time(found.starts_at)}"
    venue = f" ณ {found.place}" if found.place else ""
    return f"ครั้งที่ {found.label} ใน{when}{venue}"


def snippet_values(
    meeting: MeetingSnapshot, item_id: int | None, source: SnippetSource, today: date
) -> dict[str, str]:
    """Return the value of every placeholder by its name; empty if it is not known yet."""
    chair = meeting.roll.chair
    return {
        "มา": thai_digits(len(meeting.roll.present_now)),
        "องค์ประชุม": _quorum(meeting.roll),
        "ประธาน": chair.speaker_name if chair is not None else "",
        "วันนี้": format_date(today),
        "ประชุมครั้งหน้า": source.following,
        "มติล่าสุด": _last_resolution(meeting, item_id),
        "ครั้งที่": meeting.label,
        "คณะกรรมการ": meeting.committee_name,
        "สถานที่": meeting.venue,
        "หน่วยงาน": source.office,
    }


PLACES = (
    "มา",
    "องค์ประชุม",
    "ประธาน",
    "วันนี้",
    "ประชุมครั้งหน้า",
    "มติล่าสุด",
    "ครั้งที่",
    "คณะกรรมการ",
    "สถานที่",
    "หน่วยงาน",
)
"""The names of the places, in the order in which they are explained."""


def _quorum(roll: Roll) -> str:
    came, seats = thai_digits(len(roll.present_now)), thai_digits(len(roll.seats))
    whether = "ครบองค์ประชุม" if roll.has_quorum else "ไม่ครบองค์ประชุม"
    return f"กรรมการมาประชุม {came} คน จากกรรมการทั้งหมด {seats} คน {whether}"


def _last_resolution(meeting: MeetingSnapshot, item_id: int | None) -> str:
    """Return the last resolution of the item, else the newest one of the meeting."""
    item = meeting.item(item_id) if item_id is not None else None
    if item is not None and item.resolutions:
        return item.resolutions[-1].text
    made = [each for other in meeting.items for each in other.resolutions]
    return max(made, key=lambda each: each.id).text if made else ""
