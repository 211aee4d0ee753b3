"""Minutes of a meeting (รายงานการประชุม, form 11): name lists, agenda, speakers, signatures."""

from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from exports.documents import Request
from exports.drawing import Paper
from exports.forms.agenda_items import NONE, Item, adoption_lines, draw_items, printed_items
from exports.forms.heading import file_title, meeting_heading, moment_of, pdf_title
from exports.forms.online_meeting import (
    NO_ELECTRONIC_PART,
    NO_MARKS,
    ElectronicPart,
    WayMarks,
    draw_electronic,
    electronic_part,
    way_marks,
)
from exports.forms.paper import begin_paper, write_title
from exports.record_keys import meeting_of
from exports.typesetting.document_builder import (
    TEXT_WITH_SIGNATURE,
    Mark,
)
from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.line_breaking import Run, Text, unbroken
from exports.typesetting.styles import BODY, HEADING, PLAIN
from kmtui.thai.dates import DateStyle, format_date, format_time
from kmtui.thai.digits import thai_digits
from models.committees.records import Role
from models.errors import Refused
from models.meetings.reconciliation import reconcile
from models.meetings.records import Meeting
from models.meetings.roll import AttendanceStatus, RollEntry, TakesChair
from models.minutes.publication import public_edition, public_name
from models.minutes.snapshot import (
    MeetingSnapshot,
    read_meeting_snapshot,
)
from models.minutes.word_marks import MinutesRecord, minutes_record
from models.office.organization import the_organization

_OPENS = "กล่าวเปิดประชุมและดำเนินการประชุมตามระเบียบวาระ ดังนี้"
_VACANT = "(ตำแหน่งว่าง)"
_PRESENT, _ABSENT, _GUESTS = "ผู้มาประชุม", "ผู้ไม่มาประชุม", "ผู้เข้าร่วมประชุม"
_FIXED_LINES = (_VACANT, _PRESENT, _ABSENT, _GUESTS, NONE, *(mark.value for mark in Mark))
# The widest that names and roles may be, in millimetres.
_WIDEST_NAME, _WIDEST_ROLE = 64.0, 50.0

_READ_IT = "โปรแกรมเปลี่ยนชื่อที่อยู่ในทะเบียนเป็นตำแหน่งแล้ว อ่านอีกครั้งก่อนเผยแพร่ว่ายังมีชื่อหรือข้อมูลส่วนบุคคลอื่นหรือไม่"

find = meeting_of


class Name(Struct, frozen=True):
    """A row of a name list: name (with the reason of an absence), post, role.

    A vacant post has no name; it is listed last and not numbered.
    """

    name: str
    post: str
    role: str

    @property
    def is_vacant(self) -> bool:
        """Whether the row is a post that was vacant on the day of the meeting."""
        return not self.name


class Signature(Struct, frozen=True):
    """A signature block: the name, the post and the role."""

    lines: tuple[str, ...]


class MinutesPaper(Struct, frozen=True):
    """The printed content of the minutes of one meeting.

    `record` holds the stored texts that a Word file carries, so that corrections can be imported.
    The edition for publication has none, as its texts differ from the stored ones.
    """

    heading: tuple[str, ...]
    file_title: str
    author: str
    identity: str
    made_at: datetime
    is_draft: bool
    present: tuple[Name, ...]
    not_present: tuple[Name, ...]
    guests: tuple[Name, ...]
    begins: str
    opening: str
    items: tuple[Item, ...]
    ends: str
    signatures: tuple[Signature, ...]
    adoption: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    record: MinutesRecord | None = None
    electronic: ElectronicPart = NO_ELECTRONIC_PART

    @property
    def lines_besides_parts(self) -> frozenset[str]:
        """The printed lines other than titles, statements and resolutions.

        The import of corrected minutes ignores these lines in the Word file.
        """
        names = [*self.present, *self.not_present, *self.guests]
        found = [*self.heading, self.begins, self.opening, self.ends, *self.adoption]
        found += [text for name in names for text in (name.name, name.post, name.role)]
        found += [line for signature in self.signatures for line in signature.lines]
        for item in self.items:
            found.append(item.heading)
            for speech in item.speeches:
                found += [*speech.following, *(() if speech.speaker else (speech.text,))]
        return frozenset((*found, *_FIXED_LINES))


