"""Splits a corrected file into entries: headings, statements with speaker, other lines."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from models.foreign_files.word_values import (
    WordBlock,
    WordCell,
    WordComment,
    WordDocument,
    WordParagraph,
)
from models.minutes.word_import.units import UnitKey, UnitKind, compared, folded, unit_key_of

RESOLVED = "ที่ประชุม"
"""The word in the place of the speaker before a resolution."""

_HEADING = re.compile(r"\s*(?:ระเบียบ)?วาระที่\s*[๐-๙0-9]+(?:\s*\.\s*[๐-๙0-9]+)*\.?(?=\s|$)")
_END = "เลิกประชุมเวลา"


class FileEntry(Struct, frozen=True):
    """An entry: a heading, a statement or another piece of the file.

    Attributes:
        lines: its text, by paragraph or line.
        speaker: the first line beside it; empty for headings and lines of their own.
        kind: its kind, if its tag or form determines it; else None.
        key: the part that its tag names; None without one.
        comments: the comments that reviewers attached to it.
        is_line: whether the entry is a paragraph of its own, not a row of a table.
        is_sub: whether the entry is the heading of a sub-item, by its number.
        note: a Thai sentence on a correction made while reading; empty if there is none.
    """

    lines: tuple[str, ...]
    speaker: str = ""
    kind: UnitKind | None = None
    key: UnitKey | None = None
    comments: tuple[WordComment, ...] = ()
    is_line: bool = False
    is_sub: bool = False
    note: str = ""

    @property
    def text(self) -> str:
        """The text in its stored form."""
        return "\n".join(self.lines).strip()

    @property
    def is_end(self) -> bool:
        """Whether the entry is the line with which the minutes end."""
        return compared(self.text).startswith(_END)


def file_entries(document: WordDocument, printed: Collection[str]) -> tuple[FileEntry, ...]:
    """Return the entries of a document in order.

    Args:
        document: the file as read.
        printed: in their folded form, the lines that the minutes print besides the parts: names,
            sentences on votes and tasks, signatures. They are omitted.
    """
    found: list[FileEntry] = []
    for block in document.blocks:
        found += _entries_of(block, printed)
    return tuple(_each_mark_once(found))


def _entries_of(block: WordBlock, printed: Collection[str]) -> Iterator[FileEntry]:
    if isinstance(block, WordParagraph):
        yield from _of_paragraphs((block,), "", printed, is_line=True)
        return
    for row in block.rows:
        if len(row) == 2:
            yield from _of_row(row, printed)
            continue
        for cell in row:
            yield from _of_paragraphs(cell.paragraphs, "", printed, is_line=True)


def _of_row(row: Sequence[WordCell], printed: Collection[str]) -> Iterator[FileEntry]:
    left, right = row
    if any(unit_key_of(each.tag) for each in left.paragraphs):
        # A reader has put the text into the wrong column.
        yield from _of_paragraphs((*left.paragraphs, *right.paragraphs), "", printed)
        return
    beside = [line for each in left.paragraphs for line in each.text.split("\n") if line.strip()]
    speaker = beside[0].strip() if beside else ""
    noted = tuple(note for each in left.paragraphs for note in each.comments)
    made = list(_of_paragraphs(right.paragraphs, speaker, printed))
    if not made and (noted or (speaker and folded(speaker) not in printed)):
        if _HEADING.match(speaker):
            return
        made = [FileEntry((), speaker)]
    for at, entry in enumerate(made):
        yield replace(entry, comments=(*noted, *entry.comments)) if at == 0 else entry


def _of_paragraphs(
    paragraphs: Sequence[WordParagraph],
    speaker: str,
    printed: Collection[str],
    is_line: bool = False,
) -> Iterator[FileEntry]:
    """Yield one entry per tag; untagged text belongs to the entry before, else after it."""
    made: list[FileEntry] = []
    for key, group in groupby(paragraphs, lambda each: unit_key_of(each.tag)):
        each = _piece(list(group), key, speaker, printed, is_line)
        if key is None and not each.lines and not each.comments:
            continue
        if made and (key is None) != (made[-1].key is None):
            marked = each.key or made[-1].key
            kind = UnitKind(marked.kind) if marked is not None else None
            made[-1] = replace(
                made[-1],
                lines=(*made[-1].lines, *each.lines),
                comments=(*made[-1].comments, *each.comments),
                key=marked,
                kind=kind,
            )
        else:
            made.append(each)
    yield from made


def _piece(
    paragraphs: Sequence[WordParagraph],
    key: UnitKey | None,
    speaker: str,
    printed: Collection[str],
    is_line: bool,
) -> FileEntry:
    rows = [row for each in paragraphs for row in each.text.split("\n")]
    comments = tuple(note for each in paragraphs for note in each.comments)
    kept = [row for row in rows if row.strip()]
    if key is not None:
        is_title = key.kind is UnitKind.ITEM
        titles = [_untitled(row) for row in kept] if is_title else kept
        return FileEntry(tuple(titles), speaker, key.kind, key, comments, is_line)
    if _HEADING.match(speaker) and not is_line:
        is_sub = "." in speaker.strip().rstrip(".")
        return FileEntry(tuple(kept), "", UnitKind.ITEM, None, comments, is_sub=is_sub)
    if kept and (heading := _HEADING.match(kept[0])) and is_line:
        if not kept[0][heading.end() :].strip() and len(kept) == 1:
            return FileEntry((), comments=comments, is_line=True)  # its title is in another cell
        is_sub = "." in heading.group().strip().rstrip(".")
        title = tuple(map(_untitled, kept))
        return FileEntry(title, "", UnitKind.ITEM, None, comments, True, is_sub)
    if is_line and kept and "\t" not in kept[0]:
        speaker = ""
    said = tuple(row for row in kept if folded(row) not in printed)
    kind = UnitKind.RESOLUTION if compared(speaker) == RESOLVED else None
    return FileEntry(said, speaker, kind, None, comments, is_line)


def _untitled(row: str) -> str:
    """Return a heading without ระเบียบวาระที่ and its number."""
    return _HEADING.sub("", row, count=1).strip()


def _each_mark_once(entries: Sequence[FileEntry]) -> Iterator[FileEntry]:
    """Yield the entries; if two have one tag (a row copied in Word), only the first keeps it."""
    seen: set[UnitKey] = set()
    for entry in entries:
        if entry.key is not None and entry.key in seen:
            yield replace(entry, key=None)
            continue
        if entry.key is not None:
            seen.add(entry.key)
        yield entry
