"""The KM scopes (ขอบเขต KM) of a plan, the benefit of each by group of people, the reviewer."""

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from exports.documents import Request
from exports.drawing import Paper
from exports.forms.heading import numbered
from exports.forms.paper import begin_paper, write_title
from exports.plan.action_plan import (
    MOVES_WHOLE,
    amended_line,
    draft_label,
    moment_of,
    planned_year_of,
    review_lines,
)
from exports.typesetting.document_builder import (
    Column,
    Mark,
    TableHeaderFooter,
    bold,
)
from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.styles import SMALL_CELL
from kmtui.thai.digits import thai_digits
from models.office.organization import the_organization
from models.plan.steps import Beneficiary
from models.plan.views import read_plan

_SCOPE_WIDTH = 60.0  # millimetres
_WIDTHS = (45.0, 45.0, 42.0, 33.0, 32.0)
_GROUP = "ประโยชน์ที่จะได้รับจากขอบเขต KM ที่มีต่อ"

find = planned_year_of


class ScopePaper(Struct, frozen=True):
    """The printed content of the scopes' table, and the reviewer's lines below it.

    Each row has a scope and one cell for each group of people.
    """

    heading: tuple[str, ...]
    title: str
    file_title: str
    author: str
    identity: str
    made_at: datetime
    is_draft: bool
    rows: tuple[tuple[str, ...], ...]
    below: tuple[str, ...]


def gather(fiscal_year: int, _request: Request) -> ScopePaper:
    """Read the scopes of a year's plan from the data file.

    Raises NotFound if the year has no plan.
    """
    plan, office = read_plan(fiscal_year), the_organization()
    return ScopePaper(
        heading=(f"ประจำปีงบประมาณ พ.ศ. {plan.label}", *amended_line(plan)),
        title=f"ขอบเขต KM ของ{office.name}",
        file_title=f"ขอบเขต KM {plan.fiscal_year}{draft_label(plan)}",
        author=office.name,
        identity=f"scope {plan.fiscal_year}",
        made_at=moment_of(plan),
        is_draft=plan.takes_changes,
        rows=tuple(
            (
                f"{thai_digits(scope.number)}. {scope.text}",
                *(numbered(benefit.lines) for benefit in scope.benefits),
            )
            for scope in plan.scopes
        ),
        below=review_lines(plan),
    )


def render(value: ScopePaper, font: Path | None = None) -> RenderedPdf:
    """Draw the table as a PDF; the same value gives the same bytes."""
    title = f"{value.title} {value.heading[0]}"
    mark = Mark.DRAFT if value.is_draft else Mark.NONE
    paper = begin_paper(value, title, font, mark=mark, landscape=True)
    draw_on(paper, value)
    return paper.drawn()


def draw_on(paper: Paper, value: ScopePaper) -> None:
    """Draw the title lines and the table at the current position."""
    write_title(paper, (value.title, *value.heading))
    paper.space(2)
    groups = zip(Beneficiary, _WIDTHS, strict=True)
    columns = [
        Column("ขอบเขต KM", _SCOPE_WIDTH),
        *(Column(group.label, width, group=_GROUP) for group, width in groups),
    ]
    paper.table(
        columns,
        value.rows,
        SMALL_CELL,
        max_unsplit_share=MOVES_WHOLE,
        around=TableHeaderFooter(
            continued_title=bold(f"{value.title} (ต่อ)"), footer_lines=value.below
        ),
    )
