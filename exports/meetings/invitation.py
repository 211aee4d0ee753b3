"""The invitation (หนังสือเชิญประชุม): a memo with agenda, venue and time to all members or to each.

A member without a post in the municipality gets an external letter (หนังสือภายนอก) instead.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from exports.documents import Request
from exports.drawing import Paper
from exports.forms.external_letter import ExternalLetterHead, draw_external_letter
from exports.forms.heading import UNSIGNED, contact_lines, file_title, moment_of
from exports.forms.memo_head import MemoHead, draw_memo_head
from exports.forms.paper import begin_paper
from exports.forms.readiness import Readiness, readiness
from exports.meetings.agenda import AgendaLine, agenda_lines
from exports.record_keys import meeting_of
from exports.typesetting.document_builder import TEXT_WITH_SIGNATURE, Column
from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.styles import BODY_SPACED, CELL, PLAIN, TITLE, Align
from kmtui.thai.dates import DateStyle, format_date, format_time
from kmtui.thai.digits import thai_digits
from models.committees.records import Role
from models.meetings.electronic import LAW, ElectronicDetails, MeetingForm
from models.meetings.notice import electronic_of, notice_warning
from models.meetings.records import Meeting, roll_of
from models.meetings.roll import Roll, RollEntry
from models.office.letter_numbers import has_letter_number
from models.office.organization import Organization, the_organization
from models.plan.lifecycle import cko_on

_NUMBER_WIDTH = 32.0  # millimetres
_SIGNING_HEIGHT = 11.0
_UNDATED = "\u00a0"

find = meeting_of


class Invited(Struct, frozen=True):
    """A member in the list of invited people."""

    name: str
    post: str
    role: str


class InvitationPaper(Struct, frozen=True):
    """The printed content of the invitation to one meeting.

    Attributes:
        heads: the head of each memo: one to all, or one to each member inside the municipality.
        letters: the heads of the letters to outsiders.
        invited: the list behind a memo to all; empty if each member gets a memo.
    """

    title: str
    file_title: str
    author: str
    identity: str
    made_at: datetime
    readiness: Readiness
    heads: tuple[MemoHead, ...]
    letters: tuple[ExternalLetterHead, ...]
    opening: str
    agenda: tuple[AgendaLine, ...]
    remarks: tuple[str, ...]
    signature: tuple[str, ...]
    letter_signature: tuple[str, ...]
    invited: tuple[Invited, ...]
    warnings: tuple[str, ...] = ()


def gather(meeting: Meeting, request: Request) -> InvitationPaper:
    """Read a meeting's invitation: one memo to all members, or one to each; letters to outsiders.

    A vacant seat is not invited; a warning says so. There are warnings, too, of a short notice and
    of an e-meeting without link.
    """
    roll, title = roll_of(meeting), "หนังสือเชิญประชุม"
    agenda, each = agenda_lines(meeting), request.each
    inside = [seat for seat in roll.held_seats if not seat.is_outsider]
    outside = [seat for seat in roll.held_seats if seat.is_outsider]
    warning = notice_warning(meeting)
    return InvitationPaper(
        title=f"{title}{meeting.committee.name} ครั้งที่ {meeting.label}",
        file_title=file_title(f"{title}รายบุคคล" if each else title, meeting),
        author=the_organization().name,
        identity=f"invitation {meeting.number}/{meeting.year} {meeting.committee.name} {each}",
        made_at=moment_of(meeting),
        readiness=readiness(
            title, request.emblem, is_numbered=_is_numbered(meeting), lacks=_unnumbered(meeting)
        ),
        heads=_heads(meeting, _addressees(inside) if each else (_everybody(meeting),)),
        letters=tuple(_letter_head(meeting, seat) for seat in outside),
        opening=_opening(meeting, bool(agenda)),
        agenda=agenda,
        remarks=_remarks(meeting),
        signature=_signature(roll),
        letter_signature=_letter_signature(meeting),
        invited=() if each else tuple(map(_invited, roll.held_seats)),
        warnings=(
            *((warning,) if warning else ()),
            *_not_invited(roll),
            *_without_link(electronic_of(meeting)),
        ),
    )


def _everybody(meeting: Meeting) -> str:
    return f"{meeting.committee.name} (ตามรายชื่อแนบท้าย)"


def _addressees(seats: Sequence[RollEntry]) -> tuple[str, ...]:
    return tuple(f"{seat.name} {seat.title} ({seat.role_label})" for seat in seats)


def _not_invited(roll: Roll) -> tuple[str, ...]:
    vacant = [seat.title for seat in roll.vacant]
    return (f"ไม่ได้เชิญตำแหน่งที่ว่าง: {', '.join(vacant)}",) if vacant else ()


def _is_numbered(meeting: Meeting) -> bool:
    return has_letter_number(str(meeting.invitation_number)) and meeting.notified_on is not None


def _unnumbered(meeting: Meeting) -> tuple[str, ...]:
    """Return the sentence on a memo that lacks its number or its date; empty if it has both."""
    if _is_numbered(meeting):
        return ()
    return ("หนังสือเชิญยังไม่มีเลขที่หรือวันที่ จึงพิมพ์เป็นร่าง ใส่เลขที่และวันที่ในการนัดประชุมก่อนเสนอลงนาม",)


def _without_link(electronic: ElectronicDetails) -> tuple[str, ...]:
    if not electronic.form.is_online or (electronic.link and electronic.identity):
        return ()
    lacking = [
        word
        for word, text in (("ลิงก์", electronic.link), ("วิธีแสดงตน", electronic.identity))
        if not text
    ]
    return (f"หนังสือเชิญประชุมออนไลน์ยังไม่บอก{'และ'.join(lacking)} ใส่ที่ 0 ในห้องประชุม",)


def _heads(meeting: Meeting, addressees: tuple[str, ...]) -> tuple[MemoHead, ...]:
    office = the_organization()
    subject = _subject(meeting)
    division = _division(meeting, office)
    dated = format_date(meeting.notified_on) if meeting.notified_on else _UNDATED
    number = _letter_number(meeting, office)
    return tuple(
        MemoHead(division, number, dated, subject, to, office.telephone) for to in addressees
    )


def _letter_head(meeting: Meeting, seat: RollEntry) -> ExternalLetterHead:
    office = the_organization()
    return ExternalLetterHead(
        number=_letter_number(meeting, office),
        sender=(office.name, f"อำเภอ{office.district} จังหวัด{office.province}"),
        dated=format_date(meeting.notified_on) if meeting.notified_on else _UNDATED,
        subject=_subject(meeting),
        to=f"{seat.name} ({seat.role_label})",
        owner=_division(meeting, office),
        contact=contact_lines(office),
    )


def _subject(meeting: Meeting) -> str:
    return f"ขอเชิญประชุม{meeting.committee.name} ครั้งที่ {meeting.label}"


def _letter_number(meeting: Meeting, office: Organization) -> str:
    """Return the memo's number after the office's prefix, unless the number has its own.

    Without a number, the prefix and a slash remain, to write it behind them.
    """
    number = thai_digits(meeting.invitation_number)
    if "/" in number or not office.memo_prefix:
        return number
    return f"{office.memo_prefix}/{number}"


def _division(meeting: Meeting, office: Organization) -> str:
    """Return the secretary's division with the office's name; only the office without a division.

    The secretary calls the meeting.
    """
    for seat in meeting.committee.ordered_seats():
        if seat.role == Role.MEMBER_SECRETARY and seat.post and seat.post.division:
            return f"{seat.post.division.name} {office.name}"
    return str(office.name)


def _opening(meeting: Meeting, has_agenda: bool) -> str:
    committee, venue = meeting.committee, electronic_of(meeting).venue_text(meeting.place)
    place = f" {venue}" if venue else ""
    when = f"{format_date(meeting.held_on, DateStyle.LONG)} เวลา {format_time(meeting.starts_at)}"
    what = f"กำหนดประชุม{committee.name} ครั้งที่ {meeting.label} ใน{when}{place}"
    agenda = " โดยมีระเบียบวาระการประชุม ดังนี้" if has_agenda else ""
    return f"{_appointed(meeting)}\nในการนี้ ประธานกรรมการ{what}{agenda}"


def _appointed(meeting: Meeting) -> str:
    order, office = meeting.committee.order, the_organization().name
    issued = f" ลงวันที่ {format_date(order.issued_on)}" if order.issued_on else ""
    return f"ตามที่{office} ได้มีคำสั่งที่ {order.label}{issued} แต่งตั้ง{meeting.committee.name} นั้น"


def _remarks(meeting: Meeting) -> tuple[str, ...]:
    """Return the closing remarks: urgency, a repeated meeting, how to join an e-meeting."""
    remarks = []
    if meeting.urgency_reason:
        remarks.append(f"อนึ่ง การประชุมครั้งนี้เป็นเรื่องเร่งด่วน เนื่องจาก{meeting.urgency_reason}")
    if meeting.reconvenes is not None and meeting.notice_says_one_third:
        failed = f"ครั้งที่ {meeting.reconvenes.label} ซึ่งมีกรรมการมาไม่ครบองค์ประชุม"
        third = "หากมีกรรมการมาประชุมไม่น้อยกว่าหนึ่งในสามของจำนวนกรรมการทั้งหมด ให้ถือว่าเป็นองค์ประชุม"
        remarks.append(f"อนึ่ง การประชุมครั้งนี้เป็นการนัดประชุมเรื่องเดิมของ{failed} {third}")
    electronic = electronic_of(meeting)
    remarks += _joining(electronic)
    by_link = electronic.form == MeetingForm.ELECTRONIC
    where = "วัน เวลา และสถานที่" if meeting.place and not by_link else "วันและเวลา"
    asked = f"จึงเรียนมาเพื่อโปรดทราบ และขอเชิญเข้าร่วมประชุมตาม{where}ดังกล่าว"
    return (*remarks, asked)


def _joining(electronic: ElectronicDetails) -> list[str]:
    """Return the sentences on how to join an e-meeting, and that it is recorded.

    Source: พ.ร.ก.ว่าด้วยการประชุมผ่านสื่ออิเล็กทรอนิกส์ พ.ศ. ๒๕๖๓ มาตรา ๙ (๑) and (๔).
    """
    if not electronic.form.is_online:
        return []
    whom = "ผู้ที่" if electronic.form == MeetingForm.MIXED else "ผู้"
    system = f"ทางระบบ {electronic.system}" if electronic.system else ""
    link = f" ที่ {electronic.link}" if electronic.link else ""
    identity = electronic.identity or "วิธีที่ฝ่ายเลขานุการแจ้ง"
    return [
        f"{whom}เข้าร่วมประชุมผ่านสื่ออิเล็กทรอนิกส์ โปรดเข้าร่วม{system}{link} "
        f"และแสดงตนก่อนร่วมประชุมโดย{identity.removeprefix('โดย')} "
        f"ทั้งนี้ จะมีการบันทึกเสียงหรือทั้งเสียงและภาพตลอดการประชุม ตาม{LAW}"
    ]


def _signature(roll: Roll) -> tuple[str, ...]:
    """Return the signature of the secretary, who calls the meeting; a line to fill in if vacant."""
    secretary = roll.by_role(Role.MEMBER_SECRETARY)
    if secretary is None or not secretary.name:
        return (UNSIGNED, Role.MEMBER_SECRETARY.label)
    return (f"({secretary.name})", secretary.formal_title, secretary.role_label)


def _letter_signature(meeting: Meeting) -> tuple[str, ...]:
    """Return the signature of the head of the municipality, who signs letters to outsiders.

    A line to fill in if the post is vacant.
    """
    leader = cko_on(meeting.notified_on or meeting.held_on)
    return (f"({leader.name})", leader.formal_title) if leader is not None else (UNSIGNED,)


def _invited(seat: RollEntry) -> Invited:
    return Invited(seat.name, seat.title, seat.role_label)


def render(invitation: InvitationPaper, font: Path | None = None) -> RenderedPdf:
    """Draw the letters as one PDF; the same value gives the same bytes."""
    ready = invitation.readiness
    paper = begin_paper(invitation, invitation.title, font, mark=ready.mark, catchwords=True)
    paper.notes += (*invitation.warnings, *ready.warnings)
    for number, head in enumerate(invitation.heads):
        if number:
            paper.new_letter()
        _draw_letter(paper, invitation, head)
    if invitation.invited:
        _draw_invited(paper, invitation)
    for letter in invitation.letters:
        paper.new_letter()
        _draw_external_letter(paper, invitation, letter)
    drawn = paper.drawn()
    # Every letter warns of an emblem that cannot be drawn; the user needs the warning once.
    return RenderedPdf(drawn.content, tuple(dict.fromkeys(drawn.warnings)))


def _draw_letter(paper: Paper, invitation: InvitationPaper, head: MemoHead) -> None:
    draw_memo_head(paper, head, invitation.readiness.emblem)
    _draw_text(paper, invitation)
    with paper.keep_together(TEXT_WITH_SIGNATURE):
        for paragraph in invitation.remarks:
            paper.write(paragraph, BODY_SPACED)
        paper.signature(*invitation.signature)


def _draw_external_letter(
    paper: Paper, invitation: InvitationPaper, head: ExternalLetterHead
) -> None:
    draw_external_letter(
        paper,
        head,
        invitation.readiness.emblem,
        lambda: _draw_text(paper, invitation),
        invitation.remarks,
        invitation.letter_signature,
    )


def _draw_text(paper: Paper, invitation: InvitationPaper) -> None:
    for paragraph in invitation.opening.split("\n"):
        paper.write(paragraph, BODY_SPACED)
    for line in invitation.agenda:
        left = 25 + (_NUMBER_WIDTH if line.depth else 0)
        width = left + (12 if line.depth else _NUMBER_WIDTH)
        paper.beside(line.heading, line.title, left_style=PLAIN.but(left=left), left_width=width)


def _draw_invited(paper: Paper, invitation: InvitationPaper) -> None:
    paper.new_page()
    paper.write("รายชื่อผู้ได้รับเชิญประชุม", TITLE)
    paper.write(invitation.heads[0].subject.removeprefix("ขอเชิญประชุม"), TITLE)
    columns = [
        Column("ลำดับ", 13, Align.CENTRE),
        Column("ชื่อ - สกุล", 46),
        Column("ตำแหน่ง", 62),
        Column("ลงชื่อรับทราบ", 44),
    ]
    rows = [
        (thai_digits(number), seat.name, f"{seat.post}\n{seat.role}".strip(), "")
        for number, seat in enumerate(invitation.invited, 1)
    ]
    paper.table(columns, rows, CELL, row_height=_SIGNING_HEIGHT)
