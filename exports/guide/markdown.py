"""Parser of the subset of Markdown that the handbook uses.

A title (`#`), headings (`##`), paragraphs, numbered and dashed lists, tables, and a picture on a
line of its own; inside a text **bold**, `code`, a key (`[F5]`) and a link.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto

from msgspec import Struct

_PICTURE = re.compile(r"!\[(?P<caption>[^\]]*)\]\(pictures/(?P<name>[\w-]+)\.svg\)")
_ITEM = re.compile(r"(?:(?P<number>\d+)\.|-) +(?P<text>.+)")
_RULE = re.compile(r"\|(?: *:?-+:? *\|)+")
_INLINE = re.compile(
    r"\*\*(?P<bold>[^*]+)\*\*|`(?P<code>[^`]+)`|\[(?P<linked>[^\]]+)\]\([^)]*\)|\[(?P<key>[^\]]+)\]"
)


class Kind(Enum):
    """The kind of a span: plain, bold, code or key; of a link only the text is kept, as plain."""

    PLAIN = auto()
    BOLD = auto()
    CODE = auto()
    KEY = auto()


class Span(Struct, frozen=True):
    """A span of text of one kind; a key is written as on the keyboard."""

    text: str
    kind: Kind = Kind.PLAIN


Spans = tuple[Span, ...]


class Heading(Struct, frozen=True):
    """The heading of a section."""

    text: str


class Paragraph(Struct, frozen=True):
    """A paragraph of spans in their styles."""

    spans: Spans


class Item(Struct, frozen=True):
    """A list item; `number` is 0 in a dashed list."""

    spans: Spans
    number: int = 0


class Grid(Struct, frozen=True):
    """A table: its header row, and rows of as many cells."""

    head: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]


class Picture(Struct, frozen=True):
    """A picture of a screen, by its file name without suffix in the folder of pictures."""

    name: str
    caption: str


Block = Heading | Paragraph | Item | Grid | Picture


def title_of(source: str) -> str:
    """Return the title of a page: its first line, without `#`."""
    return source.partition("\n")[0].removeprefix("# ").strip()


def blocks_of(source: str) -> tuple[Block, ...]:
    """Parse the blocks of a page below its title."""
    lines = source.split("\n")[1:]
    return tuple(_blocks(lines))


def spans_of(text: str) -> Spans:
    """Parse the spans of a text."""
    found: list[Span] = []
    at = 0
    for part in _INLINE.finditer(text):
        found += [Span(text[at : part.start()])] * (part.start() > at)
        kind = {"bold": Kind.BOLD, "code": Kind.CODE, "key": Kind.KEY}.get(part.lastgroup or "")
        found.append(Span(part[part.lastgroup or 0], kind or Kind.PLAIN))
        at = part.end()
    return (*found, Span(text[at:])) if text[at:] else tuple(found)


def _blocks(lines: list[str]) -> Iterator[Block]:
    table: list[str] = []
    for line in (*(each.rstrip() for each in lines), ""):
        if line.startswith("|"):
            table.append(line)
            continue
        if table:
            yield _grid(table)
            table = []
        if line:
            yield _block(line)


def _block(line: str) -> Block:
    if line.startswith("## "):
        return Heading(line[3:].strip())
    if picture := _PICTURE.fullmatch(line):
        return Picture(picture["name"], picture["caption"])
    if item := _ITEM.fullmatch(line):
        return Item(spans_of(item["text"]), int(item["number"] or 0))
    return Paragraph(spans_of(line))


def _grid(lines: list[str]) -> Grid:
    rows = [
        tuple(spans_of(cell.strip()) for cell in line.strip().strip("|").split("|"))
        for line in lines
        if not _RULE.fullmatch(line.strip())
    ]
    return Grid(rows[0], tuple(rows[1:]))
