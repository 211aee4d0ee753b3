"""Appointment orders and the committees they appoint: seats, roles, duties, quorum."""

from datetime import date
from enum import StrEnum
from typing import Any

from msgspec import Struct
from peewee import fn

from kmtui.thai.damaged import DAMAGED
from kmtui.thai.dates import buddhist_year
from kmtui.thai.digits import thai_digits
from models.editing.seals import Sealed, mark_unsealed
from models.errors import Refused
from models.people.records import Holder, Person, Post, holder_on, person_on
from models.storage.database import Record, database
from models.storage.fields import (
    BooleanField,
    CharField,
    DateField,
    ForeignKeyField,
    IntegerField,
    TextField,
    YearField,
)

OF_ROLE = " : "  # separates a seat and its role, in a line of the history
DELEGATE_COUNTS = {True: "นับผู้มาประชุมแทน", False: "ไม่นับผู้มาประชุมแทน"}


class Role(StrEnum):
    """The role of a seat."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    MEMBER = "member"
    MEMBER_SECRETARY = "member_secretary"
    MEMBER_ASSISTANT_SECRETARY = "member_assistant_secretary"

    @property
    def label(self) -> str:
        """The role as printed on orders, lists and signatures."""
        return _ROLE_LABELS[self]


_ROLE_LABELS = {
    Role.CHAIR: "ประธานกรรมการ",
    Role.VICE_CHAIR: "รองประธานกรรมการ",
    Role.MEMBER: "กรรมการ",
    Role.MEMBER_SECRETARY: "กรรมการและเลขานุการ",
    Role.MEMBER_ASSISTANT_SECRETARY: "กรรมการและผู้ช่วยเลขานุการ",
}


class CommitteeKind(StrEnum):
    """The purpose of a committee."""

    PLAN = "plan"
    MONITORING = "monitoring"
    OTHER = "other"


class Majority(StrEnum):
    """The majority that a resolution of a committee needs.

    "เสียงข้างมาก" (พ.ร.บ.วิธีปฏิบัติราชการทางปกครอง พ.ศ. ๒๕๓๙ มาตรา ๘๒) is more votes for than
    against; some orders ask for more than half of the members present.
    """

    VOTING = "voting"
    PRESENT = "present"

    @property
    def label(self) -> str:
        """The Thai label of the rule."""
        return {
            Majority.VOTING: "เสียงข้างมากของผู้ออกเสียง",
            Majority.PRESENT: "เกินกึ่งหนึ่งของผู้มาประชุม",
        }[self]


class OrderState(StrEnum):
    """The lifecycle of an order, whose text cannot be changed from ISSUED on."""

    DRAFT = "draft"
    ISSUED = "issued"
    AMENDED = "amended"
    REVOKED = "revoked"

    @property
    def label(self) -> str:
        """The Thai label of the state."""
        return {
            OrderState.DRAFT: "ร่าง",
            OrderState.ISSUED: "ออกแล้ว",
            OrderState.AMENDED: "มีคำสั่งใหม่แทนแล้ว",
            OrderState.REVOKED: "ยกเลิกแล้ว",
        }[self]


class AppointmentOrder(Record):
    """An order (คำสั่ง) that appoints committees. Its number is unique in its calendar year.

    A draft has no number, day and signer. `signer_name` and `signer_title` are copied when it is
    issued, so that a later change of name or post does not change the order.
    """

    number = IntegerField(null=True)
    year = YearField(null=True)
    subject = TextField()
    cause = TextField(default="")
    effective = TextField(default="")
    issued_on = DateField(null=True)
    signer = ForeignKeyField(Person, null=True, on_delete="RESTRICT")
    state = CharField(
        choices=[(state, state) for state in OrderState],
        default=OrderState.DRAFT,
        damaged=OrderState.ISSUED,
    )
    amends = ForeignKeyField("self", null=True, backref="amended_by", on_delete="RESTRICT")
    signer_post = ForeignKeyField(Post, null=True, on_delete="RESTRICT")
    signer_name = CharField(default="")
    signer_title = CharField(default="")
    revoked_on = DateField(null=True)
    revoke_reason = TextField(default="")

    class Meta:
        """A number is unique in its calendar year (ระเบียบงานสารบรรณ ข้อ ๑๖)."""

        indexes = ((("number", "year"), True),)

    @property
    def label(self) -> str:
        """The order's number as cited: ๘๘๑/๒๕๖๓; for a draft its state."""
        return thai_digits(self.key) if self.number else OrderState.DRAFT.label

    @property
    def key(self) -> str:
        """The order's number as typed on the command line: 881/2563; empty for a draft."""
        return f"{self.number}/{self.year}" if self.number else ""

    def must_be_draft(self) -> None:
        """Raise Refused if the order is issued, as its text cannot be changed."""
        if self.state != OrderState.DRAFT:
            state = OrderState(self.state).label
            raise Refused(f"คำสั่งที่ {self.label} {state} แก้ไขไม่ได้ ให้ร่างคำสั่งใหม่ที่แก้ไขคำสั่งนี้")


