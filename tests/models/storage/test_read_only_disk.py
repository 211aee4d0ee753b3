"""The file system turns read-only under the program: the text is kept and stored later."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.drafts.rescue import read_rescues
from models.drafts.save_state import SaveState
from models.drafts.sessions import new_session
from models.drafts.writer import Writer
from models.errors import StorageErrorReason, StoreFault
from models.minutes.records import Statement
from models.storage.backup import back_up
from models.storage.store import close_store, open_store
from tests.builders import WHO, a_new_store, a_statement, draft_texts, typed
from tests.conftest import PATIENCE_S
from tests.models.drafts.test_writer import is_without_fault, wait_until


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.geteuid() != 0:
        pytest.skip("only root can mount")
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("this machine does not allow mounting")
    yield folder
    close_store()
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def remount(disk: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=True)


def test_text_typed_on_a_read_only_disk_is_rescued_and_stored_later(
    disk: Path, tmp_path: Path
) -> None:
    path, rescue, told = disk / "kmtui.db", tmp_path / "rescue", list[SaveState]()
    a_new_store(path)
    statement = a_statement("")
    close_store()
    writer = Writer(path, new_session(), WHO, rescue, told.append)
    writer.start()
    try:
        writer.queue_draft(typed(statement, "ก่อน", writer.session))
        assert writer.flush(PATIENCE_S)
        writer.call(close_store).result(PATIENCE_S)
        remount(disk, "ro")
        writer.queue_draft(typed(statement, "ระหว่าง", writer.session))
        assert wait_until(lambda: [each.text for each in read_rescues(rescue)] == ["ระหว่าง"])
        assert wait_until(lambda: bool(told) and told[-1].fault is not None)
        fault = told[-1].fault
        assert fault is not None
        assert fault.reason in (StorageErrorReason.READ_ONLY, StorageErrorReason.CANNOT_OPEN)
        remount(disk, "rw")
        assert wait_until(lambda: is_without_fault(told))
        assert writer.flush(PATIENCE_S)
    finally:
        writer.stop()
    open_store(path)
    assert draft_texts() == ["ระหว่าง"]
    assert read_rescues(rescue) == []


def test_opening_on_a_read_only_disk_is_refused_and_a_backup_elsewhere_works(
    disk: Path, tmp_path: Path
) -> None:
    path = disk / "kmtui.db"
    a_new_store(path)
    a_statement("อยู่ครบ")
    close_store()
    remount(disk, "ro")
    with pytest.raises(StoreFault) as fault:
        open_store(path)
    assert fault.value.reason == StorageErrorReason.READ_ONLY
    with pytest.raises(StoreFault) as fault:
        back_up(path)
    assert fault.value.reason == StorageErrorReason.READ_ONLY
    copy = back_up(path, tmp_path / "copy.db")
    open_store(copy)
    assert [row.text for row in Statement.select()] == ["อยู่ครบ"]
    close_store()
