"""The records to be checked, as frozen values read in one transaction."""

from datetime import date, time
from functools import cached_property

from msgspec import Struct

from kmtui.thai.digits import thai_digits
from models.checks.core.finding import FindingLocation, place_of
from models.committees.records import CommitteeKind, Majority, OrderState, Role
from models.evidence.values import Board
from models.meetings.electronic import IN_ROOM, ElectronicDetails
from models.meetings.records import MeetingState
from models.meetings.roll import AttendanceStatus, Period, RollEntry
from models.memos.records import MemoKind
from models.minutes.records import Outcome
from models.minutes.vote_counts import Votes
from models.office.locations import InEvidence
from models.people.records import AssignmentKind
from models.plan.rules import PlanGap
from models.plan.values import Plan


class TaskRecord(Struct, frozen=True):
    """A task; `item_id` is its agenda item, `due_on` the postponed day if there is one."""

    id: int
    item_id: int
    text: str
    assignee: str
    due_on: date | None
    done_on: date | None


class SpokenRecord(Struct, frozen=True):
    """A statement; `speaker_id` is an attendance row, None for the secretariat or if not read."""

    id: int
    text: str
    speaker_id: int | None = None


class ResolutionRecord(Struct, frozen=True):
    """A resolution; `votes` is None if none were counted."""

    id: int
    text: str
    present_count: int
    votes: Votes | None = None
    is_approval: bool = False
    made_at: time | None = None
    outcome: Outcome = Outcome.OTHER


class ItemRecord(Struct, frozen=True):
    """An agenda item with its number (๓.๑). `decides` is true for an item for decision.

    `recused` are ids of attendance rows; a joint item has the resolution of another item.
    """

    id: int
    number: str
    title: str
    nothing_said: bool = False
    has_children: bool = False
    decides: bool = False
    statements: tuple[SpokenRecord, ...] = ()
    recused: frozenset[int] = frozenset()
    is_joint: bool = False
    resolutions: tuple[ResolutionRecord, ...] = ()
    tasks: tuple[TaskRecord, ...] = ()


class RollRecord(Struct, frozen=True):
    """A row of the roll; `seat_id` is None for a guest.

    `counts` is false for a substitute that does not count for the quorum.
    """

    id: int
    seat_id: int | None
    name: str
    status: AttendanceStatus
    role: Role | None = None
    arrived_at: time | None = None
    left_at: time | None = None
    counts: bool = True
    takes_chair: bool = False
    away: tuple[Period, ...] = ()

    @property
    def entry(self) -> RollEntry:
        """The row as the value from which a `Roll` counts the members present."""
        who = (self.id, 0, self.name, "", "", self.role, self.status, "")
        return RollEntry(*who, self.arrived_at, self.left_at, away=self.away)

    is_online: bool = False
    identified_by: str = ""

    @property
    def took_part(self) -> bool:
        """Whether the member or guest attended."""
        return self.status in (AttendanceStatus.PRESENT, AttendanceStatus.IN_ATTENDANCE)


class SeatRecord(Struct, frozen=True):
    """A seat as listed in its order. `key` identifies its post or person."""

    id: int
    label: str
    role: Role
    key: str
    is_vacant: bool = False


class CommitteeRecord(Struct, frozen=True):
    """A committee; `chain_id` is shared by committees that replace each other."""

    id: int
    order_id: int
    name: str
    kind: CommitteeKind
    seats: tuple[SeatRecord, ...]
    duty_count: int
    quorum_count: int | None
    chain_id: int
    majority: Majority = Majority.VOTING

    @property
    def quorum(self) -> int:
        """The number of seats that must be present: as ordered, else half of them, rounded up."""
        return self.quorum_without(0)

    def quorum_without(self, withdrew: int) -> int:
        """Return the quorum for a matter with `withdrew` recusals.

        Source: Administrative Procedure Act, ม. ๑๕ วรรคสาม.
        """
        seats = max(len(self.seats) - withdrew, 0)
        return min(self.quorum_count, seats) if self.quorum_count else (seats + 1) // 2


