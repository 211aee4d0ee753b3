"""Reads a plan table from a Word, Excel or CSV file."""

from collections.abc import Sequence
from pathlib import Path

from models.errors import Refused
from models.foreign_files.column_mapping import ColumnMapping, choose_columns, guess_columns
from models.foreign_files.word import read_word
from models.foreign_files.word_rows import FileRow, word_rows
from models.plan.table_import.fields import FIELDS, LEAST_COLUMNS
from models.plan.table_import.parsing import PlanParser
from models.plan.table_import.values import PlanDraft
from models.staff_list.files import read_cells

_HEADER_WITHIN = 200


def read_plan_rows(path: Path) -> tuple[FileRow, ...]:
    """Return the rows of a file: .docx, .xlsx or CSV. Raises NotFound and Refused."""
    if path.suffix.lower() in (".xlsx", ".xlsm", ".csv", ".txt"):
        cells = enumerate(read_cells(path), 1)
        return tuple(FileRow(number, tuple(map(str.strip, row)), 1) for number, row in cells)
    return word_rows(read_word(path))


def find_header(rows: Sequence[FileRow]) -> FileRow | None:
    """Return the first header row, else the fullest row of a table; None without a table."""
    for row in rows[:_HEADER_WITHIN]:
        if is_header(guess_columns(row.cells, FIELDS)):
            return row
    tables = [row for row in rows if row.table]
    return max(tables, key=lambda row: sum(map(bool, row.cells)), default=None)


def is_header(mapping: ColumnMapping) -> bool:
    """Return whether enough column titles are known, including the required ones."""
    sure = [each for at, each in enumerate(mapping.ids) if each and at not in mapping.unsure]
    return len(set(sure)) >= LEAST_COLUMNS and not mapping.lacking(FIELDS)


def read_plan_table(
    path: Path, columns: str = "", mapping: ColumnMapping | None = None
) -> PlanDraft:
    """Read the plan in a file; stores nothing.

    Args:
        path: the file.
        columns: the user's choice of columns, in the form of `choose_columns`.
        mapping: the columns as chosen on the screen; None for those that the header suggests.

    Raises:
        NotFound: the file does not exist.
        Refused: the file is unreadable, has no table, or `columns` names no column of it.
    """
    rows = read_plan_rows(path)
    header = find_header(rows)
    if header is None:
        raise Refused(f"ไม่พบตารางใน {path.name} ต้องมีตารางแผนที่มีหัวคอลัมน์ กิจกรรม")
    guessed = mapping or guess_columns(header.cells, FIELDS)
    chosen = choose_columns(guessed, columns, FIELDS) if columns else guessed
    return PlanParser(path.name, chosen, header).parse(rows)
