"""Mistakes planted in records, each beside the same records as they should be.

A pair is (code of the check, wrong, right): the check sees something in the wrong records and
nothing in the right ones. The records are values; no store is needed.
"""

from datetime import date, time, timedelta
from typing import Any

from msgspec.structs import replace

from models.checks.records.values import (
    ApprovalRecord,
    CommitteeRecord,
    HeldRecord,
    ItemRecord,
    KnowledgeRecord,
    MeetingRecord,
    MemoRecord,
    OrderRecord,
    PersonRecord,
    PlanCellChange,
    PlanRecord,
    Records,
    ResolutionRecord,
    RollRecord,
    SeatRecord,
    SpokenRecord,
    TaskRecord,
    TrainingRecord,
    YearRecord,
)
from models.checks.records.years import LONG_ACTING
from models.committees.records import CommitteeKind, Majority, OrderState, Role
from models.evidence.values import Board, EvidenceGap, EvidenceGapKind, Requirement
from models.meetings.electronic import ElectronicDetails, MeetingForm, Trouble
from models.meetings.records import MeetingState
from models.meetings.roll import AttendanceStatus
from models.memos.records import MemoKind
from models.minutes.records import Outcome
from models.minutes.vote_counts import CastingVote, Votes
from models.office.locations import InMonitoring
from models.people.records import AssignmentKind
from models.plan.progress import EvidenceKind, ProgressStatus, ProgressView
from models.plan.rules import completeness
from models.plan.steps import PlanState, Process
from models.plan.values import (
    ActivityView,
    AmendmentView,
    GoalView,
    OwnerView,
    Plan,
    PlanApprovalView,
    ReviewView,
    ScopeView,
    TableView,
)

Pair = tuple[str, Records, Records]

TODAY = date(2021, 6, 1)
HELD = date(2020, 9, 22)
SENT = {
    "state": MeetingState.PLANNED,
    "year": 2564,
    "held_on": date(2021, 6, 9),
    "invitation_number": "ว ๑๒",
}
DRAFTED = {"state": OrderState.DRAFT, "number": None, "issued_on": None, "approval": None}
ISSUED = date(2020, 9, 17)
PRESENT, ABSENT = AttendanceStatus.PRESENT, AttendanceStatus.ABSENT

SEATS = (
    SeatRecord(1, "ปลัดเทศบาล", Role.CHAIR, "post 1"),
    SeatRecord(2, "รองปลัดเทศบาล", Role.MEMBER, "post 2"),
    SeatRecord(3, "ผู้อำนวยการกองคลัง", Role.MEMBER, "post 3"),
    SeatRecord(4, "นักทรัพยากรบุคคล", Role.MEMBER_SECRETARY, "post 4"),
)
COMMITTEE = CommitteeRecord(1, 1, "คณะกรรมการทดสอบ", CommitteeKind.PLAN, SEATS, 3, None, 1)
ORDER = OrderRecord(
    1, 881, 2563, OrderState.ISSUED, ISSUED, None, ApprovalRecord(date(2020, 9, 16), True)
)
ROLL = tuple(RollRecord(seat.id, seat.id, f"คนที่ {seat.id}", PRESENT, seat.role) for seat in SEATS)
SAID = SpokenRecord(1, "ขอเสนอแผนให้ที่ประชุมพิจารณา", 1)
MADE = ResolutionRecord(1, "เห็นชอบตามที่เสนอ", 4, Votes(3, 1, 0), True)
ITEM = ItemRecord(1, "๑", "เรื่องเพื่อพิจารณา", decides=True, statements=(SAID,), resolutions=(MADE,))
TASK = TaskRecord(1, 1, "จัดทำแผน", "กองคลัง", date(2021, 9, 30), None)
MEETING = MeetingRecord(
    1,
    1,
    2563,
    HELD,
    MeetingState.CLOSED,
    COMMITTEE,
    ORDER,
    2,
    ROLL,
    (ITEM,),
    time(14),
    time(16),
    date(2020, 9, 18),
)


def meetings(*changes: dict[str, Any]) -> Records:
    """Meetings, each with its changes; the first is the usual one."""
    return Records(TODAY, meetings=tuple(replace(MEETING, **each) for each in changes or ({},)))


def roll(**changes: Any) -> Records:
    """A meeting with another last line of its roll."""
    return meetings({"roll": (*ROLL[:-1], replace(ROLL[-1], **changes))})


