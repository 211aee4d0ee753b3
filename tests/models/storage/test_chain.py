"""The history is a chain, and its newest link is remembered beside the data file."""

import os
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kmtui.thai.digits import thai_digits
from models.editing.revisions import Revision
from models.maintenance.history_chain import accept_history, chain_faults
from models.maintenance.restore import restore
from models.maintenance.verification import verify_file, verify_open
from models.people.operations import rename_person
from models.storage.backup import back_up
from models.storage.chain import HEAD_SUFFIX, link, newest_head, read_head
from models.storage.database import database
from models.storage.migrations import read_steps
from models.storage.store import close_store, open_store, opened_store

pytestmark = pytest.mark.external_change


def head_file(path: Path) -> Path:
    return path.with_name(path.name + HEAD_SUFFIX)


def remove_newest(path: Path, count: int = 1) -> None:
    with closing(sqlite3.connect(path)) as outside, outside:
        outside.execute(
            "DELETE FROM revision WHERE id > (SELECT max(id) FROM revision) - ?", (count,)
        )


def test_each_revision_stores_the_hash_of_the_previous_one(example: Path) -> None:
    rename_person(1, "นางสาวอรยานี อื่น")
    before = ""
    for row in Revision.select().order_by(Revision.id):
        before = link(before, row.digest)
        assert row.chain == before
    assert read_head(example) == newest_head(database.execute_sql)


def test_a_rolled_back_change_does_not_move_the_chain_head(example: Path) -> None:
    rename_person(1, "นางสาวอรยานี อื่น")
    known = read_head(example)
    with database.atomic() as inner:
        rename_person(2, "นายสอง อื่น")
        inner.rollback()
    assert read_head(example) == known
    assert chain_faults(example) == []


def test_of_many_broken_links_five_are_named_and_the_others_counted(example: Path) -> None:
    for number in range(8):
        rename_person(1, f"นางสาวอรยานี อื่น{'ก' * number}")
    close_store()
    with closing(sqlite3.connect(example)) as outside, outside:
        outside.execute("UPDATE revision SET chain = printf('%064d', id)")
    with opened_store(example):
        count = Revision.select().count()
        faults = chain_faults(example)
    assert [each.startswith("ประวัติลำดับที่") for each in faults[:6]] == [True] * 5 + [False]
    assert f"อีก {thai_digits(count - 5)} ลำดับ" in faults[5]


def test_loss_of_the_newest_revision_is_reported_until_accepted(example: Path) -> None:
    rename_person(1, "นางสาวอรยานี อื่น")
    close_store()
    remove_newest(example)
    with opened_store(example):
        assert "เคยเป็นลำดับล่าสุด" in chain_faults(example)[0]
        for name in ("นายสาม อื่น", "นายสี่ อื่น", "นายห้า อื่น"):
            rename_person(3, name)  # the program goes on, and the alarm stays
        assert "เคยเป็นลำดับล่าสุด" in chain_faults(example)[0]
        accept_history(example)
        assert chain_faults(example) == []


def test_a_restored_file_has_no_faults_and_later_losses_are_reported(example: Path) -> None:
    close_store()
    backup = back_up(example)
    with opened_store(example):
        rename_person(1, "นางสาวอรยานี อื่น")
    restore(example, backup)
    assert verify_file(example).faults == ()
    with opened_store(example):
        rename_person(2, "นายสอง อื่น")
    back_up(example)
    assert verify_file(example).faults == ()
    remove_newest(example)
    assert "หายไปจากแฟ้ม" in "\n".join(verify_file(example).faults)


def test_a_head_file_that_is_a_link_or_unreadable_is_ignored(example: Path, tmp_path: Path) -> None:
    victim = tmp_path / "private"
    victim.write_text("secret")
    head_file(example).unlink(missing_ok=True)
    head_file(example).symlink_to(victim)
    assert read_head(example) is None
    rename_person(1, "นางสาวอรยานี อื่น")
    assert victim.read_text() == "secret"
    assert not head_file(example).is_symlink()
    for nonsense in ("", "[]", '{"revision": "x"}', "\0" * 5000, "9" * 999):
        head_file(example).write_text(nonsense)
        assert read_head(example) is None
    head_file(example).unlink()
    os.mkfifo(head_file(example))
    assert read_head(example) is None  # and does not wait for the pipe


def back_to_step(number: int) -> None:
    """Take away what the steps after this one have added, the latest first."""
    added = (
        (r'ALTER TABLE "(\w+)" ADD COLUMN "(\w+)"', 'ALTER TABLE "{}" DROP COLUMN "{}"'),
        (r'CREATE (?:UNIQUE )?INDEX "(\w+)"', 'DROP INDEX IF EXISTS "{}"'),
        (r'CREATE TABLE "(\w+)"', 'DROP TABLE "{}"'),
    )
    # The triggers of the tests themselves name every column.
    watching = "SELECT name FROM temp.sqlite_master WHERE type = 'trigger'"
    for (trigger,) in database.execute_sql(watching).fetchall():
        database.execute_sql(f'DROP TRIGGER temp."{trigger}"')
    for statement in reversed([each for step in read_steps()[number:] for each in step]):
        for pattern, undo in added:
            if found := re.match(pattern, statement):
                database.execute_sql(undo.format(*found.groups()))
    database.execute_sql(f"PRAGMA user_version = {number}")


def test_opening_a_file_of_an_older_schema_builds_the_hash_chain(example: Path) -> None:
    back_to_step(12)
    close_store()
    head_file(example).unlink(missing_ok=True)
    open_store(example)
    assert chain_faults(example) == []
    assert read_head(example) == newest_head(database.execute_sql)
    assert verify_open(example).faults == ()


def test_an_old_file_with_damaged_values_is_migrated_and_they_are_named(example: Path) -> None:
    back_to_step(12)
    database.execute_sql("UPDATE revision SET digest = x'ff' WHERE id = 2")
    database.execute_sql("UPDATE meeting SET held_on = 'x', state = 'x' WHERE id = 1")
    close_store()
    head_file(example).unlink()
    open_store(example)
    assert chain_faults(example) == []
    assert "ค่าเสียหาย" in "\n".join(verify_open(example).faults)
