"""Staff lists as tables: detected header, resolved columns, and the rows as written."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kmtui.thai.mending.pdf_damage import has_impossible_letters, mend
from kmtui.thai.names import split_name
from kmtui.thai.text import clean
from models.errors import Refused
from models.staff_list.columns import (
    HEAD_WITHIN,
    ColumnChoice,
    ColumnsNeeded,
    SheetNeeded,
    StaffColumn,
    StaffHead,
    chosen_columns,
    column_letter,
    doubt_phrases,
    find_head,
    is_repeated_head,
)
from models.staff_list.files import RowCells, Sheet, read_sheets

_SECTIONS = ("สำนัก", "กอง", "หน่วย")
_SECTION_CODE = re.compile(r"\s*\([0-9๐-๙ .\-]+\)$")
_RULE = re.compile(r"[\s\-–—:=_.|+]+")
_NAME_PARTS = (StaffColumn.TITLE, StaffColumn.GIVEN, StaffColumn.FAMILY)
_SHOWN_ROWS = 3


class StaffRow(Struct, frozen=True):
    """A person's row as written; `number` is the row in the file, from 1."""

    number: int
    name: str
    post: str = ""
    level: str = ""
    division: str = ""
    since: str = ""


class StaffTable(Struct, frozen=True):
    """A staff list as read from a file, without blank rows, titles and footers.

    Attributes:
        mended: the number of repairs of Thai text damaged by PDF extraction.
        labels: the headers of all columns.
    """

    file_name: str
    rows: tuple[StaffRow, ...]
    mended: int = 0
    labels: tuple[str, ...] = ()


def read_staff(path: Path, choice: ColumnChoice | None = None) -> StaffTable:
    """Read a staff list, with the office's choice of columns if there is one.

    Raises:
        NotFound: the file does not exist.
        SheetNeeded: several sheets are staff lists.
        ColumnsNeeded: a column is missing, or more than one may be meant.
        Refused: the file is unreadable, or the choice names a column that is not there.
    """
    choice = choice or ColumnChoice()
    cells, mended = _mended(_the_sheet(read_sheets(path), path.name, choice))
    found = find_head(cells)
    head = _settled(found or _without_head(cells), cells, choice, path.name)
    rows = tuple(_rows(cells, head, is_headed=found is not None))
    return StaffTable(path.name, rows, mended, head.labels)


def _the_sheet(sheets: Sequence[Sheet], file_name: str, choice: ColumnChoice) -> RowCells:
    if choice.sheet:
        named = [each for each in sheets if each.name.strip() == choice.sheet]
        if not named:
            names = ", ".join(each.name for each in sheets if each.name)
            raise Refused(f"ไม่มีแผ่นงาน “{choice.sheet}” ใน {file_name} มีแต่ {names or 'ตารางเดียว'}")
        return named[0].cells
    lists = [each for each in sheets if _is_list(each.cells)]
    if len(lists) > 1:
        titles = [each.name for each in lists]
        raise SheetNeeded(
            f"{file_name} มีบัญชีรายชื่อหลายแผ่นงาน ({', '.join(titles)}) นำเข้าทีละแผ่น: "
            f"เลือกแผ่นงาน หรือใส่ --columns แผ่นงาน={titles[0]}",
            titles,
        )
    filled = [*lists, *(each for each in sheets if any(any(row) for row in each.cells))]
    return filled[0].cells if filled else []


def _is_list(cells: RowCells) -> bool:
    head = find_head(cells)
    return head is not None and any(any(row) for row in cells[head.below :])


def _mended(cells: RowCells) -> tuple[RowCells, int]:
    """Return the cells with PDF damage repaired, and the number of repairs."""
    if not any(has_impossible_letters(cell) for row in cells for cell in row):
        return cells, 0
    found = [[mend(clean(cell)) for cell in row] for row in cells]
    count = sum(len(cell.repairs) for row in found for cell in row)
    return [[cell.text for cell in row] for row in found], count


def _without_head(cells: RowCells) -> StaffHead:
    """Return a header for an unrecognised table; blank if the first row is a person's."""
    begun = cells[:HEAD_WITHIN]
    width = max((len(row) for row in begun), default=0)
    first: list[str] = next((row for row in begun if sum(map(bool, row)) > 1), [])
    if any(split_name(cell).title for cell in first):
        first = []
    texts = [" ".join(clean(cell).split()) for cell in first] + [""] * (width - len(first))
    return StaffHead(0, 0, tuple(texts), ("",) * width)


def _settled(head: StaffHead, cells: RowCells, choice: ColumnChoice, file_name: str) -> StaffHead:
    """Return the header with one column for each content. Raises ColumnsNeeded if ambiguous."""
    columns, doubtful = dict(head.columns), dict(head.doubtful)
    said = {column for column, _ in choice.columns}
    chosen = chosen_columns(choice, head.labels)
    if StaffColumn.NAME in chosen:
        said |= set(_NAME_PARTS)
    elif StaffColumn.GIVEN in chosen:
        said.add(StaffColumn.NAME)
    for column in said:
        columns.pop(column, None)
        doubtful.pop(column, None)
    columns |= chosen
    body = cells[head.below :]
    for column, places in list(doubtful.items()):
        if len(places) > 1 and (one := _the_same(body, places)) is not None:
            columns[column] = one
            del doubtful[column]
    alone = StaffColumn.NAME in chosen
    head = replace(head, columns=columns, doubtful=doubtful, is_name_alone=alone)
    if StaffColumn.NAME not in said and _has_words_beside(head, body):
        doubtful[StaffColumn.NAME] = (columns.pop(StaffColumn.NAME),)
    _must_be_settled(head, cells, file_name)
    return head


