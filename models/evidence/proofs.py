"""The proofs of a step or item: references to generated documents and to attachments."""

from kmtui.thai.digits import thai_digits
from models.evidence.attachments import AttachmentKind
from models.evidence.facts import Facts
from models.evidence.values import Proof
from models.memos.records import MemoKind, Reply
from models.memos.views import MemoView


def order_proofs(facts: Facts) -> tuple[Proof, ...]:
    """Cite the orders of the year's committees, after the memos that requested them."""
    committees = (facts.plan_committee, facts.monitoring_committee)
    orders = [
        Proof(f"คำสั่งที่ {each.order_label} {each.name}", "order", each.order_key)
        for each in committees
        if each is not None
    ]
    memos = [Proof(each.subject, "approval", each.order_key) for each in facts.approvals]
    return tuple(dict.fromkeys((*memos, *orders)))


def classification_proofs(facts: Facts) -> tuple[Proof, ...]:
    """Cite the classification tables that count for the year; empty ones are left out."""
    year, proofs = facts.knowledge_year, list[Proof]()
    for content, document, title in (
        (facts.knowledge, "classification", "การจำแนกความรู้ในองค์กร"),
        (facts.processes, "processes", "กระบวนการที่สำคัญ"),
    ):
        if content is not None and content.count:
            proofs.append(Proof(f"{title} ปี {thai_digits(year)}", document, str(year)))
    return tuple(proofs)


def guide_proofs(facts: Facts) -> tuple[Proof, ...]:
    """Cite the office's guideline, and its list of learning activities."""
    key, year = str(facts.fiscal_year), thai_digits(facts.fiscal_year)
    return (
        Proof(f"แนวทางการจัดการความรู้ ปี {year}", "guideline", key),
        Proof(f"การสร้างส่วนราชการเป็นองค์กรเรียนรู้ ปี {year}", "lo-list", key),
    )


def book_proofs(facts: Facts) -> tuple[Proof, ...]:
    """Cite the book of the year's plan; nothing if there is no plan."""
    if facts.plan is None:
        return ()
    key = str(facts.fiscal_year)
    return (Proof(f"รูปเล่มแผนการจัดการความรู้ ปี {thai_digits(key)}", "book", key),)


def minutes_proofs(facts: Facts) -> tuple[Proof, ...]:
    """Cite the attendance sheet and minutes of each closed meeting that counts as evidence."""
    return tuple(
        Proof(f"{title}ครั้งที่ {each.label} {each.committee}", document, each.key, each.committee)
        for each in facts.meetings
        if each.is_closed
        for document, title in (("attendance", "รายชื่อผู้เข้าประชุม"), ("minutes", "รายงานการประชุม"))
    )


def plan_proofs(facts: Facts) -> tuple[Proof, ...]:
    """Cite the documents of the year's plan; nothing if there is no plan."""
    plan = facts.plan
    if plan is None:
        return ()
    key = str(plan.fiscal_year)
    papers = [("plan", plan.title)]
    if plan.scopes:  # an empty table proves nothing
        papers.append(("scope", "ขอบเขต KM"))
    if plan.lo is not None:
        papers.append(("lo-plan", "การสร้างส่วนราชการเป็นองค์กรเรียนรู้"))
    if plan.announced_on is not None:
        papers.append(("announcement", "ประกาศแผนการจัดการความรู้"))
    return tuple(Proof(f"{title} ปี {thai_digits(key)}", paper, key) for paper, title in papers)


def activity_proofs(facts: Facts) -> tuple[Proof, ...]:
    """Cite the memos, reports and attachments that prove activities approved and done."""
    proofs = [Proof(each.subject, "memo", each.key) for each in _approved_memos(facts)]
    if facts.plan is not None and any(each.progress for each in facts.plan.activities):
        year = thai_digits(facts.fiscal_year)
        proofs.append(Proof(f"รายงานผลตามแผน ปี {year}", "progress", str(facts.fiscal_year)))
    for each in facts.trainings:
        if each.report.done_on is not None:
            proofs.append(Proof(f"{each.title} ({each.person})", "training", str(each.id)))
    for kind in (AttachmentKind.WORK_MANUAL, AttachmentKind.TRAINING_REPORT):
        proofs += [Proof(each.title, attachment=each) for each in facts.attached(kind)]
    return tuple(proofs)


def _approved_memos(facts: Facts) -> list[MemoView]:
    """Return the year's numbered memos that request approval to carry something out and got it."""
    return [
        each
        for each in reversed(facts.memos)
        if each.kind == MemoKind.APPROVAL
        and each.fiscal_year == facts.fiscal_year
        and each.is_numbered
        and each.reply == Reply.APPROVED
    ]


def memo_proofs(facts: Facts, kind: MemoKind) -> tuple[Proof, ...]:
    """Cite the newest memo of a kind; nothing if there is none."""
    memo = facts.memo(kind)
    return () if memo is None else (Proof(memo.subject, "memo", memo.key),)


def monitoring_proofs(facts: Facts) -> tuple[Proof, ...]:
    """Cite the report of the monitoring committee; nothing if there is none."""
    plan = facts.plan
    if plan is None or not plan.reports:
        return ()
    year = facts.fiscal_year
    return (Proof(f"รายงานการติดตามและประเมินผล ปี {thai_digits(year)}", "monitoring", str(year)),)


def survey_proofs(facts: Facts) -> tuple[Proof, ...]:
    """Cite the printed summary of the survey; nothing if no form was entered."""
    year = facts.fiscal_year
    if not facts.survey_count:
        return ()
    return (Proof(f"สรุปผลแบบสำรวจ ปี {thai_digits(year)}", "survey", str(year)),)


def analysis_proofs(facts: Facts) -> tuple[Proof, ...]:
    """Cite the monitoring report, the survey and the self-assessment, as far as they exist."""
    proofs = monitoring_proofs(facts) + survey_proofs(facts)
    if any(
        each.scored_count or any(a.existing for a in each.answers)
        for each in facts.assessment.results
    ):
        year = facts.fiscal_year
        label = f"การประเมินตนเองเรื่องการจัดการความรู้ ปี {thai_digits(year)}"
        proofs += (Proof(label, "assessment", str(year)),)
    return proofs


def attached_proofs(facts: Facts, number: int) -> tuple[Proof, ...]:
    """Cite the attachments of an item, except those already listed among its proofs."""
    own_place = (AttachmentKind.WORK_MANUAL, AttachmentKind.TRAINING_REPORT)
    return tuple(
        Proof(each.title, attachment=each)
        for each in facts.attachments
        if each.lo_item == number and not (number == 4 and each.kind in own_place)
    )