def gather(meeting: Meeting, request: Request) -> MinutesPaper:
    """Return a meeting's minutes, read from the data file; with `--public` for publication.

    Raises:
        Refused: the meeting has not begun; for publication, it is not closed.
    """
    room = read_meeting_snapshot(meeting.id)
    _must_have_begun(room)
    if request.public:
        return _public(room, meeting)
    return replace(_paper_of(room, meeting), record=minutes_record(room))


def _public(room: MeetingSnapshot, meeting: Meeting) -> MinutesPaper:
    """Return the edition for publication; it is marked as a draft until the minutes are adopted.

    Raises Refused before the end of the meeting.
    """
    if not room.state.is_closed:
        raise Refused(f"การประชุมครั้งที่ {room.label} ยังไม่เลิก จึงยังไม่มีฉบับเผยแพร่ บันทึกเวลาเลิกประชุมก่อน")
    edition, is_adopted = public_edition(room), room.adoption is not None
    without = ", ".join(edition.withheld)
    mark = f"(ฉบับเผยแพร่ ไม่รวมระเบียบวาระที่ {without} ซึ่งไม่เปิดเผย)" if without else "(ฉบับเผยแพร่)"
    public = _paper_of(edition.meeting, meeting)
    return replace(
        public,
        heading=(*public.heading, mark),
        file_title=public_name("minutes", meeting),
        identity=f"public {public.identity}",
        is_draft=not is_adopted,
        signatures=(),
        warnings=(
            _READ_IT,
            *(() if is_adopted else ("รายงานการประชุมนี้ยังไม่รับรอง จึงยังเป็นร่าง",)),
            *_left_out(room),
        ),
    )


def _paper_of(room: MeetingSnapshot, meeting: Meeting) -> MinutesPaper:
    heading = meeting_heading("รายงานการประชุม", meeting)
    organization = the_organization().name
    failed = room.lacked_quorum
    return MinutesPaper(
        heading=heading,
        file_title=file_title("รายงานการประชุม", meeting),
        author=organization,
        identity=f"minutes {meeting.number}/{meeting.year} {meeting.committee.name}",
        made_at=moment_of(meeting),
        is_draft=not room.state.is_closed,
        present=_names(room.roll.present, way_marks(room)),
        not_present=_names(room.roll.missing),
        guests=_names(room.roll.guests, way_marks(room)),
        begins="" if failed else _stamp("เริ่มประชุมเวลา", room.opened_at or room.starts_at),
        opening=_failure(room, meeting) if failed else _begin_again(room, meeting, organization),
        items=printed_items(room, room.items, failed),
        ends="" if failed else _stamp("เลิกประชุมเวลา", room.closed_at),
        signatures=_signatures(room),
        adoption=adoption_lines(room),
        electronic=electronic_part(room),
        # The minutes keep the names that they were sealed with; differences are warnings.
        warnings=(
            *(reconcile(meeting.id).corrections if room.state.is_closed else ()),
            *_left_out(room),
        ),
    )


def _left_out(room: MeetingSnapshot) -> tuple[str, ...]:
    """Return a warning about corrections without a seal, which are not printed; empty without any.

    Such corrections were stored by another program.
    """
    if room.adoption is None or not room.adoption.without_seal:
        return ()
    count = thai_digits(room.adoption.without_seal)
    return (f"มีข้อแก้ไขที่ไม่มีตราผนึก {count} ข้อ จึงไม่ได้พิมพ์ ตรวจด้วย kmtui verify ก่อนใช้รายงานนี้",)


def _stamp(words: str, at: time | None) -> str:
    return f"{words} {format_time(at) if at is not None else '.................... น.'}"


def _must_have_begun(room: MeetingSnapshot) -> None:
    if not room.has_begun:
        raise Refused(
            f"การประชุมครั้งที่ {room.label} ยังไม่เริ่ม จึงยังไม่มีรายงานการประชุม พิมพ์ระเบียบวาระหรือใบลงชื่อแทนได้"
        )


def _names(entries: Sequence[RollEntry], marks: WayMarks = NO_MARKS) -> tuple[Name, ...]:
    return tuple(_name(entry, marks[entry.is_online]) for entry in entries)


