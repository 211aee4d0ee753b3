"""The self-assessment (แบบประเมินตนเอง): scores and evidence, a chart by category, last year's."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from exports.documents import Request
from exports.drawing import Paper
from exports.forms.heading import UNSIGNED, midnight
from exports.forms.paper import begin_paper, write_title
from exports.record_keys import year_of
from exports.typesetting.document_builder import TEXT_WITH_SIGNATURE, Bar, Column
from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.styles import HEADING, PLAIN, POINT, SMALL_CELL, Align
from kmtui.thai.dates import fiscal_range
from kmtui.thai.digits import thai_decimal, thai_digits
from models.office.organization import the_organization
from models.office.plain_table import Listing
from models.plan.lifecycle import cko_on
from models.questionnaires.assessment import (
    HIGHEST,
    SCALE,
    CategoryResult,
    level_of,
    read_assessment,
)

_UNCONFIRMED = "ถ้อยคำของหมวดนี้ยังไม่ได้รับการยืนยันจากหน่วยงาน ยืนยันในแฟ้ม assessment.toml"
_NOT_SCORED = "-"

find = year_of


class AnswerRow(Struct, frozen=True):
    """A question, its score and last year's, and what exists with the evidence; all as printed."""

    question: str
    score: str
    last_score: str
    existing: str


class CategoryTable(Struct, frozen=True):
    """A category: its heading and its rows."""

    heading: str
    rows: tuple[AnswerRow, ...]


class SummaryRow(Struct, frozen=True):
    """A category, or all together, in the summary.

    Attributes:
        scored: the number of scored questions of all, as printed.
        share: mean score divided by the highest score, 0 to 1; None if nothing is scored.
        last_share: the same of the year before.
    """

    title: str
    scored: str
    mean: str
    last_mean: str
    level: str
    share: float | None
    last_share: float | None


class AssessmentPaper(Struct, frozen=True):
    """The printed content of the self-assessment of a fiscal year."""

    heading: tuple[str, ...]
    file_title: str
    author: str
    identity: str
    made_at: datetime
    scale: tuple[str, ...]
    categories: tuple[CategoryTable, ...]
    summary: tuple[SummaryRow, ...]
    reviewer: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def gather(fiscal_year: int, _request: Request) -> AssessmentPaper:
    """Read the self-assessment of a fiscal year (Buddhist Era) from the data file.

    Raises KmError if the office's own file of questions is invalid.
    """
    office, content = the_organization(), read_assessment(fiscal_year)
    first_day, last_day = fiscal_range(fiscal_year)
    cko = cko_on(last_day)
    return AssessmentPaper(
        heading=(
            "แบบประเมินองค์กรตนเองเรื่องการจัดการความรู้ และสรุปผลการประเมิน",
            office.address,
            f"ประจำปีงบประมาณ พ.ศ. {thai_digits(fiscal_year)}",
        ),
        file_title=f"แบบประเมินตนเอง {fiscal_year}",
        author=office.name,
        identity=f"assessment {fiscal_year}",
        made_at=midnight(first_day),
        scale=tuple(f"{thai_digits(score)} = {words}" for score, words in enumerate(SCALE)),
        categories=tuple(map(_table, content.results)),
        summary=(
            *map(_summary, content.results),
            SummaryRow(
                "รวมทุกหมวด",
                _of(content.scored_count, content.question_count),
                _mean(content.mean),
                _mean(content.last_mean),
                level_of(content.mean),
                _share(content.mean),
                _share(content.last_mean),
            ),
        ),
        reviewer=(f"({cko.name})", cko.formal_title) if cko is not None else (UNSIGNED,),
        warnings=_unconfirmed(content.results),
    )


def _unconfirmed(results: Sequence[CategoryResult]) -> tuple[str, ...]:
    return tuple(
        f"หมวด {thai_digits(each.category.number)} {_UNCONFIRMED}"
        for each in results
        if not each.category.is_confirmed
    )


