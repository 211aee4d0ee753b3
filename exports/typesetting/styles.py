"""The looks of official paper: sizes, alignments, margins.

Lengths are millimetres; sizes and leadings are points of TH Sarabun, scaled for the font in use.
Source: the Secretariat of the Prime Minister's explanation of typing official letters.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Self

from kmtui.thai.digits import official_digits

POINT = 25.4 / 72
# TH Sarabun's own line height, ascent and 16 point's 21.3 point leading come from this.
LEADING = 1.331
ASCENT = 0.844


class Align(StrEnum):
    """How lines stand between the margins. JUSTIFY is the Thai-distributed kind."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    JUSTIFY = "justify"


class Mark(StrEnum):
    """What is printed at the top of every page: black, since grey is dots on an office laser."""

    NONE = ""
    DRAFT = "ร่าง"
    FILE_COPY = "สำเนาคู่ฉบับ"


@dataclass(frozen=True)
class Margins:
    """The white edges of A4, in millimetres."""

    left: float = 30
    right: float = 20
    top: float = 25
    bottom: float = 20


@dataclass(frozen=True)
class Style:
    """How a paragraph looks. `leading` None is single spacing; `keep_next` keeps a heading
    on the page of what follows it; `hang` indents every line but the first."""

    size: float = 16
    bold: bool = False
    align: Align = Align.LEFT
    left: float = 0
    right: float = 0
    first: float = 0
    hang: float = 0
    before: float = 0
    leading: float | None = None
    keep_next: bool = False

    def but(self, **changes: Any) -> Self:
        """This style with something changed: `BODY.but(first=15)`."""
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
SPOKEN = Style(align=Align.JUSTIFY)
TITLE = Style(bold=True, align=Align.CENTRE, keep_next=True)
HEADING = Style(bold=True, before=6 * POINT, keep_next=True)
CENTRED = Style(align=Align.CENTRE)
BOOK_TITLE = Style(size=28, bold=True, align=Align.CENTRE)
CHAPTER = Style(size=20, bold=True, align=Align.CENTRE, keep_next=True)
MEMO_TITLE = Style(size=29, bold=True, align=Align.CENTRE, leading=35)
LABEL = Style(size=20, bold=True)
CELL = Style()
SMALL_CELL = Style(size=14)

_takes_official_digits = ContextVar("takes_official_digits", default=False)


@contextmanager
def digits_of_papers(official: bool) -> Iterator[None]:
    """Draw what is drawn in the block with official digits, or with digits as typed."""
    token = _takes_official_digits.set(official)
    try:
        yield
    finally:
        _takes_official_digits.reset(token)


def written_digits(text: str) -> str:
    """The text with the digits that the office wants on its papers."""
    return official_digits(text) if _takes_official_digits.get() else text
