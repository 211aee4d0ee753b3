"""รายงานการติดตามและประเมินผล: the monitoring committee's report to the mayor, at least yearly.

The figures are those of the plan on the day of the report, or today before it is recorded; findings
and advice are texts of the committee.
"""

from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from exports.documents import Request
from exports.drawing import Paper
from exports.forms.blank_lines import draw_text_or_lines
from exports.forms.heading import midnight
from exports.forms.paper import begin_paper, write_title
from exports.plan import progress
from exports.plan.progress_tables import count_columns, draw_late_tables
from exports.plan.progress_values import LateTable, SummaryRow
from exports.record_keys import year_of
from exports.typesetting.document_builder import (
    TEXT_WITH_SIGNATURE,
    Column,
    Total,
)
from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.styles import BODY, BODY_SPACED, HEADING, PLAIN, SMALL_CELL
from kmtui.thai.dates import format_date
from models.committees.records import Committee, CommitteeKind, committees_in_force
from models.office.organization import the_organization
from models.plan.lifecycle import cko_on
from models.plan.monitoring import read_monitoring

_TITLE = "รายงานการติดตามและประเมินผลการดำเนินงานตามแผนการจัดการความรู้"
_NOT_REPORTED = "ยังไม่ได้บันทึกว่าคณะกรรมการติดตามรายงานวันใด ตัวเลขเป็นของวันนี้ บันทึกก่อนเสนอลงนาม"
_EMPTY_LINES = 4
_LINE = 90  # characters of a line of the paper
_KEPT_WHOLE = 700  # characters of suggestions that stay on the page of the signature


find = year_of


class MonitoringPaper(Struct, frozen=True):
    """The printed content of the committee's report."""

    heading: tuple[str, ...]
    file_title: str
    author: str
    identity: str
    made_at: datetime
    origin: str
    method: str
    opening: str
    rows: tuple[SummaryRow, ...]
    late: tuple[LateTable, ...]
    findings: str
    suggestions: str
    addressee: str
    closing: str
    signature: tuple[str, ...]
    warnings: tuple[str, ...]


def gather(fiscal_year: int, _request: Request) -> MonitoringPaper:
    """Read the newest monitoring report on a fiscal year's plan.

    Without a report the figures are those of today, with a warning.

    Raises NotFound if the year has no plan.
    """
    return monitoring_on(fiscal_year, date.today())


def monitoring_on(fiscal_year: int, today: date) -> MonitoringPaper:
    """Read the newest report on a year's plan, with the figures of the day on which it was made.

    If none is recorded, the figures are those of `today`, and a warning says so.

    Raises:
        NotFound: the year has no plan.
    """
    found, office = read_monitoring(fiscal_year, today), the_organization()
    report, plan = found.report, found.followed.plan
    day = report.reported_on if report is not None else today
    figures = progress.progress_on(fiscal_year, day)
    return MonitoringPaper(
        heading=(
            _TITLE,
            f"ประจำปีงบประมาณ พ.ศ. {plan.label}",
            office.address,
            f"ข้อมูล ณ วันที่ {format_date(day)}",
        ),
        file_title=f"{_TITLE} {fiscal_year}",
        author=office.name,
        identity=f"monitoring {fiscal_year}",
        made_at=midnight(day),
        origin=_origin(office.name, plan.label),
        method=_method(day),
        opening=figures.opening,
        rows=(*figures.summaries[0].rows, figures.total),
        late=figures.late,
        findings=report.findings if report is not None else "",
        suggestions=report.suggestions if report is not None else "",
        addressee=_addressee(figures.signature, day),
        closing=_closing(figures.signature, day),
        signature=(*figures.signature, f"วันที่ {format_date(day)}" if report else ""),
        warnings=() if report is not None else (_NOT_REPORTED,),
    )


