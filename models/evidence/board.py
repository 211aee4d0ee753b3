"""The evidence board from the facts of a year: each step and item with proofs and gaps."""

from datetime import date

from msgspec.structs import replace

from kmtui.thai.digits import thai_digits
from models.evidence.facts import Facts, read_facts
from models.evidence.gaps import (
    activity_gaps,
    classification_gaps,
    meeting_gaps,
    memo_gaps,
    monitoring_gaps,
    order_gaps,
    plan_gaps,
    reply_gaps,
    signing_gaps,
    summary_gaps,
    survey_gaps,
)
from models.evidence.proofs import (
    activity_proofs,
    analysis_proofs,
    attached_proofs,
    book_proofs,
    classification_proofs,
    guide_proofs,
    memo_proofs,
    minutes_proofs,
    monitoring_proofs,
    order_proofs,
    plan_proofs,
    survey_proofs,
)
from models.evidence.values import ITEMS, STEPS, Board, EvidenceGapKind, Requirement
from models.memos.records import MemoKind
from models.plan.rules import completeness

_PLAN_STEP, _PLAN_ITEM = 3, 2  # the step and the item that the plan proves


def read_board(fiscal_year: int, today: date) -> Board:
    """Return the board of a fiscal year (Buddhist Era) as of a day.

    Raises KmError if a questionnaire of the office is invalid.
    """
    return board_of(read_facts(fiscal_year, today))


def board_of(facts: Facts) -> Board:
    """Return the board for the facts; activities over by `facts.as_of` need evidence."""
    return Board(facts.fiscal_year, _steps(facts), _items(facts), _notes(facts), _counting(facts))


def _steps(facts: Facts) -> tuple[Requirement, ...]:
    """Return the six steps of the guideline."""
    found = (
        (order_proofs(facts), order_gaps(facts)),
        (classification_proofs(facts) + minutes_proofs(facts), classification_gaps(facts)),
        (plan_proofs(facts), plan_gaps(facts)),
        (activity_proofs(facts), activity_gaps(facts)),
        (memo_proofs(facts, MemoKind.SUMMARY) + monitoring_proofs(facts), summary_gaps(facts)),
        (survey_proofs(facts), survey_gaps(facts)),
    )
    return tuple(
        _requirement(
            facts, Requirement(number, title, asks_for, proofs, gaps), number == _PLAN_STEP
        )
        for number, ((title, asks_for), (proofs, gaps)) in enumerate(
            zip(STEPS, found, strict=True), 1
        )
    )


def _items(facts: Facts) -> tuple[Requirement, ...]:
    """Return the eight items of the learning organisation."""
    summary, circular = MemoKind.SUMMARY, MemoKind.CIRCULAR
    found = (
        (classification_proofs(facts) + guide_proofs(facts), classification_gaps(facts)),
        (plan_proofs(facts) + book_proofs(facts), plan_gaps(facts)),
        (order_proofs(facts) + minutes_proofs(facts), order_gaps(facts) + meeting_gaps(facts)),
        (activity_proofs(facts), activity_gaps(facts)),
        (memo_proofs(facts, summary), memo_gaps(facts, summary, EvidenceGapKind.SUMMARY_MEMO)),
        (memo_proofs(facts, summary), reply_gaps(facts)),
        (analysis_proofs(facts), monitoring_gaps(facts) + survey_gaps(facts)),
        (
            memo_proofs(facts, circular) + survey_proofs(facts),
            memo_gaps(facts, circular, EvidenceGapKind.CIRCULAR) + signing_gaps(facts),
        ),
    )
    return tuple(
        _requirement(
            facts,
            Requirement(number, title, "", (*proofs, *attached_proofs(facts, number)), gaps),
            number == _PLAN_ITEM,
        )
        for number, (title, (proofs, gaps)) in enumerate(zip(ITEMS, found, strict=True), 1)
    )


def _requirement(facts: Facts, line: Requirement, is_plan: bool) -> Requirement:
    """Return a step or item, with its dismissed gaps listed apart from the open ones.

    For the plan (`is_plan`) the gaps dismissed in the plan itself are included.
    """
    waived = [facts.waived[gap.key] for gap in line.gaps if gap.key in facts.waived]
    if is_plan and facts.plan is not None:
        waived += [waiver for _, waiver in completeness(facts.plan).waived]
    gaps = tuple(gap for gap in line.gaps if gap.key not in facts.waived)
    return replace(line, gaps=gaps, waived=tuple(waived))


def _counting(facts: Facts) -> str:
    """Return which meetings count as evidence and why, or how to make one count."""
    counted = ", ".join(f"ครั้งที่ {each.label} ({each.reason})" for each in facts.meetings)
    others = ", ".join(facts.uncounted)
    words = f"การประชุมที่นับเป็นหลักฐาน: {counted}" if counted else ""
    if others and not counted:
        words = (
            f"ยังไม่มีการประชุมที่นับเป็นหลักฐาน ครั้งที่ {others} เลิกแล้วแต่ยังไม่ผูก: "
            "ผูกที่จอองค์ความรู้ (การประชุมที่จำแนก) หรือที่แผน (การประชุมที่เห็นชอบ)"
        )
    return words


def _notes(facts: Facts) -> tuple[str, ...]:
    """Return points that inspectors may ask about, although no document is missing."""
    notes: list[str] = []
    if facts.plan is not None and (count := len(completeness(facts.plan).gaps)):
        notes.append(f"แผนยังไม่ครบถ้วน {thai_digits(count)} จุด ดูตารางความครบถ้วนของแผน")
    assessment = facts.assessment
    if assessment.scored_count < assessment.question_count:
        done = f"{thai_digits(assessment.scored_count)}/{thai_digits(assessment.question_count)}"
        notes.append(f"ประเมินตนเองแล้ว {done} ข้อ")
    if facts.knowledge is not None and facts.knowledge.empty_divisions:
        names = ", ".join(facts.knowledge.empty_divisions)
        notes.append(f"หน่วยงานที่ยังไม่มีองค์ความรู้: {names}")
    return tuple(notes)
