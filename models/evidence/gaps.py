"""The gaps in a year's evidence: label, responsible person, due date, location of the fix.

The rules are those of the guideline of the KM plan (แนวทางการจัดการความรู้) and of the plan itself.
"""

from datetime import timedelta

from kmtui.thai.digits import thai_digits
from models.evidence.attachments import AttachmentKind
from models.evidence.facts import Facts, MeetingFacts
from models.evidence.proofs import monitoring_proofs
from models.evidence.values import EvidenceGap, EvidenceGapKind
from models.meetings.notice import NOTICE_DAYS
from models.memos.records import MemoKind, Reply
from models.memos.views import MemoView
from models.office.locations import (
    InAttachments,
    InKnowledge,
    InMeeting,
    InMemo,
    InMonitoring,
    InOrderMemo,
    InPlan,
    InProgress,
    InSurvey,
    InTraining,
    Location,
    MeetingList,
    MemoList,
    OrderList,
    PlanList,
    TrainingList,
)
from models.plan.progress import EvidenceKind
from models.plan.steps import PlanState


def order_gaps(facts: Facts) -> tuple[EvidenceGap, ...]:
    """Return missing orders, and their memos without a number."""
    gaps: list[EvidenceGap] = []
    if facts.plan_committee is None:
        gaps.append(_gap(facts, EvidenceGapKind.ORDER, "คำสั่งแต่งตั้งคณะกรรมการจัดทำแผน", OrderList()))
    if facts.monitoring_committee is None:
        gaps.append(
            _gap(facts, EvidenceGapKind.ORDER, "คำสั่งแต่งตั้งคณะกรรมการติดตามและประเมินผล", OrderList())
        )
    for each in facts.approvals:
        if not each.is_numbered:
            label = f"เลขที่บันทึก “{each.subject}”"
            gaps.append(_gap(facts, EvidenceGapKind.MEMO_NUMBER, label, InOrderMemo(each.order_id)))
    return tuple(gaps)


def classification_gaps(facts: Facts) -> tuple[EvidenceGap, ...]:
    """Return divisions without a process, a missing classifying meeting, and `meeting_gaps`.

    Guideline of the KM plan, step 2: each division classifies at least one process; the minutes of
    the meeting are the evidence.
    """
    processes = facts.processes
    if processes is None:
        return (
            _gap(
                facts,
                EvidenceGapKind.CLASSIFICATION,
                "การจำแนกความรู้",
                InKnowledge(facts.fiscal_year),
            ),
        )
    gaps = [
        _gap(
            facts,
            EvidenceGapKind.CLASSIFICATION,
            f"กระบวนการที่สำคัญของ{name}",
            InKnowledge(facts.fiscal_year),
        )
        for name in processes.empty_divisions
    ]
    if processes.meeting_id is None:
        label = "การประชุมที่จำแนกความรู้"
        gaps.append(_gap(facts, EvidenceGapKind.MINUTES, label, InKnowledge(facts.fiscal_year)))
    return (*gaps, *meeting_gaps(facts))


def meeting_gaps(facts: Facts) -> tuple[EvidenceGap, ...]:
    """Return missing minutes and invitations of the meetings that count; a gap if none counts."""
    if not facts.meetings and facts.uncounted:
        label = f"การประชุมที่ผูกกับการจำแนกหรือแผน (มีครั้งที่ {', '.join(facts.uncounted)} ให้ผูก)"
        place = InKnowledge(facts.fiscal_year)
        return (_gap(facts, EvidenceGapKind.MINUTES, label, place),)
    if not facts.meetings:
        return (_gap(facts, EvidenceGapKind.MINUTES, "รายงานการประชุมคณะกรรมการ", MeetingList()),)
    return tuple(gap for each in facts.meetings for gap in _gaps_of(facts, each))


def _gaps_of(facts: Facts, meeting: MeetingFacts) -> tuple[EvidenceGap, ...]:
    gaps = []
    if not meeting.is_closed:
        label = f"รายงานการประชุมครั้งที่ {meeting.label}"
        gaps.append(_gap(facts, EvidenceGapKind.MINUTES, label, InMeeting(meeting.id)))
    if not (meeting.was_notified or facts.attached(AttachmentKind.INVITATION)):
        due = meeting.held_on - timedelta(days=NOTICE_DAYS)
        label = f"หนังสือเชิญประชุมครั้งที่ {meeting.label}"
        gaps.append(
            EvidenceGap(
                EvidenceGapKind.INVITATION,
                label,
                InAttachments(facts.fiscal_year),
                facts.secretary,
                due,
            )
        )
    return tuple(gaps)


def plan_gaps(facts: Facts) -> tuple[EvidenceGap, ...]:
    """Return the missing plan, or its missing announcement, due on the first day of the year."""
    plan = facts.plan
    year = thai_digits(facts.fiscal_year)
    if plan is None or not plan.tables:
        return (_gap(facts, EvidenceGapKind.PLAN, f"แผนการจัดการความรู้ ปี {year}", _plan(facts)),)
    if plan.state != PlanState.ANNOUNCED:
        first = facts.first_day
        label = f"ประกาศแผนการจัดการความรู้ ปี {year}"
        return (
            EvidenceGap(EvidenceGapKind.ANNOUNCEMENT, label, _plan(facts), facts.secretary, first),
        )
    return ()


