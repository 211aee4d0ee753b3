"""What the checks of records look at: the office's records of one moment as frozen values."""

from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property

from kmtui.thai.digits import thai_digits
from models.checks.core.finding import FindingLocation, place_of
from models.committees.records import CommitteeKind, OrderState, Role
from models.evidence.values import Board
from models.meetings.records import MeetingState
from models.meetings.roll import AttendanceStatus
from models.memos.records import MemoKind
from models.minutes.vote_counts import Votes
from models.office.locations import InEvidence
from models.people.records import AssignmentKind
from models.plan.rules import PlanGap
from models.plan.values import Plan


@dataclass(frozen=True)
class TaskRecord:
    """A task; `item_id` is the item of the agenda under which it was given."""

    id: int
    item_id: int
    text: str
    assignee: str
    due_on: date | None
    done_on: date | None


@dataclass(frozen=True)
class SpokenRecord:
    """A statement; `speaker_id` is a line of the roll."""

    id: int
    text: str
    speaker_id: int | None = None


@dataclass(frozen=True)
class ResolutionRecord:
    """A resolution; `votes` are None where none were counted."""

    id: int
    text: str
    present_count: int
    votes: Votes | None = None
    is_approval: bool = False


@dataclass(frozen=True)
class ItemRecord:
    """An item of the agenda by its number (๓.๑). `decides`: it is there for a decision."""

    id: int
    number: str
    title: str
    nothing_said: bool = False
    has_children: bool = False
    decides: bool = False
    statements: tuple[SpokenRecord, ...] = ()
    resolutions: tuple[ResolutionRecord, ...] = ()
    tasks: tuple[TaskRecord, ...] = ()


@dataclass(frozen=True)
class RollRecord:
    """A line of the roll; `seat_id` is None for a guest."""

    id: int
    seat_id: int | None
    name: str
    status: AttendanceStatus
    role: Role | None = None
    arrived_at: time | None = None
    left_at: time | None = None
    counts: bool = True
    takes_chair: bool = False


@dataclass(frozen=True)
class SeatRecord:
    """A seat as its order lists it. `key` is the post or person in it."""

    id: int
    label: str
    role: Role
    key: str
    is_vacant: bool = False


@dataclass(frozen=True)
class CommitteeRecord:
    """A committee; `chain_id` is the same for those that replace each other."""

    id: int
    order_id: int
    name: str
    kind: CommitteeKind
    seats: tuple[SeatRecord, ...]
    duty_count: int
    quorum_count: int | None
    chain_id: int

    @property
    def quorum(self) -> int:
        """How many seats must be present."""
        return self.quorum_count or (len(self.seats) + 1) // 2


@dataclass(frozen=True)
class ApprovalRecord:
    """The memo that asked for an order."""

    written_on: date
    is_numbered: bool


@dataclass(frozen=True)
class OrderRecord:
    """An order; a draft has no number and no day."""

    id: int
    number: int | None
    year: int | None
    state: OrderState
    issued_on: date | None
    revoked_on: date | None = None
    approval: ApprovalRecord | None = None

    @property
    def label(self) -> str:
        """How it is cited."""
        numbered = f"คำสั่งที่ {thai_digits(f'{self.number}/{self.year}')}"
        return numbered if self.number else "ร่างคำสั่ง"

    @property
    def place(self) -> FindingLocation:
        """The order itself."""
        return place_of(self.label, "order", self.id)


@dataclass(frozen=True)
class MeetingRecord:
    """A meeting with its committee, its order, its roll and its agenda."""

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

    @cached_property
    def label(self) -> str:
        """The committee and the number as cited."""
        return f"{self.committee.name} ครั้งที่ {thai_digits(f'{self.number}/{self.year}')}"

    @property
    def place(self) -> FindingLocation:
        """The meeting itself."""
        return place_of(self.label, "meeting", self.id)

    def place_of_part(
        self, subject: str, record_id: int, part_label: str, field_name: str = ""
    ) -> FindingLocation:
        """A part of the meeting."""
        label = f"{self.label} {part_label}".strip()
        return place_of(label, subject, record_id, field_name, parent_id=self.id)

    def place_of_item(self, item: ItemRecord) -> FindingLocation:
        """An item of its agenda."""
        return self.place_of_part("agenda_item", item.id, f"วาระ {item.number}")

    @property
    def is_over(self) -> bool:
        """Whether it was held."""
        return self.state.is_closed


