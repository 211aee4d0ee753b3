"""รายงานการประชุม (form 11): name lists, agenda with speakers beside their words, signatures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

from exports.documents import Request
from exports.forms.heading import file_title, meeting_heading, moment_of, pdf_title
from exports.forms.paper import begin_paper, write_title
from exports.record_keys import meeting_of
from exports.typesetting.document_builder import (
    SPEAKER_GAP,
    SPEAKER_WIDTH,
    TEXT_WITH_SIGNATURE,
    DocumentBuilder,
    Mark,
)
from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.line_breaking import Run, Text, bold, unbroken
from exports.typesetting.lines import column_width
from exports.typesetting.styles import BODY, BOLD, HEADING, PLAIN, SPOKEN
from kmtui.thai.dates import DateStyle, format_date, format_time
from kmtui.thai.digits import thai_digits
from models.committees.records import Role
from models.errors import Refused
from models.meetings.reconciliation import reconcile
from models.meetings.records import Meeting, MeetingState
from models.meetings.roll import AttendanceStatus, RollEntry, TakesChair
from models.minutes.snapshot import (
    AgendaItemView,
    MeetingSnapshot,
    ResolutionView,
    read_meeting_snapshot,
)
from models.minutes.tasks import TaskView
from models.office.organization import the_organization

NONE = "- ไม่มี -"
_OPENS = "กล่าวเปิดประชุมและดำเนินการประชุมตามระเบียบวาระ ดังนี้"
_VACANT = "(ตำแหน่งว่าง)"
# The widest that names, roles and the column of speakers may be, in millimetres.
_WIDEST_NAME, _WIDEST_ROLE, _WIDEST_SPEAKER = 64.0, 50.0, 50.0

find = meeting_of


@dataclass(frozen=True)
class Name:
    """A line of a name list: name (with a reason of absence), post, role.

    A vacant post has no name; it is listed last and not numbered.
    """

    name: str
    post: str
    role: str

    @property
    def is_vacant(self) -> bool:
        """True if the line is a post that was vacant on the day."""
        return not self.name


@dataclass(frozen=True)
class Speech:
    """The speaker's lines, what was said (bold for what the meeting resolved), and what follows.

    `following` are sentences about it: votes, dissents, tasks.
    """

    speaker: tuple[str, ...]
    text: str
    is_resolution: bool = False
    following: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """An agenda item as printed; one with parts is the heading of the items under it."""

    heading: str
    title: str
    speeches: tuple[Speech, ...]
    has_parts: bool = False


@dataclass(frozen=True)
class Signature:
    """A signature block: the name, the post and the role."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class MinutesPaper:
    """The printed content of the minutes of one meeting."""

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


def gather(meeting: Meeting, _request: Request) -> MinutesPaper:
    """Return a meeting's minutes, read from the data file.

    Raises:
        Refused: the meeting has not begun.
    """
    room = read_meeting_snapshot(meeting.id)
    _must_have_begun(room)
    heading = meeting_heading("รายงานการประชุม", meeting)
    organization = the_organization().name
    failed = not room.roll.unmarked and not room.roll.reached_quorum
    return MinutesPaper(
        heading=heading,
        file_title=file_title("รายงานการประชุม", meeting),
        author=organization,
        identity=f"minutes {meeting.number}/{meeting.year} {meeting.committee.name}",
        made_at=moment_of(meeting),
        is_draft=not room.state.is_closed,
        present=tuple(map(_name, room.roll.present)),
        not_present=tuple(map(_name, room.roll.missing)),
        guests=tuple(map(_name, room.roll.guests)),
        begins=_stamp("เริ่มประชุมเวลา", room.opened_at or room.starts_at),
        opening=_opening(room, organization) if not failed else _failure(room, meeting),
        items=_items(room, failed),
        ends=_stamp("เลิกประชุมเวลา", room.closed_at),
        signatures=_signatures(room),
        adoption=_adoption(room),
        # The minutes keep the names that they were sealed with; differences are warnings.
        warnings=(
            *(reconcile(meeting.id).corrections if room.state.is_closed else ()),
            *_left_out(room),
        ),
    )


def _left_out(room: MeetingSnapshot) -> tuple[str, ...]:
    """Return a warning about corrections without a seal, which are not printed; none without any.

    Another program has stored them.
    """
    if room.adoption is None or not room.adoption.without_seal:
        return ()
    count = thai_digits(room.adoption.without_seal)
    return (f"มีข้อแก้ไขที่ไม่มีตราผนึก {count} ข้อ จึงไม่ได้พิมพ์ ตรวจด้วย kmtui verify ก่อนใช้รายงานนี้",)


def _stamp(words: str, at: time | None) -> str:
    return f"{words} {format_time(at) if at is not None else '.................... น.'}"


def _must_have_begun(room: MeetingSnapshot) -> None:
    has_words = not all(item.is_empty for item in room.items)
    if room.state == MeetingState.PLANNED and not room.roll.is_marked and not has_words:
        raise Refused(
            f"การประชุมครั้งที่ {room.label} ยังไม่เริ่ม จึงยังไม่มีรายงานการประชุม พิมพ์ระเบียบวาระหรือใบลงชื่อแทนได้"
        )


