"""Documents of boilerplate: templates of the office, filled in for a fiscal year."""

import re
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from exports.drawing import Paper
from exports.forms.heading import midnight
from exports.forms.paper import begin_paper, write_title
from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.styles import BODY, HEADING, POINT, SPOKEN
from kmtui.thai.dates import fiscal_range
from kmtui.thai.digits import thai_digits
from models.memos.templates import law_citation
from models.office.files import office_text
from models.office.organization import the_organization
from models.people.records import Post

_REMARK = "//"
_HEADING = "# "
_BULLET = "- "
_REMARKS = "หมายเหตุ"
_AND_SO_ON = "ฯลฯ"
_NUMBERED = re.compile(r"\(?[๐-๙]+(?:\.[๐-๙]+)*[.)]\)? ?")


class BoilerplatePaper(Struct, frozen=True):
    """The printed content of a document that consists of boilerplate only."""

    heading: tuple[str, ...]
    file_title: str
    author: str
    identity: str
    made_at: datetime
    lines: tuple[str, ...]


def template_lines(name: str, fiscal_year: int) -> tuple[str, ...]:
    """Return the lines of a template, such as `book/01-summary.txt`, filled in for a fiscal year.

    Blank lines and remarks (`//`) are left out. Raises KmError if the office's own file cannot be
    read.
    """
    words = _words(fiscal_year)
    lines = (line.strip() for line in office_text(name).split("\n"))
    return tuple(_filled(line, words) for line in lines if line and not line.startswith(_REMARK))


def _words(fiscal_year: int) -> dict[str, str]:
    office = the_organization()
    cko = Post.get_or_none(is_cko=True)
    return {
        "municipality": office.name,
        "address": f"อำเภอ{office.district} จังหวัด{office.province}",
        "year": thai_digits(fiscal_year),
        "last_year": thai_digits(fiscal_year - 1),
        "law": law_citation(),
        "website": office.website,
        "mayor": cko.formal_name or cko.name if cko is not None else "นายกเทศมนตรี",
    }


def _filled(line: str, words: dict[str, str]) -> str:
    for name, word in words.items():
        line = line.replace("{" + name + "}", word)
    return line


def fill_in(name: str, title: str, fiscal_year: int) -> BoilerplatePaper:
    """Return a document of one template, below its title, the office's address and the year.

    Args:
        name: the template's file, such as `book/guideline.txt`.
        fiscal_year: in the Buddhist Era.

    Raises KmError if the office's own file cannot be read.
    """
    office = the_organization()
    year = thai_digits(fiscal_year)
    return BoilerplatePaper(
        heading=(f"{title}", office.address, f"ประจำปีงบประมาณ พ.ศ. {year}"),
        file_title=f"{title} {fiscal_year}",
        author=office.name,
        identity=f"{name} {fiscal_year}",
        made_at=midnight(fiscal_range(fiscal_year)[0]),
        lines=template_lines(name, fiscal_year),
    )


def render(value: BoilerplatePaper, font: Path | None = None) -> RenderedPdf:
    """Draw the paper as a PDF; the same value gives the same bytes."""
    paper = begin_paper(value, value.heading[0], font)
    write_title(paper, value.heading)
    paper.space(6 * POINT)
    draw_template_lines(paper, value.lines)
    return paper.drawn()


def draw_template_lines(paper: Paper, lines: tuple[str, ...]) -> None:
    """Write lines of a template: headings, bullets, numbered items, paragraphs."""
    for line, following in zip(lines, (*lines[1:], ""), strict=True):
        # Neither a label nor ฯลฯ is alone at the end or the beginning of a page.
        keep = line == _REMARKS or following == _AND_SO_ON
        if line.startswith(_HEADING):
            paper.write(line.removeprefix(_HEADING), HEADING)
        elif line.startswith(_BULLET):
            paper.write(line, SPOKEN.but(left=12, hang=3, keep_next=keep))
        elif _NUMBERED.match(line):
            paper.write(line, BODY.but(first=12, keep_next=keep))
        else:
            paper.write(line, BODY.but(keep_next=keep))
