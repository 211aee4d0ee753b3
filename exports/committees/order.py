"""The appointment order (คำสั่งแต่งตั้งคณะกรรมการ) and its file copy, both drawn from one record."""

import re
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from exports.documents import Request
from exports.drawing import Paper
from exports.forms.heading import UNSIGNED, dated, midnight
from exports.forms.issued import draw_end, draw_head, initials_after
from exports.forms.paper import begin_paper
from exports.forms.readiness import Readiness, readiness
from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.styles import BODY, BODY_SPACED, PLAIN
from kmtui.thai.dates import format_date, parse_numbered
from kmtui.thai.digits import arabic_digits, thai_digits
from kmtui.thai.text import key
from kmtui.thai.when.typed import DateError
from models.committees.approvals import approval_of
from models.committees.records import AppointmentOrder, OrderState
from models.committees.views import (
    CommitteeView,
    OrderView,
    ReplacedOrder,
    SeatView,
    find_order,
    read_order,
)
from models.errors import KmError, NotFound
from models.office.organization import the_organization

_INDENT = 25.0
_WIDEST_ROLE = 60.0
_DRAFT = re.compile(r"(?:draft|ร่าง)[ -]?(\d{1,9})")
# The words that end a paragraph above the members of a committee.
_LEADS = re.compile(r"(?:ต่อไปนี้|ดังนี้|ประกอบด้วย|ได้แก่|คือ|ราย(?:ชื่อ|นาม)\S*)\s*:?\s*$")
_UNNUMBERED = "........../..............."


class CommitteeMember(Struct, frozen=True):
    """A member in the list of an order: number, name of the seat, and role."""

    number: str
    post: str
    role: str


class Appointed(Struct, frozen=True):
    """A committee in an order; the preamble introduces an only one, whose `heading` is empty."""

    heading: str
    members: tuple[CommitteeMember, ...]
    duties_heading: str
    duties: tuple[str, ...]


class OrderPaper(Struct, frozen=True):
    """The printed content of an order; `initials` are drawn on the file copy (สำเนาคู่ฉบับ) only.

    `revocations` follow the committees, unless the preamble has a place for them.
    """

    heading: tuple[str, ...]
    file_title: str
    author: str
    identity: str
    made_at: datetime
    readiness: Readiness
    is_copy: bool
    preamble: tuple[str, ...]
    committees: tuple[Appointed, ...]
    revocations: tuple[str, ...]
    effective: str
    ordered: str
    signature: tuple[str, ...]
    initials: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def order_of(request: Request) -> int:
    """Return the id of the order that a key names.

    A key is a number and calendar year (`881/2563`, Buddhist Era) or a draft by its id (`draft 12`,
    `ร่าง 12`).

    Raises:
        NotFound: there is no such order.
        KmError: the key has neither form.
    """
    if draft := _DRAFT.fullmatch(arabic_digits(request.key.strip())):
        return _draft(int(draft[1]))
    try:
        number, year = parse_numbered(request.key)
    except DateError as error:
        raise KmError(str(error)) from error
    return int(find_order(number, year).id)


def _draft(order_id: int) -> int:
    found = AppointmentOrder.get_or_none(id=order_id, state=OrderState.DRAFT)
    if found is None:
        raise NotFound(f"ไม่พบร่างคำสั่งที่ {thai_digits(order_id)} เลือกร่างจากจอคำสั่งใน kmtui")
    return int(found.id)


find = order_of


def gather(order_id: int, request: Request) -> OrderPaper:
    """Return an order, or its file copy, read from the data file.

    Raises:
        NotFound: there is no such order.
    """
    order, office = read_order(order_id), the_organization().name
    preamble, revocations = _preamble(order, _revocations(order, office))
    number, copy = order.label if order.number else _UNNUMBERED, request.copy
    return OrderPaper(
        heading=(f"คำสั่ง{office}", f"ที่ {number}", f"เรื่อง {order.subject}"),
        file_title=_file_title(order, copy),
        author=office,
        identity=f"order {order.id} {copy}",
        made_at=midnight(order.issued_on),
        readiness=readiness(
            "คำสั่ง",
            request.emblem,
            is_numbered=order.state != OrderState.DRAFT,
            is_copy=copy,
        ),
        is_copy=copy,
        preamble=preamble,
        committees=_appointed(order),
        revocations=revocations,
        effective=order.effective,
        ordered=f"สั่ง ณ วันที่ {dated(order.issued_on)}",
        signature=_signature(order),
        initials=initials_after(approval_of(order.id)),
        warnings=_told(order),
    )


