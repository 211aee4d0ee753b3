"""Holds the program to its history: every kept cell that it changes must have a stored state."""

import sys
from collections.abc import Iterator
from pathlib import Path

from models.editing.record_kind import DELETED_AT, RecordKind
from models.editing.revisions import Revision
from models.history.kinds import KINDS, WRITTEN_BY_THE_PROGRAM
from models.storage.database import database

_TESTS = str(Path(__file__).parent)
_OURS = str(Path(__file__).parents[1])


def watch_kept_cells() -> None:
    """From now on note, on this connection, every kept cell to which the program gives a value.

    What a test writes by itself is not noted: it says how things were.
    """
    connection = database.connection()
    connection.create_function("by_the_program", 0, _is_by_the_program)
    connection.execute("CREATE TEMP TABLE touched (subject TEXT, id INTEGER, field TEXT)")
    for cells in KINDS:
        changed = [
            f"SELECT '{cells.subject}', old.id, '{field}' "
            f'WHERE old."{column}" IS NOT new."{column}"'
            for field, column in _stored_columns(cells)
        ]
        if changed:
            connection.execute(
                f'CREATE TEMP TRIGGER "watch_{cells.subject}" AFTER UPDATE '
                f'ON "{cells.table._meta.table_name}" WHEN by_the_program() BEGIN '
                f"INSERT INTO touched {' UNION ALL '.join(changed)}; END"
            )


def changed_without_history() -> set[tuple[str, int, str]]:
    """The kept cells changed since `watch_kept_cells` of which the history has no state."""
    connection = database.connection()
    watched = "SELECT 1 FROM temp.sqlite_master WHERE name = 'touched'"
    if not connection.execute(watched).fetchall():  # a test has opened the store again
        return set()
    touched = set(connection.execute("SELECT subject, id, field FROM temp.touched").fetchall())
    fields = (Revision.subject, Revision.subject_id, Revision.field)
    return touched - set(Revision.select(*fields).tuples())


def _is_by_the_program() -> bool:
    """Whether the last of our own functions on the way to SQLite is the program's, not a test's."""
    frame = sys._getframe(1)
    while frame is not None:
        place = frame.f_code.co_filename
        if place.startswith(_OURS) and "site-packages" not in place:
            return not place.startswith(_TESTS)
        frame = frame.f_back  # type: ignore[assignment]
    return False


def _stored_columns(cells: RecordKind) -> Iterator[tuple[str, str]]:
    if cells.subject in WRITTEN_BY_THE_PROGRAM:
        return
    for name in (*(column.name for column in cells.columns), DELETED_AT):
        field = cells.table._meta.fields.get(name)
        if field is not None:
            yield str(name), field.column_name