def online(
    is_online: bool = True, identified_by: str = "เปิดกล้องแล้วแจ้งชื่อ", **changes: Any
) -> Records:
    """A mixed meeting; its last member takes part online."""
    electronic = ElectronicDetails(
        MeetingForm.MIXED,
        "Webex",
        recording="เครื่องแม่ข่ายของเทศบาล",
        troubles=(_trouble(14, 30, time(14, 40)),),
    )
    last = replace(ROLL[-1], is_online=is_online, identified_by=identified_by)
    return meetings({"roll": (*ROLL[:-1], last), "electronic": replace(electronic, **changes)})


def _trouble(hour: int, minute: int = 0, ended: time | None = None) -> Trouble:
    return Trouble(time(hour, minute), ended, "เสียงขาดหาย")


def item(**changes: Any) -> Records:
    """A meeting with another item."""
    return meetings({"items": (replace(ITEM, **changes),)})


def made(**changes: Any) -> Records:
    """A meeting with another resolution."""
    return item(resolutions=(replace(MADE, **changes),))


def voting(records: Records, **changes: Any) -> Records:
    """The same meetings with another resolution under every item."""
    resolution = replace(MADE, **changes)
    return replace(
        records,
        meetings=tuple(
            replace(
                each,
                items=tuple(replace(item, resolutions=(resolution,)) for item in each.items),
            )
            for each in records.meetings
        ),
    )


def voted_by_three(records: Records) -> Records:
    """The same meetings with a resolution that three members made."""
    return voting(records, present_count=3, votes=Votes(3, 0, 0))


def voted_at_half_past_two(records: Records) -> Records:
    """The same meetings with the resolution of all four at half past two."""
    return voting(records, made_at=time(14, 30))


def with_majority(rule: Majority, records: Records) -> Records:
    """The same meetings of a committee with this rule of majority."""
    return replace(
        records,
        meetings=tuple(
            replace(each, committee=replace(each.committee, majority=rule))
            for each in records.meetings
        ),
    )


def said(text: str, **changes: Any) -> Records:
    """A meeting in which this was said."""
    return item(statements=(replace(SAID, text=text, **changes),))


def task(**changes: Any) -> Records:
    """A meeting that gave another task."""
    return item(tasks=(replace(TASK, **changes),))


def orders(*changes: dict[str, Any]) -> Records:
    """Orders, each with its changes."""
    return Records(TODAY, tuple(replace(ORDER, **each) for each in changes or ({},)))


def committee(**changes: Any) -> Records:
    """A committee of an order in force."""
    return Records(TODAY, (ORDER,), (replace(COMMITTEE, **changes),))


MEMO = MemoRecord(1, MemoKind.SUMMARY, 5, 2563, 2563, date(2020, 10, 1), "สรุปผล", date(2020, 10, 2))


def memos(*changes: dict[str, Any]) -> Records:
    """Memos, each with its changes."""
    return Records(TODAY, memos=tuple(replace(MEMO, **each) for each in changes or ({},)))


def activity(number: int, **changes: Any) -> ActivityView:
    """A complete row of the KM process."""
    row = ActivityView(
        id=number,
        versions={},
        table_id=1,
        process=Process.KM_PROCESS,
        step=number,
        number=number,
        title="",
        bullets=(),
        method="จัดประชุมเชิงปฏิบัติการ",
        begins_on=date(2020, 10, 1),
        ends_on=date(2021, 3, 31),
        period_text="",
        target_group="พนักงานเทศบาล",
        indicator=f"จำนวนครั้งที่ดำเนินการในขั้นตอนที่ {number}",
        target="๒ ครั้ง",
        target_number=2,
        target_unit="ครั้ง",
        owners=(OwnerView("กองคลัง", division_id=1),),
        owner_text="กองคลัง",
        budget=1000,
        tools="เอกสาร",
        remark="",
        is_reviewed=True,
        carried_from_id=None,
        progress=(DONE,),
    )
    return replace(row, **changes)


