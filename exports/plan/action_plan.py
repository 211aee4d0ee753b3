"""The KM action plan (แผนการจัดการความรู้): a landscape table for each goal or scope and process.

Also holds what other documents of a plan share: parsing the year of a key, margins, cells of an
activity, and the reviewer's line.
"""

from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from exports.documents import Request
from exports.drawing import Paper
from exports.forms.heading import midnight
from exports.forms.paper import begin_paper, write_title
from exports.record_keys import year_of
from exports.typesetting.document_builder import (
    Column,
    Mark,
    Span,
    TableHeaderFooter,
    bold,
)
from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.styles import PLAIN, SMALL_CELL, Align
from kmtui.thai.dates import fiscal_range, format_date
from kmtui.thai.digits import thai_digits
from models.editing.cell_values import figure_text
from models.errors import NotFound
from models.office.organization import the_organization
from models.office.plain_table import Listing
from models.plan.records import NOT_SELECTED
from models.plan.values import ActivityView, Plan, TableView
from models.plan.views import read_plan, read_plans

NO_TABLES = "ยังไม่มีตารางแผนของปีนี้"
"""The sentence printed if a plan has no table yet."""
MOVES_WHOLE = 0.25
"""The largest share of a page that a row may fill to be moved whole instead of split."""
_DOTS = "." * 60
_FIELDS = (
    ("ลำดับ", 13),
    ("กิจกรรม", 45),
    ("วิธีการสู่ความสำเร็จ", 45),
    ("ระยะเวลา", 23),
    ("กลุ่มเป้าหมาย", 29),
    ("ตัวชี้วัด", 40),
    ("เป้าหมาย", 40),
    ("ผู้รับผิดชอบ", 29),
    ("หมายเหตุ", 22),
)
_TARGET_GROUP = 4  # the column that only plans have which name target groups
_CENTRED = ("ลำดับ", "ที่", "ระยะเวลา")

_Each = TypeVar("_Each")


class ActivityTable(Struct, frozen=True):
    """A table of activities as printed.

    Attributes:
        facts: the labelled lines between the table's title and its header row.
        again: the line above the header row on the table's further pages.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    again: str
    rows: tuple[tuple[str, ...], ...]


class PlanPaper(Struct, frozen=True):
    """The printed content of a year's plan; `columns` are pairs of title and width in mm."""

    heading: tuple[str, ...]
    file_title: str
    author: str
    identity: str
    made_at: datetime
    is_draft: bool
    columns: tuple[tuple[str, float], ...]
    tables: tuple[ActivityTable, ...]
    below: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def planned_year_of(request: Request) -> int:
    """Return the fiscal year (Buddhist Era) that the key names, if it has a plan.

    Raises:
        NotFound: the year has no plan; the sentence lists the years that have one.
        KmError: the key is no year.
    """
    year, known = year_of(request), [line.fiscal_year for line in read_plans()]
    if year not in known:
        said = ", ".join(map(thai_digits, known)) or "ไม่มี"
        raise NotFound(f"ยังไม่มีแผนการจัดการความรู้ปี {thai_digits(year)} ปีที่มี: {said}")
    return year


find = planned_year_of


def gather(fiscal_year: int, _request: Request) -> PlanPaper:
    """Read the plan of a fiscal year, without its learning organization table (`lo_plan`).

    Raises NotFound if the year has no plan.
    """
    plan, office = read_plan(fiscal_year), the_organization()
    rows = [row for table in plan.tables for row in table.activities]
    has_groups = any(row.target_group for row in rows)
    return PlanPaper(
        heading=(f"{plan.title}{office.address}", year_line(plan), *amended_line(plan)),
        file_title=f"{plan.title} {plan.fiscal_year}{draft_label(plan)}",
        author=office.name,
        identity=f"plan {plan.fiscal_year}",
        made_at=moment_of(plan),
        is_draft=plan.takes_changes,
        columns=_chosen(_FIELDS, has_groups),
        tables=tuple(_table(table, office.name, has_groups) for table in plan.tables),
        below=(*_left_out(plan), *review_lines(plan)),
        warnings=told_of(rows),
    )


def year_line(plan: Plan) -> str:
    """Return the line below a plan's title: the fiscal year with its first and last day."""
    first, last = (format_date(day) for day in fiscal_range(plan.fiscal_year))
    return f"ประจำปีงบประมาณ พ.ศ. {plan.label} ({first} – {last})"


def amended_line(plan: Plan) -> tuple[str, ...]:
    """Return the line with the number of finished amendments; none if the plan has none."""
    count = sum(amendment.ended_at is not None for amendment in plan.amendments)
    return (f"ฉบับปรับปรุงครั้งที่ {thai_digits(count)}",) if count else ()


def draft_label(plan: Plan) -> str:
    """Return the suffix that marks a draft in file names; empty if the plan takes no changes."""
    return " ร่าง" if plan.takes_changes else ""


def moment_of(plan: Plan) -> datetime:
    """Return the PDF's creation time: midnight of the announcement or of the year's first day."""
    return midnight(plan.announced_on or fiscal_range(plan.fiscal_year)[0])


def told_of(rows: list[ActivityView]) -> tuple[str, ...]:
    """Return the warning on carried-over rows that are not reviewed yet; empty without any."""
    count = sum(not row.is_reviewed for row in rows)
    said = f"มี {thai_digits(count)} กิจกรรมที่ยกมาจากปีก่อนและยังไม่ทบทวน ตรวจก่อนนำไปใช้"
    return (said,) if count else ()


