"""A text as the checks read it: cleaned lines, cells, words and the year it was written in."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kmtui.thai.dates import MONTHS
from kmtui.thai.digits import arabic_digits
from kmtui.thai.text import clean
from kmtui.thai.words import segment
from models.checks.core.finding import FindingLocation

WHOLE_TEXT = FindingLocation("ข้อความ")
"""The place of a text that belongs to no record."""

_LINE_END = re.compile("\r\n|\r")
_TAG = re.compile('</?[a-z]+(?: [a-z]+="[^"<>]{0,80}")?>')
_SPACES = re.compile(r"\s+")
_DATED = re.compile(rf"(?:{'|'.join(MONTHS)})\s{{0,3}}(?:พ\.\s?ศ\.)?\s{{0,3}}(25\d\d)(?!\d)")
_FISCAL = re.compile(r"ปีงบประมาณ\s{0,3}(?:พ\.\s?ศ\.)?\s{0,3}(25\d\d)(?!\d)")


@dataclass(frozen=True)
class TextLine:
    """One line: its 1-based number, its cleaned text, and `raw`, as it was typed."""

    number: int
    text: str
    raw: str = ""

    @cached_property
    def bare(self) -> str:
        """The text without the marks that a scan leaves around it: bullets, bars, stars, tags."""
        return _SPACES.sub(" ", self.untagged).strip(" -|*➤")

    @cached_property
    def untagged(self) -> str:
        """The text with HTML tags turned into spaces."""
        return _TAG.sub(" ", self.text) if "<" in self.text else self.text

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """The cells of a row: parted by tabs or bars, without the spaces around them."""
        if "\t" in self.untagged:
            return tuple(cell.strip() for cell in self.untagged.split("\t"))
        stripped = self.untagged.strip()
        if stripped.startswith("|") and stripped.endswith("|") and len(stripped) > 1:
            return tuple(cell.strip() for cell in stripped[1:-1].split("|"))
        return (self.bare,)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words, spaces and signs of the line; joined they are its untagged text."""
        return segment(self.untagged)

    @cached_property
    def plain(self) -> str:
        """The bare text with Arabic digits: what patterns with numbers read."""
        return arabic_digits(self.bare)


@dataclass(frozen=True)
class Squeezed:
    """The whole text without its spaces, so that a wrapped name is found in one piece."""

    text: str
    starts: tuple[int, ...]
    numbers: tuple[int, ...]

    def line_at(self, offset: int) -> int:
        """The number of the line that a letter stands on."""
        return self.numbers[bisect_right(self.starts, offset) - 1]


@dataclass(frozen=True)
class CheckedText:
    """A text to check. `year` is the Buddhist-era year it belongs to; None: read from its dates."""

    text: str
    place: FindingLocation = WHOLE_TEXT
    given_year: int | None = None

    @cached_property
    def lines(self) -> tuple[TextLine, ...]:
        """Every line, cleaned; tabs stay, for they part the cells of a table."""
        raw = _LINE_END.sub("\n", self.text).split("\n")
        return tuple(TextLine(number, _cleaned(line), line) for number, line in enumerate(raw, 1))

    @cached_property
    def spoken(self) -> tuple[TextLine, ...]:
        """The lines that say something."""
        return tuple(line for line in self.lines if line.bare)

    @cached_property
    def squeezed(self) -> Squeezed:
        """The text without spaces, with the way back to its lines."""
        parts, starts, numbers, length = [], [], [], 0
        for line in self.spoken:
            part = _SPACES.sub("", line.bare)
            parts.append(part)
            starts.append(length)
            numbers.append(line.number)
            length += len(part)
        return Squeezed("".join(parts), tuple(starts), tuple(numbers))

    @cached_property
    def year(self) -> int | None:
        """The Buddhist-era year the text was written in: given, or that of most of its dates."""
        if self.given_year is not None:
            return self.given_year
        years = Counter(self._years(_DATED)) or Counter(self._years(_FISCAL))
        return max(years, key=lambda year: (years[year], year)) if years else None

    def _years(self, pattern: re.Pattern[str]) -> Iterator[int]:
        for line in self.spoken:
            for found in pattern.finditer(line.plain):
                yield int(found[1])


def _cleaned(line: str) -> str:
    """A line of the file, cleaned cell by cell: `clean` would turn its tabs into spaces."""
    return "\t".join(clean(cell).replace("\n", " ") for cell in line.split("\t"))
