"""A text for the checks: cleaned lines, cells, words, and the year of writing."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from kmtui.thai.digits import arabic_digits
from kmtui.thai.text import clean
from kmtui.thai.when.calendar import MONTHS
from kmtui.thai.words import segment
from models.checks.core.finding import FindingLocation

WHOLE_TEXT = FindingLocation("ข้อความ")
"""The location of a text that belongs to no record."""

_LINE_END = re.compile("\r\n|\r")
_TAG = re.compile('</?[a-z]+(?: [a-z]+="[^"<>]{0,80}")?>')
_SPACES = re.compile(r"\s+")
_DATED = re.compile(rf"(?:{'|'.join(MONTHS)})\s{{0,3}}(?:พ\.\s?ศ\.)?\s{{0,3}}(25\d\d)(?!\d)")
_FISCAL = re.compile(r"ปีงบประมาณ\s{0,3}(?:พ\.\s?ศ\.)?\s{0,3}(25\d\d)(?!\d)")


class TextLine(Struct, frozen=True, dict=True):
    """A line: its number from 1, its cleaned text, and `raw` as typed."""

    number: int
    text: str
    raw: str = ""

    @cached_property
    def bare(self) -> str:
        """The text without list and scan marks around it: bullets, bars, asterisks, tags."""
        return _SPACES.sub(" ", self.untagged).strip(" -|*➤")

    @cached_property
    def untagged(self) -> str:
        """The text with HTML tags replaced by spaces."""
        return _TAG.sub(" ", self.text) if "<" in self.text else self.text

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """The cells of a table row, separated by tabs or bars; of another line the bare text."""
        if "\t" in self.untagged:
            return tuple(cell.strip() for cell in self.untagged.split("\t"))
        stripped = self.untagged.strip()
        if stripped.startswith("|") and stripped.endswith("|") and len(stripped) > 1:
            return tuple(cell.strip() for cell in stripped[1:-1].split("|"))
        return (self.bare,)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words, spaces and signs of the line; joined, they are the untagged text."""
        return segment(self.untagged)

    @cached_property
    def plain(self) -> str:
        """The bare text with Arabic digits, for patterns with numbers."""
        return arabic_digits(self.bare)


class Squeezed(Struct, frozen=True):
    """The whole text without spaces, for finding names that are wrapped over lines.

    `starts` are the offsets at which the lines begin, `numbers` the numbers of these lines.
    """

    text: str
    starts: tuple[int, ...]
    numbers: tuple[int, ...]

    def line_at(self, offset: int) -> int:
        """Return the number of the line that has the letter at this offset."""
        return self.numbers[bisect_right(self.starts, offset) - 1]


class CheckedText(Struct, frozen=True, dict=True):
    """A text to be checked.

    `given_year` is its year in the Buddhist Era; None to derive it from the dates in the text.
    """

    text: str
    place: FindingLocation = WHOLE_TEXT
    given_year: int | None = None

    @cached_property
    def lines(self) -> tuple[TextLine, ...]:
        """The lines, cleaned except for tabs, which separate table cells."""
        raw = _LINE_END.sub("\n", self.text).split("\n")
        return tuple(TextLine(number, _cleaned(line), line) for number, line in enumerate(raw, 1))

    @cached_property
    def spoken(self) -> tuple[TextLine, ...]:
        """The lines that are not blank."""
        return tuple(line for line in self.lines if line.bare)

    @cached_property
    def squeezed(self) -> Squeezed:
        """The text without spaces, with the line of each part."""
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
        """The Buddhist Era year: the given one, else that of most of its dates; None without."""
        if self.given_year is not None:
            return self.given_year
        years = Counter(self._years(_DATED)) or Counter(self._years(_FISCAL))
        return max(years, key=lambda year: (years[year], year)) if years else None

    def _years(self, pattern: re.Pattern[str]) -> Iterator[int]:
        for line in self.spoken:
            for found in pattern.finditer(line.plain):
                yield int(found[1])


def _cleaned(line: str) -> str:
    """Return a line cleaned cell by cell, as `clean` would replace its tabs by spaces."""
    return "\t".join(clean(cell).replace("\n", " ") for cell in line.split("\t"))
