"""One thread's use of the data file: errors, and how long other processes have locked it."""

import contextlib
import sqlite3
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from peewee import DoesNotExist, IntegrityError, PeeweeException

from models.errors import NotFound, StorageErrorReason, StoreFault
from models.storage.database import database, fault, reason_of
from models.storage.store import connect_thread

T = TypeVar("T")

# A short lock timeout, so that typed text is rescued while an operation waits for the lock.
_LOCK_TURN_S = 0.2


class DataFile:
    """The data file as used by one thread.

    Attributes:
        locked_since: when the lock of another process was first met, in seconds of
            `time.monotonic()`; None if not locked. A successful read does not reset it after a
            failed write: the other process may hold the write lock only.
    """

    def __init__(self, path: Path) -> None:
        self.locked_since: float | None = None
        self._kept_from_storing = False
        self._path = path
        self._inode = path.stat().st_ino

    def attempt(self, operation: Callable[[], T], stores: bool = True) -> T:
        """Run an operation with an open connection and return its result.

        Args:
            stores: whether the operation may write, for `locked_since`.

        Raises:
            NotFound: another user has removed or changed the row.
            StoreFault: for other errors of the database; the operation's own errors are passed on.
        """
        try:
            return self._attempt(operation, stores)
        except Exception as error:
            _let_go(error)
            raise

    def _attempt(self, act: Callable[[], T], stores: bool) -> T:
        is_locked = False
        try:
            self._must_still_be_there()
            connect_thread()
            database.execute_sql(f"PRAGMA busy_timeout = {round(_LOCK_TURN_S * 1000)}")
            return act()
        except (DoesNotExist, IntegrityError) as error:
            # Another user has removed the row; retries would block every job behind this one.
            raise NotFound("รายการนี้ถูกผู้อื่นลบหรือเปลี่ยนไปแล้ว เปิดจอนี้ใหม่แล้วลองอีกครั้ง") from error
        except StoreFault as refused:
            # A restore is in progress and keeps all connections out until it is done.
            is_locked = refused.reason == StorageErrorReason.LOCKED
            raise
        except (PeeweeException, sqlite3.Error) as error:
            is_locked = reason_of(error) == StorageErrorReason.LOCKED
            if not is_locked:
                self.close()
            raise fault(error) from error
        finally:
            if is_locked:
                self.locked_since = self.locked_since or time.monotonic()
                self._kept_from_storing |= stores
            elif stores or not self._kept_from_storing:
                self.locked_since, self._kept_from_storing = None, False

    def close(self) -> None:
        """Close the connection in any state; database errors are suppressed."""
        with contextlib.suppress(PeeweeException, sqlite3.Error):
            database.close()

    def _must_still_be_there(self) -> None:
        # After a rename an open connection would keep writing to a file without a name.
        try:
            inode = self._path.stat().st_ino
        except OSError as error:
            self.close()
            raise StoreFault(StorageErrorReason.CANNOT_OPEN, str(self._path)) from error
        if inode != self._inode:
            self.close()
            self._inode = inode


def _let_go(error: BaseException | None) -> None:
    """Clear the frames of an error, which hold cursors.

    Errors are passed to the thread of the screen. A cursor collected there, at some key press,
    waits for SQLite's lock timeout if the file is locked: 150-400 ms measured.
    """
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__