def _name(entry: RollEntry) -> Name:
    name = entry.printed_name
    if not name:
        return Name("", entry.printed_title, entry.role_label)
    if entry.reason:
        name += f" ({entry.reason})"
    elif entry.times_note:
        name += f" ({entry.times_note})"
    elif entry.status == AttendanceStatus.UNMARKED:
        name += " (ยังไม่เช็กชื่อ)"
    return Name(name, entry.printed_title, entry.role_label)


def _opening(room: MeetingSnapshot, organization: str) -> str:
    """Return the opening sentence, written from the records: who opens the meeting, as what."""
    committee = room.committee_name.removeprefix("คณะ") + organization
    stands_in = room.roll.stands_in
    if stands_in is not None:
        return _opened_by(stands_in, committee)
    opener, chair = "ประธาน" + committee, room.roll.chair
    if chair is not None and chair.name:
        opener = f"{chair.name} {chair.formal_title} {opener}"
    return f"เมื่อที่ประชุมพร้อม {opener} {_OPENS}"


def _opened_by(stands_in: RollEntry, committee: str) -> str:
    """Return the opening sentence if the chair does not preside (มาตรา ๘๑).

    It gives the reason, the member who presides instead, and how that member came to preside.
    """
    because = f" ({stands_in.chair_reason})" if stands_in.chair_reason else ""
    absent = f"เนื่องจากประธาน{committee}ไม่ได้เป็นประธานในที่ประชุม{because}"
    who = f"{stands_in.name} {stands_in.formal_title} {stands_in.role_label}"
    if stands_in.takes_chair == TakesChair.VICE_CHAIR:
        return f"{absent} {who} ทำหน้าที่ประธานในที่ประชุม {_OPENS}"
    return f"{absent} ที่ประชุมจึงเลือก {who} เป็นประธานในที่ประชุม {_OPENS}"


def _failure(room: MeetingSnapshot, meeting: Meeting) -> str:
    """Write, instead of the opening, that too few members came, and when they meet again."""
    came, seats = len(room.roll.present_at_all), len(room.roll.seats)
    counted = (
        f"เมื่อถึงเวลาประชุม มีกรรมการมาประชุม {thai_digits(came)} คน จากกรรมการทั้งหมด "
        f"{thai_digits(seats)} คน ไม่ครบองค์ประชุมซึ่งต้องมีกรรมการมาประชุมไม่น้อยกว่า "
        f"{thai_digits(room.roll.quorum_needed)} คน จึงไม่อาจประชุมได้"
    )
    again = meeting.reconvened_by.order_by(Meeting.held_on, Meeting.id).first()
    if again is None:
        return counted
    when = f"{format_date(again.held_on, DateStyle.LONG)} เวลา {format_time(again.starts_at)}"
    return f"{counted} และนัดประชุมเรื่องเดิมอีกครั้งเป็นครั้งที่ {again.label} ใน{when}"


def _items(room: MeetingSnapshot, failed: bool) -> tuple[Item, ...]:
    """Return the items as printed; of a meeting that failed only those with something written."""
    depths = [item.depth for item in room.items]
    has_parts = [after > depth for depth, after in zip(depths, [*depths[1:], 0], strict=True)]
    items = (
        _item(item, room.roll.quorum_needed, parts)
        for item, parts in zip(room.items, has_parts, strict=True)
    )
    return tuple(item for item in items if item.speeches or not failed)


def _item(item: AgendaItemView, quorum_needed: int, has_parts: bool) -> Item:
    speeches = [
        Speech(_speaker(said.speaker), said.text.strip(), following=_given(said.tasks))
        for said in item.statements
        if said.text.strip() or said.tasks
    ]
    for made in item.resolutions:
        following = (*_without_quorum(made, quorum_needed), *_voted(made), *_given(made.tasks))
        speeches.append(Speech(("ที่ประชุม",), made.text, True, following))
    speeches += [Speech((), sentence) for sentence in _given(item.tasks)]
    return Item(f"ระเบียบวาระที่ {item.number}", item.title, tuple(speeches), has_parts)


def _speaker(speaker: RollEntry | None) -> tuple[str, ...]:
    return (speaker.speaker_name, speaker.speaker_title) if speaker else ()


def _without_quorum(made: ResolutionView, quorum_needed: int) -> tuple[str, ...]:
    """Return the number of members present if it was below the quorum (มาตรา ๗๙)."""
    if made.present_count >= quorum_needed:
        return ()
    present, needed = thai_digits(made.present_count), thai_digits(quorum_needed)
    return (f"(ขณะมีมติมีกรรมการอยู่ในที่ประชุม {present} คน ไม่ครบองค์ประชุม {needed} คน)",)