def _preamble(
    order: OrderView, revocations: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the paragraphs above the members, and the revocations that follow the members instead.

    If the cause ends with a lead-in to the list (…ดังนี้), that is the last one above, so that
    nothing comes between. Else a sentence with the committee's name leads to it, if there is only
    one committee.
    """
    causes = tuple(filter(None, order.cause))
    if causes and _LEADS.search(causes[-1]):
        if len(causes) == 1:
            return causes, revocations
        return (*causes[:-1], *revocations, causes[-1]), ()
    if len(order.committees) != 1:
        return (*causes, *revocations), ()
    return (*causes, *revocations, f"จึงแต่งตั้ง{order.committees[0].name} ประกอบด้วย"), ()


def _revocations(order: OrderView, office: str) -> tuple[str, ...]:
    """Return the paragraphs that revoke earlier orders; none for those that the cause cites."""
    words = key(arabic_digits(" ".join(order.cause)))
    return tuple(
        _revocation(earlier, office)
        for earlier in order.replaces
        if key(arabic_digits(earlier.label)) not in words
    )


def _revocation(earlier: ReplacedOrder, office: str) -> str:
    issued = f" ลงวันที่ {format_date(earlier.issued_on)}" if earlier.issued_on else ""
    which = f"คำสั่ง{office} ที่ {earlier.label}{issued} เรื่อง {earlier.subject}"
    if not earlier.committees:
        return f"ให้ยกเลิก{which} และให้ใช้คำสั่งนี้แทน"
    return f"ให้ยกเลิก{which} เฉพาะ{' และ'.join(earlier.committees)} และให้ใช้คำสั่งนี้แทน"


def _file_title(order: OrderView, copy: bool) -> str:
    kind = "สำเนาคู่ฉบับคำสั่ง" if copy else "คำสั่ง"
    number = f"ที่ {order.number}-{order.year}" if order.number else "ฉบับร่าง"
    return f"{kind} {number} {order.subject}"


def _signature(order: OrderView) -> tuple[str, ...]:
    name = f"({order.signer_name})" if order.signer_name else UNSIGNED
    return tuple(line for line in (name, order.signer_title) if line)


def _told(order: OrderView) -> tuple[str, ...]:
    if order.state in (OrderState.ISSUED, OrderState.DRAFT):
        return ()
    return (f"คำสั่งที่ {order.label} {order.state.label} ตรวจก่อนนำไปใช้",)


def _appointed(order: OrderView) -> tuple[Appointed, ...]:
    if len(order.committees) == 1:
        return (_only(order.committees[0]),)
    return tuple(
        _one_of_several(committee, thai_digits(place))
        for place, committee in enumerate(order.committees, 1)
    )


def _only(committee: CommitteeView) -> Appointed:
    heading, duties = _duties(committee, "{}. ")
    return Appointed("", _members(committee), heading, duties)


def _one_of_several(committee: CommitteeView, number: str) -> Appointed:
    heading, duties = _duties(committee, "({}) ")
    members = _members(committee, f"{number}.")
    return Appointed(f"{number}. {committee.name} ประกอบด้วย", members, heading, duties)


def _members(committee: CommitteeView, prefix: str = "") -> tuple[CommitteeMember, ...]:
    end = "" if prefix else "."
    return tuple(
        CommitteeMember(f"{prefix}{thai_digits(place)}{end}", _called(seat), seat.role.label)
        for place, seat in enumerate(committee.seats, 1)
    )


def _called(seat: SeatView) -> str:
    return f"{seat.label} {seat.own_title}".strip()


def _duties(committee: CommitteeView, numbered: str) -> tuple[str, tuple[str, ...]]:
    """Return the line above the duties, and the duties, numbered if there are several.

    A single duty becomes a sentence of its own, without a line above it.
    """
    texts = [duty.text for duty in committee.duties]
    if len(texts) > 1:
        places = (numbered.format(thai_digits(place)) for place in range(1, len(texts) + 1))
        duties = tuple(place + text for place, text in zip(places, texts, strict=True))
        return "คณะกรรมการฯ มีหน้าที่ดังนี้", duties
    lead = "" if not texts or "หน้าที่" in texts[0] else "ให้คณะกรรมการฯ มีหน้าที่"
    return "", tuple(lead + text for text in texts)


def render(order: OrderPaper, font: Path | None = None) -> RenderedPdf:
    """Draw the order as a PDF; the same value gives the same bytes.

    A file copy has the pages of its original: both keep the room of the initials.
    """
    ready = order.readiness
    paper = begin_paper(order, " ".join(order.heading), font, mark=ready.mark, catchwords=True)
    paper.notes += (*order.warnings, *ready.warnings)
    draw_head(paper, ready.emblem, order.heading)
    for paragraph in order.preamble:
        paper.write(paragraph, BODY_SPACED)
    for committee in order.committees:
        _draw_committee(paper, committee)
    for revocation in order.revocations:
        paper.write(revocation, BODY_SPACED)
    draw_end(
        paper,
        order.effective,
        order.ordered,
        order.signature,
        order.initials,
        is_copy=order.is_copy,
    )
    return paper.drawn()


def _draw_committee(paper: Paper, committee: Appointed) -> None:
    if committee.heading:
        paper.write(committee.heading, BODY_SPACED.but(bold=True, keep_next=True))
    rows = [("", each.number, each.post, each.role) for each in committee.members]
    number = paper.column_width(each.number for each in committee.members)
    role = paper.column_width((each.role for each in committee.members), most=_WIDEST_ROLE)
    post = paper.width - _INDENT - number - role
    paper.listing((_INDENT, number, post, role), rows, PLAIN.but(before=1))
    if committee.duties_heading:
        paper.write(committee.duties_heading, BODY_SPACED.but(keep_next=True))
    spaced = BODY if committee.duties_heading else BODY_SPACED
    for place, duty in enumerate(committee.duties, 1):
        # The last duty would look like no list if it stood alone on a page.
        paper.write(duty, spaced.but(keep_next=place == len(committee.duties) - 1))
