"""The announcement (ประกาศ) that enacts a year's KM plan, and its file copy, from one record."""

from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from exports.documents import Request
from exports.forms.heading import UNSIGNED, dated, midnight
from exports.forms.issued import draw_end, draw_head, initials_after
from exports.forms.paper import begin_paper
from exports.forms.readiness import Readiness, readiness
from exports.plan.action_plan import planned_year_of
from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.styles import BODY_SPACED
from models.committees.approvals import approval_of
from models.meetings.records import Meeting
from models.memos.templates import law_citation
from models.office.organization import the_organization
from models.people.records import Post
from models.plan.lifecycle import cko_on
from models.plan.steps import PlanState
from models.plan.values import Plan, PlanApprovalView, ReviewView
from models.plan.views import read_plan

_DUTY = (
    "กำหนดให้ส่วนราชการมีหน้าที่พัฒนาความรู้ในองค์กร เพื่อให้มีลักษณะเป็นองค์กรแห่งการเรียนรู้อย่างสม่ำเสมอ "
    "โดยต้องรับรู้ข้อมูลข่าวสารและสามารถประมวลความรู้ในด้านต่างๆ เพื่อนำมาประยุกต์ใช้ในการปฏิบัติราชการได้อย่างถูกต้อง "
    "รวดเร็ว เหมาะสมกับสถานการณ์ รวมทั้งต้องส่งเสริมและพัฒนาความรู้ ความสามารถ สร้างวิสัยทัศน์ "
    "และปรับเปลี่ยนทัศนคติของข้าราชการในสังกัดให้เป็นบุคคลที่มีประสิทธิภาพและมีการเรียนรู้ร่วมกัน ทั้งนี้ "
    "เพื่อประโยชน์ในการปฏิบัติราชการของส่วนราชการให้สอดคล้องกับการบริหารราชการให้เกิดผลสัมฤทธิ์ตามพระราชกฤษฎีกาฯ นั้น"
)
_DUTY_IN_SHORT = (
    "ที่กำหนดให้ส่วนราชการมีหน้าที่พัฒนาความรู้ในส่วนราชการ เพื่อให้มีลักษณะเป็นองค์กรแห่งการเรียนรู้อย่างสม่ำเสมอ"
)
_DOTS = "." * 40
_OWN_INITIALS = ("พิมพ์/ทาน",)

find = planned_year_of


class AnnouncementPaper(Struct, frozen=True):
    """The printed content of an announcement; `initials` are drawn on its file copy only."""

    heading: tuple[str, ...]
    file_title: str
    author: str
    identity: str
    made_at: datetime
    readiness: Readiness
    is_copy: bool
    paragraphs: tuple[str, ...]
    closing: str
    given: str
    signature: tuple[str, ...]
    initials: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def gather(fiscal_year: int, request: Request) -> AnnouncementPaper:
    """Read an announcement or its file copy; that of a plan not announced yet is a draft.

    Raises NotFound if the fiscal year has no plan.
    """
    plan, office = read_plan(fiscal_year), the_organization()
    is_draft, copy = plan.state != PlanState.ANNOUNCED, request.copy
    kind = "สำเนาคู่ฉบับประกาศ" if copy else "ประกาศ"
    law = law_citation()
    return AnnouncementPaper(
        heading=(
            f"ประกาศ{office.name}",
            f"เรื่อง {plan.title}ของ{office.name}",
            f"ประจำปีงบประมาณ พ.ศ. {plan.label}",
        ),
        file_title=f"{kind} {plan.title} {plan.fiscal_year}{' ร่าง' if is_draft else ''}",
        author=office.name,
        identity=f"announcement {plan.fiscal_year} {copy}",
        made_at=midnight(plan.announced_on),
        readiness=readiness(
            "ประกาศ",
            request.emblem,
            is_numbered=None,
            lacks=_told(plan) if is_draft else (),
            is_copy=copy,
        ),
        is_copy=copy,
        paragraphs=(f"ตาม{law} {_DUTY}", _enactment(plan, office.name, law)),
        closing="จึงประกาศให้ทราบโดยทั่วกัน",
        given=f"ประกาศ ณ วันที่ {dated(plan.announced_on)}",
        signature=_signature(plan),
        initials=_initials(plan.approval),
    )