DONE = ProgressView(
    1, 1, date(2021, 3, 31), ProgressStatus.DONE, 2, "ทำแล้ว", EvidenceKind.NONE, "", "ผู้ทดสอบ"
)
ROWS = tuple(activity(step) for step in range(1, 8))
GOAL = GoalView(1, {}, 1, "บุคลากรได้รับการพัฒนาศักยภาพทุกคน", "ร้อยละของบุคลากรที่ได้รับการพัฒนา", True, None)
OTHER_GOAL = GoalView(2, {}, 2, "ประชาชนได้รับบริการที่รวดเร็วขึ้น", "จำนวนเรื่องที่บริการทันกำหนด", False, None)
SCOPE = ScopeView(1, {}, 1, "การพัฒนาบุคลากร", "ด้านการบริหารจัดการบ้านเมืองที่ดี", "", ())
TABLE = TableView(1, Process.KM_PROCESS, 1, None, 1, GOAL.text, GOAL.unit, ROWS)
PLAN = Plan(
    id=1,
    versions={},
    fiscal_year=2564,
    state=PlanState.ANNOUNCED,
    title="แผนการจัดการความรู้",
    website="",
    scope_intro="",
    goal_intro="",
    factor_intro="",
    review=ReviewView("นายพสุธร รัชตพงษ์", "นายกเทศมนตรี", date(2020, 9, 25)),
    approval=PlanApprovalView(1, "๑/๒๕๖๓", HELD, "คณะกรรมการทดสอบ"),
    announced_on=date(2020, 9, 30),
    announced_name="นายพสุธร รัชตพงษ์",
    announced_title="นายกเทศมนตรี",
    amendments=(),
    scopes=(SCOPE,),
    goals=(GOAL, OTHER_GOAL),
    factors=(),
    tables=(TABLE,),
    lo=None,
)
CHANGED = PlanCellChange("activity", 1, "method", "2021-01-15T03:00:00+00:00")
AMENDED = AmendmentView(
    1, 1, "ปรับวิธีการ", "ผู้ทดสอบ", "", "2021-01-10T03:00:00+00:00", "2021-01-20T03:00:00+00:00"
)


def plan(said_at: str = "", changes: tuple[PlanCellChange, ...] = (), **others: Any) -> Records:
    """A plan with its gaps as its own rules see them."""
    own = replace(PLAN, **others)
    spoken = (SpokenRecord(1, said_at),) if said_at else ()
    return Records(TODAY, plans=(PlanRecord(own, completeness(own).gaps, changes, spoken),))


def row(**changes: Any) -> Records:
    """A plan with another last row."""
    rows = (*ROWS[:-1], activity(7, **changes))
    return plan(tables=(replace(TABLE, activities=rows),))


def goals(second: str = OTHER_GOAL.text, unit: str = OTHER_GOAL.unit, **changes: Any) -> Records:
    """A plan with another second goal."""
    return plan(goals=(GOAL, replace(OTHER_GOAL, text=second, unit=unit, **changes)))


def knowledge(*texts: str, has_holder: bool = True) -> Records:
    """A division's list."""
    items = tuple(
        KnowledgeRecord(at, 2563, 1, "กองคลัง", "องค์ความรู้", at, text, has_holder)
        for at, text in enumerate(texts, 1)
    )
    return Records(TODAY, knowledge=items)


SOMCHAI = PersonRecord(1, "นายสมชาย ใจดี")
SOMYING = PersonRecord(2, "นางสมหญิง รักงาน")
HELD_POST = HeldRecord(
    1, SOMCHAI, 1, "ผู้อำนวยการกองคลัง", False, AssignmentKind.SUBSTANTIVE, date(2020, 1, 1)
)


def held(*changes: dict[str, Any]) -> Records:
    """Posts that are held, each with its changes."""
    rows = tuple(replace(HELD_POST, **each) for each in changes or ({},))
    return Records(TODAY, held=rows)


def people(*names: str) -> Records:
    """People of the register."""
    return Records(TODAY, people=tuple(PersonRecord(at, name) for at, name in enumerate(names, 1)))


def trainings(returned_on: date, reported_on: date | None) -> Records:
    """One training that began on 1 March 2021."""
    begins = date(2021, 3, 1)
    return Records(TODAY, trainings=(TrainingRecord(1, "อบรม", begins, returned_on, reported_on),))