def _origin(office: str, year: str) -> str:
    """Return the opening sentence: the reporting committee and the order that appointed it."""
    committee = next(
        (each for each in committees_in_force() if each.kind == CommitteeKind.MONITORING), None
    )
    return (
        f"ตามที่{office}ได้จัดทำแผนการจัดการความรู้ ประจำปีงบประมาณ พ.ศ. {year} "
        f"{_appointed(office, committee)}ได้ติดตามและประเมินผลการดำเนินงานตามแผนดังกล่าวแล้ว "
        "จึงขอรายงานผลดังนี้"
    )


def _appointed(office: str, committee: Committee | None) -> str:
    if committee is None:
        return "คณะกรรมการติดตามและประเมินผล"
    order = committee.order
    day = f" ลงวันที่ {format_date(order.issued_on)}" if order.issued_on else ""
    return f"และแต่งตั้ง{committee.name} ตามคำสั่ง{office} ที่ {order.label}{day} คณะกรรมการ"


def _addressee(signature: tuple[str, ...], day: date) -> str:
    """Return the addressee, the head of the office; empty if there is none, or the head reports."""
    leader = cko_on(day)
    if leader is None or f"({leader.name})" in signature:
        return ""
    return leader.formal_title


def _closing(signature: tuple[str, ...], day: date) -> str:
    if _addressee(signature, day):
        return "จึงเรียนมาเพื่อโปรดทราบ"
    return "จึงรายงานผลการติดตามและประเมินผลไว้เพื่อทราบ"


def _method(day: date) -> str:
    return (
        "คณะกรรมการติดตามจากผลการดำเนินงานที่ผู้รับผิดชอบบันทึกไว้ในแต่ละกิจกรรม พร้อมหลักฐาน "
        "เปรียบเทียบกับระยะเวลา ตัวชี้วัด และค่าเป้าหมายตามแผน "
        f"ข้อมูล ณ วันที่ {format_date(day)}"
    )


def render(value: MonitoringPaper, font: Path | None = None) -> RenderedPdf:
    """Draw the report as a PDF; the same value gives the same bytes."""
    paper = begin_paper(value, value.heading[0], font)
    paper.notes += value.warnings
    write_title(paper, value.heading)
    paper.space(3)
    if value.addressee:
        paper.beside("เรียน", value.addressee, PLAIN.but(keep_next=True), left_width=12)
    paper.write(value.origin, BODY)
    paper.write("๑. วิธีการติดตาม", HEADING)
    paper.write(value.method, BODY)
    paper.write("๒. ผลการดำเนินงานตามแผน", HEADING)
    paper.write(value.opening, BODY)
    _draw_counts(paper, value.rows)
    if value.late:
        paper.write("๒.๑ กิจกรรมที่เกินกำหนด", HEADING)
        draw_late_tables(paper, value.late)
    draw_text_or_lines(paper, "๓. ผลการติดตาม", value.findings, _EMPTY_LINES)
    # A signature page has some of the report's own words on it.
    is_short = len(value.suggestions) + _LINE * value.suggestions.count("\n") <= _KEPT_WHOLE
    if not is_short:
        draw_text_or_lines(paper, "๔. ข้อเสนอแนะ", value.suggestions, _EMPTY_LINES)
    with paper.keep_together(TEXT_WITH_SIGNATURE):
        if is_short:
            draw_text_or_lines(paper, "๔. ข้อเสนอแนะ", value.suggestions, _EMPTY_LINES)
        paper.write(value.closing, BODY_SPACED)
        paper.signature(*filter(None, value.signature))
    return paper.drawn()


def _draw_counts(paper: Paper, rows: tuple[SummaryRow, ...]) -> None:
    counts = count_columns(paper, is_tight=True)
    goal = Column("เป้าหมาย", paper.width - sum(each.width for each in counts))
    *goals, total = ([row.title, *row.counts, row.percent] for row in rows)
    paper.table([goal, *counts], [*goals, Total(total)], SMALL_CELL)
