"""Results of the satisfaction survey: counts by degree, mean, standard deviation and level."""

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from exports.documents import Request
from exports.forms.heading import UNSIGNED, midnight, numbered
from exports.forms.paper import begin_paper, write_title
from exports.record_keys import year_of
from exports.typesetting.document_builder import (
    TEXT_WITH_SIGNATURE,
    Bar,
    Column,
    Row,
    Span,
    Text,
    Total,
)
from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.styles import BODY, HEADING, PLAIN, POINT, SMALL_CELL, Align
from kmtui.thai.dates import fiscal_range
from kmtui.thai.digits import thai_decimal, thai_digits
from models.errors import NotFound
from models.office.organization import the_organization
from models.office.plain_table import Listing
from models.questionnaires.survey import (
    HIGHEST,
    LEVELS,
    Figure,
    QuestionResult,
    summarize,
)

_NONE = "-"
_CAPTION = "๕ ถึง ๑ คือจำนวนผู้ตอบ (คน) ในแต่ละระดับ ในวงเล็บคือร้อยละของผู้ตอบข้อนั้น"

find = year_of


class ResultRow(Struct, frozen=True):
    """The results of a question, a section or the whole, as printed.

    Attributes:
        degrees: the answers by degree, highest first; empty for a section or the whole.
        share: the mean divided by the highest degree, 0 to 1; 0 without answers.
    """

    title: str
    degrees: tuple[str, ...]
    mean: str
    deviation: str
    level: str
    share: float


class SummaryPart(Struct, frozen=True):
    """A section of the survey: its title, its questions and its total."""

    title: str
    rows: tuple[ResultRow, ...]
    total: ResultRow


class SummaryPaper(Struct, frozen=True):
    """The printed content of the summary of a fiscal year's survey."""

    heading: tuple[str, ...]
    file_title: str
    author: str
    identity: str
    made_at: datetime
    opening: str
    parts: tuple[SummaryPart, ...]
    total: ResultRow
    comments: tuple[tuple[str, tuple[str, ...]], ...]


def gather(fiscal_year: int, _request: Request) -> SummaryPaper:
    """Return the summary of the forms of a fiscal year (Buddhist Era).

    Raises:
        NotFound: no form of the year was entered.
        KmError: the office's own file of questions is invalid.
    """
    office, content = the_organization(), summarize(fiscal_year)
    year = thai_digits(fiscal_year)
    if not content.form_count:
        raise NotFound(f"ยังไม่ได้บันทึกแบบสำรวจของปีงบประมาณ {year} บันทึกในแฟ้มหลักฐานก่อน")
    titles = dict.fromkeys(each.question.part for each in content.results)
    who = " ".join(f"{label} {thai_digits(count)} คน" for label, count in content.respondents)
    return SummaryPaper(
        heading=(
            "สรุปผลแบบสำรวจความพึงพอใจต่อการดำเนินงานการจัดการความรู้",
            office.address,
            f"ประจำปีงบประมาณ พ.ศ. {year}",
        ),
        file_title=f"สรุปผลแบบสำรวจ {fiscal_year}",
        author=office.name,
        identity=f"survey {fiscal_year}",
        made_at=midnight(fiscal_range(fiscal_year)[1]),
        opening=(
            f"ผู้ตอบแบบสำรวจ {thai_digits(content.form_count)} คน ({who}) "
            f"มีความพึงพอใจโดยรวมในระดับ{content.overall.level} "
            f"(ค่าเฉลี่ย {_mean(content.overall)} ส่วนเบี่ยงเบนมาตรฐาน {_deviation(content.overall)})"
        ),
        parts=tuple(
            SummaryPart(
                title,
                tuple(_row(each) for each in content.results if each.question.part == title),
                _total(f"รวม{title}", content.part(title)),
            )
            for title in titles
        ),
        total=_total("รวมทุกด้าน", content.overall),
        comments=tuple((each.heading, each.comments) for each in content.comments),
    )


