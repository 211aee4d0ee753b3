"""The learning organization table (การสร้างส่วนราชการเป็นองค์กรเรียนรู้, LO) of a plan, landscape."""

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from exports.documents import Request
from exports.forms.paper import begin_paper, write_title
from exports.plan.action_plan import (
    MOVES_WHOLE,
    NO_TABLES,
    amended_line,
    cells_of,
    columns_of,
    draft_label,
    moment_of,
    planned_year_of,
    told_of,
    year_line,
)
from exports.typesetting.document_builder import Mark, TableHeaderFooter, bold
from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.styles import PLAIN, SMALL_CELL
from models.office.organization import the_organization
from models.office.plain_table import Listing
from models.plan.steps import Process
from models.plan.views import read_plan

_TITLE = Process.LO.label
_COLUMNS = (
    ("ที่", 12.0),
    ("กิจกรรม", 55.0),
    ("วิธีการสู่ความสำเร็จ", 55.0),
    ("ระยะเวลา", 25.0),
    ("กลุ่มเป้าหมาย", 30.0),
    ("ตัวชี้วัด", 45.0),
    ("เป้าหมาย", 45.0),
    ("ผู้รับผิดชอบ", 33.0),
    ("หมายเหตุ", 25.0),
)
# The source's table has neither; a plan that fills one in has its column.
_WHERE_FILLED = ("กลุ่มเป้าหมาย", "หมายเหตุ")

find = planned_year_of


class LoPaper(Struct, frozen=True):
    """The printed content of a year's LO table; `columns` are pairs of title and width in mm."""

    heading: tuple[str, ...]
    file_title: str
    author: str
    identity: str
    made_at: datetime
    is_draft: bool
    columns: tuple[tuple[str, float], ...]
    rows: tuple[tuple[str, ...], ...]
    warnings: tuple[str, ...] = ()


def gather(fiscal_year: int, _request: Request) -> LoPaper:
    """Read the LO table of a year's plan from the data file; no rows if the plan has none.

    Raises NotFound if the year has no plan.
    """
    plan, office = read_plan(fiscal_year), the_organization()
    rows = list(plan.lo.activities) if plan.lo is not None else []
    cells = [cells_of(row) for row in rows]
    kept = [
        place
        for place, (title, _) in enumerate(_COLUMNS)
        if title not in _WHERE_FILLED or any(row[place] for row in cells)
    ]
    return LoPaper(
        heading=(_TITLE, office.address, year_line(plan), *amended_line(plan)),
        file_title=f"แผนองค์กรเรียนรู้ {plan.fiscal_year}{draft_label(plan)}",
        author=office.name,
        identity=f"lo-plan {plan.fiscal_year}",
        made_at=moment_of(plan),
        is_draft=plan.takes_changes,
        columns=tuple(_COLUMNS[place] for place in kept),
        rows=tuple(tuple(row[place] for place in kept) for row in cells),
        warnings=told_of(rows),
    )


def render(value: LoPaper, font: Path | None = None) -> RenderedPdf:
    """Draw the table as a PDF; the same value gives the same bytes."""
    mark = Mark.DRAFT if value.is_draft else Mark.NONE
    paper = begin_paper(value, " ".join(value.heading), font, mark=mark, landscape=True)
    paper.notes += value.warnings
    write_title(paper, value.heading)
    paper.space(2)
    if not value.rows:
        paper.write(NO_TABLES, PLAIN)
        return paper.drawn()
    paper.table(
        columns_of(value.columns),
        value.rows,
        SMALL_CELL,
        max_unsplit_share=MOVES_WHOLE,
        around=TableHeaderFooter(continued_title=bold(f"{_TITLE} (ต่อ)")),
    )
    return paper.drawn()


def table_of(value: LoPaper) -> Listing:
    """Return the table for a spreadsheet, one row per activity."""
    titles = tuple(title for title, _ in value.columns)
    fields = tuple(f"column_{number}" for number in range(1, len(titles) + 1))
    return Listing(fields, titles, value.rows)
