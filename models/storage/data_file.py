"""The data file as the writer thread reaches it: what ails it, and since when others have it."""

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

# A turn at a locked file is short, so that typed text is rescued while an act waits its turn.
_LOCK_TURN_S = 0.2


class DataFile:
    """The data file as one thread reaches it.

    `locked_since`: others have had it since then. That they let it be read does not end it: they
    may have the writing alone.
    """

    def __init__(self, path: Path) -> None:
        self.locked_since: float | None = None
        self._kept_from_storing = False
        self._path = path
        self._inode = path.stat().st_ino

    def attempt(self, operation: Callable[[], T], stores: bool = True) -> T:
        """Do it in the open file. Raises what it raises, database errors as StoreFault."""
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
            # Somebody else removed it meanwhile; trying again would hold up everything behind it.
            raise NotFound("รายการนี้ถูกผู้อื่นลบหรือเปลี่ยนไปแล้ว เปิดจอนี้ใหม่แล้วลองอีกครั้ง") from error
        except StoreFault as refused:
            # A restore is going on: nobody comes in until it is over.
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
        """Close the connection, whatever state it is in."""
        with contextlib.suppress(PeeweeException, sqlite3.Error):
            database.close()

    def _must_still_be_there(self) -> None:
        # An open connection would go on writing into a file that nobody can find any more.
        try:
            inode = self._path.stat().st_ino
        except OSError as error:
            self.close()
            raise StoreFault(StorageErrorReason.CANNOT_OPEN, str(self._path)) from error
        if inode != self._inode:
            self.close()
            self._inode = inode


def _let_go(error: BaseException | None) -> None:
    """Empty the frames that an error holds: there are cursors in them.

    Errors go to the thread of the screen. A cursor that is freed there, by the collector at some
    key, waits until SQLite has given up waiting for a locked file: measured 150-400 ms.
    """
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__