def year(due_on: date, scored: int = 24, unproven: int = 0) -> Records:
    """A fiscal year with something missing until a day."""
    label, report = "รายงานผลการติดตาม", InMonitoring(2563)
    gap = EvidenceGap(EvidenceGapKind.MONITORING_REPORT, label, report, "เลขานุการ", due_on)
    board = Board(2563, (Requirement(1, "ขั้นที่ ๑", "", (), (gap,)),), ())
    return Records(TODAY, years=(YearRecord(2563, board, scored, 24, unproven),))


LATER = date(2022, 1, 1)
_SIX_STEPS = "ได้บ่งชี้ความรู้ สร้างและแสวงหาความรู้ จัดความรู้ให้เป็นระบบ เข้าถึงความรู้ แบ่งปันแลกเปลี่ยนความรู้ และเรียนรู้"
_SEVEN_STEPS = _SIX_STEPS + " รวมทั้งประมวลและกลั่นกรองความรู้"
_ALL_SEATS = "คณะกรรมการ ประกอบด้วย ปลัดเทศบาล รองปลัดเทศบาล ผอ.กอง และนักทรัพยากรบุคคล"
_SHORT_OF_SEATS = "คณะกรรมการ ประกอบด้วย ปลัดเทศบาล ผอ.กอง และนักทรัพยากรบุคคล"

