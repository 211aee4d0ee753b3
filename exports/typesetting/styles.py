"""Styles of official paper: sizes, alignments, margins.

Lengths are millimetres; sizes and leadings are points of TH Sarabun, scaled for the font in use.
Source: the Secretariat of the Prime Minister's explanation of typing official letters.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from typing import Any, Self

from msgspec import Struct
from msgspec.structs import replace

from kmtui.thai.digits import official_digits

POINT = 25.4 / 72
# Line height and ascent of TH Sarabun as shares of its size: 16 point has a leading of 21.3 point.
LEADING = 1.331
ASCENT = 0.844


class Align(StrEnum):
    """The alignment of lines between the margins. JUSTIFY is Thai-distributed (กระจายแบบไทย)."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    JUSTIFY = "justify"


class Mark(StrEnum):
    """The mark at the top of every page; black, because office lasers print grey as dots."""

    NONE = ""
    DRAFT = "ร่าง"
    FILE_COPY = "สำเนาคู่ฉบับ"


class PageMarks(Struct, frozen=True):
    """The marks in the margins of every page of a paper.

    `secrecy` (ลับ, ลับมาก, ลับที่สุด) is above and below the text: ระเบียบว่าด้วยการรักษาความลับของทางราชการ
    พ.ศ. ๒๕๔๔ ข้อ ๒๐.
    """

    mark: Mark = Mark.NONE
    secrecy: str = ""


NO_MARKS = PageMarks()


class Margins(Struct, frozen=True):
    """The margins of A4, in millimetres."""

    left: float = 30
    right: float = 20
    top: float = 25
    bottom: float = 20


class Style(Struct, frozen=True):
    """The style of a paragraph; sizes in points, other lengths in millimetres.

    Attributes:
        first: indent of the first line.
        later: indent of the first line of every paragraph but the first; None is `first`.
        hang: indent of every other line.
        before: space above.
        leading: points from one baseline to the next; None is single spacing.
        keep_next: whether a page break directly below is forbidden, as for a heading.
        red: whether the text is red; all other text is black.
    """

    size: float = 16
    bold: bool = False
    align: Align = Align.LEFT
    left: float = 0
    right: float = 0
    first: float = 0
    later: float | None = None
    hang: float = 0
    before: float = 0
    leading: float | None = None
    keep_next: bool = False
    red: bool = False

    def but(self, **changes: Any) -> Self:
        """Return this style with fields replaced: `BODY.but(first=15)`."""
        return replace(self, **changes)

    @property
    def line_height(self) -> float:
        """Millimetres from one baseline to the next."""
        return (self.leading or self.size * LEADING) * POINT

    @property
    def ascent(self) -> float:
        """Millimetres from the top of a line to its baseline."""
        slack = self.line_height - self.size * LEADING * POINT
        return self.size * ASCENT * POINT + slack / 2


PLAIN = Style()
LINE_HEIGHT = PLAIN.line_height
"""The height of a line of the body, in millimetres."""
BOLD = Style(bold=True)
BODY = Style(align=Align.JUSTIFY, first=25)
BODY_SPACED = BODY.but(before=6 * POINT)
# Without its indent a second paragraph would look like a line of the first.
SPOKEN = Style(align=Align.JUSTIFY, later=10)
TITLE = Style(bold=True, align=Align.CENTRE, keep_next=True)
HEADING = Style(bold=True, before=6 * POINT, keep_next=True)
CENTRED = Style(align=Align.CENTRE)
BOOK_TITLE = Style(size=28, bold=True, align=Align.CENTRE)
CHAPTER = Style(size=20, bold=True, align=Align.CENTRE, keep_next=True)
MEMO_TITLE = Style(size=29, bold=True, align=Align.CENTRE, leading=35)
LABEL = Style(size=20, bold=True)
URGENCY = Style(size=32, bold=True, leading=36, keep_next=True, red=True)
"""The urgency of a letter, at least 32 point and red: ระเบียบงานสารบรรณ ข้อ ๒๘."""
SECRECY = Style(size=24, bold=True, align=Align.CENTRE, leading=26, red=True)
CELL = Style()
SMALL_CELL = Style(size=14)

_takes_official_digits = ContextVar("takes_official_digits", default=False)


@contextmanager
def digits_of_papers(official: bool) -> Iterator[None]:
    """Draw documents in the `with` block with Thai digits; if not `official`, as typed."""
    token = _takes_official_digits.set(official)
    try:
        yield
    finally:
        _takes_official_digits.reset(token)


def written_digits(text: str) -> str:
    """Return the text as it is drawn: with Thai digits inside `digits_of_papers(True)`.

    Latin names and codes keep their digits.
    """
    return official_digits(text) if _takes_official_digits.get() else text
