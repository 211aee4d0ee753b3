"""Two versions of the program at once: the older one stores nothing in the newer one's file."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from models.drafts.rescue import read_rescues
from models.drafts.save_state import SaveState
from models.drafts.sessions import new_session
from models.drafts.writer import Writer
from models.errors import StorageErrorReason, StoreFault
from models.minutes.records import Statement, save_statement
from models.storage.database import database
from models.storage.migrations import read_steps
from models.storage.store import close_store, open_store
from tests.builders import WHO, a_statement, typed
from tests.conftest import PATIENCE_S
from tests.models.drafts.test_writer import is_without_fault, wait_until


def set_schema(path: Path, version: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")


@pytest.mark.parametrize(
    ("by", "reason"), [(1, StorageErrorReason.OUTGROWN), (-1, StorageErrorReason.EXCHANGED)]
)
def test_saving_into_a_file_with_a_changed_schema_is_refused(
    store: Path, by: int, reason: StorageErrorReason
) -> None:
    statement = a_statement("ก่อน")
    set_schema(store, len(read_steps()) + by)
    with pytest.raises(StoreFault) as fault:
        save_statement(statement.id, 1, "หลัง")
    assert fault.value.reason == reason
    assert not database.in_transaction()
    assert Statement.get_by_id(statement.id).text == "ก่อน"


def test_text_typed_after_a_newer_program_upgraded_the_file_is_rescued_and_reported(
    store: Path, tmp_path: Path
) -> None:
    statement, told = a_statement("ก่อน"), list[SaveState]()
    close_store()
    open_store(store)
    close_store()
    writer = Writer(store, new_session(), WHO, tmp_path / "rescue", told.append)
    writer.start()
    try:
        writer.queue_draft(typed(statement, "ก่อนปรับรุ่น", writer.session))
        assert writer.flush(PATIENCE_S)
        set_schema(store, len(read_steps()) + 1)
        writer.queue_draft(typed(statement, "หลังปรับรุ่น", writer.session))
        assert wait_until(
            lambda: [each.text for each in read_rescues(tmp_path / "rescue")] == ["หลังปรับรุ่น"]
        )
        assert wait_until(
            lambda: any(
                each.fault and each.fault.reason == StorageErrorReason.OUTGROWN for each in told
            )
        )
        set_schema(store, len(read_steps()))
        assert wait_until(lambda: is_without_fault(told))
    finally:
        writer.stop()
    assert read_rescues(tmp_path / "rescue") == []


def test_an_older_program_does_not_open_a_newer_file(store: Path) -> None:
    close_store()
    set_schema(store, len(read_steps()) + 1)
    with pytest.raises(StoreFault) as fault:
        open_store(store)
    assert fault.value.reason == StorageErrorReason.TOO_NEW
