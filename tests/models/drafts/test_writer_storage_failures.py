"""The data file is locked, gone or full: nothing typed is lost, and no caller waits."""

import contextlib
import gc
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from models.drafts.rescue import read_rescues
from models.drafts.save_state import SaveState
from models.drafts.sessions import new_session
from models.drafts.writer import _LOCK_TOLD_AFTER_S, Writer
from models.errors import NotFound, StorageErrorReason, StoreFault
from models.minutes.records import (
    Outcome,
    Resolution,
    Statement,
    record_resolution,
    remove_statement,
    save_statement,
)
from models.storage.data_file import _LOCK_TURN_S, DataFile
from models.storage.store import close_store, open_store
from tests.builders import WHO, a_new_store, a_statement, draft_texts, typed
from tests.conftest import PATIENCE_S
from tests.models.drafts.test_writer import is_without_fault, wait_until

HOLD_THE_LOCK = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN " + sys.argv[3])
print("locked", flush=True)
if sys.argv[2] == "until released":
    sys.stdin.read()
else:
    time.sleep(float(sys.argv[2]))
"""


@contextmanager
def at_work(path: Path, rescue: Path, told: list[SaveState]) -> Iterator[Writer]:
    writer = Writer(path, new_session(), WHO, rescue, told.append)
    writer.start()
    try:
        yield writer
    finally:
        writer.stop()


@contextmanager
def locked_for(path: Path, seconds: float) -> Iterator["subprocess.Popen[bytes]"]:
    """Another process has the whole file to itself for so long; it has ended when it lets go."""
    with _holding(path, str(seconds), "EXCLUSIVE") as other:
        yield other


@contextmanager
def locked_by_another(path: Path, how: str = "EXCLUSIVE") -> Iterator[None]:
    """Another process has the whole file to itself, or (IMMEDIATE) the writing, inside this."""
    with _holding(path, "until released", how):
        yield


@contextmanager
def _holding(path: Path, how_long: str, how: str) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-c", HOLD_THE_LOCK, str(path), how_long, how]
    # Its standard input is closed where the block is left, however that happens.
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"locked\n"
        yield other


def fill_up(ballast: Path) -> None:
    """Write until there is no room left."""
    with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)


def reasons(told: list[SaveState]) -> set[StorageErrorReason]:
    return {state.fault.reason for state in told if state.fault}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of few megabytes: a log takes one."""
    folder = tmp_path / "small"
    folder.mkdir()
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("this machine does not allow mounting")
    yield folder
    close_store()
    subprocess.run(["umount", str(folder)], check=True)


def test_a_file_locked_by_another_program_blocks_no_key_and_loses_no_text(
    store: Path, tmp_path: Path
) -> None:
    statement = a_statement("")
    text, told = "", list[SaveState]()
    took = []

    def type_a_letter() -> None:
        nonlocal text
        text += "ก"
        before = time.perf_counter()
        writer.queue_draft(typed(statement, text, writer.session))
        took.append(time.perf_counter() - before)
        time.sleep(0.02)

    with at_work(store, tmp_path / "rescue", told) as writer:
        with locked_by_another(store):
            for _ in range(50):
                type_a_letter()
        for _ in range(10):
            type_a_letter()
        future = writer.commit_draft(typed(statement, text, writer.session), save_statement)
        assert future.result(PATIENCE_S) == 2
    # A try at the locked file gives up after the whole of it.
    assert statistics.median(took) < _LOCK_TURN_S / 2, "keys waited for the lock"
    assert Statement.get_by_id(statement.id).text == text
    assert draft_texts() == []
    assert wait_until(lambda: read_rescues(tmp_path / "rescue") == [])


def test_a_write_lock_that_allows_reads_is_reported_only_when_it_lasts(
    store: Path, tmp_path: Path
) -> None:
    statement, told = a_statement(""), list[SaveState]()
    with at_work(store, tmp_path / "rescue", told) as writer:
        begun = time.monotonic()
        with locked_by_another(store, "IMMEDIATE"):
            writer.queue_draft(typed(statement, "ก", writer.session))
            # Reads succeed during the fault: they must not count as its end.
            assert wait_until(
                lambda: writer.call(Statement.select().count).result(PATIENCE_S) == 1 and told
            )
            assert time.monotonic() - begun >= _LOCK_TOLD_AFTER_S
            assert reasons(told) == {StorageErrorReason.LOCKED}
        assert wait_until(lambda: is_without_fault(told))
    assert draft_texts() == ["ก"]


def test_a_database_error_passed_to_the_screen_thread_holds_no_cursor(store: Path) -> None:
    a_statement("")
    file = DataFile(store)
    gc.collect()
    with locked_by_another(store):
        gc.disable()
        try:
            before = cursors()
            with pytest.raises(StoreFault) as locked:
                file.attempt(lambda: Statement.update(text="x").execute())
            assert locked.value.reason == StorageErrorReason.LOCKED
            assert cursors() == before
        finally:
            gc.enable()


def cursors() -> int:
    """Return the number of cursors that are still open."""
    return sum(type(each) is sqlite3.Cursor for each in gc.get_objects())


