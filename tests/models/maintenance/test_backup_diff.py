"""What was never changed by the program is held against the newest backup."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from models.editing.revisions import Subject
from models.history.bin import purge
from models.history.views import people_of_history
from models.knowledge.operations import ListOf, begin_knowledge, drop_begun
from models.knowledge.records import KNOWLEDGE_KIND, KnowledgeItem
from models.maintenance.backup_diff import unaudited_changes
from models.maintenance.restore import restore
from models.maintenance.verification import verify_file, verify_open
from models.minutes.records import (
    Outcome,
    Statement,
    record_resolution,
    remove_resolution,
    remove_statement,
)
from models.minutes.tasks import TaskDraft, assign_task
from models.people.operations import rename_person
from models.questionnaires.assessment import ANSWER_KIND, AssessmentAnswer
from models.storage.backup import back_up
from models.storage.store import close_store, open_store
from tests.builders import a_statement, an_item

pytestmark = pytest.mark.external_change

BEGUN = 4_000_000_000


def execute(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for sql in statements:
            connection.execute(sql)


def test_no_unaudited_change_is_reported_without_a_backup(example: Path) -> None:
    close_store()
    execute(example, "UPDATE post SET is_cko = 1 - is_cko WHERE id = 2")
    assert unaudited_changes(example) == ()
    open_store(example)


def test_changes_by_the_program_after_a_backup_are_no_fault(example: Path) -> None:
    back_up(example)
    row = AssessmentAnswer.select().first()
    ANSWER_KIND.replace(row.id, "existing", 0, "มีแล้ว")
    rename_person(1, "นางสาวอรยานี อื่น")
    item = KnowledgeItem.select().first()
    KNOWLEDGE_KIND.soft_delete(item.id)
    purge(Subject.KNOWLEDGE, item.id)
    assert unaudited_changes(example) == ()
    assert verify_open(example).faults == ()


def test_rows_purged_with_their_record_and_abandoned_rows_are_no_fault(
    example: Path,
) -> None:
    item = an_item()
    spoken = a_statement("ก", item)
    decided = record_resolution(item.id, Outcome.NOTED, "เห็นชอบ", 3)
    assign_task(item.id, TaskDraft("งาน"), statement_id=spoken.id)
    assign_task(item.id, TaskDraft("งาน"), resolution_id=decided)
    kept = assign_task(item.id, TaskDraft("งานที่อยู่"))
    first = KnowledgeItem.select().order_by(KnowledgeItem.id).first()
    where = ListOf(first.fiscal_year, first.division_id, first.kind)
    begin_knowledge(where, BEGUN, after_id=first.id)
    back_up(example)
    remove_statement(spoken.id)
    purge(Subject.STATEMENT, spoken.id)
    remove_resolution(decided)
    purge(Subject.RESOLUTION, decided)
    drop_begun(BEGUN)
    assert verify_open(example).faults == ()
    close_store()
    execute(example, f"DELETE FROM action_item WHERE id = {kept}")  # noqa: S608
    (told,) = verify_file(example).faults
    assert "หายไปจากแฟ้มโดยไม่มีประวัติ" in told
    open_store(example)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE plan_activity SET indicator = 'อื่น' WHERE id = 1", "ช่องตัวชี้วัด"),
        ("UPDATE duty SET text = text || 'x' WHERE id = 1", "ช่องหน้าที่"),
        ("UPDATE post SET is_cko = 1 - is_cko WHERE id = 2", "CKO"),
        ("UPDATE knowledge_item SET urgency = 9", "ช่องความเร่งด่วน"),
        ("UPDATE knowledge_item SET text = CAST(x'E0B881FF' AS TEXT)", "ช่องรายละเอียด"),
        (
            "UPDATE statement SET deleted_at = '2020' WHERE id = (SELECT min(id) FROM statement)",
            "ถังขยะ",
        ),
        ("DELETE FROM knowledge_holder; DELETE FROM knowledge_item", "หายไปจากแฟ้ม"),
        ("DELETE FROM revision WHERE id = 1", "ประวัติลำดับที่ 1 หายไป"),
        ("UPDATE revision SET digest = 'x' WHERE id = 1", "ประวัติลำดับที่ 1 ถูกแก้"),
        ("DELETE FROM seal", "ตราผนึก order"),
    ],
)
def test_a_change_without_history_since_the_backup_is_reported(
    example: Path, change: str, told: str
) -> None:
    back_up(example)
    close_store()
    execute(example, *change.split(";"))
    faults = "\n".join(verify_file(example).faults)
    assert told in faults
    assert "เทียบกับสำเนาสำรอง" in faults


def test_a_changed_column_without_history_is_reported_by_name(example: Path) -> None:
    back_up(example)
    close_store()
    execute(example, "UPDATE post SET is_cko = 1 - is_cko WHERE id = 2")
    (told,) = unaudited_changes(example)
    assert "CKO" in told
    open_store(example)


def test_a_file_restored_from_an_older_backup_has_no_faults(example: Path) -> None:
    oldest = back_up(example)
    rename_person(1, "นางสาวอรยานี อื่น")
    back_up(example)
    close_store()
    restore(example, oldest)
    assert verify_file(example).faults == ()
    execute(example, "UPDATE duty SET text = 'อื่น' WHERE id = 1")
    assert oldest.name in "\n".join(verify_file(example).faults)
    open_store(example)


def test_damaged_backups_and_those_of_another_schema_are_skipped(example: Path) -> None:
    back_up(example)
    damaged = back_up(example)
    damaged.write_bytes(damaged.read_bytes()[:5000])
    older = back_up(example)
    execute(older, "PRAGMA user_version = 1")
    close_store()
    execute(example, "UPDATE duty SET text = 'อื่น' WHERE id = 1")
    assert "ช่องหน้าที่" in "\n".join(unaudited_changes(example))
    open_store(example)


def test_many_unaudited_changes_are_summarized_by_number(example: Path) -> None:
    back_up(example)
    close_store()
    execute(example, "UPDATE plan_activity SET indicator = indicator || 'x'")
    told = unaudited_changes(example)
    assert len(told) == 21
    assert told[-1].startswith("และอีก")


def test_a_text_changed_together_with_its_version_is_reported(store: Path) -> None:
    statement = a_statement("ขอเสนอ")
    close_store()
    execute(store, "UPDATE statement SET text = 'อื่น', version = version + 1")
    assert "ไม่ตรงกับประวัติรุ่นล่าสุด" in "\n".join(verify_file(store).faults)
    open_store(store)
    assert Statement.get_by_id(statement.id).text == "อื่น"


def test_a_foreign_trigger_or_view_is_reported(store: Path, tmp_path: Path) -> None:
    close_store()
    shutil.copy(store, tmp_path / "kmtui.db")
    spy = "CREATE TRIGGER spy AFTER INSERT ON revision BEGIN UPDATE member SET right = 'read'; END"
    execute(store, spy, "CREATE VIEW peek AS SELECT * FROM member")
    told = "\n".join(verify_file(store).faults)
    assert "spy" in told
    assert "peek" in told
    assert verify_file(tmp_path / "kmtui.db").faults == ()


def test_the_history_of_the_example_has_only_the_example_as_actor(example: Path) -> None:
    assert people_of_history() == ("ตัวอย่าง",)