def _left_out(plan: Plan) -> tuple[str, ...]:
    """Return the line with goals that are not selected this year; empty if there are none."""
    goals = (f"{thai_digits(goal.number)}. {goal.text}" for goal in plan.goals if not goal.selected)
    said = "  ".join(goals)
    return (f"เป้าหมาย KM ที่{NOT_SELECTED} : {said}",) if said else ()


def review_lines(plan: Plan) -> tuple[str, ...]:
    """Return the reviewer's line and the line to sign; dotted if the plan is not reviewed yet."""
    review = plan.review
    name, title = (review.name, review.title) if review else (_DOTS, _DOTS)
    return (
        f"ผู้ทบทวน / ผู้อนุมัติ : {name} ตำแหน่ง {title} (ผู้บริหารระดับสูงสุด)",
        f"\nลงชื่อ {_DOTS} วันที่ {_signed_on(review.reviewed_on if review else None)}",
    )


def _signed_on(day: date | None) -> str:
    return format_date(day) if day else _DOTS[:40]


def _table(table: TableView, office: str, has_groups: bool) -> ActivityTable:
    return ActivityTable(
        title=f"แผนการจัดการความรู้ (KM Action Plan) : {table.process.label}",
        facts=(
            ("ชื่อหน่วยงาน", office),
            ("เป้าหมาย KM", table.text),
            ("หน่วยที่วัดผลได้เป็นรูปธรรม", table.unit),
        ),
        again=f"เป้าหมาย KM ที่ {thai_digits(table.number)} : {table.process.label} (ต่อ)",
        rows=tuple(_chosen(cells_of(row), has_groups) for row in table.activities),
    )


def _chosen(row: tuple[_Each, ...], has_groups: bool) -> tuple[_Each, ...]:
    return row if has_groups else row[:_TARGET_GROUP] + row[_TARGET_GROUP + 1 :]


def cells_of(row: ActivityView) -> tuple[str, ...]:
    """Return the cells of an activity in column order, including the target group."""
    tools = f"เครื่องมือ/อุปกรณ์: {row.tools}" if row.tools else ""
    budget = f"งบประมาณ {figure_text(row.budget)} บาท" if row.budget else ""
    return (
        thai_digits(row.number),
        "\n".join(row.activity_lines),
        _lines(row.method, tools),
        row.period,
        row.target_group,
        row.indicator,
        target_of(row),
        "\n".join(row.owner_names),
        _lines(row.remark, budget),
    )


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))


def target_of(row: ActivityView) -> str:
    """Return the target's text, followed by its figure if the text does not contain it."""
    figure = figure_text(row.target_number)
    if not figure or figure in thai_digits(row.target):
        return row.target
    measured = with_unit(figure, row.target_unit)
    return f"{row.target} ({measured})" if row.target else measured


def with_unit(figure: str, unit: str) -> str:
    """Return a figure with its unit in Thai word order: ๕๐%, ร้อยละ ๕๐, ๕๐ คน."""
    if unit == "ร้อยละ":
        return f"{unit} {figure}"
    return f"{figure}{'' if unit in ('', '%') else ' '}{unit}"


def render(value: PlanPaper, font: Path | None = None) -> RenderedPdf:
    """Draw the plan as a PDF; the same value gives the same bytes."""
    mark = Mark.DRAFT if value.is_draft else Mark.NONE
    paper = begin_paper(value, " ".join(value.heading), font, mark=mark, landscape=True)
    paper.notes += value.warnings
    draw_on(paper, value)
    return paper.drawn()


def draw_on(paper: Paper, value: PlanPaper) -> None:
    """Draw the title lines and the tables at the current position, one table per page."""
    write_title(paper, value.heading)
    if not value.tables:
        paper.write(NO_TABLES, PLAIN.but(before=4))
    for number, table in enumerate(value.tables, 1):
        if number > 1:
            paper.new_page()
        below = value.below if number == len(value.tables) else ()
        _draw_table(paper, columns_of(value.columns), table, below)


def columns_of(columns: tuple[tuple[str, float], ...]) -> list[Column]:
    """Return the columns (title, width in mm) of the table; numbers and days are centred."""
    return [
        Column(title, width, Align.CENTRE if title in _CENTRED else Align.LEFT)
        for title, width in columns
    ]


def _draw_table(
    paper: Paper, columns: list[Column], table: ActivityTable, below: tuple[str, ...]
) -> None:
    facts = [Span([bold(f"{label} : "), text], bold=False) for label, text in table.facts]
    above = (Span(table.title, Align.CENTRE), *facts)
    paper.bookmark(table.again.removesuffix(" (ต่อ)"))
    paper.table(
        columns,
        table.rows,
        SMALL_CELL,
        max_unsplit_share=MOVES_WHOLE,
        around=TableHeaderFooter(above, bold(table.again), below),
    )


def table_of(value: PlanPaper) -> Listing:
    """Return the tables for a spreadsheet, one row per activity with its goal and process."""
    titles = tuple(title for title, _ in value.columns)
    rows = tuple(
        (table.facts[1][1], table.title.partition(" : ")[2], *row)
        for table in value.tables
        for row in table.rows
    )
    fields = (f"column_{number}" for number in range(1, len(titles) + 1))
    return Listing(("goal", "process", *fields), ("เป้าหมาย KM", "กระบวนการ", *titles), rows)