def test_an_operation_waits_for_a_lock_beyond_the_busy_timeout_of_sqlite(
    store: Path, tmp_path: Path
) -> None:
    item, told = a_statement("").item, list[SaveState]()
    with at_work(store, tmp_path / "rescue", told) as writer:
        with locked_for(store, 6.5):
            future = writer.submit(record_resolution, item.id, Outcome.NOTED, "รับทราบ", 3)
        assert future.result(PATIENCE_S)
    assert reasons(told) <= {StorageErrorReason.LOCKED}
    assert Resolution.select().count() == 1


def test_text_typed_without_the_data_folder_is_rescued_and_stored_when_it_returns(
    store: Path, tmp_path: Path
) -> None:
    statement, rescue, told = a_statement(""), tmp_path / "rescue", list[SaveState]()
    close_store()
    away = store.parent.with_name("away")
    with at_work(store, rescue, told) as writer:
        writer.queue_draft(typed(statement, "ก่อนหาย", writer.session))
        assert writer.flush(PATIENCE_S)
        store.parent.rename(away)
        writer.queue_draft(typed(statement, "ระหว่างหาย", writer.session))
        assert wait_until(lambda: [each.text for each in read_rescues(rescue)] == ["ระหว่างหาย"])
        assert wait_until(lambda: reasons(told) == {StorageErrorReason.CANNOT_OPEN})
        assert wait_until(lambda: told[-1].rescued)
        away.rename(store.parent)
        assert wait_until(lambda: is_without_fault(told))
        assert wait_until(lambda: read_rescues(rescue) == [])
    open_store(store)
    assert draft_texts() == ["ระหว่างหาย"]


def test_a_storage_fault_met_by_a_query_is_reported_until_the_file_is_back(
    store: Path, tmp_path: Path
) -> None:
    told = list[SaveState]()
    close_store()
    away = store.parent.with_name("away")
    with at_work(store, tmp_path / "rescue", told) as writer:
        store.parent.rename(away)
        assert isinstance(writer.call(lambda: 1).exception(PATIENCE_S), StoreFault)
        assert wait_until(lambda: reasons(told) == {StorageErrorReason.CANNOT_OPEN})
        away.rename(store.parent)
        assert wait_until(lambda: is_without_fault(told))


def test_two_texts_that_were_rescued_leave_no_rescue_file_when_both_are_stored(
    store: Path, tmp_path: Path
) -> None:
    first, rescue, told = a_statement(""), tmp_path / "rescue", list[SaveState]()
    second = a_statement("", item=first.item)
    close_store()
    away = store.parent.with_name("away")
    with at_work(store, rescue, told) as writer:
        store.parent.rename(away)
        writer.queue_draft(typed(first, "หนึ่ง", writer.session))
        writer.queue_draft(typed(second, "สอง", writer.session))
        assert wait_until(lambda: len(read_rescues(rescue)) == 2)
        away.rename(store.parent)
        assert wait_until(lambda: is_without_fault(told))
        assert writer.flush(PATIENCE_S)
    open_store(store)
    assert sorted(draft_texts()) == ["สอง", "หนึ่ง"]
    assert read_rescues(rescue) == []


def test_drafts_are_stored_in_the_file_that_replaced_the_data_file(
    store: Path, tmp_path: Path
) -> None:
    statement, told = a_statement(""), list[SaveState]()
    close_store()
    copy = store.with_name("copy.db")
    shutil.copy(store, copy)
    with at_work(store, tmp_path / "rescue", told) as writer:
        writer.queue_draft(typed(statement, "แฟ้มเดิม", writer.session))
        assert writer.flush(PATIENCE_S)
        copy.replace(store)
        writer.queue_draft(typed(statement, "แฟ้มที่กู้คืน", writer.session))
        assert writer.flush(PATIENCE_S)
    open_store(store)
    assert draft_texts() == ["แฟ้มที่กู้คืน"]


def test_text_typed_on_a_full_disk_is_rescued_and_stored_when_space_returns(
    small_disk: Path, tmp_path: Path
) -> None:
    path, rescue, told = small_disk / "home" / "kmtui.db", tmp_path / "rescue", list[SaveState]()
    a_new_store(path)
    statement = a_statement("")
    close_store()
    with at_work(path, rescue, told) as writer:
        ballast = small_disk / "ballast"
        fill_up(ballast)
        text = "เนื้อที่เต็มแล้ว " * 40_000  # more than there is room for in a log
        writer.queue_draft(typed(statement, text, writer.session))
        assert wait_until(lambda: [each.text for each in read_rescues(rescue)] == [text])
        assert wait_until(lambda: reasons(told) == {StorageErrorReason.FULL})
        ballast.unlink()
        assert wait_until(lambda: is_without_fault(told))
        assert writer.flush(PATIENCE_S)
    open_store(path)
    assert [text.strip() for text in draft_texts()] == [text.strip()]
    assert read_rescues(rescue) == []


def test_an_operation_on_a_deleted_record_is_refused_and_does_not_block_the_next(
    store: Path, tmp_path: Path
) -> None:
    close_store()
    with at_work(store, tmp_path / "rescue", []) as writer:
        gone = writer.submit(remove_statement, 424242)
        after = writer.call(lambda: "next")
        with pytest.raises(NotFound, match="ถูกผู้อื่นลบ"):
            gone.result(PATIENCE_S)
        assert after.result(PATIENCE_S) == "next"