def _table(result: CategoryResult) -> CategoryTable:
    category = result.category
    return CategoryTable(
        f"หมวด {thai_digits(category.number)} {category.title}",
        tuple(
            AnswerRow(
                f"{each.question.number} {each.question.text}",
                _score(each.score),
                _score(each.last_score),
                _existing(each.existing, each.evidence),
            )
            for each in result.answers
        ),
    )


def _existing(existing: str, evidence: str) -> str:
    shown = f"หลักฐาน: {evidence}" if evidence else ""
    return "\n".join(part for part in (existing, shown) if part)


def _summary(result: CategoryResult) -> SummaryRow:
    return SummaryRow(
        f"หมวด {thai_digits(result.category.number)} {result.category.title}",
        _of(result.scored_count, len(result.answers)),
        _mean(result.mean),
        _mean(result.last_mean),
        result.level,
        _share(result.mean),
        _share(result.last_mean),
    )


def _share(mean: float | None) -> float | None:
    return None if mean is None else mean / HIGHEST


def _score(score: int | None) -> str:
    return _NOT_SCORED if score is None else thai_digits(score)


def _mean(mean: float | None) -> str:
    return _NOT_SCORED if mean is None else thai_decimal(mean)


def _of(part: int, whole: int) -> str:
    return f"{thai_digits(part)}/{thai_digits(whole)}"


def render(value: AssessmentPaper, font: Path | None = None) -> RenderedPdf:
    """Draw the self-assessment as a PDF; the same value gives the same bytes."""
    paper = begin_paper(value, value.heading[0], font)
    paper.notes += value.warnings
    write_title(paper, value.heading)
    draw_on(paper, value)
    return paper.drawn()


def draw_on(paper: Paper, value: AssessmentPaper) -> None:
    """Write the scale, the categories, the summary with its chart, and the reviewer."""
    paper.write("ระดับคะแนน", HEADING)
    for level in value.scale:
        paper.write(level, PLAIN.but(left=10))
    for table in value.categories:
        _draw_category(paper, table)
    _draw_summary(paper, value.summary)
    with paper.keep_together(TEXT_WITH_SIGNATURE):
        paper.write("ผู้ทบทวน / ผู้อนุมัติ", PLAIN.but(before=6 * POINT))
        paper.signature(*value.reviewer)


def _draw_category(paper: Paper, table: CategoryTable) -> None:
    paper.write(table.heading, HEADING)
    columns = [
        Column("ข้อประเมิน", 78),
        Column("คะแนน", 15, Align.CENTRE),
        Column("ปีก่อน", 15, Align.CENTRE),
        Column("สิ่งที่มีอยู่ / ทำอยู่", 57),
    ]
    rows = [(row.question, row.score, row.last_score, row.existing) for row in table.rows]
    paper.table(columns, rows, SMALL_CELL)


def _draw_summary(paper: Paper, rows: tuple[SummaryRow, ...]) -> None:
    paper.write("สรุปผลการประเมินตนเอง", HEADING)
    columns = [
        Column("หมวด", 52),
        Column("ประเมินแล้ว", 20, Align.CENTRE),
        Column("เฉลี่ย", 14, Align.CENTRE),
        Column("ปีก่อน", 14, Align.CENTRE),
        Column("ระดับ", 31),
        Column("แผนภูมิ (เต็ม ๔ ขีดตั้งคือปีก่อน)", 34),
    ]
    drawn = [(row.title, row.scored, row.mean, row.last_mean, row.level, _bar(row)) for row in rows]
    paper.table(columns, drawn, SMALL_CELL)


def _bar(row: SummaryRow) -> Bar | str:
    if row.share is None:
        return _NOT_SCORED
    return Bar("", row.share, steps=HIGHEST, tick=row.last_share)


def table_of(value: AssessmentPaper) -> Listing:
    """Return the answers for a spreadsheet, one row per question."""
    rows = tuple(
        (table.heading, row.question, row.score, row.last_score, row.existing)
        for table in value.categories
        for row in table.rows
    )
    return Listing(
        ("category", "question", "score", "last_score", "existing"),
        ("หมวด", "ข้อประเมิน", "คะแนน", "ปีก่อน", "สิ่งที่มีอยู่ / ทำอยู่"),
        rows,
    )