def _name(entry: RollEntry, way: str) -> Name:
    name = entry.printed_name
    if not name:
        return Name("", entry.printed_title, entry.role_label)
    remarks = [entry.reason or entry.times_note, way]
    if entry.status == AttendanceStatus.UNMARKED:
        remarks = ["ยังไม่เช็กชื่อ"]
    remark = " ".join(filter(None, remarks))
    return Name(f"{name} ({remark})" if remark else name, entry.printed_title, entry.role_label)


def _begin_again(room: MeetingSnapshot, meeting: Meeting, organization: str) -> str:
    """Return the opening; that of a reconvened meeting begins with the reason for meeting again.

    Source: Administrative Procedure Act (พ.ร.บ.วิธีปฏิบัติราชการทางปกครอง พ.ศ. ๒๕๓๙) มาตรา ๗๙
    วรรคสอง.
    """
    opening, failed = _opening(room, organization), meeting.reconvenes
    if failed is None:
        return opening
    day = format_date(failed.held_on)
    again = (
        f"การประชุมครั้งนี้เป็นการประชุมเรื่องเดิมที่นัดไว้ในการประชุมครั้งที่ {failed.label} เมื่อวันที่ {day} "
        "ซึ่งไม่ครบองค์ประชุม"
    )
    if room.roll.quorum_needed < meeting.committee.quorum_needed():
        needed = thai_digits(room.roll.quorum_needed)
        again += (
            " และหนังสือนัดประชุมระบุแล้วว่ากรรมการมาประชุมไม่น้อยกว่าหนึ่งในสามของจำนวนกรรมการทั้งหมด "
            f"({needed} คน) เป็นองค์ประชุม"
        )
    return f"{again} {opening}"


def _opening(room: MeetingSnapshot, organization: str) -> str:
    """Return the opening sentence: who opens the meeting, and in which capacity."""
    committee = room.committee_name.removeprefix("คณะ") + organization
    stands_in = room.roll.stands_in
    if stands_in is not None:
        return _opened_by(stands_in, committee)
    opener, chair = "ประธาน" + committee, room.roll.chair
    if chair is not None and chair.name:
        opener = " ".join(filter(None, (chair.name, chair.formal_title, opener)))
    return f"เมื่อที่ประชุมพร้อม {opener} {_OPENS}"


def _opened_by(stands_in: RollEntry, committee: str) -> str:
    """Return the opening sentence if a substitute presides instead of the chair.

    The sentence gives the reason, the presiding member, and how that member came to preside
    (Administrative Procedure Act, ม. ๘๑).
    """
    because = f" ({stands_in.chair_reason})" if stands_in.chair_reason else ""
    absent = f"เนื่องจากประธาน{committee}ไม่ได้เป็นประธานในที่ประชุม{because}"
    named = (stands_in.name, stands_in.formal_title, stands_in.role_label)
    who = " ".join(filter(None, named))
    if stands_in.takes_chair == TakesChair.VICE_CHAIR:
        return f"{absent} {who} ทำหน้าที่ประธานในที่ประชุม {_OPENS}"
    return f"{absent} ที่ประชุมจึงเลือก {who} เป็นประธานในที่ประชุม {_OPENS}"


def _failure(room: MeetingSnapshot, meeting: Meeting) -> str:
    """Return the sentences on the lack of quorum, printed instead of the opening.

    If the meeting is called again, the last one gives that date.
    """
    came, seats = len(room.roll.present_at_all), len(room.roll.seats)
    waited = room.closed_at if room.closed_at is not None else room.opened_at
    until = ""
    if waited is not None and waited > room.starts_at:
        until = f" และรอจนถึงเวลา {format_time(waited)}"
    counted = (
        f"เมื่อถึงเวลานัดประชุม {format_time(room.starts_at)}{until} "
        f"มีกรรมการมาประชุม {thai_digits(came)} คน จากกรรมการทั้งหมด "
        f"{thai_digits(seats)} คน ไม่ครบองค์ประชุมซึ่งต้องมีกรรมการมาประชุมไม่น้อยกว่า "
        f"{thai_digits(room.roll.quorum_needed)} คน จึงไม่อาจประชุมได้"
    )
    again = meeting.reconvened_by.order_by(Meeting.held_on, Meeting.id).first()
    if again is None:
        return counted
    when = f"{format_date(again.held_on, DateStyle.LONG)} เวลา {format_time(again.starts_at)}"
    return f"{counted} และนัดประชุมเรื่องเดิมอีกครั้งเป็นครั้งที่ {again.label} ใน{when}"


