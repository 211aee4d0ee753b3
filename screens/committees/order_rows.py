"""The rows of an order: head, committees, seats and duties."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

from msgspec import Struct
from textual.visual import Visual

from kmtui.thai.dates import format_date
from kmtui.thai.digits import thai_digits
from models.committees.records import Majority, OrderState
from models.committees.views import CommitteeView, DutyView, OrderView, SeatView
from screens.commands.committees import ORDER
from screens.own_keys.chosen import hint
from screens.widgets.label import Part, WrappedLines, lines
from screens.widgets.row_list import CellRow, ListCell

_NUMBER_CELLS, _ROLE_CELLS, _HANGING = 5, 26, 9
_SIGNS = {
    OrderState.DRAFT: "○",
    OrderState.ISSUED: "●",
    OrderState.AMENDED: "■",
    OrderState.REVOKED: "✗",
}


class OrderRowKind(Enum):
    """The kind of a row, which determines the command of Enter."""

    SUBJECT = auto()
    CAUSE = auto()
    EFFECTIVE = auto()
    SIGNER = auto()
    APPROVAL = auto()
    COMMITTEE = auto()
    QUORUM = auto()
    AGENDA = auto()
    SEAT = auto()
    DUTY = auto()
    NOTHING = auto()


# The kind of a row and the id of its record (0 if there is one of the kind).
OrderRowKey = tuple[OrderRowKind, int]


class OrderRow(Struct, frozen=True):
    """A row with its committee, seat or duty; a row of the kind NOTHING cannot be selected."""

    kind: OrderRowKind
    visual: Visual
    committee: CommitteeView | None = None
    seat: SeatView | None = None
    duty: DutyView | None = None

    @property
    def key(self) -> OrderRowKey:
        """The key of the row, which is stable if rows are added or moved."""
        part = self.seat or self.duty or self.committee
        return self.kind, part.id if part else 0


def order_state_label(state: OrderState) -> str:
    """Return the state of an order: a sign and a word."""
    return f"{_SIGNS[state]} {state.label}"


def order_title_text(order: OrderView) -> str:
    """Return number, date and state of the order.

    Adds the order that replaces it, else the date and reason of its revocation, else the order that
    it replaces.
    """
    if order.issued_on is None:
        said = f"คำสั่ง (ยังไม่มีเลขที่)   {order_state_label(order.state)}"
    else:
        day = format_date(order.issued_on)
        said = f"คำสั่งที่ {order.label} ลงวันที่ {day}   {order_state_label(order.state)}"
    if order.amended_by:
        return f"{said} คำสั่งที่ {order.amended_by}"
    if order.revoked_on is not None:
        return f"{said} {format_date(order.revoked_on)} เพราะ{order.revoke_reason}"
    return f"{said}   แทนคำสั่งที่ {order.amends}" if order.amends else said


def rows_of(order: OrderView) -> list[OrderRow]:
    """Return the rows from the subject to the last duty of the last committee."""
    no_memo = hint("– ยังไม่มีบันทึกขออนุมัติ กด F5 เขียน", ORDER)
    rows = [
        _words_row(OrderRowKind.SUBJECT, "เรื่อง", order.subject),
        _words_row(OrderRowKind.CAUSE, "เหตุผล", "\n".join(order.cause)),
        _words_row(OrderRowKind.EFFECTIVE, "มีผล", order.effective),
        _signer_row(order),
        _words_row(
            OrderRowKind.APPROVAL,
            "บันทึก",
            order.approval or no_memo,
        ),
    ]
    for number, committee in enumerate(order.committees, 1):
        rows += _committee_rows(committee, number)
    if not order.committees:
        rows += [_blank(), _told("ยังไม่มีคณะกรรมการ กด F4 เพิ่มคณะ แล้วกด F2 เพิ่มกรรมการ")]
    return rows


def _committee_rows(committee: CommitteeView, number: int) -> Iterator[OrderRow]:
    yield _blank()
    name: list[Part] = [(f" {thai_digits(number)} {committee.name}", "bold")]
    if committee.english:
        name.append((f"  {committee.english}", "$text-muted"))
    yield OrderRow(OrderRowKind.COMMITTEE, WrappedLines(tuple(lines(*name, hanging=3))), committee)
    for at, seat in enumerate(committee.seats, 1):
        yield OrderRow(OrderRowKind.SEAT, _seat_row(seat, at), committee, seat=seat)
    if not committee.seats:
        yield _told("ยังไม่มีกรรมการ กด F2 เพิ่มทีละคน หรือ V วางรายชื่อทั้งคณะ", committee)
    yield OrderRow(OrderRowKind.QUORUM, _quorum_row(committee), committee)
    yield OrderRow(OrderRowKind.AGENDA, _agenda_row(committee), committee)
    for at, duty in enumerate(committee.duties, 1):
        said = lines(("   หน้าที่ " if at == 1 else " " * 11), indent=0)[0].parts[0].text
        text = lines(f"{said}{thai_digits(at)} {duty.text}", hanging=13)
        yield OrderRow(OrderRowKind.DUTY, WrappedLines(tuple(text)), committee, duty=duty)
    if not committee.duties:
        yield _told("ยังไม่มีหน้าที่ กด F3 เพิ่มทีละข้อ", committee)


def _words_row(kind: OrderRowKind, label: str, words: str) -> OrderRow:
    first, *others = (words or "– ยังไม่มี กด Enter พิมพ์").split("\n")
    shown = lines((f" {label:<6}  ", "$text-muted"), first, hanging=_HANGING)
    for other in others:
        shown += lines(other, indent=_HANGING)
    return OrderRow(kind, WrappedLines(tuple(shown)))


def _signer_row(order: OrderView) -> OrderRow:
    said = "  ".join(words for words in (order.signer_name, order.signer_title) if words)
    if not order.signer_name:
        said += "  ✗ ยังไม่มีผู้ลงนาม" if said else "✗ ยังไม่มีผู้ลงนาม กด Enter เลือกตำแหน่ง"
    return _words_row(OrderRowKind.SIGNER, "ลงนาม", said)


def _seat_row(seat: SeatView, number: int) -> CellRow:
    who = f"{seat.label}  {seat.holder or '– ว่าง'}"
    if not seat.label:
        who = "✗ ยังไม่มีตำแหน่งหรือชื่อ"
    elif seat.person_id is not None:
        who = seat.label
    if seat.counts_delegate != (seat.post_id is not None):
        who += "  (นับผู้แทน)" if seat.counts_delegate else "  (ไม่นับผู้แทน)"
    return CellRow(
        ListCell(f"   {thai_digits(number)}", _NUMBER_CELLS),
        ListCell(who),
        ListCell(seat.role.label, _ROLE_CELLS),
    )


def _quorum_row(committee: CommitteeView) -> WrappedLines:
    needed, seats = thai_digits(committee.quorum_needed), thai_digits(len(committee.seats))
    words = f"   องค์ประชุม {needed} จาก {seats} คน"
    if committee.majority != Majority.VOTING:
        words += f"  มติ{committee.majority.label}"
    return WrappedLines(tuple(lines((words, "$text-muted"))))


def _agenda_row(committee: CommitteeView) -> WrappedLines:
    own = thai_digits(committee.own_agenda_count)
    said = f"ของคณะเอง {own} วาระ" if committee.own_agenda_count else "แบบมาตรฐาน"
    return WrappedLines(tuple(lines((hint(f"   ระเบียบวาระ {said} (F7)", ORDER), "$text-muted"))))


def _blank() -> OrderRow:
    return OrderRow(OrderRowKind.NOTHING, CellRow(ListCell("")))


def _told(words: str, committee: CommitteeView | None = None) -> OrderRow:
    told = WrappedLines(tuple(lines((hint(words, ORDER), "$text-muted"), indent=3)))
    return OrderRow(OrderRowKind.NOTHING, told, committee)
