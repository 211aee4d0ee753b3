"""Reading of Word documents (ISO/IEC 29500): accepted text, content controls, comments, tables.

Tracked insertions count as accepted and deletions as done. Fields are read by their last result;
links, pictures, headers and embedded files are not read.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree.ElementTree import Element

from msgspec import Struct, field

from kmtui.thai.text import clean
from models.errors import Refused
from models.foreign_files.package import Package, broken, opened_package
from models.foreign_files.word_values import (
    WordBlock,
    WordCell,
    WordComment,
    WordDocument,
    WordParagraph,
    WordTable,
)

MOST_PARAGRAPHS, MOST_CELLS = 50_000, 100_000
_BODY = "word/document.xml"
_SUFFIXES = {
    ".docm": "มีแมโคร เปิดแล้วบันทึกเป็น .docx ก่อน",
    ".doc": "เป็น Word รุ่นเก่า เปิดแล้วบันทึกเป็น .docx ก่อน",
    ".odt": "เป็น OpenDocument เปิดแล้วบันทึกเป็น .docx ก่อน",
    ".rtf": "เป็น RTF เปิดแล้วบันทึกเป็น .docx ก่อน",
    ".pdf": "เป็น PDF อ่านข้อแก้จาก PDF ไม่ได้ ใช้แฟ้ม .docx ที่ส่งไปแก้",
}
_CUSTOM = re.compile(r"customXml/item[0-9]+\.xml")
# What is gone once tracked changes are accepted, and what is no text of the document.
_DROPPED = frozenset(
    (
        *("del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "sdtPr"),
        *("sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "drawing", "pict", "object"),
        *("Fallback", "rt", "altChunk"),
    )
)
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_NEXT_ROW = "ข้อความในแฟ้มยาวเกินกว่าที่รายงานหรือตารางหนึ่งจะมี แบ่งแฟ้มแล้วนำเข้าทีละส่วน"


def read_word(path: Path) -> WordDocument:
    """Read a Word document (.docx), however it was saved.

    Raises:
        NotFound: the file does not exist.
        Refused: the file is of another kind, unreadable, unsafe or too large.
    """
    if (why := _SUFFIXES.get(path.suffix.lower())) is not None:
        raise Refused(f"แฟ้ม {path.name} {why}")
    with opened_package(path, ".docx") as package:
        root = package.xml(_BODY)
        body = root.find("body") if root is not None else None
        if body is None:
            raise Refused(broken(package.name))
        reader = _Reader(_comments(package))
        blocks = tuple(reader.blocks(body))
        custom = (package.xml(name) for name in package.part_names if _CUSTOM.fullmatch(name))
        return WordDocument(path.name, blocks, tuple(each for each in custom if each is not None))


def _comments(package: Package) -> dict[str, WordComment]:
    root = package.xml("word/comments.xml")
    found = {}
    for each in root.iter("comment") if root is not None else ():
        text = "\n".join(_plain(part) for part in each.iter("p")).strip()
        found[each.get("id", "")] = WordComment(clean(each.get("author", "")).strip(), clean(text))
    return found


def _plain(paragraph: Element) -> str:
    return "".join(each.text or "" for each in paragraph.iter("t"))


class _Written(Struct):
    """A paragraph while it is read; `is_joined` if its end was deleted by a tracked change."""

    tag: str
    text: list[str] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)
    is_joined: bool = False


class _Reader:
    """Walks through a document body, counting what it reads against the limits."""

    def __init__(self, comments: Mapping[str, WordComment]) -> None:
        self._comments = comments
        self._paragraphs = self._cells = 0
        self._open_notes: dict[str, list[str]] = {}

    def blocks(self, parent: Element) -> Iterator[WordBlock]:
        """Yield the paragraphs and tables below an element, with the tag of their control.

        Raises Refused if the document is too long.
        """
        waiting: list[_Written] = []
        for element, tag in _children(parent, ""):
            if element.tag == "p":
                waiting.append(self._paragraph(element, tag))
                if waiting[-1].is_joined:
                    continue
                yield self._finished(waiting)
                waiting = []
                continue
            if waiting:
                yield self._finished(waiting)
                waiting = []
            yield WordTable(tuple(self._rows(element, tag)))
        if waiting:
            yield self._finished(waiting)

    def _finished(self, parts: list[_Written]) -> WordParagraph:
        """Merge paragraphs whose paragraph marks were deleted by tracked changes."""
        text = "".join("".join(part.text) for part in parts)
        tags = [part.tag for part in parts if part.tag and "".join(part.text).strip()]
        tag = next(iter(tags), parts[-1].tag)
        noted = dict.fromkeys(mark for part in parts for mark in part.noted)
        comments = []
        for mark in noted:
            known = self._comments.get(mark)
            if known is not None:
                about = clean("".join(self._open_notes.get(mark, []))).strip()
                comments.append(WordComment(known.author, known.text, about))
        return WordParagraph(clean(text).strip("\n"), tag, tuple(comments))

    def _rows(self, table: Element, tag: str) -> Iterator[tuple[WordCell, ...]]:
        for row, around in _children(table, tag):
            change = row.find("trPr")
            if row.tag != "tr" or (change is not None and change.find("del") is not None):
                continue
            yield tuple(self._row_cells(row, around))

    def _row_cells(self, row: Element, tag: str) -> Iterator[WordCell]:
        skipped = _number(row.find("trPr/gridBefore"))
        if skipped:
            yield WordCell((), skipped)
        for cell, around in _children(row, tag):
            if cell.tag != "tc":
                continue
            self._cells += 1
            if self._cells > MOST_CELLS:
                raise Refused(_NEXT_ROW)
            merged = cell.find("tcPr/vMerge")
            goes_on = merged is not None and merged.get("val", "continue") == "continue"
            span = max(1, _number(cell.find("tcPr/gridSpan")))
            yield WordCell(tuple(self._flat(cell, around)), min(span, 200), goes_on)

    def _flat(self, cell: Element, tag: str) -> Iterator[WordParagraph]:
        for block in self.blocks(cell):
            if isinstance(block, WordParagraph):
                yield block if block.tag or not tag else _tagged(block, tag)
            else:
                cells = (part for row in block.rows for part in row)
                yield from (each for part in cells for each in part.paragraphs)

    def _paragraph(self, element: Element, tag: str) -> _Written:
        self._paragraphs += 1
        if self._paragraphs > MOST_PARAGRAPHS:
            raise Refused(_NEXT_ROW)
        ended = element.find("pPr/rPr/del")
        moved = element.find("pPr/rPr/moveFrom")
        written = _Written(tag, is_joined=ended is not None or moved is not None)
        self._inline(_repeated_control(element) or element, written)
        return written

    def _inline(self, parent: Element, into: _Written) -> None:
        for each in parent:
            if each.tag in _DROPPED:
                continue
            if each.tag == "t":
                self._write(each.text or "", into)
            elif each.tag == "br":
                self._write(
                    "\n" if each.get("type", "textWrapping") == "textWrapping" else "", into
                )
            elif each.tag in _SIGNS:
                self._write(_SIGNS[each.tag], into)
            elif each.tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
                self._note(each, into)
            elif each.tag == "sdt":
                into.tag = into.tag or _tag_of(each)
                if not _is_placeholder(each):
                    self._inline(each, into)
            else:
                self._inline(each, into)

    def _write(self, text: str, into: _Written) -> None:
        into.text.append(text)
        for noted in self._open_notes.values():
            if noted and noted[-1] == "\0":
                noted[-1:] = [text, "\0"]

    def _note(self, mark: Element, into: _Written) -> None:
        note = mark.get("id", "")
        if mark.tag == "commentRangeStart":
            self._open_notes[note] = ["\0"]
        elif mark.tag == "commentRangeEnd" and self._open_notes.get(note):
            self._open_notes[note].pop()
        if mark.tag != "commentRangeEnd":
            into.noted.append(note)


def _children(parent: Element, tag: str) -> Iterator[tuple[Element, str]]:
    """Yield paragraphs, tables, rows and cells below an element, each with its nearest tag.

    Goes through content controls, custom XML, and insertions of whole rows.
    """
    for each in parent:
        if each.tag in ("p", "tbl", "tr", "tc"):
            yield each, tag
        elif each.tag == "sdt":
            own = _tag_of(each) or tag
            found = list(_children(each, own)) if not _is_placeholder(each) else []
            if found or parent.tag in ("tbl", "tr"):
                yield from found
            else:
                yield Element("p"), own  # an emptied control is still there
        elif each.tag not in _DROPPED:
            yield from _children(each, tag)


def _repeated_control(paragraph: Element) -> Element | None:
    """Return the valid one of the content controls that LibreOffice has duplicated.

    LibreOffice 7.4 shows the text of a block-level control once, but saves it many times, in
    controls side by side that have lost their tags: the whole text, each of its parts followed by
    the whole text, and the whole text again.
    """
    controls = [each for each in paragraph if each.tag == "sdt"]
    runs = [each for each in paragraph if each.tag == "r" and _plain(each)]
    if len(controls) < 3 or runs or any(_tag_of(each) for each in controls):
        return None
    whole, *parts, last = map(_plain, controls)
    is_repeated = whole and last == whole and all(part.endswith(whole) for part in parts)
    if not is_repeated or "".join(part[: -len(whole)] for part in parts) != whole:
        return None
    return controls[0]


def _tag_of(control: Element) -> str:
    tag = control.find("sdtPr/tag")
    return tag.get("val", "") if tag is not None else ""


def _is_placeholder(control: Element) -> bool:
    """Return whether the control shows only its prompt (“click here to enter text”)."""
    shown = control.find("sdtPr/showingPlcHdr")
    return shown is not None and shown.get("val", "1") not in ("0", "false", "off")


def _tagged(paragraph: WordParagraph, tag: str) -> WordParagraph:
    return WordParagraph(paragraph.text, tag, paragraph.comments)


def _number(element: Element | None) -> int:
    value = element.get("val", "") if element is not None else ""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 5 else 0
