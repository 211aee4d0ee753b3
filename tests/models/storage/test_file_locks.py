"""Who is in the data folder, and whose turn it is to write."""

import os
import threading
import time
from pathlib import Path

import pytest

from models.errors import Refused, StorageErrorReason, StoreFault
from models.storage.database import database
from models.storage.file_locks import (
    acquire_shared_lock,
    acquire_write_queue_lock,
    exclusive_lock,
    try_exclusive_lock,
)
from tests.builders import an_office


def test_shared_locks_exclude_an_exclusive_one(tmp_path: Path) -> None:
    both = [acquire_shared_lock(tmp_path, 1), acquire_shared_lock(tmp_path, 1)]
    with pytest.raises(Refused), exclusive_lock(tmp_path):
        pass
    for each in both:
        assert each is not None
        os.close(each)
    with exclusive_lock(tmp_path), pytest.raises(StoreFault) as fault:
        acquire_shared_lock(tmp_path, 0.05)
    assert fault.value.reason == StorageErrorReason.LOCKED


def test_every_open_connection_holds_the_shared_lock_until_closed(store: Path) -> None:
    with pytest.raises(Refused), exclusive_lock(store.parent):
        pass
    database.close()
    with exclusive_lock(store.parent):
        pass


def test_the_exclusive_lock_of_a_folder_is_granted_once_at_a_time(tmp_path: Path) -> None:
    with try_exclusive_lock(tmp_path) as first, try_exclusive_lock(tmp_path) as second:
        assert (first, second) == (True, False)
    with try_exclusive_lock(tmp_path) as third:
        assert third


def test_the_write_queue_lock_is_exclusive_and_times_out(tmp_path: Path) -> None:
    journal = tmp_path / "kmtui.db-journal"
    assert acquire_write_queue_lock(journal, time.monotonic(), 1) is None, "no journal, no turns"
    journal.write_bytes(b"")
    mine = acquire_write_queue_lock(journal, time.monotonic(), 1)
    assert mine is not None
    assert acquire_write_queue_lock(journal, time.monotonic(), 0.02) is None
    threading.Timer(0.05, os.close, [mine]).start()
    following = acquire_write_queue_lock(journal, time.monotonic(), 10)
    assert following is not None
    os.close(following)


def test_the_write_queue_lock_is_released_with_its_transaction(store: Path) -> None:
    an_office()  # the journal comes with the first save

    def is_free() -> bool:
        turn = (
            acquire_write_queue_lock(database.journal, time.monotonic(), 0.01)
            if database.journal
            else None
        )
        if turn is not None:
            os.close(turn)
        return turn is not None

    with database.atomic():
        assert not is_free()
        with database.atomic():
            assert not is_free()
        assert not is_free()
    assert is_free()
    with pytest.raises(ZeroDivisionError), database.atomic():
        raise ZeroDivisionError
    assert is_free()
    database.begin()
    database.close()
    database.connect()  # a log is gone with the last connection
    assert is_free()
