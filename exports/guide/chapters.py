"""The chapters of the handbook in order, read from `docs/guide`.

The folder `data` is that folder, so that the same text is in the package and among the documents.
"""

from functools import cache
from importlib.resources import files

from msgspec import Struct

from exports.guide.markdown import (
    Block,
    Grid,
    Heading,
    Item,
    Kind,
    Paragraph,
    Span,
    blocks_of,
    title_of,
)
from kmtui.thai.digits import thai_digits
from models.errors import KmError

CHAPTERS = (
    "start",
    "people",
    "orders",
    "meetings",
    "room",
    "closing",
    "printing",
    "plan",
    "knowledge",
    "evidence",
    "records",
    "settings",
    "server",
)
"""The names of the chapters, which are those of their files."""


class NoChapter(KmError):
    """The handbook has no chapter of this name."""


class Chapter(Struct, frozen=True):
    """A chapter: its name, its number in the handbook from 1, its title and its content."""

    name: str
    number: int
    title: str
    blocks: tuple[Block, ...]

    @property
    def heading(self) -> str:
        """The title with its number."""
        return f"บทที่ {thai_digits(self.number)} {self.title}"


@cache
def read_chapter(name: str) -> Chapter:
    """Read a chapter.

    Raises:
        NoChapter: there is no chapter of this name; the sentence lists the names.
    """
    if name not in CHAPTERS:
        known = ", ".join(CHAPTERS)
        raise NoChapter(f"คู่มือไม่มีบท “{name}” เลือกจาก {known}")
    source = files("exports.guide").joinpath(f"data/{name}.md").read_text(encoding="utf-8")
    return Chapter(name, CHAPTERS.index(name) + 1, title_of(source), blocks_of(source))


def picture_text(name: str) -> str:
    """Return the SVG of a picture of a screen; `name` is its file name without the suffix."""
    source = files("exports.guide").joinpath(f"data/pictures/{name}.svg")
    return source.read_text(encoding="utf-8")


def plain_paragraphs(chapter: Chapter) -> list[tuple[str, str]]:
    """Return a chapter as paragraphs for a terminal, without pictures.

    Each pair is the mark of a list item ("๑.", "-" or none) and the text; a heading has the mark
    "#", and keys are in brackets.
    """
    found: list[tuple[str, str]] = []
    for block in chapter.blocks:
        if isinstance(block, Heading):
            found.append(("#", block.text))
        elif isinstance(block, Paragraph):
            found.append(("", _plain(block.spans)))
        elif isinstance(block, Item):
            mark = f"{thai_digits(block.number)}." if block.number else "-"
            found.append((mark, _plain(block.spans)))
        elif isinstance(block, Grid):
            found += [("-", " : ".join(_plain(cell) for cell in row)) for row in block.rows]
    return found


def _plain(spans: tuple[Span, ...]) -> str:
    return "".join(f"[{s.text}]" if s.kind is Kind.KEY else s.text for s in spans)
