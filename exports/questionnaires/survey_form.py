"""The empty satisfaction survey (แบบสำรวจความพึงพอใจ), to be filled in by hand."""

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from exports.documents import Request
from exports.forms.blank_lines import draw_text_or_lines
from exports.forms.heading import midnight
from exports.forms.paper import begin_paper, write_title
from exports.record_keys import year_of
from exports.typesetting.document_builder import Column, DottedField, Span
from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.styles import PLAIN, POINT, SMALL_CELL, Align
from kmtui.thai.dates import fiscal_range
from kmtui.thai.digits import thai_digits
from models.office.organization import the_organization
from models.questionnaires.survey import HIGHEST, Respondent, questions

_DEGREES = ("มากที่สุด", "มาก", "ปานกลาง", "น้อย", "น้อยที่สุด")
_COMMENT_LINES = 2

find = year_of


class FormPart(Struct, frozen=True):
    """A section of the form: its title, and pairs of number and text of its questions."""

    title: str
    questions: tuple[tuple[str, str], ...]


class FormPaper(Struct, frozen=True):
    """The printed content of the empty form of a fiscal year."""

    heading: tuple[str, ...]
    file_title: str
    author: str
    identity: str
    made_at: datetime
    respondents: tuple[str, ...]
    parts: tuple[FormPart, ...]


def gather(fiscal_year: int, _request: Request) -> FormPaper:
    """Return the content of a fiscal year's empty form, from the office's questions.

    Raises KmError if the office's own file of questions is invalid.
    """
    office, found = the_organization(), questions()
    titles = tuple(dict.fromkeys(each.part for each in found))
    return FormPaper(
        heading=(
            "แบบสำรวจความพึงพอใจต่อการดำเนินงานการจัดการความรู้",
            office.address,
            f"ประจำปีงบประมาณ พ.ศ. {thai_digits(fiscal_year)}",
        ),
        file_title=f"แบบสำรวจความพึงพอใจ {fiscal_year}",
        author=office.name,
        identity=f"survey form {fiscal_year}",
        made_at=midnight(fiscal_range(fiscal_year)[0]),
        respondents=tuple(each.label for each in Respondent),
        parts=tuple(
            FormPart(
                title,
                tuple((thai_digits(q.number), q.text) for q in found if q.part == title),
            )
            for title in titles
        ),
    )


def render(value: FormPaper, font: Path | None = None) -> RenderedPdf:
    """Draw the empty form as a PDF; the same value gives the same bytes."""
    paper = begin_paper(value, value.heading[0], font)
    write_title(paper, value.heading)
    boxes = "     ".join(f"(   ) {each}" for each in value.respondents)
    paper.write(f"ผู้ตอบ   {boxes}", PLAIN.but(before=6 * POINT))
    paper.fields(DottedField("สำนัก/กอง", "", 100), label=PLAIN)
    paper.write("โปรดทำเครื่องหมายถูกในช่องที่ตรงกับความเห็นของท่าน ข้อละหนึ่งช่อง", PLAIN)
    columns = [
        Column("ข้อ", 11, Align.CENTRE),
        Column("รายการ", 61),
        *(
            Column(f"{words}\n({thai_digits(HIGHEST - place)})", 19, Align.CENTRE)
            for place, words in enumerate(_DEGREES)
        ),
    ]
    rows: list[Span | tuple[str, ...]] = []
    for part in value.parts:
        rows.append(Span(part.title))
        rows += [(number, text, "", "", "", "", "") for number, text in part.questions]
    paper.table(columns, rows, SMALL_CELL)
    draw_text_or_lines(paper, "ข้อเสนอแนะ", "", _COMMENT_LINES)
    return paper.drawn()
