"""An operation that is refused and leaves the data file as it was."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

import pytest

from models.errors import KmError
from models.storage.database import database

E = TypeVar("E", bound=KmError)


def stored_rows() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of the data file that is open in this thread."""
    tables = database.execute_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_text%'"
    ).fetchall()
    found = {}
    for (name,) in tables:
        found[name] = database.execute_sql(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608
    return found


@contextmanager
def refused(
    error: type[E], match: str | re.Pattern[str] | None = None
) -> Iterator[pytest.ExceptionInfo[E]]:
    """Expect this error from the block, and no row that differs afterwards."""
    before = stored_rows()
    with pytest.raises(error, match=match) as caught:
        yield caught
    after = stored_rows()
    changed = [name for name, rows in after.items() if rows != before[name]]
    assert changed == [], "a refused operation has stored something"