def _voted(made: ResolutionView) -> tuple[str, ...]:
    """Return the sentence on the votes, then the dissents."""
    counted = (made.votes.sentence,) if made.votes else ()
    return (*counted, *(dissent.sentence for dissent in made.dissents))


def _given(tasks: Sequence[TaskView]) -> tuple[str, ...]:
    return tuple(task.sentence for task in tasks)


def _adoption(room: MeetingSnapshot) -> tuple[str, ...]:
    """Return the line that the minutes were adopted, and the corrections recorded with it."""
    adoption = room.adoption
    if adoption is None:
        return ()
    if not adoption.corrections:
        return (adoption.sentence,)
    corrections = [
        f"{thai_digits(number)}. {text}" for number, text in enumerate(adoption.corrections, 1)
    ]
    return (f"{adoption.sentence} โดยมีข้อแก้ไข ดังนี้", *corrections)


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
    paper = begin_paper(minutes, pdf_title(minutes.heading), font, mark=mark, catchwords=True)
    paper.notes += minutes.warnings
    write_title(paper, minutes.heading)
    _draw_names(paper, "ผู้มาประชุม", minutes.present)
    _draw_names(paper, "ผู้ไม่มาประชุม", minutes.not_present)
    _draw_names(paper, "ผู้เข้าร่วมประชุม", minutes.guests)
    paper.write(minutes.begins, HEADING)
    paper.write(minutes.opening, BODY)
    speaker_width = _speaker_width(paper, minutes.items)
    for item in minutes.items:
        _draw_item(paper, item, speaker_width)
    # A page with nothing but a signature could be put behind any other minutes.
    with paper.keep_together(TEXT_WITH_SIGNATURE):
        paper.write(minutes.ends, HEADING)
        for signature in minutes.signatures:
            paper.signature(*signature.lines)
    _draw_adoption(paper, minutes.adoption)
    return paper.drawn()


def _draw_adoption(paper: DocumentBuilder, lines: tuple[str, ...]) -> None:
    if not lines:
        return
    paper.space(4)
    for number, line in enumerate(lines):
        paper.write(line, PLAIN.but(left=8 if number else 0, keep_next=number == 0))


def _draw_names(paper: DocumentBuilder, title: str, names: tuple[Name, ...]) -> None:
    paper.write(title, HEADING)
    if not names:
        paper.write(NONE, PLAIN.but(left=8))
        return
    held = [name for name in names if not name.is_vacant]
    numbers = [f"{thai_digits(number)}." for number in range(1, len(held) + 1)]
    number_width = column_width(paper.sheet, numbers)
    persons = [_unbroken_name(name.name) for name in held]
    name_width = column_width(
        paper.sheet, [_VACANT, *(person[0] for person in persons)], most=_WIDEST_NAME
    )
    role_width = column_width(paper.sheet, (name.role for name in names), most=_WIDEST_ROLE)
    post_width = paper.width - number_width - name_width - role_width
    rows: list[tuple[str, Text, str, str]] = [
        (number, person, name.post, name.role)
        for number, person, name in zip(numbers, persons, held, strict=True)
    ]
    rows += [("", _VACANT, name.post, name.role) for name in names if name.is_vacant]
    paper.listing((number_width, name_width, post_width, role_width), rows)


def _unbroken_name(name: str) -> tuple[Run, ...]:
    """Return a name that no line breaks; brackets behind it may go on below."""
    person, bracket, reason = name.partition(" (")
    return (unbroken(person), Run(bracket + reason)) if bracket else (unbroken(person),)


def _speaker_width(paper: DocumentBuilder, items: tuple[Item, ...]) -> float:
    """Return the width of the column of speakers: the widest name, up to 5 cm."""
    headings = [item.heading for item in items]
    names = [line for item in items for speech in item.speeches for line in speech.speaker[:1]]
    return column_width(
        paper.sheet,
        [*headings, *names],
        BOLD,
        gap=SPEAKER_GAP,
        least=SPEAKER_WIDTH,
        most=_WIDEST_SPEAKER,
    )


def _draw_item(paper: DocumentBuilder, item: Item, speaker_width: float) -> None:
    kept = PLAIN.but(keep_next=True, bold=True)
    paper.space(2)
    paper.beside(
        bold(item.heading), bold(item.title), kept, left_style=kept, left_width=speaker_width
    )
    if not item.speeches and not item.has_parts:
        paper.beside("", NONE, left_width=speaker_width)
    for speech in item.speeches:
        _draw_speech(paper, speech, speaker_width)


def _draw_speech(paper: DocumentBuilder, speech: Speech, speaker_width: float) -> None:
    speaker = [unbroken(line, bold=True) for line in speech.speaker[:1]]
    post = [f"\n{line}" for line in speech.speaker[1:]]
    said = bold(speech.text) if speech.is_resolution else speech.text
    parts = [said, *speech.following] if speech.text else list(speech.following)
    lines = [part for line in parts for part in ("\n", line)][1:]
    style = SPOKEN.but(before=1)
    paper.beside([*speaker, *post], lines, style, left_width=speaker_width, gap=SPEAKER_GAP)