LISTED = (
    AppointmentOrder.number.is_null(False),
    AppointmentOrder.year.desc(),
    AppointmentOrder.number.desc(),
    AppointmentOrder.id.desc(),
)
"""The sort order of orders in lists: drafts first, then the newest."""


class Committee(Record):
    """A committee of an order.

    The quorum is at least half of the seats, rounded up (พ.ร.บ.วิธีปฏิบัติราชการทางปกครอง พ.ศ. ๒๕๓๙
    มาตรา ๗๙, by analogy), unless `quorum_count` sets another number.
    """

    order = ForeignKeyField(AppointmentOrder, backref="committees", on_delete="RESTRICT")
    position = IntegerField()
    name = CharField()
    english = CharField(default="")
    kind = CharField(choices=[(kind, kind) for kind in CommitteeKind])
    quorum_count = IntegerField(null=True)
    majority_of = CharField(choices=[(rule, rule) for rule in Majority], default=Majority.VOTING)
    replaced_by = ForeignKeyField("self", null=True, backref="replaces", on_delete="RESTRICT")
    copied_from = ForeignKeyField("self", null=True, backref="copies", on_delete="RESTRICT")

    def ordered_seats(self) -> list["Seat"]:
        """Return the seats in the order's sequence."""
        return list(self.seats.order_by(Seat.position))

    def quorum_needed(self, without: int = 0) -> int:
        """Return the number of seats that must be present.

        Args:
            without: the number of members who withdrew from the matter: the committee then
                consists of the others (พ.ร.บ.วิธีปฏิบัติราชการทางปกครอง พ.ศ. ๒๕๓๙ มาตรา ๑๕ วรรคสาม).
        """
        seats: int = max(self.seats.count() - without, 0)
        return min(int(self.quorum_count), seats) if self.quorum_count else (seats + 1) // 2

    @property
    def seat_lines(self) -> str:
        """The seats as text: one line each, with their present names and roles."""
        seats = self.seats.order_by(Seat.position)
        return "\n".join(f"{each.present_label}{OF_ROLE}{each.role_label}" for each in seats)

    @property
    def delegate_lines(self) -> str:
        """The seats with an explicit rule for substitutes, one line each."""
        said = self.seats.where(Seat.delegate_counts.is_null(False)).order_by(Seat.id)
        lines = (f"{each.label}{OF_ROLE}{DELEGATE_COUNTS[each.delegate_counts]}" for each in said)
        return "\n".join(lines)

    @property
    def agenda_lines(self) -> str:
        """The committee's own agenda template, one title a line; empty if it has none."""
        # The table of the template is declared in `agenda_templates`, after this one.
        items: Any = self.template_items
        return "\n".join(item.title for item in sorted(items, key=lambda item: item.position))

    def ordered_duties(self) -> list["Duty"]:
        """Return the duties in the order's sequence."""
        return list(self.duties.order_by(Duty.position, Duty.id))

    def must_be_in_force(self) -> None:
        """Raise Refused if the committee cannot meet: drafted, revoked or replaced."""
        order = self.order
        if order.state == OrderState.DRAFT:
            raise Refused(f"ยังไม่ได้ออกคำสั่งแต่งตั้ง{self.name} ออกคำสั่งก่อน แล้วจึงนัดประชุม")
        if order.state == OrderState.REVOKED:
            raise Refused(f"คำสั่งที่ {order.label} ที่แต่งตั้ง{self.name} ยกเลิกแล้ว เลือกคณะอื่น")
        if self.replaced_by is not None:
            newer = self.replaced_by.order.label
            raise Refused(f"{self.name} แต่งตั้งใหม่ตามคำสั่งที่ {newer} แล้ว เลือกคณะตามคำสั่งนั้น")

    def with_replaced(self) -> list["Committee"]:
        """Return this committee and all that it replaced; they number their meetings together."""
        found, waiting = [], [self]
        while waiting:
            committee = waiting.pop()
            found.append(committee)
            waiting += list(committee.replaces)
        return found