def _row(result: QuestionResult) -> ResultRow:
    question, figure = result.question, result.figure
    return ResultRow(
        f"{thai_digits(question.number)}. {question.text}",
        tuple(_counted(count, figure.count) for count in result.degrees),
        _mean(figure),
        _deviation(figure),
        figure.level,
        (figure.mean or 0) / HIGHEST,
    )


def _counted(count: int, answered: int) -> str:
    """Return the number of answers of a degree, and below it their percentage of all answers."""
    share = thai_decimal(count * 100 / answered, 0) if answered else _NONE
    return f"{thai_digits(count)}\n({share})"


def _criteria() -> str:
    """Return the legend of the levels: the range of means of each, as one Thai line."""
    upper, parts = float(HIGHEST), []
    for least, words in LEVELS:
        low = max(least, 1.0)
        parts.append(f"{thai_decimal(low)} - {thai_decimal(upper)} = {words}")
        upper = least - 0.01
    return "เกณฑ์การแปลผล (ค่าเฉลี่ย): " + "  ".join(parts)


def _total(title: str, figure: Figure) -> ResultRow:
    share = (figure.mean or 0) / HIGHEST
    return ResultRow(title, (), _mean(figure), _deviation(figure), figure.level, share)


def _mean(figure: Figure) -> str:
    return _NONE if figure.mean is None else thai_decimal(figure.mean)


def _deviation(figure: Figure) -> str:
    return _NONE if figure.deviation is None else thai_decimal(figure.deviation)


def render(value: SummaryPaper, font: Path | None = None) -> RenderedPdf:
    """Draw the summary as a PDF; the same value gives the same bytes."""
    paper = begin_paper(value, value.heading[0], font)
    write_title(paper, value.heading)
    paper.write(value.opening, BODY.but(before=6 * POINT))
    columns = [
        Column("รายการ", 45),
        *(Column(thai_digits(degree), 13, Align.CENTRE) for degree in range(HIGHEST, 0, -1)),
        Column("เฉลี่ย", 13, Align.CENTRE),
        Column("S.D.", 12, Align.CENTRE),
        Column("ระดับ", 20, Align.CENTRE),
        Column("แผนภูมิ (เต็ม ๕)", 22),
    ]
    rows: list[Row] = []
    for part in value.parts:
        rows.append(Span(part.title, keep_next=True))
        rows += [_drawn(row) for row in part.rows]
        rows.append(Total(_drawn(part.total)))
    rows.append(Total(_drawn(value.total)))
    paper.space(6 * POINT)
    paper.write(_CAPTION, PLAIN.but(keep_next=True))
    paper.table(columns, rows, SMALL_CELL)
    paper.write(_criteria(), PLAIN.but(before=3 * POINT))
    if value.comments:
        paper.write("ข้อเสนอแนะ", HEADING)
    for heading, comments in value.comments:
        paper.write(heading, PLAIN.but(bold=True, keep_next=True))
        paper.write(numbered(comments), PLAIN.but(left=8))
    with paper.keep_together(TEXT_WITH_SIGNATURE):
        paper.signature(UNSIGNED, "ผู้รายงาน")
    return paper.drawn()


def _drawn(row: ResultRow) -> list[Text | Bar]:
    degrees = row.degrees or ("",) * HIGHEST
    return [
        row.title,
        *degrees,
        row.mean,
        row.deviation,
        row.level,
        Bar("", row.share, steps=HIGHEST),
    ]


def table_of(value: SummaryPaper) -> Listing:
    """Return the results for a spreadsheet, one row per question."""
    rows = tuple(
        (
            part.title,
            row.title,
            *(each.partition("\n")[0] for each in row.degrees),
            row.mean,
            row.deviation,
            row.level,
        )
        for part in value.parts
        for row in part.rows
    )
    return Listing(
        ("part", "question", "five", "four", "three", "two", "one", "mean", "sd", "level"),
        ("ด้าน", "รายการ", "๕", "๔", "๓", "๒", "๑", "เฉลี่ย", "S.D.", "ระดับ"),
        rows,
    )