def _enactment(plan: Plan, office: str, law: str) -> str:
    """Return the second paragraph: who reviewed and approved the plan, and its web address."""
    year = f"ประจำปีงบประมาณ พ.ศ. {plan.label}"
    sentences = [
        f"เพื่อให้การปฏิบัติราชการของ{office}เป็นไปตาม{law} {_DUTY_IN_SHORT}",
        f"ประกอบกับมติ{_approved_by(plan.approval, office)} เห็นชอบ{plan.title} {year}",
        f"ซึ่งได้ผ่านการทบทวนโดยผู้บริหารด้านการจัดการความรู้ของ{office}",
        f"เมื่อวันที่ {dated(_day_of(plan.review))} เรียบร้อยแล้วนั้น",
        f"จึงประกาศใช้{plan.title}{year}",
    ]
    if plan.website:
        sentences.append(
            "ทั้งนี้ สามารถดูรายละเอียดเกี่ยวกับการจัดการความรู้ (Knowledge Management : KM) "
            f"ของ{office} ได้ที่เว็บไซต์{office} {plan.website}"
        )
    return " ".join(sentences)


def _approved_by(approval: PlanApprovalView | None, office: str) -> str:
    name, label, day = f"คณะกรรมการ {_DOTS} ", "......../............", None
    if approval is not None:
        name, label, day = approval.committee_name, approval.label, approval.held_on
    return f"{name}ของ{office} ในการประชุมครั้งที่ {label} เมื่อวันที่ {dated(day)}"


def _day_of(review: ReviewView | None) -> date | None:
    return review.reviewed_on if review is not None else None


def _signature(plan: Plan) -> tuple[str, ...]:
    """Return the announcer's signature; before the announcement that of the present CKO.

    If the post is vacant, it is an empty line above the post's title.
    """
    if plan.announced_name:
        return (f"({plan.announced_name})", plan.announced_title)
    leads = cko_on(plan.announced_on or date.today())
    if leads is not None:
        return (f"({leads.name})", leads.formal_title)
    post = Post.get_or_none(Post.is_cko)
    return (UNSIGNED, post.formal_name or post.name) if post is not None else (UNSIGNED,)


def _initials(approval: PlanApprovalView | None) -> tuple[str, ...]:
    """Return the labels of the initials on the file copy.

    They follow the memo that requested the order of the approving committee; blank without one.
    """
    meeting = Meeting.get_or_none(id=approval.meeting_id) if approval is not None else None
    if meeting is None:
        return initials_after(None, _OWN_INITIALS)
    return initials_after(approval_of(meeting.committee.order_id), _OWN_INITIALS)


def _told(plan: Plan) -> tuple[str, ...]:
    lacking = [] if plan.approval else ["การประชุมที่เห็นชอบ"]
    lacking += [] if plan.review else ["การทบทวนของ CKO"]
    said = f" บันทึก{'และ'.join(lacking)}ก่อน" if lacking else ""
    return (f"แผนปี {plan.label} ยังไม่ประกาศ ออกให้เป็นร่าง{said}",)


def render(value: AnnouncementPaper, font: Path | None = None) -> RenderedPdf:
    """Draw the announcement as a PDF; the same value gives the same bytes."""
    ready = value.readiness
    paper = begin_paper(value, " ".join(value.heading), font, mark=ready.mark, catchwords=True)
    paper.notes += ready.warnings
    draw_head(paper, ready.emblem, value.heading)
    for paragraph in value.paragraphs:
        paper.write(paragraph, BODY_SPACED)
    draw_end(
        paper,
        value.closing,
        value.given,
        value.signature,
        value.initials,
        is_copy=value.is_copy,
    )
    return paper.drawn()