def activity_gaps(facts: Facts) -> tuple[EvidenceGap, ...]:
    """Return missing evidence of activities, work manual and training reports.

    Guideline of the KM plan, step 4: each activity has the documents that the plan names; the
    plan's rules on follow-up ask for a report on each training.
    """
    gaps = list(_progress_gaps(facts))
    manual, report = AttachmentKind.WORK_MANUAL, AttachmentKind.TRAINING_REPORT
    if not facts.attached(manual):
        gaps.append(
            _gap(facts, EvidenceGapKind.WORK_MANUAL, manual.label, InAttachments(facts.fiscal_year))
        )
    open_reports = [each for each in facts.trainings if each.report.done_on is None]
    for each in open_reports:
        label = f"{report.label} {each.title} ({each.person})"
        gaps.append(
            EvidenceGap(
                EvidenceGapKind.TRAINING_REPORT,
                label,
                InTraining(each.id),
                each.person,
                each.report.due_on,
            )
        )
    if not facts.trainings and not facts.attached(report):
        gaps.append(
            _gap(
                facts,
                EvidenceGapKind.TRAINING_REPORT,
                report.label,
                TrainingList(facts.fiscal_year),
            )
        )
    return tuple(gaps)


def _progress_gaps(facts: Facts) -> tuple[EvidenceGap, ...]:
    """Return activities whose last day is over, without evidence.

    Source: guideline of the KM plan, step 4.
    """
    plan = facts.plan
    if plan is None:
        return ()
    overdue = [
        each
        for each in plan.activities
        if each.ends_on is not None
        and each.ends_on < facts.as_of
        and not any(entry.evidence_kind != EvidenceKind.NONE for entry in each.progress)
    ]
    return tuple(
        EvidenceGap(
            EvidenceGapKind.PROGRESS,
            f"หลักฐานของกิจกรรม {each.heading}",
            InProgress(facts.fiscal_year, each.id),
            ", ".join(each.owner_names),
            each.ends_on,
        )
        for each in overdue
    )


def memo_gaps(facts: Facts, kind: MemoKind, missing: EvidenceGapKind) -> tuple[EvidenceGap, ...]:
    """Return a gap of the kind `missing` if there is no memo of a kind, or its missing number."""
    memo = facts.memo(kind)
    if memo is None:
        return (_gap(facts, missing, f"บันทึกข้อความ{kind.label}", MemoList(facts.fiscal_year)),)
    return _number_gaps(facts, memo)


def _number_gaps(facts: Facts, memo: MemoView) -> tuple[EvidenceGap, ...]:
    if memo.is_numbered:
        return ()
    label = f"เลขที่บันทึก “{memo.subject}”"
    return (_gap(facts, EvidenceGapKind.MEMO_NUMBER, label, InMemo(memo.id)),)


def summary_gaps(facts: Facts) -> tuple[EvidenceGap, ...]:
    """Return the gaps of step 5 of the guideline: memo, reply, monitoring report."""
    memo = memo_gaps(facts, MemoKind.SUMMARY, EvidenceGapKind.SUMMARY_MEMO)
    return (*memo, *reply_gaps(facts), *monitoring_gaps(facts))


def reply_gaps(facts: Facts) -> tuple[EvidenceGap, ...]:
    """Return the mayor's missing reply to the summary memo, if there is one (guideline, step 5)."""
    memo = facts.memo(MemoKind.SUMMARY)
    if memo is None or memo.reply != Reply.NONE:
        return ()
    label = f"การลงนามรับทราบบันทึก “{memo.subject}”"
    return (_gap(facts, EvidenceGapKind.REPLY, label, InMemo(memo.id)),)


def signing_gaps(facts: Facts) -> tuple[EvidenceGap, ...]:
    """Return one gap that names the divisions that have not signed the circular, if any."""
    memo = facts.memo(MemoKind.CIRCULAR)
    unsigned = memo.unsigned_divisions if memo is not None else ()
    if memo is None or not unsigned:
        return ()
    label = f"การลงนามรับทราบของ {', '.join(unsigned)}"
    return (_gap(facts, EvidenceGapKind.ACKNOWLEDGEMENT, label, InMemo(memo.id)),)


def monitoring_gaps(facts: Facts) -> tuple[EvidenceGap, ...]:
    """Return the missing report of the monitoring committee.

    The committee's order requires a report to the mayor at least once a year; due on the last day
    of the fiscal year.
    """
    if monitoring_proofs(facts):
        return ()
    committee = facts.monitoring_committee
    who = committee.secretary if committee is not None else ""
    label = "รายงานของคณะกรรมการติดตามและประเมินผล"
    due = facts.last_day
    return (EvidenceGap(EvidenceGapKind.MONITORING_REPORT, label, _monitoring(facts), who, due),)


def survey_gaps(facts: Facts) -> tuple[EvidenceGap, ...]:
    """Return the missing survey of the staff (guideline of the KM plan, step 6)."""
    if facts.survey_count:
        return ()
    return (
        _gap(facts, EvidenceGapKind.SURVEY, "สรุปผลแบบสำรวจความพึงพอใจ", InSurvey(facts.fiscal_year)),
    )


def _plan(facts: Facts) -> Location:
    plan = facts.plan
    return PlanList() if plan is None else InPlan(plan.id, facts.fiscal_year)


def _monitoring(facts: Facts) -> Location:
    """Return the location of the year's monitoring report; without a plan, that of all plans."""
    return PlanList() if facts.plan is None else InMonitoring(facts.fiscal_year)


def _gap(facts: Facts, kind: EvidenceGapKind, label: str, fix_location: Location) -> EvidenceGap:
    """Return a gap for the committee's secretary, due at the end of the year."""
    due = facts.last_day
    return EvidenceGap(kind, label, fix_location, facts.secretary, due)