class ApprovalRecord(Struct, frozen=True):
    """The memo that requested an order, or several."""

    written_on: date
    is_numbered: bool
    memo_id: int = 0


class OrderRecord(Struct, frozen=True):
    """An order; a draft has neither number nor day."""

    id: int
    number: int | None
    year: int | None
    state: OrderState
    issued_on: date | None
    revoked_on: date | None = None
    approval: ApprovalRecord | None = None

    @property
    def label(self) -> str:
        """The order as cited."""
        numbered = f"คำสั่งที่ {thai_digits(f'{self.number}/{self.year}')}"
        return numbered if self.number else "ร่างคำสั่ง"

    @property
    def place(self) -> FindingLocation:
        """The order as the location of a finding."""
        return place_of(self.label, "order", self.id)


class MeetingRecord(Struct, frozen=True, dict=True):
    """A meeting with its committee, order, roll and agenda."""

    id: int
    number: int
    year: int
    held_on: date
    state: MeetingState
    committee: CommitteeRecord
    order: OrderRecord
    quorum_needed: int
    roll: tuple[RollRecord, ...] = ()
    items: tuple[ItemRecord, ...] = ()
    opened_at: time | None = None
    closed_at: time | None = None
    notified_on: date | None = None
    notice_warning: str = ""
    adopted_on: date | None = None
    electronic: ElectronicDetails = IN_ROOM
    invitation_number: str = ""

    @cached_property
    def label(self) -> str:
        """The committee and the number as cited."""
        return f"{self.committee.name} ครั้งที่ {thai_digits(f'{self.number}/{self.year}')}"

    @property
    def never_began(self) -> bool:
        """Whether the meeting was closed without being opened, for lack of a quorum.

        Source: Administrative Procedure Act, ม. ๗๙.
        """
        return self.state.is_closed and self.opened_at is None

    @property
    def place(self) -> FindingLocation:
        """The meeting as the location of a finding."""
        return place_of(self.label, "meeting", self.id)

    def place_of_part(
        self, subject: str, record_id: int, part_label: str, field_name: str = ""
    ) -> FindingLocation:
        """Return the location of a record in the meeting."""
        label = f"{self.label} {part_label}".strip()
        return place_of(label, subject, record_id, field_name, parent_id=self.id)

    def place_of_item(self, item: ItemRecord) -> FindingLocation:
        """Return the location of an agenda item."""
        return self.place_of_part("agenda_item", item.id, f"วาระ {item.number}")

    def place_of_statement(self, item: ItemRecord, statement_id: int) -> FindingLocation:
        """Return the location of a statement, by its number under the item."""
        number = thai_digits([said.id for said in item.statements].index(statement_id) + 1)
        label = f"วาระ {item.number} คำพูดที่ {number}"
        return self.place_of_part("statement", statement_id, label)

    @property
    def is_over(self) -> bool:
        """True if the meeting is closed or adopted."""
        return self.state.is_closed


class PlanCellChange(Struct, frozen=True):
    """A changed cell of a plan; `changed_at` is UTC, as ISO 8601 text."""

    subject: str
    subject_id: int
    field: str
    changed_at: str


class PlanRecord(Struct, frozen=True):
    """A plan with its gaps, cells changed after the announcement, statements at its approval."""

    plan: Plan
    gaps: tuple[PlanGap, ...] = ()
    changes: tuple[PlanCellChange, ...] = ()
    said: tuple[SpokenRecord, ...] = ()

    @property
    def label(self) -> str:
        """The name of the plan in messages."""
        return f"แผนปี {self.plan.label}"

    def place_of_part(
        self,
        part_label: str = "",
        subject: str = "plan",
        row_id: int | None = None,
        field: str = "",
    ) -> FindingLocation:
        """Return the location of the plan, or of one of its rows."""
        label, of = f"{self.label} {part_label}".strip(), self.plan
        record_id = of.id if row_id is None else row_id
        return place_of(label, subject, record_id, field, parent_id=of.id, year=of.fiscal_year)


