"""Parses an agenda from lines: titles without numbers, and levels of sub-items."""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from kmtui.thai.digits import arabic_digits
from kmtui.thai.text import TAB_WIDTH, clean
from models.errors import Refused

DEEPEST = 3
"""The number of levels below the main items, at most."""

_HEAD = re.compile(r"^(?:ระเบียบ)?วาระ(?:การประชุม)?(?:ที่)?\s*(?=[0-9๐-๙])")
_NUMBER = re.compile(
    r"^\(?(?P<number>[0-9๐-๙]{1,3}(?:\.[0-9๐-๙]{1,3})*)(?P<end>\.\)|[.)]|(?=\s|$|เรื่อง))(?![0-9๐-๙])\s*"
)
_LETTER = re.compile(r"^(?:\(?[ก-ฮ]\)|\(?[a-zA-Z]\)|[ก-ฮ]\.(?=\s))\s*")
_DASH = re.compile(r"^[-–—•*▪●○▸>]+\s*")
_TITLE_OF_PAGE = re.compile(r"^(?:ระเบียบวาระการประชุม|วาระการประชุม)(?:\s|$|คณะ)")
_NONE_SAID = re.compile(r"^[-–—\s(]*ไม่มี[-–—\s)]*$")


class AgendaLine(Struct, frozen=True):
    """A line with its title; `number` is the line in the text, `depth` the level from 0."""

    number: int
    title: str
    depth: int


class _Marked(Struct, frozen=True):
    """A parsed line: its indentation, the parts of its number, whether it has another mark."""

    number: int
    title: str
    indent: int
    parts: int
    has_mark: bool


def read_agenda(lines: Sequence[str]) -> tuple[AgendaLine, ...]:
    """Return the items of an agenda in any numbering style, with the levels of sub-items.

    A number of several parts (๓.๑) determines the level; a dash or a letter under a numbered line
    is one level below that; otherwise the indentation decides.

    Raises Refused if there is no item.
    """
    found = _with_depths(_marked(lines))
    if not found:
        raise Refused("ไม่พบระเบียบวาระในข้อความนี้ วางหนึ่งเรื่องต่อบรรทัด")
    return tuple(found)


def _marked(lines: Sequence[str]) -> Iterable[_Marked]:
    for number, line in enumerate(lines, 1):
        text = line.expandtabs(TAB_WIDTH)
        indent = len(text) - len(text.lstrip())
        words = " ".join(clean(text).split())
        if not words or _TITLE_OF_PAGE.match(words) or _NONE_SAID.match(words):
            continue
        begun = _HEAD.sub("", words)
        found = _NUMBER.match(begun)
        parts = len(arabic_digits(found["number"]).split(".")) if found is not None else 0
        rest = begun[found.end() :] if found is not None else begun
        mark = None if found is not None else _DASH.match(rest) or _LETTER.match(rest)
        title = rest[mark.end() :] if mark is not None else rest
        if title.strip(" .-–—"):
            yield _Marked(number, title.strip(), indent, parts, mark is not None)


def _with_depths(lines: Iterable[_Marked]) -> list[AgendaLine]:
    marked = list(lines)
    is_numbered = any(line.parts for line in marked)
    found: list[AgendaLine] = []
    indents: list[tuple[int, int]] = []  # an indentation and its level, from outer to inner
    numbered = 0  # the level of the last numbered line
    for line in marked:
        while indents and indents[-1][0] >= line.indent:
            indents.pop()
        by_indent = indents[-1][1] + 1 if indents else 0
        if line.parts > 1:
            depth = line.parts - 1
        elif line.has_mark and is_numbered and found:
            depth = max(by_indent, numbered + 1)
        else:
            depth = by_indent
        before = found[-1].depth if found else -1
        depth = min(depth, before + 1, DEEPEST)
        if line.parts:
            numbered = depth
        indents.append((line.indent, depth))
        found.append(AgendaLine(line.number, line.title, depth))
    return found
