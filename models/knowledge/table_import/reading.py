"""Parses classification tables from Word, Excel or CSV: each division with its items."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from kmtui.thai.text import clean
from models.errors import Refused
from models.foreign_files.column_mapping import (
    ColumnField,
    ColumnMapping,
    bare_head,
    choose_columns,
    guess_columns,
)
from models.foreign_files.word import read_word
from models.foreign_files.word_rows import FileRow, word_rows
from models.knowledge.records import KnowledgeKind
from models.staff_list.files import read_cells

KNOWLEDGE_FIELDS = (
    ColumnField("number", "ลำดับ", ("ที่", "ลำดับที่", "ข้อ", "No")),
    ColumnField(
        "division",
        "สำนัก/กอง",
        (
            *("สำนัก", "กอง", "หน่วยงาน", "ส่วนราชการ", "สังกัด", "กอง/สำนัก", "ส่วนงาน"),
            *("สำนัก/กอง/หน่วย", "หน่วยงานเจ้าของความรู้"),
        ),
    ),
    ColumnField(
        "knowledge",
        "องค์ความรู้",
        (
            *("รายละเอียดองค์ความรู้ที่จำแนกได้", "รายละเอียดองค์ความรู้", "องค์ความรู้ที่จำแนกได้"),
            *("องค์ความรู้ที่จำเป็น", "ความรู้", "ชื่อองค์ความรู้", "รายการองค์ความรู้", "เรื่อง", "รายละเอียด"),
        ),
    ),
    ColumnField(
        "process",
        "กระบวนการที่สำคัญ",
        ("กระบวนการสำคัญ", "กระบวนการ", "กระบวนงาน", "กระบวนงานที่สำคัญ"),
    ),
    ColumnField("tools", "เครื่องมือถ่ายทอด", ("เครื่องมือ", "เครื่องมือ KM", "วิธีการถ่ายทอด")),
    ColumnField("kept_at", "เก็บไว้ที่", ("แหล่งจัดเก็บ", "สถานที่จัดเก็บ", "แหล่งความรู้")),
)
"""The meanings that a column of a classification table can have."""

_KINDS = {
    "knowledge": KnowledgeKind.KNOWLEDGE,
    "process": KnowledgeKind.ESSENTIAL_PROCESS,
}
_NUMBERED = re.compile(r"^\s*[0-9๐-๙]+\s*[.)]\s*(?![0-9๐-๙])")
_DASHED = re.compile(r"^\s*[-–•▪]\s*")
_DIVISIONS = ("สำนัก", "กอง", "หน่วย", "ฝ่าย", "โรงเรียน", "ศูนย์")


class KnowledgeRow(Struct, frozen=True):
    """An item as written; `number` is its row in the file, from 1."""

    number: int
    division: str
    kind: KnowledgeKind
    text: str
    tools: str = ""
    kept_at: str = ""


class KnowledgeTable(Struct, frozen=True):
    """A classification as read from a file; `left` are rows without an item."""

    file_name: str
    rows: tuple[KnowledgeRow, ...]
    mapping: ColumnMapping
    left: tuple[tuple[int, str], ...] = ()


def read_knowledge_table(
    path: Path, columns: str = "", mapping: ColumnMapping | None = None
) -> KnowledgeTable:
    """Read a classification table; stores nothing.

    Args:
        path: the file.
        columns: the user's choice of columns, in the form of `choose_columns`.
        mapping: the columns as chosen on the screen; None to guess them by the header.

    Raises:
        NotFound: the file does not exist.
        Refused: the file is unreadable or has no table, or `columns` has another form.
    """
    rows = _file_rows(path)
    tables = [row for row in rows if row.table]
    header = next((row for row in tables if _is_header(guess_columns(row.cells, _F))), None)
    if header is None:
        header = max(tables, key=lambda row: sum(map(bool, row.cells)), default=None)
    if header is None:
        raise Refused(f"ไม่พบตารางใน {path.name} ต้องมีตารางที่มีหัวคอลัมน์ สำนัก/กอง และ องค์ความรู้")
    guessed = mapping or guess_columns(header.cells, _F)
    chosen = choose_columns(guessed, columns, _F) if columns else guessed
    return _Reader(path.name, chosen).read(rows, header)


_F = KNOWLEDGE_FIELDS


def _file_rows(path: Path) -> tuple[FileRow, ...]:
    if path.suffix.lower() in (".xlsx", ".xlsm", ".csv", ".txt"):
        cells = enumerate(read_cells(path), 1)
        return tuple(FileRow(number, tuple(map(str.strip, row)), 1) for number, row in cells)
    return word_rows(read_word(path))


def _is_header(mapping: ColumnMapping) -> bool:
    sure = {each for at, each in enumerate(mapping.ids) if each and at not in mapping.unsure}
    return bool(sure & _KINDS.keys()) and len(sure) > 1


class _Reader:
    """Reads the rows of a file one after the other."""

    def __init__(self, file_name: str, mapping: ColumnMapping) -> None:
        self._file_name = file_name
        self._first, self._mapping = mapping, mapping
        self._division = ""
        self._found: list[KnowledgeRow] = []
        self._left: list[tuple[int, str]] = []

    def read(self, rows: Iterable[FileRow], header: FileRow) -> KnowledgeTable:
        is_in_table = False
        for row in rows:
            cells = tuple(clean(cell).strip() for cell in row.cells)
            filled = list(dict.fromkeys(cell for cell in cells if cell))
            if row.number == header.number or self._is_other_header(cells):
                is_in_table = True
            elif filled and row.table and is_in_table:
                self._take(row.number, cells, filled)
        return KnowledgeTable(self._file_name, tuple(self._found), self._first, tuple(self._left))

    def _is_other_header(self, cells: Sequence[str]) -> bool:
        """Return whether the cells are a further table's header, and use its columns if so."""
        heads = guess_columns(cells, _F)
        if tuple(map(bare_head, cells)) == tuple(map(bare_head, self._first.heads)):
            self._mapping = self._first
            return True
        if not _is_header(heads):
            return False
        self._mapping = heads
        return True

    def _take(self, number: int, cells: Sequence[str], filled: Sequence[str]) -> None:
        if len(filled) == 1 and len(cells) > 1 and filled[0].startswith(_DIVISIONS):
            self._division = filled[0]
            return
        self._division = " ".join(self._mapping.text(cells, "division").split()) or self._division
        tools, kept_at = self._mapping.text(cells, "tools"), self._mapping.text(cells, "kept_at")
        before = len(self._found)
        for name, kind in _KINDS.items():
            for text in _items(self._mapping.text(cells, name)):
                self._found.append(KnowledgeRow(number, self._division, kind, text, tools, kept_at))
        if len(self._found) == before:
            self._left.append((number, " ".join(filled)))


def _items(cell: str) -> Iterator[str]:
    """Yield a cell's items: numbered or dashed ones, else one a line, joining continued lines."""
    rows = [row for row in cell.split("\n") if row.strip()]
    marked = [bool(_NUMBERED.match(row) or _DASHED.match(row)) for row in rows]
    item = ""
    for row, begins in zip(rows, marked, strict=True):
        text = " ".join(_DASHED.sub("", _NUMBERED.sub("", row)).split())
        if item and (begins or not any(marked)):
            yield item
            item = text
        else:
            item = f"{item}{text}" if item else text
    if item:
        yield item