@dataclass(frozen=True)
class PlanCellChange:
    """A cell of a plan that was changed: which, and when (UTC, ISO)."""

    subject: str
    subject_id: int
    field: str
    changed_at: str


@dataclass(frozen=True)
class PlanRecord:
    """A plan with its gaps, its changes once announced, and what was said at its approval."""

    plan: Plan
    gaps: tuple[PlanGap, ...] = ()
    changes: tuple[PlanCellChange, ...] = ()
    said: tuple[SpokenRecord, ...] = ()

    @property
    def label(self) -> str:
        """How it is called."""
        return f"แผนปี {self.plan.label}"

    def place_of_part(
        self,
        part_label: str = "",
        subject: str = "plan",
        row_id: int | None = None,
        field: str = "",
    ) -> FindingLocation:
        """The plan, or a row of it."""
        plan = self.plan
        label, record_id = (
            f"{self.label} {part_label}".strip(),
            plan.id if row_id is None else row_id,
        )
        return place_of(label, subject, record_id, field, parent_id=plan.id, year=plan.fiscal_year)


@dataclass(frozen=True)
class MemoRecord:
    """A memo, and when divisions signed it where it is a circular."""

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
        """The memo itself."""
        number = f"ที่ {thai_digits(f'{self.number}/{self.year}')} " if self.number else ""
        return place_of(f"บันทึกข้อความ {number}เรื่อง {self.subject}", "memo", self.id)


@dataclass(frozen=True)
class KnowledgeRecord:
    """An item of the classification; `number` is its place in its list."""

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
        """The item itself."""
        year, number = thai_digits(self.fiscal_year), thai_digits(self.number)
        label = f"{self.kind} ปี {year} {self.division} ข้อ {number}"
        return place_of(label, "knowledge", self.id, year=self.fiscal_year)


@dataclass(frozen=True)
class PersonRecord:
    """A person of the register."""

    id: int
    name: str
    leaves_on: date | None = None

    @property
    def place(self) -> FindingLocation:
        """The person."""
        return place_of(self.name, "person", self.id)


@dataclass(frozen=True)
class HeldRecord:
    """A post held by a person from a day until a day."""

    id: int
    person: PersonRecord
    post_id: int
    post: str
    is_shared: bool
    kind: AssignmentKind
    begins_on: date
    ends_on: date | None = None


@dataclass(frozen=True)
class TrainingRecord:
    """A training: back on which day, reported on which."""

    id: int
    title: str
    begins_on: date
    returned_on: date
    reported_on: date | None = None

    @property
    def place(self) -> FindingLocation:
        """The training."""
        return place_of(f"การพัฒนา {self.title}", "training", self.id)


@dataclass(frozen=True)
class YearRecord:
    """What a fiscal year's evidence shows: the board, and how much was assessed."""

    fiscal_year: int
    board: Board
    scored_count: int
    question_count: int
    unproven_count: int = 0

    @property
    def place(self) -> FindingLocation:
        """The year's evidence."""
        year = self.fiscal_year
        label = f"แฟ้มหลักฐานปี {thai_digits(year)}"
        return FindingLocation(label, "evidence", year, location=InEvidence(year))


@dataclass(frozen=True)
class Records:
    """The records of a store, or of one document, as they are judged on a day."""

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
    _orders_by_id: dict[int, OrderRecord] = field(default_factory=dict, compare=False, repr=False)

    def order_of(self, committee: CommitteeRecord) -> OrderRecord | None:
        """The order that appoints a committee, where it was read."""
        if not self._orders_by_id:
            self._orders_by_id.update({order.id: order for order in self.orders})
        return self._orders_by_id.get(committee.order_id)
