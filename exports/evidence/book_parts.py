"""The sixteen parts of the KM plan's book: boilerplate texts, and tables of records."""

from typing import TypeAlias

from msgspec import Struct

from exports.committees.order import CommitteeMember
from exports.documents import Request
from exports.forms.boilerplate import template_lines
from exports.plan import action_plan as plan
from exports.plan import scope
from exports.questionnaires import assessment
from kmtui.thai.digits import thai_digits
from models.committees.records import (
    AppointmentOrder,
    Committee,
    CommitteeKind,
    OrderState,
    Role,
)
from models.office.organization import the_organization
from models.plan.values import Plan
from models.plan.views import read_plan

NONE = "- ไม่มี -"


class Words(Struct, frozen=True):
    """A part's text: lines of a template, or stored texts."""

    lines: tuple[str, ...]


class Members(Struct, frozen=True):
    """The members of a committee as its order lists them."""

    rows: tuple[CommitteeMember, ...]


Block: TypeAlias = Words | Members | plan.PlanPaper | scope.ScopePaper | assessment.AssessmentPaper


class BookPart(Struct, frozen=True):
    """A part of the book: its number, title and content."""

    number: int
    title: str
    blocks: tuple[Block, ...]

    @property
    def name(self) -> str:
        """The name of the link target for the table of contents."""
        return f"part-{self.number}"

    @property
    def is_wide(self) -> bool:
        """Whether the part ends on a landscape page."""
        return isinstance(self.blocks[-1], plan.PlanPaper | scope.ScopePaper)

    @property
    def heading(self) -> str:
        """The title with its number."""
        return f"{thai_digits(self.number)}. {self.title}"


def parts_of(fiscal_year: int, request: Request) -> tuple[BookPart, ...]:
    """Return the sixteen parts in the order of the printed book (รูปเล่ม).

    Raises:
        NotFound: the year has no plan.
        KmError: a text file of the office cannot be read.
    """
    content = read_plan(fiscal_year)
    office = the_organization().name
    parts: tuple[tuple[str, tuple[Block, ...]], ...] = (
        ("บทสรุปผู้บริหาร", (_words("01-summary", fiscal_year),)),
        ("คำสั่งแต่งตั้งคณะกรรมการจัดทำแผนการจัดการความรู้", _team(fiscal_year)),
        ("ขอบเขต KM", _scopes(content, request)),
        ("เป้าหมาย KM", (_listed(content.goal_intro, [goal.text for goal in content.goals]),)),
        (
            "ปัจจัยแห่งความสำเร็จ",
            (_listed(content.factor_intro, [factor.text for factor in content.factors]),),
        ),
        (f"แนวทางการจัดการความรู้{office}", (_words("06-guideline", fiscal_year),)),
        (f"แนวคิดการจัดทำแผนการจัดการความรู้{office}", (_words("07-concept", fiscal_year),)),
        ("หัวใจของการจัดการความรู้", (_words("08-heart", fiscal_year),)),
        ("เครื่องมือในการจัดการความรู้", (_words("09-tools", fiscal_year),)),
        ("การจัดการความรู้กับองค์กรแห่งการเรียนรู้", (_words("10-learning", fiscal_year),)),
        ("CoP (Community of Practice) ชุมชนนักปฏิบัติ", (_words("11-cop", fiscal_year),)),
        ("เรียนรู้ค่านิยมของข้าราชการยุคใหม่", (_words("12-values", fiscal_year),)),
        (
            "การประเมินตนเองเรื่องการจัดการความรู้ และสรุปผลการประเมินตนเอง",
            (assessment.gather(fiscal_year, request),),
        ),
        ("เกณฑ์การประเมิน", (_words("14-criteria", fiscal_year),)),
        (f"แผนการจัดการความรู้{office}", (plan.gather(fiscal_year, request),)),
        ("การติดตามและประเมินผล", _monitoring(fiscal_year)),
    )
    return tuple(BookPart(number, *part) for number, part in enumerate(parts, 1))


def _words(name: str, fiscal_year: int) -> Words:
    return Words(template_lines(f"book/{name}.txt", fiscal_year))