def _signatures(room: MeetingSnapshot) -> tuple[Signature, ...]:
    signers = (
        (room.roll.by_role(Role.MEMBER_SECRETARY), "ผู้จดรายงานการประชุม"),
        (room.roll.chair, "ผู้ตรวจรายงานการประชุม"),
    )
    return tuple(Signature(_signer(entry, task)) for entry, task in signers)


def _signer(entry: RollEntry | None, task: str) -> tuple[str, ...]:
    if entry is None or not entry.name:
        return ("(....................................................)", task)
    role = "ประธานในที่ประชุม" if entry.takes_chair else entry.role_label
    return (f"({entry.name})", entry.formal_title, role, task)


def render(minutes: MinutesPaper, font: Path | None = None) -> RenderedPdf:
    """Draw the minutes as a PDF; the same value gives the same bytes."""
    mark = Mark.DRAFT if minutes.is_draft else Mark.NONE
    title, record = pdf_title(minutes.heading), minutes.record
    paper = begin_paper(minutes, title, font, mark=mark, catchwords=True, record=record)
    paper.notes += minutes.warnings
    write_title(paper, minutes.heading)
    paper.rule()
    lists = (
        (_PRESENT, minutes.present),
        (_ABSENT, minutes.not_present),
        (_GUESTS, minutes.guests),
    )
    widths = _widths_of_names(paper, [names for _, names in lists])
    for title, names in lists:
        _draw_names(paper, title, names, widths)
    if minutes.begins:
        paper.write(minutes.begins, HEADING)
    if minutes.electronic.opening:
        paper.write(minutes.electronic.opening, BODY)
    paper.write(minutes.opening, BODY)
    draw_items(paper, minutes.items)
    draw_electronic(paper, minutes.electronic)
    # A page with nothing but a signature could be put behind any other minutes.
    with paper.keep_together(TEXT_WITH_SIGNATURE):
        if minutes.ends:
            paper.write(minutes.ends, HEADING)
        for signature in minutes.signatures:
            paper.signature(*signature.lines)
    _draw_adoption(paper, minutes.adoption)
    return paper.drawn()


def _draw_adoption(paper: Paper, lines: tuple[str, ...]) -> None:
    if not lines:
        return
    paper.space(4)
    for number, line in enumerate(lines):
        paper.write(line, PLAIN.but(left=8 if number else 0, keep_next=number == 0))


def _widths_of_names(paper: Paper, lists: Sequence[tuple[Name, ...]]) -> tuple[float, ...]:
    """Return the widths of number, name, post and role in mm, shared by all name lists."""
    names = [name for each in lists for name in each]
    numbered = max((len(each) for each in lists), default=0)
    number = paper.column_width(map(_number, range(1, numbered + 1)))
    persons: list[Text] = [_VACANT]
    persons += [_unbroken_name(name.name)[0] for name in names if not name.is_vacant]
    name = paper.column_width(persons, most=_WIDEST_NAME)
    role = paper.column_width((name.role for name in names), most=_WIDEST_ROLE)
    return number, name, paper.width - number - name - role, role


def _number(number: int) -> str:
    return f"{thai_digits(number)}."


def _draw_names(paper: Paper, title: str, names: tuple[Name, ...], widths: Sequence[float]) -> None:
    paper.write(title, HEADING)
    if not names:
        paper.write(NONE, PLAIN.but(left=8))
        return
    held = [name for name in names if not name.is_vacant]

    def on_lines(name: str) -> tuple[Run, ...]:
        person, *notes = _unbroken_name(name)
        if not notes or paper.column_width(notes) > widths[1]:
            return (person, *notes)
        # A short reason has a line of its own rather than its end on the next one.
        return (person, Run(" "), *(unbroken(each.text.strip()) for each in notes))

    rows: list[tuple[str, Text, str, str]] = [
        (_number(number), on_lines(name.name), name.post, name.role)
        for number, name in enumerate(held, 1)
    ]
    rows += [("", _VACANT, name.post, name.role) for name in names if name.is_vacant]
    paper.listing(widths, rows)


def _unbroken_name(name: str) -> tuple[Run, ...]:
    """Return a name as runs that are not broken across lines; a bracketed note after it may be."""
    person, bracket, reason = name.partition(" (")
    return (unbroken(person), Run(bracket + reason)) if bracket else (unbroken(person),)