MEETING_PAIRS: tuple[Pair, ...] = (
    ("roll-seat-missing", meetings({"roll": ROLL[:-1]}), meetings()),
    ("online-identity", online(identified_by=" "), online()),
    ("online-system", online(system=""), online()),
    ("online-recording", online(recording=""), online()),
    ("online-form", roll(is_online=True, identified_by="เปิดกล้อง"), online()),
    ("online-form", online(is_online=False), roll(is_online=False)),
    ("online-trouble", online(troubles=(_trouble(13, 50), _trouble(15))), online()),
    ("online-trouble", online(troubles=(_trouble(15, 50, time(16, 10)),)), online()),
    ("roll-unmarked", roll(status=AttendanceStatus.UNMARKED), voted_by_three(roll(status=ABSENT))),
    ("no-quorum", meetings({"quorum_needed": 5}), meetings()),
    (
        "no-quorum",
        meetings({"quorum_needed": 4, "roll": (*ROLL[:3], replace(ROLL[3], counts=False))}),
        meetings({"quorum_needed": 4}),
    ),
    ("resolution-quorum", made(present_count=1, votes=None), made(present_count=2, votes=None)),
    (
        "resolution-quorum",
        voting(item(recused=frozenset({3, 4})), present_count=0, votes=None),
        voting(item(recused=frozenset({3, 4})), present_count=1, votes=None),
    ),
    ("vote-sum", made(votes=Votes(3, 0, 0)), made(votes=Votes(2, 1, 1))),
    ("vote-sum", made(votes=Votes(5, 1, 1)), made(votes=Votes(by_acclamation=True))),
    (
        "casting-vote",
        made(votes=Votes(3, 1, 0, casting_vote=CastingVote.FOR)),
        made(votes=Votes(2, 2, 0, casting_vote=CastingVote.FOR)),
    ),
    ("vote-outcome", made(votes=Votes(1, 3, 0)), made(votes=Votes(1, 3, 0), is_approval=False)),
    (
        "vote-outcome",
        made(votes=Votes(3, 1, 0), is_approval=False, outcome=Outcome.REJECTED),
        made(votes=Votes(1, 3, 0), is_approval=False, outcome=Outcome.REJECTED),
    ),
    (
        "vote-outcome",
        with_majority(Majority.PRESENT, made(votes=Votes(2, 1, 1))),
        with_majority(Majority.VOTING, made(votes=Votes(2, 1, 1))),
    ),
    (
        "vote-tie",
        made(votes=Votes(2, 2, 0)),
        made(votes=Votes(2, 2, 0, casting_vote=CastingVote.FOR)),
    ),
    (
        "vote-roll",
        voted_at_half_past_two(roll(arrived_at=time(15))),
        voted_at_half_past_two(roll(arrived_at=time(14, 15))),
    ),
    (
        "vote-roll",
        voted_at_half_past_two(roll(left_at=time(14, 20))),
        voted_at_half_past_two(roll(left_at=time(14, 30))),
    ),
    (
        "vote-roll",
        voted_at_half_past_two(roll(away=((time(14, 20), time(14, 40)),))),
        voted_at_half_past_two(roll(away=((time(14, 20), time(14, 30)),))),
    ),
    ("vote-roll", item(recused=frozenset({4})), voted_by_three(item(recused=frozenset({4})))),
    (
        "roll-times",
        roll(away=((time(15, 50), time(16, 20)),)),
        roll(away=((time(15), time(15, 30)),)),
    ),
    ("resolution-empty", made(text=" "), made()),
    ("meeting-times", meetings({"closed_at": time(13)}), meetings({"closed_at": time(14, 30)})),
    ("roll-times", roll(arrived_at=time(16, 30)), roll(arrived_at=time(14, 30))),
    ("roll-times", roll(arrived_at=time(15), left_at=time(14, 30)), roll(left_at=time(14, 30))),
    ("notice-short", meetings({"notice_warning": "แจ้งนัดล่วงหน้า ๑ วัน"}), meetings()),
    ("notice-missing", meetings({"notified_on": None}), meetings()),
    (
        "item-empty",
        item(statements=(), resolutions=()),
        item(statements=(), resolutions=(), nothing_said=True),
    ),
    ("item-both", item(nothing_said=True), item()),
    ("item-both", item(nothing_said=True, statements=()), item(statements=())),
    ("statement-empty", said("  "), said("เห็นด้วย")),
    (
        "speaker-absent",
        meetings({"roll": (replace(ROLL[0], status=ABSENT, takes_chair=True), *ROLL[1:])}),
        meetings(),
    ),
    ("decision-missing", item(resolutions=()), item(resolutions=(), decides=False)),
    ("assignment-untracked", said("ขอให้กองคลังจัดทำรายงาน"), said("กองคลังจัดทำรายงานแล้ว")),
    (
        "assignment-untracked",
        said("โดยมอบหมายให้ผู้รับผิดชอบบันทึกข้อมูล"),
        item(statements=(replace(SAID, text="มอบหมายให้กองคลัง"),), tasks=(TASK,)),
    ),
    (
        "chair-absent",
        meetings({"roll": (replace(ROLL[0], status=ABSENT), *ROLL[1:])}),
        voted_by_three(
            meetings(
                {
                    "roll": (
                        replace(ROLL[0], status=ABSENT),
                        replace(ROLL[1], takes_chair=True),
                        *ROLL[2:],
                    ),
                    "items": (replace(ITEM, statements=()),),
                }
            )
        ),
    ),
    ("members-listed-short", said(_SHORT_OF_SEATS), said(_ALL_SEATS)),
    ("task-owner", task(assignee=""), task()),
    ("task-day", task(due_on=None), task()),
    ("task-overdue", task(due_on=date(2021, 5, 31)), task(due_on=TODAY)),
    ("task-early", task(due_on=date(2020, 9, 1), done_on=HELD), task(due_on=HELD, done_on=HELD)),
)
ORDER_PAIRS: tuple[Pair, ...] = (
    (
        "meeting-number-gap",
        meetings({}, {"id": 2, "number": 3}),
        meetings({}, {"id": 2, "number": 2}),
    ),
    (
        "number-twice",
        meetings({}, {"id": 2, "committee": replace(COMMITTEE, id=9)}),
        meetings({}, {"id": 2, "committee": replace(COMMITTEE, id=9, chain_id=9)}),
    ),
    ("number-twice", orders({}, {"id": 2}), orders({}, {"id": 2, "year": 2564, "issued_on": None})),
    (
        "number-day",
        meetings({}, {"id": 2, "number": 2, "held_on": date(2020, 9, 1)}),
        meetings({}, {"id": 2, "number": 2, "held_on": HELD}),
    ),
    (
        "number-day",
        orders({}, {"id": 2, "number": 882, "issued_on": date(2020, 9, 1)}),
        orders({}, {"id": 2, "number": 882}),
    ),
    ("number-calendar", meetings({"year": 2564}), meetings()),
    ("number-calendar", memos({"year": 2564}), memos()),
    (
        "meeting-before-order",
        meetings({"held_on": date(2020, 9, 10)}),
        meetings({"held_on": ISSUED}),
    ),
    (
        "meeting-before-order",
        meetings({"order": replace(ORDER, revoked_on=HELD)}),
        meetings({"order": replace(ORDER, revoked_on=date(2020, 9, 23))}),
    ),
    ("order-before-memo", orders({"approval": ApprovalRecord(date(2020, 9, 18), True)}), orders()),
    ("order-memo-day", orders({"approval": ApprovalRecord(ISSUED, True)}), orders()),
    ("order-memo-missing", orders({"approval": None}), orders()),
    ("announced-early", plan(announced_on=date(2020, 9, 24)), plan()),
    (
        "announced-early",
        plan(announced_on=date(2020, 9, 21), review=None),
        plan(announced_on=HELD, review=None),
    ),
    ("adopted-early", meetings({"adopted_on": date(2020, 9, 21)}), meetings({"adopted_on": HELD})),
    ("replied-early", memos({"replied_on": date(2020, 9, 30)}), memos()),
    (
        "replied-early",
        memos({"signed_on": (None, date(2020, 9, 1))}),
        memos({"signed_on": (None, None)}),
    ),
    (
        "reported-early",
        trainings(date(2021, 3, 5), date(2021, 3, 4)),
        trainings(date(2021, 3, 5), date(2021, 3, 5)),
    ),
    ("reported-early", trainings(date(2021, 2, 5), None), trainings(date(2021, 3, 5), None)),
    ("day-ahead", orders({"issued_on": LATER, "year": 2565}), orders()),
    ("day-ahead", memos({"written_on": LATER, "year": 2565, "replied_on": None}), memos()),
    ("year-impossible", orders({"issued_on": date(2563, 9, 17)}), orders()),
    ("year-impossible", meetings({"held_on": date(1477, 9, 22)}), meetings()),
    ("fiscal-mixed", memos({"fiscal_year": 2566}), memos({"fiscal_year": 2564})),
    ("fiscal-mixed", plan(announced_on=date(2018, 9, 30)), plan()),
    ("committee-chair", committee(seats=SEATS[1:]), committee()),
    (
        "committee-chairs",
        committee(seats=(*SEATS, replace(SEATS[0], id=5, key="post 5"))),
        committee(),
    ),
    ("committee-secretary", committee(seats=SEATS[:3]), committee()),
    ("seat-twice", committee(seats=(*SEATS, replace(SEATS[1], id=5))), committee()),
    ("quorum-high", committee(quorum_count=5), committee(quorum_count=4)),
    ("duty-missing", committee(duty_count=0), committee()),
    ("seat-vacant", committee(seats=(*SEATS[:3], replace(SEATS[3], is_vacant=True))), committee()),
)
PLAN_PAIRS: tuple[Pair, ...] = (
    ("plan-process", plan(tables=(), goals=(OTHER_GOAL,)), plan()),
    ("plan-mission", plan(scopes=(replace(SCOPE, mission="ด้านเศรษฐกิจ"),)), plan()),
    ("plan-goal-table", goals(selected=True), goals()),
    ("plan-goal-unit", plan(goals=(replace(GOAL, unit=""),)), plan()),
    (
        "plan-scope-goal",
        plan(tables=(TABLE, replace(TABLE, id=2, goal_id=None, scope_id=1))),
        plan(),
    ),
    ("plan-step", plan(tables=(replace(TABLE, activities=ROWS[1:]),)), plan()),
    ("plan-part", row(method=""), row()),
    ("plan-part", row(target_group=""), row()),
    (
        "plan-indicator",
        row(indicator="จำนวนบุคลากรที่เข้าใจ", target="บุคลากรที่เข้าใจ", target_number=None),
        row(),
    ),
    ("plan-beyond", row(ends_on=date(2021, 10, 1)), row(ends_on=date(2021, 9, 30))),
    ("plan-backwards", row(ends_on=date(2020, 9, 1), begins_on=date(2020, 10, 5)), row()),
    ("plan-unconfirmed", row(is_reviewed=False), row()),
    ("plan-early", row(begins_on=date(2020, 9, 30)), row(begins_on=date(2020, 10, 1))),
    (
        "plan-figure",
        row(target="บุคลากรมีความรู้เพิ่มขึ้น", target_number=None),
        row(target="บุคลากรทุกคน", target_number=None),
    ),
    ("plan-owner", row(owner_text="กองวิชาการและแผนงาน", owners=()), row()),
    ("plan-owner", row(owner_text="กองคลัง\nกองวิชาการ"), row(owner_text="ทุกส่วนราชการ", owners=())),
    ("plan-shared-indicator", row(indicator=ROWS[0].indicator), row()),
    ("plan-alike", goals("บุคลากรได้รับการพัฒนาศักยภาพทุกๆคน"), goals()),
    ("plan-unit-shared", goals(unit=GOAL.unit), goals()),
    ("plan-review", plan(review=None), plan()),
    ("plan-approval", plan(approval=None), plan()),
    ("plan-results", row(progress=()), row(progress=(), ends_on=date(2021, 9, 30))),
    ("plan-changed", plan(changes=(CHANGED,)), plan(changes=(CHANGED,), amendments=(AMENDED,))),
    (
        "plan-claimed",
        plan(
            "แผนได้กำหนดตัวชี้วัด และงบประมาณไว้",
            tables=(replace(TABLE, activities=tuple(replace(each, budget=None) for each in ROWS)),),
        ),
        plan("แผนได้กำหนดตัวชี้วัด และงบประมาณไว้"),
    ),
)
YEAR_PAIRS: tuple[Pair, ...] = (
    (
        "knowledge-alike",
        knowledge("การจัดเก็บภาษีที่ดินและสิ่งปลูกสร้าง", "การจัดเก็บภาษีที่ดินและสิ่งปลูกสร้าง ๆ"),
        knowledge("การจัดเก็บภาษีที่ดินและสิ่งปลูกสร้าง", "การเบิกจ่ายเงินงบประมาณ"),
    ),
    ("knowledge-holder", knowledge("การเบิกจ่าย", has_holder=False), knowledge("การเบิกจ่าย")),
    ("memo-number", memos({"number": None, "year": None}), memos()),
    ("memo-number", orders({"approval": ApprovalRecord(date(2020, 9, 16), False)}), orders()),
    (
        "circular-unsigned",
        memos({"kind": MemoKind.CIRCULAR, "signed_on": (None, date(2020, 10, 2))}),
        memos({"kind": MemoKind.CIRCULAR, "signed_on": (date(2020, 10, 2),)}),
    ),
    (
        "memo-steps",
        memos({"parts": (("ประโยชน์ที่ได้รับ", _SIX_STEPS),)}),
        memos({"parts": (("ประโยชน์ที่ได้รับ", _SEVEN_STEPS),)}),
    ),
    *(
        ("emblem-missing", replace(records, has_emblem=False), records)
        for records in (orders(), memos(), meetings(SENT), plan())
    ),
    *(
        ("emblem-draft", replace(records, has_emblem=False), records)
        for records in (
            orders(DRAFTED),
            memos({"number": None, "year": None, "written_on": TODAY, "replied_on": None}),
        )
    ),
    ("evidence-late", year(date(2021, 5, 31)), year(TODAY)),
    ("assessment-unfinished", year(TODAY, scored=6), year(TODAY)),
    ("assessment-unfinished", year(TODAY, scored=0), year(TODAY)),
    ("assessment-unproven", year(TODAY, unproven=2), year(TODAY)),
    (
        "people-alike",
        people("นางสาวอรยานี ฤทธิจันทร์", "นางสาวอรยาณี ฤทธิจันทร์"),
        people("นางสาวอรยานี ฤทธิจันทร์", "นางเบญจมาภรณ์ ยุติธรรม"),
    ),
    (
        "acting-endless",
        held({"kind": AssignmentKind.ACTING, "begins_on": TODAY - LONG_ACTING - timedelta(days=1)}),
        held({"kind": AssignmentKind.ACTING, "begins_on": TODAY - LONG_ACTING}),
    ),
    (
        "acting-endless",
        held({"kind": AssignmentKind.ACTING}),
        held({"kind": AssignmentKind.ACTING, "ends_on": TODAY}),
    ),
    ("term-backwards", held({"ends_on": date(2019, 12, 31)}), held({"ends_on": TODAY})),
    (
        "post-held-twice",
        held({}, {"id": 2, "person": SOMYING, "begins_on": HELD}),
        held({"ends_on": date(2020, 9, 21)}, {"id": 2, "person": SOMYING, "begins_on": HELD}),
    ),
    (
        "holder-gone",
        held({"person": replace(SOMCHAI, leaves_on=date(2020, 9, 30))}),
        held({"person": replace(SOMCHAI, leaves_on=date(2021, 9, 30))}),
    ),
)
PAIRS: tuple[Pair, ...] = (*MEETING_PAIRS, *ORDER_PAIRS, *PLAN_PAIRS, *YEAR_PAIRS)