def _listed(intro: str, texts: list[str]) -> Words:
    items = (f"{thai_digits(number)}) {text}" for number, text in enumerate(texts, 1))
    lines = (*(line for line in intro.split("\n") if line), *items)
    return Words(lines if texts else (*lines, NONE))


def _scopes(content: Plan, request: Request) -> tuple[Block, ...]:
    words = _listed(content.scope_intro, [each.text for each in content.scopes])
    if not content.scopes:
        return (words,)
    return (words, scope.gather(content.fiscal_year, request))


def plan_committee_name() -> str:
    """Return the name of the planning committee in the newest order in force, or a general name."""
    committee = _committee(CommitteeKind.PLAN)
    return str(committee.name) if committee is not None else "คณะกรรมการจัดทำแผนการจัดการความรู้"


def missing_of(fiscal_year: int) -> tuple[str, ...]:
    """Return Thai warnings for the user, not printed, about what the book lacks.

    Raises NotFound if the year has no plan.
    """
    content = read_plan(fiscal_year)
    said = (
        (_committee(CommitteeKind.PLAN), "ยังไม่ได้ออกคำสั่งแต่งตั้งคณะกรรมการจัดทำแผน"),
        (_committee(CommitteeKind.MONITORING), "ยังไม่ได้ออกคำสั่งแต่งตั้งคณะกรรมการติดตามและประเมินผล"),
        (content.scopes, "ยังไม่มีขอบเขต KM ในแผน"),
        (content.goals, "ยังไม่มีเป้าหมาย KM ในแผน"),
        (content.factors, "ยังไม่มีปัจจัยแห่งความสำเร็จในแผน"),
    )
    return tuple(words for found, words in said if not found)


def _team(fiscal_year: int) -> tuple[Block, ...]:
    committee = _committee(CommitteeKind.PLAN)
    if committee is None:
        return (Words((NONE,)),)
    # The order states the duties of this office's committee; boilerplate only if it has none.
    words = _duties(committee) or _words("02-team", fiscal_year)
    lead = (
        "เพื่อให้การจัดทำระบบการจัดการความรู้ดำเนินไปอย่างมีประสิทธิภาพ "
        f"{the_organization().name}จึงได้มีคำสั่งที่ {committee.order.label} "
        f"แต่งตั้ง{committee.name} ดังต่อไปนี้"
    )
    return (Words((lead,)), _members(committee), words)


def _monitoring(fiscal_year: int) -> tuple[Block, ...]:
    del fiscal_year
    committee = _committee(CommitteeKind.MONITORING)
    if committee is None:
        return (Words((NONE,)),)
    lead = (
        f"ให้มี{committee.name} ตามคำสั่ง{the_organization().name} ที่ {committee.order.label} ประกอบด้วย"
    )
    return (Words((lead,)), _members(committee), _duties(committee) or Words(()))


def _duties(committee: Committee) -> Words | None:
    """Return the duties in the order, numbered if there are several; None if there are none."""
    texts = [duty.text for duty in committee.ordered_duties()]
    if len(texts) < 2:
        return Words(tuple(texts)) if texts else None
    numbered = (f"{thai_digits(number)}. {text}" for number, text in enumerate(texts, 1))
    return Words(("โดยมีหน้าที่ดังนี้", *numbered))


def _members(committee: Committee) -> Members:
    return Members(
        tuple(
            CommitteeMember(f"{thai_digits(number)}.", seat.label, f"เป็น{Role(seat.role).label}")
            for number, seat in enumerate(committee.ordered_seats(), 1)
        )
    )


def _committee(kind: CommitteeKind) -> Committee | None:
    found: Committee | None = (
        Committee.select(Committee, AppointmentOrder)
        .join(AppointmentOrder)
        .where(
            Committee.kind == kind,
            AppointmentOrder.state.in_((OrderState.ISSUED, OrderState.AMENDED)),
        )
        .order_by(AppointmentOrder.issued_on.desc(), AppointmentOrder.number.desc())
        .first()
    )
    return found
