"""Stores the office's choice of columns for the next staff list with the same headers."""

import json
from pathlib import Path
from typing import Any

from models.errors import Refused
from models.office.files import FOLDER
from models.staff_list.columns import ColumnChoice, ColumnsNeeded, StaffColumn
from models.staff_list.tables import StaffTable, read_staff
from models.storage.database import database
from models.storage.disk import FILE_MODE, is_there, make_folder
from models.storage.own_files import read_file, write_file

NAME = "staff_columns.json"
_MOST = 50  # lists


def read_known_staff(path: Path, choice: ColumnChoice | None = None) -> StaffTable:
    """Read a staff list as `read_staff`, by default with the choice stored for its headers.

    Stores the columns of `choice`, if it has any, for the next list with these headers.

    Errors (NotFound and Refused with its subclasses) are those of `read_staff`.
    """
    try:
        table = read_staff(path, choice)
    except ColumnsNeeded as asked:
        known = _recalled(asked.head.labels)
        if known is None or (choice is not None and choice.columns):
            raise
        try:
            return read_staff(path, ColumnChoice(known, choice.sheet if choice else ""))
        except Refused:
            raise asked from None
    if choice is not None and choice.columns:
        _remember(table.labels, choice)
    return table


def _recalled(labels: tuple[str, ...]) -> tuple[tuple[StaffColumn, str], ...] | None:
    for each in _lists():
        if any(labels) and each["labels"] == list(labels):
            return tuple((StaffColumn(column), where) for column, where in each["columns"])
    return None


def _remember(labels: tuple[str, ...], choice: ColumnChoice) -> None:
    """Store a choice for these headers.

    If it cannot be written, the user is asked again next time.
    """
    folder = database.folder
    if folder is None or not any(labels):
        return
    mine = {"labels": list(labels), "columns": [[str(c), where] for c, where in choice.columns]}
    others = [each for each in _lists() if each["labels"] != mine["labels"]]
    content = json.dumps([mine, *others][:_MOST], ensure_ascii=False, indent=1).encode()
    try:
        make_folder(folder / FOLDER, folder)
        write_file(content, folder / FOLDER / NAME, folder, FILE_MODE)
    except (OSError, Refused):
        return


def _lists() -> list[dict[str, Any]]:
    """Return the stored choices; empty if the file is missing or damaged."""
    folder = database.folder
    if folder is None:
        return []
    try:
        if not is_there(folder / FOLDER / NAME):
            return []
        found = json.loads(read_file(folder / FOLDER / NAME, home=folder).decode())
        return [each for each in found if _is_whole(each)]
    except (OSError, ValueError, TypeError, RecursionError, Refused):
        return []


def _is_whole(each: Any) -> bool:
    known = set(StaffColumn)
    return (
        isinstance(each, dict)
        and isinstance(each.get("labels"), list)
        and isinstance(each.get("columns"), list)
        and all(
            isinstance(pair, list)
            and len(pair) == 2
            and pair[0] in known
            and isinstance(pair[1], str)
            for pair in each["columns"]
        )
    )