class MemoRecord(Struct, frozen=True):
    """A memo; `parts` are its texts, each with its Thai label.

    `signed_on` has for each division the day on which it signed a circular, None if it has not.
    """

    id: int
    kind: MemoKind
    number: int | None
    year: int | None
    fiscal_year: int | None
    written_on: date
    subject: str
    replied_on: date | None = None
    signed_on: tuple[date | None, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def place(self) -> FindingLocation:
        """The memo as the location of a finding."""
        number = f"ที่ {thai_digits(f'{self.number}/{self.year}')} " if self.number else ""
        return place_of(f"บันทึกข้อความ {number}เรื่อง {self.subject}", "memo", self.id)


class KnowledgeRecord(Struct, frozen=True):
    """A classified item; `number` is its position in its list, from 1."""

    id: int
    fiscal_year: int
    division_id: int
    division: str
    kind: str
    number: int
    text: str
    has_holder: bool = True

    @property
    def place(self) -> FindingLocation:
        """The knowledge item as the location of a finding."""
        year, number = thai_digits(self.fiscal_year), thai_digits(self.number)
        label = f"{self.kind} ปี {year} {self.division} ข้อ {number}"
        return place_of(label, "knowledge", self.id, year=self.fiscal_year)


class PersonRecord(Struct, frozen=True):
    """A person of the register."""

    id: int
    name: str
    leaves_on: date | None = None

    @property
    def place(self) -> FindingLocation:
        """The person as the location of a finding."""
        return place_of(self.name, "person", self.id)


class HeldRecord(Struct, frozen=True):
    """An assignment of a person to a post, with its first and last day."""

    id: int
    person: PersonRecord
    post_id: int
    post: str
    is_shared: bool
    kind: AssignmentKind
    begins_on: date
    ends_on: date | None = None


class TrainingRecord(Struct, frozen=True):
    """A training with the days of return and report."""

    id: int
    title: str
    begins_on: date
    returned_on: date
    reported_on: date | None = None

    @property
    def place(self) -> FindingLocation:
        """The training as the location of a finding."""
        return place_of(f"การพัฒนา {self.title}", "training", self.id)


class YearRecord(Struct, frozen=True):
    """The evidence of a fiscal year: its board, and the counts of the self-assessment.

    `unproven_count` is the number of scores above 0 without evidence.
    """

    fiscal_year: int
    board: Board
    scored_count: int
    question_count: int
    unproven_count: int = 0

    @property
    def place(self) -> FindingLocation:
        """The evidence board of the year as the location of a finding."""
        year = self.fiscal_year
        label = f"แฟ้มหลักฐานปี {thai_digits(year)}"
        return FindingLocation(label, "evidence", year, location=InEvidence(year))


class Records(Struct, frozen=True, dict=True):
    """The records of a data file, or of one document, and the day and emblem they are judged by."""

    today: date
    orders: tuple[OrderRecord, ...] = ()
    committees: tuple[CommitteeRecord, ...] = ()
    meetings: tuple[MeetingRecord, ...] = ()
    plans: tuple[PlanRecord, ...] = ()
    knowledge: tuple[KnowledgeRecord, ...] = ()
    memos: tuple[MemoRecord, ...] = ()
    people: tuple[PersonRecord, ...] = ()
    held: tuple[HeldRecord, ...] = ()
    trainings: tuple[TrainingRecord, ...] = ()
    years: tuple[YearRecord, ...] = ()
    has_emblem: bool = True

    def order_of(self, committee: CommitteeRecord) -> OrderRecord | None:
        """Return the order that appoints a committee; None if it was not read."""
        return self._orders_by_id.get(committee.order_id)

    @cached_property
    def _orders_by_id(self) -> dict[int, OrderRecord]:
        return {order.id: order for order in self.orders}
