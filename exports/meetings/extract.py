"""Extract of a resolution (คัดสำเนามติ): one item of closed minutes, for the responsible division."""

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from exports.documents import Request
from exports.forms.agenda_items import Item, adoption_lines, draw_items, printed_items
from exports.forms.heading import UNSIGNED, dated, file_title, meeting_heading, moment_of
from exports.forms.paper import begin_paper, write_title
from exports.record_keys import meeting_of
from exports.typesetting.document_builder import TEXT_WITH_SIGNATURE
from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.styles import BODY, CENTRED, PLAIN
from kmtui.thai.digits import arabic_digits, thai_digits
from models.committees.records import Role
from models.errors import NotFound, Refused
from models.meetings.records import Meeting, MeetingState, meeting_by_id
from models.meetings.roll import RollEntry
from models.minutes.records import AgendaItem
from models.minutes.snapshot import AgendaItemView, MeetingSnapshot, read_meeting_snapshot
from models.office.organization import the_organization

TITLE = "คัดสำเนารายงานการประชุม"
_CERTIFIED = "คัดสำเนาถูกต้อง"
_NOT_ADOPTED = "(รายงานการประชุมนี้ยังไม่ได้รับรอง)"
_WITHHELD = "ระเบียบวาระนี้ทำเครื่องหมายไว้ว่าไม่เปิดเผย ส่งให้เฉพาะผู้ที่ต้องปฏิบัติ"


class ExtractPaper(Struct, frozen=True):
    """The printed content of the extract of one item."""

    heading: tuple[str, ...]
    file_title: str
    author: str
    identity: str
    made_at: datetime
    items: tuple[Item, ...]
    adoption: tuple[str, ...]
    signature: tuple[str, ...]
    warnings: tuple[str, ...]


def find(request: Request) -> int:
    """Return the id of the item that `--item` selects in the meeting of the key: `3`, `๓.๑`.

    Raises:
        Refused: the meeting has not ended, or the item and its sub-items have no resolution.
        NotFound: there is no such meeting or item, or no item is selected; of items the sentence
            lists those that can be extracted.
        KmError: the key has another form.
    """
    meeting = meeting_of(request)
    _must_be_closed(meeting)
    room = read_meeting_snapshot(meeting.id)
    wanted = thai_digits(request.item.strip().removeprefix("ระเบียบวาระที่").strip())
    decided = [arabic_digits(each.number) for each in room.items if each.is_decided]
    known = ", ".join(decided) or "ไม่มี"
    if not wanted:
        raise NotFound(f"บอกระเบียบวาระด้วย --item ที่มีมติคือ: {known}")
    found = next((each for each in room.items if each.number == wanted), None)
    if found is None:
        where = f"การประชุมครั้งที่ {room.label} ไม่มีระเบียบวาระที่ {request.item}"
        raise NotFound(f"{where} ที่มีมติคือ: {known}")
    _must_be_decided(room, found, known)
    return found.id


def _must_be_closed(meeting: Meeting) -> None:
    if not MeetingState(meeting.state).is_closed:
        raise Refused(f"การประชุมครั้งที่ {meeting.label} ยังไม่เลิก จึงยังคัดสำเนาไม่ได้ บันทึกเวลาเลิกประชุมก่อน")


def _must_be_decided(room: MeetingSnapshot, item: AgendaItemView, known: str) -> None:
    if not any(each.is_decided for each in room.with_those_under(item)):
        raise Refused(f"ระเบียบวาระที่ {item.number} ไม่มีมติให้คัดสำเนา ที่มีมติคือ: {known}")


def gather(item_id: int, _request: Request) -> ExtractPaper:
    """Read an item and its sub-items. Raises NotFound if the item is deleted."""
    meeting = meeting_by_id(AgendaItem.get_by_id(item_id).meeting_id)
    room = read_meeting_snapshot(meeting.id)
    item = room.item(item_id)
    if item is None:
        raise NotFound("ระเบียบวาระนี้ถูกลบไปแล้ว เลือกระเบียบวาระใหม่")
    number = arabic_digits(item.number)
    told = () if room.adoption is not None else (_NOT_ADOPTED.strip("()"),)
    return ExtractPaper(
        heading=meeting_heading(TITLE, meeting),
        file_title=f"{file_title(TITLE, meeting)} วาระ {number}",
        author=the_organization().name,
        identity=f"extract {meeting.number}/{meeting.year} {meeting.committee.name} {number}",
        made_at=moment_of(meeting),
        items=printed_items(room, room.with_those_under(item)),
        adoption=adoption_lines(room) or (_NOT_ADOPTED,),
        signature=_signature(room.roll.by_role(Role.MEMBER_SECRETARY)),
        warnings=(*told, *((_WITHHELD,) if item.confidential else ())),
    )


def _signature(secretary: RollEntry | None) -> tuple[str, ...]:
    """Return the signature of the certifying secretary; lines to fill in if there is none."""
    day = f"วันที่ {dated(None)}"
    if secretary is None or not secretary.name:
        return (UNSIGNED, Role.MEMBER_SECRETARY.label, day)
    return (f"({secretary.name})", secretary.formal_title, secretary.role_label, day)


def render(extract: ExtractPaper, font: Path | None = None) -> RenderedPdf:
    """Draw the extract as a PDF; the same value gives the same bytes."""
    paper = begin_paper(extract, extract.heading[0], font)
    paper.notes += extract.warnings
    write_title(paper, extract.heading)
    paper.space(3)
    draw_items(paper, extract.items)
    # What certifies comes with some of what it certifies: alone on a page it would fit any paper.
    with paper.keep_together(TEXT_WITH_SIGNATURE):
        paper.space(4)
        for line in extract.adoption:
            paper.write(line, PLAIN if len(extract.adoption) > 1 else BODY.but(keep_next=True))
        paper.space(6)
        paper.write(_CERTIFIED, CENTRED.but(bold=True, keep_next=True))
        paper.signature(*(line for line in extract.signature if line))
    return paper.drawn()
