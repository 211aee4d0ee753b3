"""The SQLite connection: pragmas, the write queue, and errors mapped to their cause.

One connection a thread (Peewee keeps them apart); nothing connects implicitly.
"""

import os
import secrets
import sqlite3
import stat
import threading
import time
import urllib.parse
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peewee import Model, PeeweeException, SqliteDatabase

from models.errors import StorageErrorReason, StoreFault
from models.storage.chain import newest_head, remember_head
from models.storage.fields import decoded
from models.storage.file_locks import (
    acquire_shared_lock,
    acquire_write_queue_lock,
    refuses_locks,
)
from models.storage.journal_mode import WAL_SUFFIX, set_journal_mode, wal_allowed

APPLICATION_ID = 0x4B4D5455  # "KMTU"

_BUSY_TIMEOUT_S = 3
_CAUSES = {
    "SQLITE_FULL": StorageErrorReason.FULL,
    "SQLITE_BUSY": StorageErrorReason.LOCKED,
    "SQLITE_LOCKED": StorageErrorReason.LOCKED,
    "SQLITE_PROTOCOL": StorageErrorReason.LOCKED,
    "SQLITE_READONLY": StorageErrorReason.READ_ONLY,
    "SQLITE_CANTOPEN": StorageErrorReason.CANNOT_OPEN,
    "SQLITE_NOTADB": StorageErrorReason.NOT_A_DATABASE,
    "SQLITE_CORRUPT": StorageErrorReason.CORRUPT,
    "SQLITE_IOERR": StorageErrorReason.CANNOT_OPEN,
    # The shared memory of WAL writers is a file, for which the disk may have no space.
    "SQLITE_IOERR_SHMSIZE": StorageErrorReason.FULL,
}

# The pragmas of the journal depend on the file: see `set_journal_mode`.
PRAGMAS = {
    "busy_timeout": _BUSY_TIMEOUT_S * 1000,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
}


class _Connection(sqlite3.Connection):
    """A connection that holds the shared lock of the data folder until it is closed."""

    is_in: int | None = None

    def close(self) -> None:
        """Close the connection and release the shared lock of the folder."""
        super().close()
        if self.is_in is not None:
            os.close(self.is_in)
            self.is_in = None