class Seat(Record):
    """A seat in a committee: of the holder of a post, or of a named person.

    Attributes:
        delegate_counts: whether a substitute counts for the quorum; None for the default of
            `counts_delegate`.
        listed_as: the name in the order when it was issued.
    """

    committee = ForeignKeyField(Committee, backref="seats", on_delete="RESTRICT")
    position = IntegerField()
    role = CharField(choices=[(role, role) for role in Role])
    post = ForeignKeyField(Post, null=True, on_delete="RESTRICT")
    person = ForeignKeyField(Person, null=True, on_delete="RESTRICT")
    delegate_counts = BooleanField(null=True)
    listed_as = CharField(default="")

    class Meta:
        """Positions are unique within a committee."""

        indexes = ((("committee", "position"), True),)

    @property
    def label(self) -> str:
        """The name in the order: the post, or the person's name; in a draft the present name."""
        return str(self.listed_as) or self.present_label

    @property
    def present_label(self) -> str:
        """The present name of the seat: the post, or the person's name."""
        if self.post is not None:
            return str(self.post.name)
        # The file lost what the seat was given: the program stores a post or a person.
        return DAMAGED if self.person is None else str(self.person.full_name)

    @property
    def role_label(self) -> str:
        """The role as printed."""
        return str(Role(self.role).label)

    @property
    def counts_delegate(self) -> bool:
        """True if a substitute counts for the quorum: by default for a post, not for a person."""
        if self.delegate_counts is None:
            return self.post_id is not None
        return bool(self.delegate_counts)

    def holder_on(self, day: date) -> Holder | None:
        """Return the holder of the seat on the day; None if vacant or not known."""
        if self.post is not None:
            return holder_on(self.post, day)
        return person_on(self.person, day) if self.person is not None else None


class Duty(Record):
    """A duty of a committee in its order."""

    committee = ForeignKeyField(Committee, backref="duties", on_delete="RESTRICT")
    position = IntegerField()
    text = TextField()


class SeatOn(Struct, frozen=True):
    """A seat on a day: its role, its name in the order, and its holder or None."""

    seat_id: int
    role: Role
    label: str
    holder: Holder | None


def seats_on(committee: Committee, day: date) -> list[SeatOn]:
    """Return the committee's seats with their holders on the day, in the order's sequence."""
    return [
        SeatOn(seat.id, Role(seat.role), seat.label, seat.holder_on(day))
        for seat in committee.ordered_seats()
    ]


def next_order_number(year: int) -> int:
    """Return the highest order number of the calendar year (Buddhist Era) plus 1."""
    last = AppointmentOrder.select(fn.MAX(AppointmentOrder.number))
    return int(last.where(AppointmentOrder.year == year).scalar() or 0) + 1


def must_be_free_number(number: int, year: int) -> None:
    """Raise Refused, naming the next free number, if an order of the year has the number."""
    if AppointmentOrder.get_or_none(number=number, year=year) is not None:
        free = thai_digits(f"{next_order_number(year)}/{year}")
        taken = thai_digits(f"{number}/{year}")
        raise Refused(f"เลขที่คำสั่ง {taken} ใช้แล้ว เลขถัดไปที่ว่างคือ {free}")


def issue_order(
    number: int, issued_on: date, subject: str, signer: Person, cause: str = "", effective: str = ""
) -> AppointmentOrder:
    """Store an order that was issued outside the program, in the calendar year of its date.

    Raises:
        Refused: the number is taken; names the next free one.
    """
    year = buddhist_year(issued_on)
    with database.atomic():
        must_be_free_number(number, year)
        order: AppointmentOrder = AppointmentOrder.create(
            number=number,
            year=year,
            subject=subject,
            cause=cause,
            effective=effective,
            issued_on=issued_on,
            signer=signer,
            state=OrderState.ISSUED,
            signer_name=signer.full_name,
            signer_title=person_on(signer, issued_on).formal_title,
        )
        mark_unsealed(Sealed.ORDER, order.id)
    return order


def committees_in_force() -> list[Committee]:
    """Return the committees that can meet: of issued orders, and not replaced by a later one."""
    orders = (OrderState.ISSUED, OrderState.AMENDED)
    return list(
        Committee.select()
        .join(AppointmentOrder)
        .where(Committee.replaced_by.is_null(), AppointmentOrder.state.in_(orders))
        .order_by(Committee.id)
    )