def _the_same(body: RowCells, places: Sequence[int]) -> int | None:
    """Return the column to read if all are equal or one alone is filled; None if they differ."""
    told = [[row[at].strip() if at < len(row) else "" for row in body] for at in places]
    filled = [at for at, column in zip(places, told, strict=True) if any(column)]
    if len(filled) == 1:
        return filled[0]
    return places[0] if all(column == told[0] for column in told) else None


def _has_words_beside(head: StaffHead, body: RowCells) -> bool:
    """Return whether untitled columns follow a column of complete names."""
    names = _name_columns(head)
    if StaffColumn.NAME not in head.columns or len(names) < 2:
        return False
    first, *beside = [at for at in names if at != head.columns.get(StaffColumn.TITLE)]
    for row in body:
        whole = first < len(row) and split_name(row[first]).family
        if whole and any(row[at].strip() for at in beside if at < len(row)):
            return True
    return False


def _must_be_settled(head: StaffHead, cells: RowCells, file_name: str) -> None:
    sample = [row for row in cells[head.below :] if any(row)][:_SHOWN_ROWS]
    has_name = StaffColumn.NAME in head.columns or StaffColumn.GIVEN in head.columns
    if not head.doubtful and has_name and StaffColumn.POST in head.columns:
        return
    if not head.has_name and not head.columns:
        sentence = f"ไม่พบหัวตารางใน {file_name} ต้องมีคอลัมน์ ชื่อ - สกุล และ ตำแหน่ง ในแถวเดียวกัน"
    elif head.doubtful:
        sentence = f"ไม่แน่ใจว่าคอลัมน์ใดใน {file_name} คือ {'; '.join(doubt_phrases(head))}"
    else:
        missing = StaffColumn.NAME if not has_name else StaffColumn.POST
        sentence = f"ไม่พบคอลัมน์ {missing.label} ใน {file_name}"
    raise ColumnsNeeded(f"{sentence} บอกว่าคอลัมน์ใดเป็นอะไร เช่น {_as_typed(head)}", head, sample)


def _as_typed(head: StaffHead) -> str:
    """Return an example of `--columns` for this table."""
    shown: list[str] = []
    for column in (StaffColumn.NAME, StaffColumn.POST, *head.doubtful):
        at = head.columns.get(column, next(iter(head.doubtful.get(column, ())), None))
        letter = column_letter(at) if at is not None else "C" if shown else "B"
        if f"{column.label}={letter}" not in shown:
            shown.append(f"{column.label}={letter}")
    return f'--columns "{", ".join(shown)}"'


def _rows(cells: RowCells, head: StaffHead, *, is_headed: bool) -> Iterable[StaffRow]:
    columns, names, section = head.columns, _name_columns(head), ""
    begun = is_headed
    for number, row in enumerate(cells[head.below :], head.below + 1):
        written = [" ".join(clean(cell).split()) for cell in row]
        filled = [at for at, cell in enumerate(written) if cell]
        if all(_RULE.fullmatch(written[at]) for at in filled) or is_repeated_head(written, head):
            continue
        if _is_line_across(written, filled, columns):
            # A merged line across the table: the division of the rows below, or a note.
            words = written[filled[0]]
            section = _SECTION_CODE.sub("", words) if words.startswith(_SECTIONS) else section
            continue
        found = _row(number, written, columns, names, section)
        begun = begun or bool(split_name(found.name).title)
        if begun:
            yield found


def _is_line_across(
    written: Sequence[str], filled: Sequence[int], columns: dict[StaffColumn, int]
) -> bool:
    if len({written[at] for at in filled}) > 1 or split_name(written[filled[0]]).title:
        return False
    # A post alone is one whose holder is missing, not a note.
    return filled != [columns.get(StaffColumn.POST)] or columns.get(StaffColumn.POST, 0) == 0


def _name_columns(head: StaffHead) -> list[int]:
    """Return the columns of the name: its parts, or those below one merged header."""
    columns = head.columns
    if StaffColumn.NAME not in columns:
        return [columns[part] for part in _NAME_PARTS if part in columns]
    first = columns[StaffColumn.NAME]
    found = [columns[StaffColumn.TITLE]] if StaffColumn.TITLE in columns else []
    found.append(first)
    taken = set(columns.values())
    beside = head.texts[first] and not head.is_name_alone
    for at in range(first + 1, len(head.texts) if beside else 0):
        if head.texts[at].strip() or head.groups[at] or at in taken:
            break
        found.append(at)
    return found


def _row(
    number: int,
    written: Sequence[str],
    columns: dict[StaffColumn, int],
    names: Sequence[int],
    section: str,
) -> StaffRow:
    def cell(column: StaffColumn) -> str:
        at = columns.get(column, len(written))
        return written[at] if at < len(written) else ""

    name = " ".join(written[at] for at in names if at < len(written) and written[at])
    return StaffRow(
        number,
        name,
        cell(StaffColumn.POST),
        cell(StaffColumn.LEVEL),
        cell(StaffColumn.DIVISION) or section,
        cell(StaffColumn.SINCE),
    )
