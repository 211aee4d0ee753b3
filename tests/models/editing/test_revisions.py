"""Compare-and-swap saving, and every state that was there before."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from models.editing.revisions import Revision, Subject
from models.errors import NotFound, VersionConflict
from models.maintenance.verification import verify_file
from models.minutes.records import (
    Outcome,
    Statement,
    record_resolution,
    remove_statement,
    save_statement,
)
from models.minutes.records import save_resolution as save_the_resolution
from models.storage.store import close_store
from tests.builders import WHO, a_statement, an_item, by, revisions_of
from tests.refusals import refused


def texts(statement: Statement) -> list[str]:
    return [revision.text for revision in revisions_of(Subject.STATEMENT, statement.id)]


def test_every_stored_state_of_a_text_can_be_read(store: Path) -> None:
    statement = a_statement("หนึ่ง")
    assert by("คนที่สอง", save_statement, statement.id, 1, "สอง") == 2
    assert by("คนที่สาม", save_statement, statement.id, 2, "สาม") == 3
    assert texts(statement) == ["หนึ่ง", "สอง", "สาม"]
    stored = revisions_of(Subject.STATEMENT, statement.id)
    assert [revision.version for revision in stored] == [1, 2, 3]
    assert [revision.who for revision in stored] == [WHO, "คนที่สอง", "คนที่สาม"]


def test_the_second_user_saving_a_statement_gets_a_conflict_and_overwrites_nothing(
    store: Path,
) -> None:
    statement = a_statement("เดิม")
    save_statement(statement.id, 1, "ของคนแรก")
    with refused(VersionConflict) as conflict:
        save_statement(statement.id, 1, "ของคนที่สอง")
    assert (conflict.value.current_text, conflict.value.current_version) == ("ของคนแรก", 2)
    assert Statement.get_by_id(statement.id).text == "ของคนแรก"
    assert texts(statement) == ["เดิม", "ของคนแรก"]


def test_saving_a_resolution_on_an_old_version_is_a_conflict(store: Path) -> None:
    resolution = record_resolution(an_item().id, Outcome.NOTED, "รับทราบ", 3)
    save_the_resolution(resolution, 1, "เห็นชอบ")
    with refused(VersionConflict):
        save_the_resolution(resolution, 1, "ไม่เห็นชอบ")


def test_saving_an_equal_text_adds_no_version(store: Path) -> None:
    statement = a_statement("เดิม")
    assert save_statement(statement.id, 1, "เดิม\u200b") == 1
    assert texts(statement) == ["เดิม"]


def test_saving_a_deleted_statement_is_refused(store: Path) -> None:
    statement = a_statement()
    remove_statement(statement.id)
    with refused(NotFound, match="ถูกลบ"):
        save_statement(statement.id, 1, "แก้")


def test_a_letter_replaced_outside_the_program_is_reported_by_verification(store: Path) -> None:
    statement = a_statement("มติเห็นชอบ")
    close_store()
    assert verify_file(store).faults == ()
    with closing(sqlite3.connect(store)) as outside, outside:
        outside.execute("UPDATE revision SET text = replace(text, 'ม', 'ย')")
    faults = verify_file(store).faults
    assert f"{statement.id} รุ่น 1 ถูกแก้นอกโปรแกรม" in faults[0]


@pytest.mark.parametrize("field", ["who", "at", "version", "subject_id"])
def test_the_hash_of_a_revision_covers_actor_time_and_record(store: Path, field: str) -> None:
    a_statement("มติ")
    Revision.update({field: 77}).execute()
    close_store()
    assert verify_file(store).faults


def test_a_reference_to_a_missing_record_is_reported_by_verification(store: Path) -> None:
    a_statement()
    close_store()
    with closing(sqlite3.connect(store)) as outside, outside:
        outside.execute("UPDATE statement SET item_id = 12345")
    assert "อ้างถึงสิ่งที่ไม่มีในแฟ้ม" in verify_file(store).faults[0]
