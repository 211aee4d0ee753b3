"""Views of orders for lists, screens and documents."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from kmtui.thai.digits import thai_digits
from kmtui.thai.text import key
from models.committees.agenda_templates import own_items
from models.committees.approvals import memo_of
from models.committees.records import (
    LISTED,
    AppointmentOrder,
    Committee,
    CommitteeKind,
    Majority,
    OrderState,
    Role,
    Seat,
)
from models.errors import NotFound
from models.people.records import Post, holder_on, person_on
from models.storage.database import database


class OrderLine(Struct, frozen=True):
    """An order in a list; `label` is its number as cited, `committees` are names."""

    id: int
    label: str
    subject: str
    state: OrderState
    issued_on: date | None
    committees: tuple[str, ...]


class SeatView(Struct, frozen=True):
    """A seat as listed in the order, with the holder on the day of reading (empty if vacant).

    `own_title` is the post that a person with a seat by name holds on the order's day, if any.
    """

    id: int
    position: int
    role: Role
    label: str
    holder: str
    post_id: int | None = None
    person_id: int | None = None
    counts_delegate: bool = True
    own_title: str = ""


class DutyView(Struct, frozen=True):
    """A duty of a committee."""

    id: int
    position: int
    text: str


class CommitteeView(Struct, frozen=True):
    """A committee of an order; `replaced_by` is the number of the order that replaced it.

    `own_agenda_count` is the number of items of its own agenda template; 0 for the standard one.
    """

    id: int
    name: str
    english: str
    kind: CommitteeKind
    quorum_needed: int
    seats: tuple[SeatView, ...]
    duties: tuple[DutyView, ...]
    quorum_count: int | None = None
    replaced_by: str = ""
    own_agenda_count: int = 0
    majority: Majority = Majority.VOTING


class ReplacedOrder(Struct, frozen=True):
    """An issued order that another one replaces when it is issued.

    Attributes:
        label: its number as cited.
        committees: the names of the committees that are replaced; empty if all of them are.
    """

    label: str
    issued_on: date | None
    subject: str
    committees: tuple[str, ...] = ()


class OrderView(Struct, frozen=True):
    """An order. A draft has no number, year and day; its signer is the signing post's holder today.

    Attributes:
        cause: the paragraphs before the committees.
        amends: the number of the order that this one replaces, as cited.
        amended_by: the number of the order that replaces this one, as cited.
        replaces: the orders that this one replaces, the earliest first.
        approval: the subject of the memo that requests it; empty if there is none.
        signer_post_id: the signing post of its own; None for the head of the office.
    """

    id: int
    number: int | None
    year: int | None
    label: str
    subject: str
    cause: tuple[str, ...]
    effective: str
    state: OrderState
    issued_on: date | None
    signer_name: str
    signer_title: str
    committees: tuple[CommitteeView, ...]
    amends: str = ""
    amended_by: str = ""
    revoked_on: date | None = None
    revoke_reason: str = ""
    approval: str = ""
    signer_post_id: int | None = None
    replaces: tuple[ReplacedOrder, ...] = ()


def orders_list() -> tuple[OrderLine, ...]:
    """Return the orders: drafts first, then the newest."""
    orders = AppointmentOrder.select().order_by(*LISTED)
    with database.atomic("DEFERRED"):
        names: dict[int, list[str]] = {}
        for committee in Committee.select().order_by(Committee.position, Committee.id):
            names.setdefault(committee.order_id, []).append(committee.name)
        return tuple(
            OrderLine(
                order.id,
                order.label,
                order.subject,
                OrderState(order.state),
                order.issued_on,
                tuple(names.get(order.id, ())),
            )
            for order in orders
        )


def read_order(order_id: int, today: date | None = None) -> OrderView:
    """Return an order with its committees. Raises NotFound.

    The holders of its seats are those of `today`; None for the current day.
    """
    with database.atomic("DEFERRED"):
        order = AppointmentOrder.get_or_none(id=order_id)
        if order is None:
            raise NotFound("ไม่พบคำสั่งนี้ กลับไปเลือกจากรายการคำสั่ง")
        day = today or date.today()
        name, title = _signed_by(order, day)
        committees = order.committees.order_by(Committee.position, Committee.id)
        following = order.amended_by.where(AppointmentOrder.state != OrderState.DRAFT).first()
        return OrderView(
            order.id,
            order.number,
            order.year,
            order.label,
            order.subject,
            tuple(order.cause.split("\n")) if order.cause else (),
            order.effective,
            OrderState(order.state),
            order.issued_on,
            name,
            title,
            tuple(_committee_view(committee, day) for committee in committees),
            order.amends.label if order.amends is not None else "",
            following.label if following is not None else "",
            order.revoked_on,
            order.revoke_reason,
            memo.subject if (memo := memo_of(order.id)) is not None else "",
            order.signer_post_id,
            _replaced_orders(committees),
        )


def replaced_by_issuing(committee: Committee) -> Committee | None:
    """Return the committee that this one replaces when its order is issued; None without one.

    The replaced committee is the one that this was copied from, if the order amends the order of
    that one or if both have the same name.
    """
    earlier: Committee | None = committee.copied_from
    if earlier is None:
        return None
    amends = earlier.order_id == committee.order.amends_id
    return earlier if amends or key(earlier.name) == key(committee.name) else None


def _replaced_orders(committees: Iterable[Committee]) -> tuple[ReplacedOrder, ...]:
    found: dict[int, list[Committee]] = {}
    for committee in committees:
        earlier = replaced_by_issuing(committee)
        if earlier is not None:
            found.setdefault(earlier.order_id, []).append(earlier)
    return tuple(_replaced_order(replaced) for _, replaced in sorted(found.items()))


def _replaced_order(replaced: list[Committee]) -> ReplacedOrder:
    order = replaced[0].order
    is_whole = order.committees.count() == len({each.id for each in replaced})
    names = () if is_whole else tuple(each.name for each in replaced)
    return ReplacedOrder(order.label, order.issued_on, order.subject, names)


def find_order(number: int, year: int) -> AppointmentOrder:
    """Return the order with this number in the calendar year (BE). Raises NotFound with a hint."""
    found: AppointmentOrder | None = AppointmentOrder.get_or_none(number=number, year=year)
    if found is None:
        label = thai_digits(f"{number}/{year}")
        raise NotFound(f"ไม่พบคำสั่งที่ {label} ดูคำสั่งทั้งหมดด้วย kmtui list orders")
    return found


def signing_post(order: AppointmentOrder) -> Post | None:
    """Return the order's signing post: its own, else that of the office's head; None without."""
    own: Post | None = order.signer_post
    leads: Post | None = Post.get_or_none(Post.is_cko)
    return own if own is not None else leads


def _signed_by(order: AppointmentOrder, today: date) -> tuple[str, str]:
    if order.signer is not None:
        written = order.signer_name or order.signer.full_name
        return written, order.signer_title or _title_then(order)
    post = signing_post(order)
    if post is None:
        return "", ""
    holder = holder_on(post, today)
    if holder is None:
        return "", post.formal_name or post.name
    return holder.name, holder.formal_title


def _title_then(order: AppointmentOrder) -> str:
    if order.signer is None or order.issued_on is None:
        return ""
    return person_on(order.signer, order.issued_on).formal_title


def _committee_view(committee: Committee, day: date) -> CommitteeView:
    newer = committee.replaced_by
    return CommitteeView(
        committee.id,
        committee.name,
        committee.english,
        CommitteeKind(committee.kind),
        committee.quorum_needed(),
        tuple(_seat_view(seat, day) for seat in committee.ordered_seats()),
        tuple(
            DutyView(duty.id, place, duty.text)
            for place, duty in enumerate(committee.ordered_duties(), 1)
        ),
        committee.quorum_count,
        newer.order.label if newer is not None else "",
        len(own_items(committee.id)),
        Majority(committee.majority_of),
    )


def _seat_view(seat: Seat, day: date) -> SeatView:
    if seat.post_id is None and seat.person_id is None:
        return SeatView(seat.id, seat.position, Role(seat.role), "", "")
    holder = seat.holder_on(day)
    return SeatView(
        seat.id,
        seat.position,
        Role(seat.role),
        seat.label,
        holder.name if holder is not None else "",
        seat.post_id,
        seat.person_id,
        seat.counts_delegate,
        _own_title(seat, day),
    )


def _own_title(seat: Seat, day: date) -> str:
    if seat.person is None:
        return ""
    return person_on(seat.person, seat.committee.order.issued_on or day).title