class KmSqlite(SqliteDatabase):
    """Peewee's SQLite, with a write queue and a rollback that keeps the original error.

    Attributes:
        schema: the schema version that the open file must have; None before it has been checked.
        folder: the folder of the file, on which each connection holds a shared lock.
        file: the file that is written to; None if it is opened read-only.
        journal: the journal or WAL beside it; known once connected.
        wal_allowed: whether the file may be switched to WAL.
    """

    schema: int | None = None
    folder: Path | None = None
    file: Path | None = None
    journal: Path | None = None
    wal_allowed = False
    _mine = threading.local()

    def begin(self, lock_type: str | None = None) -> None:
        """Begin a transaction; refuse if another version of kmtui has changed the schema.

        Checked under the lock of every transaction that may write, so that no older program writes
        to a newer file.

        Raises:
            StoreFault: the stored schema is not the expected one.
        """
        if lock_type == "DEFERRED":
            super().begin(lock_type)
            return
        self._begin_in_turn(lock_type)
        if self.schema is None:
            return
        stored = int(self.execute_sql("PRAGMA user_version").fetchone()[0])
        if stored != self.schema:
            self.rollback()
            reason = (
                StorageErrorReason.OUTGROWN
                if stored > self.schema
                else StorageErrorReason.EXCHANGED
            )
            raise StoreFault(reason, str(self.folder or ""))

    def _begin_in_turn(self, lock_type: str | None) -> None:
        """Begin a write transaction after queueing for the write lock.

        SQLite's own busy handler is not fair: with 32 writers some waited for seconds. Waits at
        most `busy_timeout`, as SQLite does.
        """
        patience = int(self.execute_sql("PRAGMA busy_timeout").fetchone()[0]) / 1000
        mine = self._mine
        mine.since = getattr(mine, "since", None) or time.monotonic()
        mine.turn = (
            acquire_write_queue_lock(self.journal, mine.since, patience) if self.journal else None
        )
        try:
            super().begin(lock_type)
        except PeeweeException:
            self._end_turn()
            raise
        mine.since = None

    def _end_turn(self) -> None:
        turn = getattr(self._mine, "turn", None)
        if turn is not None:
            os.close(turn)
            self._mine.turn = None

    def note_history(self) -> None:
        """Record that the open transaction stores a revision, the coming head of the chain."""
        self._mine.has_history = True

    def commit(self) -> None:
        """Commit, remember the head of the history, and release the write queue lock."""
        head = newest_head(self.execute_sql) if self._takes_history() else None
        super().commit()
        # After the commit: a head that was never committed would be a false alarm.
        if head is not None and self.file is not None:
            remember_head(self.file, self.execute_sql, head)
        self._end_turn()

    def _takes_history(self) -> bool:
        has_history = getattr(self._mine, "has_history", False)
        self._mine.has_history = False
        return bool(has_history)

    def _connect(self) -> Any:
        # Taken before the file is opened: a restore replaces it only while it is locked
        # exclusively.
        token = (
            acquire_shared_lock(self.folder, _BUSY_TIMEOUT_S) if self.folder is not None else None
        )
        connection: Any = None
        try:
            connection = super()._connect()  # type: ignore[misc]
            connection.is_in = token
            connection.text_factory = decoded
        finally:
            if connection is None and token is not None:
                os.close(token)
        try:
            self._set_journal_mode(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _set_journal_mode(self, connection: sqlite3.Connection) -> None:
        if self.file is not None:
            ending = set_journal_mode(connection, self.wal_allowed, str(self.file))
            self.journal = self.file.with_name(self.file.name + ending)

    def rollback(self) -> None:
        """Roll back, unless SQLite already did (disk full, I/O error): keep the first error."""
        self._takes_history()
        try:
            if self.is_closed() or self.connection().in_transaction:
                super().rollback()
        finally:
            self._end_turn()

    def close(self) -> bool:
        """Close this thread's connection and release the write queue lock, if it is held."""
        closed = bool(super().close())
        self._end_turn()
        return closed


database = KmSqlite(None, autoconnect=False, lock_type="IMMEDIATE")


class Record(Model):
    """The base of all tables: binds the database and writes only changed fields."""

    if TYPE_CHECKING:
        # Peewee adds ids, `<foreign key>_id` and back-references when a class is built.
        id: Any

        def __getattr__(self, name: str) -> Any: ...
        def __setattr__(self, name: str, value: Any) -> None: ...

    class Meta:
        """The Peewee settings of every table."""

        database = database
        only_save_dirty = True
        legacy_table_names = False


def file_uri(path: Path, mode: str) -> str:
    """Return the SQLite URI of a file; mode `rw` or `ro`, neither of which creates it."""
    return "file:" + urllib.parse.quote(str(path)) + f"?mode={mode}"


def may_write(path: Path) -> bool:
    """Return whether this user may write the file and create a journal beside it."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def reading_mode(path: Path) -> str:
    """Return the URI mode for reading a file: `ro`, or with `immutable=1` if that is needed.

    SQLite reads a WAL file only if it can create files beside it. On a read-only disk, and if the
    WAL is empty or missing, the file is opened as immutable and no WAL is looked for.
    """
    log = path.with_name(path.name + WAL_SUFFIX)
    if os.access(path.parent, os.W_OK) or (log.exists() and log.stat().st_size):
        return "ro"
    try:
        with closing(sqlite3.connect(file_uri(path, "ro"), uri=True)) as connection:
            connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.Error as error:
        if reason_of(error) in (StorageErrorReason.CANNOT_OPEN, StorageErrorReason.READ_ONLY):
            return "ro&immutable=1"
    return "ro"


def configure_database(path: Path, read_only: bool = False) -> None:
    """Point `database` at this file, which must exist, without connecting."""
    database.init(
        file_uri(path, reading_mode(path) if read_only else "rw"),
        uri=True,
        pragmas=PRAGMAS,
        timeout=_BUSY_TIMEOUT_S,
        factory=_Connection,
    )
    database.schema, database.folder = None, path.parent
    database.file, database.journal = None if read_only else path, None
    database.wal_allowed = wal_allowed(path.parent)


def raw_connection(path: Path, mode: str = "ro") -> sqlite3.Connection:
    """Open a connection outside Peewee in the calling thread, for copies and checks.

    Args:
        mode: `ro` or `rw`; neither creates the file.

    Raises:
        StoreFault: the path is not a regular file.
        sqlite3.Error: SQLite cannot open the file.
    """
    with suppress(OSError):
        if not stat.S_ISREG(path.stat().st_mode):
            # SQLite would block for ever on a pipe.
            raise StoreFault(StorageErrorReason.NOT_A_DATABASE, str(path))
    how = reading_mode(path) if mode == "ro" else mode
    connection = sqlite3.connect(
        file_uri(path, how), uri=True, isolation_level=None, timeout=_BUSY_TIMEOUT_S
    )
    connection.execute("PRAGMA trusted_schema = 0")
    connection.execute("PRAGMA cell_size_check = 1")
    return connection


def reason_of(error: BaseException) -> StorageErrorReason:
    """Return the reason for a database error, taken from its deepest known cause."""
    found, seen, at = StorageErrorReason.UNKNOWN, set[int](), error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        name = getattr(at, "sqlite_errorname", "")
        for prefix, reason in _CAUSES.items():
            if name == prefix or name.startswith(prefix + "_"):
                found = reason
        at = at.__cause__ or at.__context__  # type: ignore[assignment]
    return found


def fault(error: BaseException, path: str = "") -> StoreFault:
    """Convert a database error to a `StoreFault`.

    SQLite reports a file system that grants no locks as a file that another program uses.
    """
    reason = reason_of(error)
    if reason == StorageErrorReason.LOCKED and path:
        place = Path(path)
        if refuses_locks(place if place.is_dir() else place.parent):
            reason = StorageErrorReason.NO_LOCKS
    return StoreFault(reason, path)


def now() -> str:
    """Return the current UTC time as ISO 8601 text with milliseconds, as all stored times are."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


_ids = threading.Lock()
_last_id = 0


def new_id() -> int:
    """Return an id before its row is stored, so that typing never waits for the disk.

    63 bits: milliseconds of the Unix epoch, then 20 random bits. Ids increase within a process,
    which never returns one twice, however fast it makes them.
    """
    global _last_id
    with _ids:
        made = time.time_ns() // 1_000_000 << 20 | secrets.randbits(20)
        _last_id = max(made, _last_id + 1)
        return _last_id
