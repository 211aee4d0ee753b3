"""The connection to SQLite: pragmas, the version gate of WAL, and errors by their root cause.

One connection a thread (Peewee keeps them apart); nothing connects by itself.
"""

import secrets
import sqlite3
import time
import urllib.parse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peewee import Model, SqliteDatabase

from models.errors import Reason, StoreFault

APPLICATION_ID = 0x4B4D5455  # "KMTU"

_BUSY_TIMEOUT_S = 3
_CAUSES = {
    "SQLITE_FULL": Reason.FULL,
    "SQLITE_BUSY": Reason.LOCKED,
    "SQLITE_LOCKED": Reason.LOCKED,
    "SQLITE_READONLY": Reason.READ_ONLY,
    "SQLITE_CANTOPEN": Reason.CANNOT_OPEN,
    "SQLITE_NOTADB": Reason.NOT_A_DATABASE,
    "SQLITE_CORRUPT": Reason.CORRUPT,
    "SQLITE_IOERR": Reason.CANNOT_OPEN,
}

Version = tuple[int, int, int]


def wal_is_safe(version: Version) -> bool:
    """Whether this SQLite is free of the WAL-reset bug (3.7.0 to 3.51.2, some back-ports)."""
    return (
        version >= (3, 51, 3)
        or (3, 50, 7) <= version < (3, 51, 0)
        or (3, 44, 6) <= version < (3, 45, 0)
    )


def pragmas(version: Version = sqlite3.sqlite_version_info) -> dict[str, int | str]:
    """The pragmas of every connection; `busy_timeout` first, as switching the journal can wait."""
    wal = wal_is_safe(version)
    return {
        "busy_timeout": _BUSY_TIMEOUT_S * 1000,
        "journal_mode": "wal" if wal else "persist",
        "synchronous": "full" if wal else "extra",
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
    }


class KmSqlite(SqliteDatabase):
    """Peewee's SQLite, with a rollback that does not hide why the transaction ended."""

    def rollback(self) -> None:
        """Roll back unless SQLite already did (disk full, I/O error): keep the real error."""
        if self.is_closed() or self.connection().in_transaction:
            super().rollback()


database = KmSqlite(None, autoconnect=False, lock_type="IMMEDIATE")


class Record(Model):
    """Base of all tables: the one database, and only what changed is written."""

    if TYPE_CHECKING:
        # Peewee makes ids, `<foreign key>_id` and back-references when a class is built.
        id: Any

        def __getattr__(self, name: str) -> Any: ...
        def __setattr__(self, name: str, value: Any) -> None: ...

    class Meta:
        """Peewee's settings of every table."""

        database = database
        only_save_dirty = True
        legacy_table_names = False


def point_at(path: Path) -> None:
    """Make `database` stand for this file, which must exist; connects nothing."""
    uri = "file:" + urllib.parse.quote(str(path)) + "?mode=rw"
    database.init(
        uri,
        uri=True,
        pragmas=pragmas(),
        timeout=_BUSY_TIMEOUT_S,
    )


def reason_of(error: BaseException) -> Reason:
    """The root cause of a database error, looked for through all its causes."""
    found, seen, at = Reason.UNKNOWN, set[int](), error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        name = getattr(at, "sqlite_errorname", "")
        for prefix, reason in _CAUSES.items():
            if name == prefix or name.startswith(prefix + "_"):
                found = reason
        at = at.__cause__ or at.__context__  # type: ignore[assignment]
    return found


def fault(error: BaseException, place: str = "") -> StoreFault:
    """The sentence for a database error."""
    return StoreFault(reason_of(error), place)


def now() -> str:
    """This moment in UTC as ISO text with milliseconds, the form of every stored stamp."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def new_id() -> int:
    """An id made before its row is stored, so that typing never waits for the disk.

    63 bits: milliseconds, then 20 random bits. Later ids are larger.
    """
    return time.time_ns() // 1_000_000 << 20 | secrets.randbits(20)
